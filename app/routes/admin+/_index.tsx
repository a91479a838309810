import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { InvitationForm } from '#app/components/auth/invitation-form.tsx'
import { SearchForm } from '#app/components/ui/search-form.tsx'
import { Empty, SortHead, Table } from '#app/components/ui/table.tsx'
import { useSorted } from '#app/components/ui/use-sorted.ts'
import { requireActorWho } from '#app/http/guard.server.ts'
import { searchOf } from '#app/http/search.ts'
import { formatDate } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { openInvitations } from '#app/modules/accounts/open-invitations.server.ts'
import { accountsMatching } from '#app/modules/accounts/people.server.ts'
import { administers } from '#app/modules/actor/policy.ts'
import { editionChoices } from '#app/modules/editions/editions.server.ts'
import { unitsOf } from '#app/modules/provinces/history.server.ts'

export const handle = { title: 'admin.title' }

export async function loader({ request }: LoaderFunctionArgs) {
  await requireActorWho(request, administers)
  const search = searchOf(request).get('q') ?? ''
  const [accounts, invitations, provinces, editions] = await Promise.all([
    accountsMatching(search),
    openInvitations(),
    unitsOf(),
    editionChoices(),
  ])
  return { accounts, invitations, provinces, editions }
}

export default function Accounts() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { accounts: found, invitations, provinces, editions } = useLoaderData<typeof loader>()
  const accounts = useSorted(found, ['name', 'email'], {
    made: { role: (row) => row.roles.map((held) => held.role).join() },
  })
  return (
    <div className="stack" data-gap="large">
      <section className="stack">
        <h2>{t('admin.invite')}</h2>
        <InvitationForm
          roles={['organizer', 'judge', 'coordinator', 'admin']}
          provinces={provinces}
          editions={editions}
          everyEdition
        />
      </section>
      {invitations.length > 0 && (
        <section className="stack">
          <h2>{t('admin.invitations')}</h2>
          <Table label={t('admin.invitations')}>
            <thead>
              <tr>
                <th>{t('admin.email')}</th>
                <th>{t('admin.roles')}</th>
                <th>{t('admin.expires')}</th>
              </tr>
            </thead>
            <tbody>
              {invitations.map((row) => (
                <tr key={row.id}>
                  <th scope="row">{row.email}</th>
                  <td>{t(`role.${row.role}`)}</td>
                  <td>{formatDate(row.expiresAt, locale)}</td>
                </tr>
              ))}
            </tbody>
          </Table>
        </section>
      )}
      <section className="stack">
        <h2>{t('admin.users')}</h2>
        <SearchForm label={t('admin.searchUsers')} />
        {accounts.length === 0 ? (
          <Empty>{t('table.empty')}</Empty>
        ) : (
          <Table label={t('admin.users')}>
            <thead>
              <tr>
                <SortHead column="name" label={t('admin.name')} />
                <SortHead column="email" label={t('admin.email')} />
                <SortHead column="role" label={t('admin.roles')} />
                <th>{t('admin.confirmed')}</th>
              </tr>
            </thead>
            <tbody>
              {accounts.map((row) => (
                <tr key={row.id}>
                  <th scope="row">{row.name}</th>
                  <td>{row.email}</td>
                  <td>{row.roles.map((held) => t(`role.${held.role}`)).join(', ')}</td>
                  <td>{row.confirmed ? t('form.yes') : t('form.no')}</td>
                </tr>
              ))}
            </tbody>
          </Table>
        )}
      </section>
    </div>
  )
}
