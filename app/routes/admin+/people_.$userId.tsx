import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { RoleFields } from '#app/components/people/role-fields.tsx'
import { RoleLine, Until } from '#app/components/people/role-line.tsx'
import { ConfirmedAction, FormError, PostForm, SubmitButton } from '#app/components/ui/form.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { readForm, refusedForm } from '#app/http/forms.server.ts'
import { notFound, requireActorWho } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { formatDate } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { accountMoves, mayBeTaken, whyNotMove } from '#app/modules/accounts/account-moves.ts'
import { giveRole, takeRole } from '#app/modules/accounts/change-role.server.ts'
import { moveAccount } from '#app/modules/accounts/move-account.server.ts'
import { personMove } from '#app/modules/accounts/people-schema.ts'
import { personFor } from '#app/modules/accounts/people.server.ts'
import { roleNames } from '#app/modules/actor/actor.ts'
import { administers } from '#app/modules/actor/policy.ts'
import { editionChoices } from '#app/modules/editions/editions.server.ts'
import { unitsOf } from '#app/modules/provinces/history.server.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export const handle = { title: 'people.title' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActorWho(request, administers)
  const person = (await personFor(actor, params.userId!)) ?? notFound()
  const [provinces, editions] = await Promise.all([unitsOf(), editionChoices()])
  const moves = accountMoves.filter((move) => !whyNotMove(actor, move, { ...person, userId: person.id }))
  return { person, provinces, editions, moves }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActorWho(request, administers)
  const form = await readForm(request, personMove)
  if (!form.ok) return form.failed
  const { value } = form
  const answer =
    value.move === 'give'
      ? await giveRole(actor, params.userId!, value, value)
      : value.move === 'take'
        ? await takeRole(actor, value.id)
        : await moveAccount(actor, params.userId!, value.move)
  if (!answer) notFound()
  const here = `/admin/people/${params.userId!}`
  if (isRefusal(answer))
    return value.move === 'give'
      ? refusedForm(form.values, answer)
      : redirectWithNotice(here, answer.refused.key, answer.refused.values, 'error')
  const said = { give: 'people.given', take: 'people.taken' }
  return redirectWithNotice(
    here,
    value.move === 'give' || value.move === 'take' ? said[value.move] : `people.moved.${value.move}`,
  )
}

export default function OnePerson() {
  const { t } = useTranslation()
  const { person, provinces, editions, moves } = useLoaderData<typeof loader>()
  return (
    <div className="stack" data-gap="large">
      <section className="stack">
        <p className="quiet small">
          <Link to="/admin/people">{t('people.title')}</Link>
        </p>
        <h2>{person.name}</h2>
        <p>
          {person.email} {person.agency && <span className="quiet">· {person.agency}</span>}{' '}
          <span className="chip" data-tone={person.state === 'disabled' ? 'stop' : 'plain'}>
            {t(`people.accountState.${person.state}`)}
          </span>
        </p>
        <p className="quiet">
          {t('people.sessions', { count: person.sessions })} ·{' '}
          <Link to={`/admin/audit?person=${person.id}`}>{t('people.history')}</Link>
        </p>
      </section>
      <Roles />
      <section className="stack">
        <h2>{t('people.give')}</h2>
        <p className="quiet prose">{t('people.giveAbout')}</p>
        <PostForm className="stack">
          <FormError />
          <input type="hidden" name="move" value="give" />
          <RoleFields choices={{ roles: [...roleNames], provinces, editions, everyEdition: true }} since />
          <div>
            <SubmitButton>{t('people.give')}</SubmitButton>
          </div>
        </PostForm>
      </section>
      <section className="stack">
        <h2>{t('people.account')}</h2>
        {moves.map((move) => (
          <ConfirmedAction
            key={move}
            action={`/admin/people/${person.id}`}
            label={t(`people.move.${move}`)}
            consequence={t(`people.means.${move}`)}
            kind={move === 'disable' ? 'danger' : 'plain'}
          >
            <input type="hidden" name="move" value={move} />
          </ConfirmedAction>
        ))}
      </section>
    </div>
  )
}

function Roles() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { person } = useLoaderData<typeof loader>()
  return (
    <section className="stack">
      <h2>{t('people.roles')}</h2>
      {person.roles.length === 0 ? (
        <p className="quiet">{t('people.noRole')}</p>
      ) : (
        <Table label={t('people.roles')}>
          <thead>
            <tr>
              <th>{t('people.roles')}</th>
              <th>{t('people.since')}</th>
              <th>{t('people.until')}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {person.roles.map((role) => (
              <tr key={role.id}>
                <th scope="row">
                  <RoleLine role={role} />
                </th>
                <td className="nowrap">{formatDate(role.since, locale)}</td>
                <td>
                  <Until role={role} />
                </td>
                <td>
                  {mayBeTaken(role.state) && (
                    <ConfirmedAction
                      action={`/admin/people/${person.id}`}
                      label={t('people.take')}
                      consequence={t('people.takeMeans')}
                    >
                      <input type="hidden" name="move" value="take" />
                      <input type="hidden" name="id" value={role.id} />
                    </ConfirmedAction>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </section>
  )
}
