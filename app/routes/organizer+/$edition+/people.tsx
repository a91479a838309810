import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { InvitationsTable } from '#app/components/people/invitations-table.tsx'
import { RoleLine, Until } from '#app/components/people/role-line.tsx'
import { ConfirmedAction } from '#app/components/ui/form.tsx'
import { Empty, Pager, Table } from '#app/components/ui/table.tsx'
import { SearchForm } from '#app/components/ui/search-form.tsx'
import { afterName } from '#app/http/after-key.ts'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { readForm } from '#app/http/forms.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { moveInvitation } from '#app/http/move-invitation.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { searchOf } from '#app/http/search.ts'
import { formatDate } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { mayBeTaken, mayGive } from '#app/modules/accounts/account-moves.ts'
import { takeRole } from '#app/modules/accounts/change-role.server.ts'
import { invitationsPage } from '#app/modules/accounts/open-invitations.server.ts'
import { editionMove } from '#app/modules/accounts/people-schema.ts'
import { peoplePage } from '#app/modules/accounts/people.server.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export const handle = { title: 'people.title' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  const search = searchOf(request)
  const [found, { invitations }] = await Promise.all([
    peoplePage({
      q: search.get('q') ?? '',
      role: null,
      editionId: edition.id,
      after: afterName(search.get('after')),
    }),
    invitationsPage(edition.id, null),
  ])
  const people = found.people.map(({ id, name, email, agency, roles }) => ({
    id,
    name,
    email,
    agency,
    roles: roles.map((role) => ({ ...role, mayTake: mayBeTaken(role.state) && mayGive(actor, role) })),
  }))
  return { number: edition.number, people, next: found.next, invitations }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  const form = await readForm(request, editionMove)
  if (!form.ok) return form.failed
  const here = `/organizer/${edition.number}/people`
  const { move, id } = form.value
  if (move !== 'take') return moveInvitation(actor, { move, id }, here)
  const answer = await takeRole(actor, id)
  if (!answer) notFound()
  return isRefusal(answer)
    ? redirectWithNotice(here, answer.refused.key, answer.refused.values, 'error')
    : redirectWithNotice(here, 'people.taken')
}

export default function EditionPeople() {
  const { t } = useTranslation()
  const { number, people, next, invitations } = useLoaderData<typeof loader>()
  return (
    <div className="stack" data-gap="large">
      <section className="stack">
        <div className="row" data-end>
          <p className="quiet prose">{t('people.aboutEdition')}</p>
          <Link className="button" data-kind="primary" to={`/organizer/${number}/people/inviting`}>
            {t('people.inviting')}
          </Link>
        </div>
        <SearchForm label={t('people.search')} />
        {people.length === 0 ? <Empty>{t('people.noneEdition')}</Empty> : <Roles />}
        <Pager next={next} />
      </section>
      <section className="stack">
        <h2>{t('people.invitations')}</h2>
        <InvitationsTable rows={invitations} action={`/organizer/${number}/people`} />
      </section>
    </div>
  )
}

function Roles() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { number, people } = useLoaderData<typeof loader>()
  return (
    <Table label={t('people.title')}>
      <thead>
        <tr>
          <th>{t('admin.name')}</th>
          <th>{t('people.roles')}</th>
          <th>{t('people.since')}</th>
          <th>{t('people.until')}</th>
          <th>{t('people.agency')}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {people.flatMap((person) =>
          person.roles.map((role) => (
            <tr key={role.id}>
              <th scope="row">
                {person.name}
                <div className="quiet small">{person.email}</div>
              </th>
              <td>
                <RoleLine role={role} />
              </td>
              <td className="nowrap">{formatDate(role.since, locale)}</td>
              <td>
                <Until role={role} />
              </td>
              <td>{person.agency}</td>
              <td>
                {role.mayTake && (
                  <ConfirmedAction
                    action={`/organizer/${number}/people`}
                    label={t('people.take')}
                    consequence={t('people.takeMeans')}
                  >
                    <input type="hidden" name="move" value="take" />
                    <input type="hidden" name="id" value={role.id} />
                  </ConfirmedAction>
                )}
              </td>
            </tr>
          )),
        )}
      </tbody>
    </Table>
  )
}
