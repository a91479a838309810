import { sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { translator } from '#app/i18n/all.server.ts'
import { computed } from '#app/i18n/index.ts'
import { users } from '#db/schema/accounts.ts'
import { auditEvents } from '#db/schema/audit.ts'
import { type ExportTable, type TableAsk, tableWith } from '../table.server.ts'

/** Who did what when in this edition: names and kinds of event, never what was typed. */
export async function auditTable({ editionId, locale }: TableAsk): Promise<ExportTable> {
  const t = translator(locale)
  const rows = await database().execute<{
    at: string
    kind: string
    subject: string
    actor: string | null
  }>(sql`
    select v.at, v.kind, v.subject_id as subject, u.name as actor
    from ${auditEvents} v
    left join ${users} u on u.id = v.actor_id
    where v.edition_id = ${editionId}
    order by v.at, v.id`)
  return tableWith(
    t('export.kind.audit'),
    [
      { header: t('admin.sentAt'), width: 18, format: 'moment', cell: (row) => new Date(row.at) },
      { header: t('admin.event'), width: 40, cell: (row) => t(computed(`audit.${row.kind}`)) },
      { header: t('admin.actor'), width: 30, cell: (row) => row.actor ?? t('admin.system') },
      { header: t('admin.subject_id'), width: 30, cell: (row) => row.subject },
    ],
    rows,
  )
}
