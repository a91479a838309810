import { useTranslation } from '#app/i18n/use-translation.ts'
import { formatMoment } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { mayRescind, mayResend } from '#app/modules/accounts/account-moves.ts'
import type { InvitationRow } from '#app/modules/accounts/open-invitations.server.ts'
import type { RoleName } from '#app/modules/actor/actor.ts'
import { ConfirmedAction } from '../ui/form.tsx'
import { Empty, Table } from '../ui/table.tsx'
import { useScope } from './role-line.tsx'

type Row = Pick<
  InvitationRow,
  'id' | 'email' | 'name' | 'state' | 'by' | 'allEditions' | 'edition' | 'province'
> & { role: RoleName; createdAt: string | Date }

/** What became of invitations, and what may still be done with each; `action` takes `move` and `invitation`. */
export function InvitationsTable({ rows, action }: { rows: Row[]; action: string }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const scope = useScope()
  if (rows.length === 0) return <Empty>{t('people.invitationsNone')}</Empty>
  return (
    <Table label={t('people.invitations')}>
      <thead>
        <tr>
          <th>{t('admin.email')}</th>
          <th>{t('people.state')}</th>
          <th>{t('admin.roles')}</th>
          <th>{t('people.sentAt')}</th>
          <th>{t('people.by')}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              {row.email}
              {row.name && <div className="quiet small">{row.name}</div>}
            </th>
            <td>
              <span className="chip" data-tone={toneOf(row.state)}>
                {t(`people.invitationState.${row.state}`)}
              </span>
            </td>
            <td>
              {t(`role.${row.role}`)} <span className="quiet">{scope(row)}</span>
            </td>
            <td className="nowrap">{formatMoment(row.createdAt, locale)}</td>
            <td>{row.by}</td>
            <td>
              <div className="row">
                {mayResend(row.state) && (
                  <Move action={action} row={row} move="resend" means={t('people.resendMeans')} />
                )}
                {mayRescind(row.state) && (
                  <Move action={action} row={row} move="rescind" means={t('people.rescindMeans')} />
                )}
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

function Move(props: { action: string; row: Row; move: 'resend' | 'rescind'; means: string }) {
  const { t } = useTranslation()
  return (
    <ConfirmedAction
      action={props.action}
      label={t(`people.${props.move}`)}
      consequence={props.means}
      kind={props.move === 'rescind' ? 'danger' : 'plain'}
    >
      <input type="hidden" name="move" value={props.move} />
      <input type="hidden" name="id" value={props.row.id} />
    </ConfirmedAction>
  )
}

function toneOf(state: Row['state']) {
  if (state === 'accepted') return 'done'
  return state === 'failed' ? 'stop' : 'plain'
}
