import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { InvitingPage } from '#app/components/people/inviting-page.tsx'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { inviteFromList } from '#app/http/inviting.server.ts'
import { roman } from '#app/i18n/format.ts'
import { unitsOf } from '#app/modules/provinces/history.server.ts'

export const handle = { title: 'people.inviting' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { edition } = await requireOrganizer(request, params.edition)
  return { edition: { id: edition.id, name: roman(edition.number) }, provinces: await unitsOf() }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  return inviteFromList(request, actor, `/organizer/${edition.number}/people`)
}

export default function Inviting() {
  const { edition, provinces } = useLoaderData<typeof loader>()
  const roles = ['judge', 'organizer', 'coordinator'] as const
  return <InvitingPage choices={{ roles: [...roles], provinces, editions: [edition], everyEdition: false }} />
}
