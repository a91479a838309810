import { sql } from 'drizzle-orm'
import {
  cancelExport,
  openExport,
  requestExport,
  retryExport,
} from '#app/modules/exports/request-export.server.ts'
import { removePreset, savePreset } from '#app/modules/exports/presets.server.ts'
import { certificateFile } from '#app/modules/results/certificates.server.ts'
import { disqualifyEntry, reinstateEntry } from '#app/modules/results/disqualify-entry.server.ts'
import { drawMinutes } from '#app/modules/results/draw-minutes.server.ts'
import { lockResults, unlockResults } from '#app/modules/results/lock-results.server.ts'
import { minutesFile } from '#app/modules/results/minutes-file.server.ts'
import { explainOutcome } from '#app/modules/results/outcomes.server.ts'
import { proposePrizes } from '#app/modules/results/propose-prizes.server.ts'
import { publishResults, retractResults } from '#app/modules/results/publish-results.server.ts'
import { advance } from '#app/modules/results/set-finalists.server.ts'
import {
  prizesGiven,
  ballots,
  editions,
  entries,
  exports,
  outcomes,
  publications,
  roundEntries,
  rounds,
} from '#db/schema/index.ts'
import { each, type Row } from './rows.ts'
import type { World } from './world.ts'

const closed = (w: World) =>
  sql`update ${rounds} set state = 'closed', closed_at = now() where id = ${w.round.id}`
const prize = (w: World, alone = true) => sql`
  ${alone ? sql`with` : sql`,`} one as (update ${rounds} set state = 'closed', closed_at = now() where id = ${w.round.id})
  insert into ${prizesGiven} (id, edition_id, category_id, entry_id, prize)
  values ('awd_matrix', ${w.judged.id}, ${w.judged.categories[0]!.id}, ${w.second.id}, 'first')`
const locked = (w: World) => sql`update ${editions} set results_locked_at = now() where id = ${w.judged.id}`
const published = (w: World) => sql`
  with one as (update ${editions} set results_locked_at = now(), published_at = now() where id = ${w.judged.id})
  insert into ${publications} (id, edition_id, results, published_by)
  values ('pub_matrix', ${w.judged.id}, '[]', ${w.actors.organizer.userId})`
const departs = (w: World) => sql`
  insert into ${outcomes} (round_id, category_id, decides_by, chosen, ties, departs, decided_by)
  values (${w.round.id}, ${w.judged.categories[0]!.id}, 'raw', 1, '[]', true, ${w.actors.organizer.userId})`
const why = (w: World) => ({
  roundId: w.round.id,
  categoryId: w.judged.categories[0]!.id,
  reason: 'Đề tài ưu tiên',
})

