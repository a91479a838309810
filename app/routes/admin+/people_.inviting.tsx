import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { InvitingPage } from '#app/components/people/inviting-page.tsx'
import { requireActorWho } from '#app/http/guard.server.ts'
import { inviteFromList } from '#app/http/inviting.server.ts'
import { administers } from '#app/modules/actor/policy.ts'
import { editionChoices } from '#app/modules/editions/editions.server.ts'
import { unitsOf } from '#app/modules/provinces/history.server.ts'

export const handle = { title: 'people.inviting' }

export async function loader({ request }: LoaderFunctionArgs) {
  await requireActorWho(request, administers)
  const [provinces, editions] = await Promise.all([unitsOf(), editionChoices()])
  return { provinces, editions }
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActorWho(request, administers)
  return inviteFromList(request, actor, '/admin/people/invitations')
}

export default function Inviting() {
  const { provinces, editions } = useLoaderData<typeof loader>()
  const roles = ['judge', 'organizer', 'coordinator', 'admin'] as const
  return <InvitingPage choices={{ roles: [...roles], provinces, editions, everyEdition: true }} />
}
