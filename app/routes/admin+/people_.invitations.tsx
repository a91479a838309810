import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { InvitationsTable } from '#app/components/people/invitations-table.tsx'
import { Pager } from '#app/components/ui/table.tsx'
import { afterMoment } from '#app/http/after-key.ts'
import { readForm } from '#app/http/forms.server.ts'
import { requireActorWho } from '#app/http/guard.server.ts'
import { moveInvitation } from '#app/http/move-invitation.server.ts'
import { searchOf } from '#app/http/search.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { invitationsPage } from '#app/modules/accounts/open-invitations.server.ts'
import { invitationMove } from '#app/modules/accounts/people-schema.ts'
import { administers } from '#app/modules/actor/policy.ts'

export const handle = { title: 'people.invitations' }

export async function loader({ request }: LoaderFunctionArgs) {
  await requireActorWho(request, administers)
  return invitationsPage(null, afterMoment(searchOf(request).get('after')))
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActorWho(request, administers)
  const form = await readForm(request, invitationMove)
  if (!form.ok) return form.failed
  return moveInvitation(actor, form.value, '/admin/people/invitations')
}

export default function Invitations() {
  const { t } = useTranslation()
  const { invitations, next } = useLoaderData<typeof loader>()
  return (
    <div className="stack">
      <div className="row" data-end>
        <h2>{t('people.invitations')}</h2>
        <Link className="button" data-kind="primary" to="/admin/people/inviting">
          {t('people.inviting')}
        </Link>
      </div>
      <InvitationsTable rows={invitations} action="/admin/people/invitations" />
      <Pager next={next} />
    </div>
  )
}