/** Deciding, publishing, minutes, and what is taken out. */
export const resultRows: Row[] = [
  {
    asks: 'disqualifyEntry',
    ask: (a, w) => disqualifyEntry(a, w.second.id, 'Sao chép của báo khác'),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    events: ['entry.disqualified'],
  },
  {
    asks: 'disqualifyEntry',
    state: 'of a work to keep away from',
    ask: (a, w) => disqualifyEntry(a, w.work.id, 'Sao chép của báo khác'),
    answers: { organizer: 'done', barredOrganizer: 'judging.refused.conflict' },
    events: ['entry.disqualified'],
  },
  {
    asks: 'reinstateEntry',
    ask: (a, w) => reinstateEntry(a, w.second.id, 'Đã làm rõ nguồn'),
    answers: { ...each('screening.refusedState', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'reinstateEntry',
    state: 'disqualified',
    given: (w) => sql`update ${entries} set state = 'disqualified' where id = ${w.second.id}`,
    ask: (a, w) => reinstateEntry(a, w.second.id, 'Đã làm rõ nguồn'),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    events: ['entry.reinstated'],
  },
  {
    asks: 'advance',
    given: (w) => sql`
      with nothing_voted as (delete from ${ballots} where round_id = ${w.final.id})
      update ${rounds} set state = 'closed', closed_at = now() where id = ${w.round.id}`,
    ask: (a, w) => advance(a, w.round.id, w.judged.categories[0]!.id, [w.second.id]),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    events: ['results.advanced'],
  },
  {
    asks: 'advance',
    state: 'round open',
    ask: (a, w) => advance(a, w.round.id, w.judged.categories[0]!.id, [w.second.id]),
    answers: { ...each('results.refused.notClosed', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'advance',
    state: 'final open',
    given: (w) =>
      sql`update ${rounds} set state = case when id = ${w.round.id} then 'closed' else 'open' end, closed_at = case when id = ${w.round.id} then now() end where id in (${w.round.id}, ${w.final.id})`,
    ask: (a, w) => advance(a, w.round.id, w.judged.categories[0]!.id, [w.second.id]),
    answers: { ...each('results.refused.finalOpen', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'advance',
    state: 'a work of another category',
    given: closed,
    ask: (a, w) => advance(a, w.round.id, w.judged.categories[0]!.id, [w.third.id]),
    answers: { ...each('form.error.invalid', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'explainOutcome',
    given: departs,
    ask: (a, w) => explainOutcome(a, w.judged.id, why(w)),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    events: ['results.explained'],
  },
  {
    asks: 'explainOutcome',
    state: 'nothing departs',
    ask: (a, w) => explainOutcome(a, w.judged.id, why(w)),
    answers: {},
  },
  {
    asks: 'explainOutcome',
    state: 'of another edition',
    given: departs,
    ask: (a, w) => explainOutcome(a, w.open.id, why(w)),
    answers: {},
  },
  {
    asks: 'explainOutcome',
    state: 'locked',
    given: locked,
    ask: (a, w) => explainOutcome(a, w.judged.id, why(w)),
    answers: { ...each('results.refused.locked', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'proposePrizes',
    ask: (a, w) => proposePrizes(a, w.judged.id, new Map([[w.second.id, 'first']])),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    events: ['results.awarded'],
  },
  {
    asks: 'proposePrizes',
    state: 'of an author who organizes',
    given: (w) => sql`insert into ${roundEntries} (round_id, entry_id) values (${w.final.id}, ${w.work.id})`,
    ask: (a, w) => proposePrizes(a, w.judged.id, new Map([[w.work.id, 'first']])),
    answers: { organizer: 'done', barredOrganizer: 'judging.refused.conflict' },
    events: ['results.awarded'],
  },
  {
    asks: 'proposePrizes',
    state: 'not in the final',
    ask: (a, w) => proposePrizes(a, w.judged.id, new Map([[w.third.id, 'first']])),
    answers: { ...each('results.refused.notInFinal', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'proposePrizes',
    state: 'locked',
    given: locked,
    ask: (a, w) => proposePrizes(a, w.judged.id, new Map([[w.second.id, 'first']])),
    answers: { ...each('results.refused.locked', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'lockResults',
    given: prize,
    ask: (a, w) => lockResults(a, w.judged.id),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    events: ['results.locked'],
  },
  {
    asks: 'lockResults',
    state: 'a decision departs and nobody said why',
    given: (w) => sql`with two as (${departs(w)} returning 1) ${prize(w, false)}`,
    ask: (a, w) => lockResults(a, w.judged.id),
    answers: { ...each('results.refused.reasons', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'lockResults',
    state: 'no prize',
    given: closed,
    ask: (a, w) => lockResults(a, w.judged.id),
    answers: { ...each('results.refused.noPrizes', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'lockResults',
    state: 'a round open',
    given: (w) =>
      sql`insert into ${prizesGiven} (id, edition_id, category_id, entry_id, prize) values ('awd_matrix', ${w.judged.id}, ${w.judged.categories[0]!.id}, ${w.second.id}, 'first')`,
    ask: (a, w) => lockResults(a, w.judged.id),
    answers: { ...each('results.refused.roundOpen', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'lockResults',
    state: 'locked already',
    given: locked,
    ask: (a, w) => lockResults(a, w.judged.id),
    answers: { ...each('error.moved', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'unlockResults',
    given: locked,
    ask: (a, w) => unlockResults(a, w.judged.id),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    events: ['results.unlocked'],
  },
  {
    asks: 'unlockResults',
    state: 'not locked',
    ask: (a, w) => unlockResults(a, w.judged.id),
    answers: { ...each('error.moved', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'unlockResults',
    state: 'published',
    given: published,
    ask: (a, w) => unlockResults(a, w.judged.id),
    answers: { ...each('error.moved', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'publishResults',
    given: locked,
    ask: (a, w) => publishResults(a, w.judged.id),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    events: ['results.published'],
  },
  {
    asks: 'publishResults',
    state: 'not locked',
    ask: (a, w) => publishResults(a, w.judged.id),
    answers: { ...each('results.refused.notLocked', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'publishResults',
    state: 'published already',
    given: published,
    ask: (a, w) => publishResults(a, w.judged.id),
    answers: { ...each('error.moved', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'retractResults',
    given: published,
    ask: (a, w) => retractResults(a, w.judged.id, 'Sai sót'),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    events: ['results.retracted'],
  },
  {
    asks: 'retractResults',
    state: 'not published',
    given: locked,
    ask: (a, w) => retractResults(a, w.judged.id, 'Sai sót'),
    answers: { ...each('error.moved', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'drawMinutes',
    given: closed,
    ask: (a, w) => drawMinutes(a, w.round.id, { panelId: w.panel, letterhead: 'party' }),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    events: ['results.minutes'],
  },
  {
    asks: 'drawMinutes',
    state: 'round open',
    ask: (a, w) => drawMinutes(a, w.round.id, { panelId: w.panel, letterhead: 'party' }),
    answers: { ...each('minutes.refused.notClosed', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'drawMinutes',
    state: 'panel of another round',
    given: closed,
    ask: (a, w) => drawMinutes(a, w.round.id, { panelId: w.council, letterhead: 'party' }),
    answers: {},
  },
  {
    asks: 'minutesFile',
    state: 'that do not exist',
    ask: (a) => minutesFile(a, 'min_none', 'pdf'),
    answers: {},
  },
  {
    asks: 'certificateFile',
    state: 'that does not exist',
    ask: (a) => certificateFile(a, 302, 'khong-co'),
    answers: {},
  },
  {
    asks: 'requestExport',
    ask: (a, w) => requestExport(a, w.judged.id, 'entries', {}),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    events: ['export.requested'],
  },
  {
    asks: 'cancelExport',
    ask: (a, w) => cancelExport(a, w.queued.id),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    events: ['export.cancelled'],
  },
  {
    asks: 'cancelExport',
    state: 'done',
    ask: (a, w) => cancelExport(a, w.done.id),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'retryExport',
    ask: (a, w) => retryExport(a, w.failed.id),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    events: ['export.requested'],
  },
  {
    asks: 'retryExport',
    state: 'done',
    ask: (a, w) => retryExport(a, w.done.id),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'openExport',
    state: 'scores',
    ask: (a, w) => openExport(a, w.done.id),
    answers: { organizer: 'done' },
    events: ['export.downloaded'],
  },
  { asks: 'openExport', state: 'not done', ask: (a, w) => openExport(a, w.queued.id), answers: {} },
  {
    asks: 'openExport',
    state: 'its file past',
    given: (w) => sql`update ${exports} set object_key = null where id = ${w.done.id}`,
    ask: (a, w) => openExport(a, w.done.id),
    answers: {},
  },
  {
    asks: 'savePreset',
    ask: (a, w) => savePreset(a, w.judged.id, { name: 'Mới', kind: 'entries', parameters: {} }),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    noEvent: 'a name for a choice changes nothing of the award',
  },
  {
    asks: 'savePreset',
    state: 'name taken',
    ask: (a, w) => savePreset(a, w.judged.id, { name: 'Mẫu', kind: 'entries', parameters: {} }),
    answers: { ...each('export.preset.taken', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'removePreset',
    ask: (a, w) => removePreset(a, w.judged.id, w.preset.id),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    noEvent: 'a name for a choice changes nothing of the award',
  },
  {
    asks: 'removePreset',
    state: 'of another edition',
    ask: (a, w) => removePreset(a, w.open.id, w.preset.id),
    answers: {},
  },
]
