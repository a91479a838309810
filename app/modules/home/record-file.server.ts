import { database } from '#app/ground.server.ts'
import { pageTexts } from '#app/i18n/all.server.ts'
import { entryNumber, roman } from '#app/i18n/format.ts'
import { computed } from '#app/i18n/index.ts'
import type { Actor } from '../actor/actor.ts'
import { administers } from '../actor/policy.ts'
import { originOf } from '../accounts/origin-of.server.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { forExcelIn, renderCsv } from '../documents/csv.server.ts'
import { renderXlsx } from '../documents/xlsx.server.ts'
import {
  namesOf,
  recordQuery,
  type RecordFilter,
  type RecordKey,
  type SubjectName,
} from './record-page.server.ts'

/** Newest first, so many at most: what is older is asked for by its day. */
export const mostInFile = 50_000
const batch = 2_000

/** The record as a file, by the same filters as its page; that it was taken is on the record itself. */
export async function recordFile(actor: Actor, filter: RecordFilter, format: 'csv' | 'xlsx') {
  if (!administers(actor)) return null
  await database().transaction(async (tx) =>
    recordEvent(tx, {
      actorId: actor.userId,
      kind: 'audit.exported',
      subjectId: actor.userId,
      details: { ...filter, format },
      from: await originOf(tx, actor),
    }),
  )
  const { t } = pageTexts(actor.locale)
  const columns = [
    { header: t('admin.sentAt'), width: 18, format: 'moment' as const },
    { header: t('admin.event'), width: 40 },
    { header: t('admin.actor'), width: 30 },
    { header: t('admin.subject_id'), width: 30 },
    { header: t('record.id'), width: 28 },
    { header: t('record.outcome'), width: 14 },
    { header: t('record.from'), width: 50 },
  ]
  const body =
    format === 'csv'
      ? await renderCsv(columns, lines(actor, filter), forExcelIn(actor.locale))
      : await renderXlsx(t('admin.audit'), columns, lines(actor, filter))
  return { name: `nhat-ky.${format}`, body }
}

async function* lines(actor: Actor, filter: RecordFilter) {
  const { t } = pageTexts(actor.locale)
  let after: RecordKey | null = null
  for (let told = 0; told < mostInFile; told += batch) {
    const rows: Awaited<ReturnType<typeof recordQuery>> = await recordQuery(filter, after, batch)
    const names = await namesOf(rows.map((row) => row.subjectId))
    for (const row of rows)
      yield [
        row.at,
        t(computed(`audit.${row.kind}`)),
        row.actor ?? row.actorId ?? (row.name || t('admin.system')),
        subjectSaid(names.get(row.subjectId) ?? null, (number) => t('edition.name', { number })),
        row.subjectId,
        t(`record.outcomes.${row.outcome}`),
        [row.address, row.device].filter(Boolean).join(' · '),
      ]
    if (rows.length < batch) return
    const last = rows.at(-1)!
    after = { at: last.at, id: last.id }
  }
}

/** A subject in words; its number where it is a work. */
function subjectSaid(subject: SubjectName | null, editionSaid: (number: string) => string): string {
  if (subject === null) return ''
  if ('name' in subject) return subject.name
  return subject.number === null
    ? editionSaid(roman(subject.edition))
    : entryNumber(subject.edition, subject.number)
}
