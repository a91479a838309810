import type { LoaderFunctionArgs } from '@remix-run/node'
import { Form, Link, useLoaderData } from '@remix-run/react'
import { RoleLine } from '#app/components/people/role-line.tsx'
import { Empty, Pager, Table } from '#app/components/ui/table.tsx'
import { afterName } from '#app/http/after-key.ts'
import { requireActorWho } from '#app/http/guard.server.ts'
import { searchOf } from '#app/http/search.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { peoplePage } from '#app/modules/accounts/people.server.ts'
import { roleNames } from '#app/modules/actor/actor.ts'
import { administers } from '#app/modules/actor/policy.ts'

export const handle = { title: 'people.title' }

export async function loader({ request }: LoaderFunctionArgs) {
  await requireActorWho(request, administers)
  const search = searchOf(request)
  const q = search.get('q') ?? ''
  const role = roleNames.find((one) => one === search.get('role')) ?? null
  return {
    q,
    role,
    ...(await peoplePage({ q, role, editionId: null, after: afterName(search.get('after')) })),
  }
}

export default function People() {
  const { t } = useTranslation()
  const { q, role, people, next } = useLoaderData<typeof loader>()
  return (
    <div className="stack">
      <div className="row" data-end>
        <p className="quiet">{t('people.about')}</p>
        <div className="row">
          <Link className="button" to="/admin/people/invitations">
            {t('people.invitations')}
          </Link>
          <Link className="button" data-kind="primary" to="/admin/people/inviting">
            {t('people.inviting')}
          </Link>
        </div>
      </div>
      <Form className="row" role="search">
        <input
          name="q"
          type="search"
          defaultValue={q}
          aria-label={t('people.search')}
          placeholder={t('people.search')}
        />
        <select name="role" defaultValue={role ?? ''} aria-label={t('admin.roleField')}>
          <option value="">{t('people.anyRole')}</option>
          {roleNames.map((one) => (
            <option key={one} value={one}>
              {t(`role.${one}`)}
            </option>
          ))}
        </select>
        <button className="button">{t('form.search')}</button>
      </Form>
      {people.length === 0 ? (
        <Empty>{t('people.none')}</Empty>
      ) : (
        <Table label={t('people.title')}>
          <thead>
            <tr>
              <th>{t('admin.name')}</th>
              <th>{t('people.state')}</th>
              <th>{t('people.roles')}</th>
              <th>{t('people.agency')}</th>
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <tr key={person.id}>
                <th scope="row">
                  <Link to={`/admin/people/${person.id}`}>{person.name}</Link>
                  <div className="quiet small">{person.email}</div>
                </th>
                <td>
                  <span className="chip" data-tone={person.state === 'disabled' ? 'stop' : 'plain'}>
                    {t(`people.accountState.${person.state}`)}
                  </span>
                </td>
                <td>
                  {person.roles.length === 0 && <span className="quiet">{t('people.noRole')}</span>}
                  {person.roles.map((held) => (
                    <div key={held.id}>
                      <RoleLine role={held} />
                    </div>
                  ))}
                </td>
                <td>{person.agency}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      <Pager next={next} />
    </div>
  )
}
