import { sql } from 'drizzle-orm'
import { applyPlan } from '#app/modules/judging/apply-plan.server.ts'
import { askSecondLook } from '#app/modules/judging/ask-second-look.server.ts'
import { ballotForJudge } from '#app/modules/judging/ballot-for-judge.server.ts'
import { castPaper } from '#app/modules/judging/cast-paper.server.ts'
import { chairs } from '#app/modules/judging/chaired-panels.server.ts'
import { declareConflicts } from '#app/modules/judging/declare-conflicts.server.ts'
import { changeRound, createRound, removePanel, savePanel } from '#app/modules/judging/form-round.server.ts'
import { imposeConflict } from '#app/modules/judging/impose-conflict.server.ts'
import { desksAhead, judgePage } from '#app/modules/judging/judge-page.server.ts'
import {
  closeRound,
  extendRound,
  openRound,
  remindJudges,
  reopenRound,
  unopenRound,
} from '#app/modules/judging/move-round.server.ts'
import { openBallot } from '#app/modules/judging/open-ballot.server.ts'
import { panelForChair } from '#app/modules/judging/panel-for-chair.server.ts'
import { replaceJudge } from '#app/modules/judging/replace-judge.server.ts'
import { requestPlan, requestWave } from '#app/modules/judging/request-plan.server.ts'
import { recallSheet, recuse, saveSheet, submitSheet } from '#app/modules/judging/score-sheet.server.ts'
import { signOff } from '#app/modules/judging/sign-off.server.ts'
import { strikeSheet } from '#app/modules/judging/strike-sheet.server.ts'
import { closeBallot } from '#app/modules/results/close-ballot.server.ts'
import { searchKey } from '#app/modules/text/search-key.ts'
import {
  assignmentPlans,
  assignments,
  ballots,
  editions,
  entryAuthors,
  rounds,
  scoreSheets,
  userRoles,
} from '#db/schema/index.ts'
import { each, type Row } from './rows.ts'
import type { World } from './world.ts'

const closed = (w: World) =>
  sql`update ${rounds} set state = 'closed', closed_at = now() where id = ${w.round.id}`
const past = (w: World) =>
  sql`update ${rounds} set closes_at = now() - interval '1 millisecond' where id = ${w.round.id}`
const before = (w: World) =>
  sql`update ${rounds} set opens_at = now() + interval '1 minute', closes_at = now() + interval '1 hour' where id = ${w.round.id}`
const forming = (w: World) => sql`update ${rounds} set state = 'forming' where id = ${w.round.id}`
const finalOpen = (w: World) =>
  sql`update ${rounds} set state = 'open', opens_at = now() - interval '1 hour' where id = ${w.final.id}`
const plan = (w: World) =>
  sql`insert into ${assignmentPlans} (id, round_id, state, created_by) values ('pln_matrix', ${w.round.id}, 'ready', ${w.actors.organizer.userId})`

const local = (hours: number) => new Date(Date.now() + (hours + 7) * 3600_000).toISOString().slice(0, 16)
const round = {
  stage: 'preliminary' as const,
  kind: 'scoring' as const,
  readings: 2,
  quorum: 67,
  majority: 50,
  decidesBy: 'raw' as const,
  tieRule: ['council' as const],
  opensAt: local(-1),
  closesAt: local(2),
}
const later = { closesAt: new Date(Date.now() + 48 * 3600_000), reason: 'Mất điện tại ba cơ quan' }
const panel = (w: World) => ({
  panelId: w.panel,
  name: 'Tiểu ban mới',
  categories: [w.judged.categories[0]!.id],
  judges: [
    w.actors.chair,
    w.actors.assignedJudge,
    w.actors.otherJudge,
    w.actors.recusedJudge,
    w.actors.barredJudge,
  ].map((judge) => judge.userId),
  chair: w.actors.chair.userId,
  open: false,
  limits: new Map(),
})
const replacement = (w: World) => ({
  panelId: w.panel,
  judgeId: w.actors.assignedJudge.userId,
  by: w.actors.otherPanelJudge.userId,
  reason: 'Đi công tác dài ngày',
  sheets: 'stay' as const,
})
const empty = { version: 0, points: {}, note: '' }
const full = (a: { userId: string }, w: World, version: number) => ({
  version,
  points: Object.fromEntries(w.rubric.map(({ id, maxPoints }) => [id, maxPoints])),
  note: a.userId,
})

/** Rounds, panels, assignment, conflicts, sheets, ballots and the chair's place. */
export const judgingRows: Row[] = [
  {
    asks: 'createRound',
    ask: (a, w) => createRound(a, w.open.id, round),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    events: ['round.created'],
  },
  {
    asks: 'createRound',
    state: 'beside one of its stage',
    ask: (a, w) => createRound(a, w.judged.id, round),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    events: ['round.created'],
  },
  {
    asks: 'changeRound',
    ask: (a, w) => changeRound(a, w.round.id, round),
    answers: { ...each('round.error.basisFixed', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'changeRound',
    state: 'closed',
    given: closed,
    ask: (a, w) => changeRound(a, w.round.id, round),
    answers: { ...each('judging.refused.closed', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'savePanel',
    state: 'forming',
    given: forming,
    ask: (a, w) => savePanel(a, w.round.id, panel(w)),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    events: ['panel.changed'],
  },
  {
    asks: 'savePanel',
    state: 'open',
    ask: (a, w) => savePanel(a, w.round.id, panel(w)),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    events: ['panel.changed'],
  },
  {
    asks: 'savePanel',
    state: 'the panel of another round',
    given: forming,
    ask: (a, w) => savePanel(a, w.round.id, { ...panel(w), panelId: w.council }),
    answers: { ...each('form.error.invalid', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'savePanel',
    state: 'without a judge who has a sheet',
    given: forming,
    ask: (a, w) =>
      savePanel(a, w.round.id, {
        ...panel(w),
        judges: panel(w).judges.filter((id) => id !== w.actors.otherJudge.userId),
      }),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    events: ['panel.changed'],
  },
  {
    asks: 'replaceJudge',
    ask: (a, w) => replaceJudge(a, w.round.id, replacement(w)),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    events: ['panel.judgeReplaced'],
  },
  {
    asks: 'replaceJudge',
    state: 'by nobody',
    ask: (a, w) => replaceJudge(a, w.round.id, { ...replacement(w), by: '' }),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    events: ['panel.judgeLeft'],
  },
  {
    asks: 'replaceJudge',
    state: 'by somebody who sits there',
    ask: (a, w) => replaceJudge(a, w.round.id, { ...replacement(w), by: w.actors.chair.userId }),
    answers: { ...each('form.error.invalid', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'replaceJudge',
    state: 'by somebody who is no judge',
    ask: (a, w) => replaceJudge(a, w.round.id, { ...replacement(w), by: w.actors.owner.userId }),
    answers: { ...each('form.error.invalid', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'replaceJudge',
    state: 'one who does not sit there',
    ask: (a, w) => replaceJudge(a, w.round.id, { ...replacement(w), judgeId: w.actors.owner.userId }),
    answers: { ...each('error.moved', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'replaceJudge',
    state: 'the panel of another round',
    ask: (a, w) => replaceJudge(a, w.round.id, { ...replacement(w), panelId: w.council }),
    answers: {},
  },
  {
    asks: 'replaceJudge',
    state: 'closed',
    given: closed,
    ask: (a, w) => replaceJudge(a, w.round.id, replacement(w)),
    answers: { ...each('judging.refused.closed', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'savePanel',
    state: 'with a judge of another edition',
    given: (w) =>
      sql`update ${userRoles} set edition_id = ${w.elsewhere.id}, all_editions = false where user_id = ${w.actors.otherJudge.userId}`,
    ask: (a, w) => savePanel(a, w.round.id, panel(w)),
    answers: { ...each('form.error.invalid', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'removePanel',
    state: 'forming',
    given: forming,
    ask: (a, w) => removePanel(a, w.round.id, w.otherPanel),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    events: ['panel.removed'],
  },
  {
    asks: 'removePanel',
    state: 'open',
    ask: (a, w) => removePanel(a, w.round.id, w.otherPanel),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    events: ['panel.removed'],
  },
  {
    asks: 'removePanel',
    state: 'of another round',
    given: forming,
    ask: (a, w) => removePanel(a, w.round.id, w.council),
    answers: {},
  },
  {
    asks: 'requestPlan',
    ask: (a, w) => requestPlan(a, w.round.id),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    noEvent: 'told when it is applied',
  },
  {
    asks: 'requestPlan',
    state: 'closed',
    given: closed,
    ask: (a, w) => requestPlan(a, w.round.id),
    answers: { ...each('judging.refused.closed', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'requestWave',
    ask: (a, w) => requestWave(a, w.round.id, { budget: 1, top: 0.5 }),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    noEvent: 'told when it is applied',
  },
  {
    asks: 'applyPlan',
    state: 'with nothing in it',
    given: plan,
    ask: (a) => applyPlan(a, 'pln_matrix'),
    answers: { ...each('error.moved', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'openRound',
    state: 'forming',
    given: forming,
    ask: (a, w) => openRound(a, w.round.id),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    events: ['round.opened'],
  },
  {
    asks: 'openRound',
    state: 'open already',
    ask: (a, w) => openRound(a, w.round.id),
    answers: { ...each('error.moved', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'unopenRound',
    ask: (a, w) => unopenRound(a, w.round.id),
    answers: { ...each('round.error.begun', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'unopenRound',
    state: 'nothing begun',
    given: (w) => sql`delete from ${scoreSheets} where round_id = ${w.round.id}`,
    ask: (a, w) => unopenRound(a, w.round.id),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    events: ['round.unopened'],
  },
  {
    asks: 'unopenRound',
    state: 'still forming',
    given: forming,
    ask: (a, w) => unopenRound(a, w.round.id),
    answers: { ...each('error.moved', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'closeRound',
    ask: (a, w) => closeRound(a, w.round.id),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    events: ['round.closed'],
  },
  {
    asks: 'closeRound',
    state: 'closed already',
    given: closed,
    ask: (a, w) => closeRound(a, w.round.id),
    answers: { ...each('error.moved', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'extendRound',
    ask: (a, w) => extendRound(a, w.round.id, later),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    events: ['round.extended'],
  },
  {
    asks: 'extendRound',
    state: 'to an earlier moment',
    ask: (a, w) => extendRound(a, w.round.id, { ...later, closesAt: new Date(Date.now() + 60_000) }),
    answers: { ...each('round.error.notLater', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'extendRound',
    state: 'to a moment that is over',
    ask: (a, w) => extendRound(a, w.round.id, { ...later, closesAt: new Date(Date.now() - 60_000) }),
    answers: { ...each('round.error.notAhead', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'extendRound',
    state: 'closed',
    given: closed,
    ask: (a, w) => extendRound(a, w.round.id, later),
    answers: { ...each('error.moved', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'reopenRound',
    state: 'closed',
    given: closed,
    ask: (a, w) => reopenRound(a, w.round.id, later),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    events: ['round.reopened'],
  },
  {
    asks: 'reopenRound',
    state: 'to a moment that is over',
    given: closed,
    ask: (a, w) => reopenRound(a, w.round.id, { ...later, closesAt: new Date(Date.now() - 60_000) }),
    answers: { ...each('round.error.notAhead', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'reopenRound',
    state: 'still open',
    ask: (a, w) => reopenRound(a, w.round.id, later),
    answers: { ...each('error.moved', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'reopenRound',
    state: 'results locked',
    given: (w) =>
      sql`with shut as (${closed(w)}) update ${editions} set results_locked_at = now() where id = ${w.judged.id}`,
    ask: (a, w) => reopenRound(a, w.round.id, later),
    answers: { ...each('results.refused.locked', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'remindJudges',
    ask: (a, w) => remindJudges(a, w.round.id),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    events: ['round.reminded'],
  },
  {
    asks: 'remindJudges',
    state: 'closed',
    given: closed,
    ask: (a, w) => remindJudges(a, w.round.id),
    answers: { ...each('judging.refused.notOpen', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'imposeConflict',
    ask: (a, w) =>
      imposeConflict(a, w.round.id, { judgeId: w.actors.otherJudge.userId, number: 2, reason: 'Quen' }),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    events: ['conflict.imposed assignment.recused'],
  },
  {
    asks: 'imposeConflict',
    state: 'no such work',
    ask: (a, w) =>
      imposeConflict(a, w.round.id, { judgeId: w.actors.otherJudge.userId, number: 99, reason: 'Quen' }),
    answers: { ...each('round.error.noSuchEntry', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'declareConflicts',
    ask: (a, w) => declareConflicts(a, w.round.id, { agencyIds: [], authorKeys: [], agency: '', reason: '' }),
    answers: {
      ...each(
        'done',
        'assignedJudge',
        'otherJudge',
        'otherPanelJudge',
        'recusedJudge',
        'barredJudge',
        'chair',
      ),
    },
    events: ['conflict.declared', 'conflict.declared assignment.recused'],
  },
  {
    asks: 'declareConflicts',
    state: 'closed',
    given: closed,
    ask: (a, w) => declareConflicts(a, w.round.id, { agencyIds: [], authorKeys: [], agency: '', reason: '' }),
    answers: {
      ...each(
        'done',
        'assignedJudge',
        'otherJudge',
        'otherPanelJudge',
        'recusedJudge',
        'barredJudge',
        'chair',
      ),
    },
    events: ['conflict.declared'],
  },
  { asks: 'judgePage', ask: (a, w) => judgePage(a, w.given.assigned), answers: { assignedJudge: 'done' } },
  { asks: 'judgePage', state: 'stepped back', ask: (a, w) => judgePage(a, w.given.recused), answers: {} },
  { asks: 'judgePage', state: 'kept away', ask: (a, w) => judgePage(a, w.given.barred), answers: {} },
  {
    asks: 'judgePage',
    state: 'round forming',
    given: forming,
    ask: (a, w) => judgePage(a, w.given.assigned),
    answers: {},
  },
  { asks: 'desksAhead', ask: (a, w) => desksAhead(a, w.given.assigned), answers: { assignedJudge: 'done' } },
  {
    asks: 'saveSheet',
    ask: (a, w) => saveSheet(a, w.given.assigned, empty),
    answers: { assignedJudge: 'done' },
    noEvent: 'every accepted write is a link of the score chain',
  },
  {
    asks: 'saveSheet',
    state: 'stepped back',
    ask: (a, w) => saveSheet(a, w.given.recused, empty),
    answers: {},
  },
  { asks: 'saveSheet', state: 'kept away', ask: (a, w) => saveSheet(a, w.given.barred, empty), answers: {} },
  {
    asks: 'saveSheet',
    state: 'before the opening hour',
    given: before,
    ask: (a, w) => saveSheet(a, w.given.assigned, empty),
    answers: { assignedJudge: 'judging.refused.notOpen' },
  },
  {
    asks: 'saveSheet',
    state: 'after the closing hour',
    given: past,
    ask: (a, w) => saveSheet(a, w.given.assigned, empty),
    answers: { assignedJudge: 'judging.refused.closed' },
  },
  {
    asks: 'saveSheet',
    state: 'closed',
    given: closed,
    ask: (a, w) => saveSheet(a, w.given.assigned, empty),
    answers: { assignedJudge: 'judging.refused.closed' },
  },
  {
    asks: 'saveSheet',
    state: 'sent already',
    ask: (a, w) => saveSheet(a, w.given.others, { ...empty, version: 1 }),
    answers: { otherJudge: 'judging.refused.submitted' },
  },
  {
    asks: 'saveSheet',
    state: 'on an older version',
    ask: (a, w) => saveSheet(a, w.given.assigned, { ...empty, note: 'Khác', version: 7 }),
    answers: { assignedJudge: 'judging.refused.stale' },
  },
  {
    asks: 'submitSheet',
    ask: (a, w) => submitSheet(a, w.given.assigned, full(a, w, 0)),
    answers: { assignedJudge: 'done' },
    events: ['sheet.submitted'],
  },
  {
    asks: 'submitSheet',
    state: 'not whole',
    ask: (a, w) => submitSheet(a, w.given.assigned, empty),
    answers: { assignedJudge: 'judging.refused.incomplete' },
  },
  {
    asks: 'submitSheet',
    state: 'after the closing hour',
    given: past,
    ask: (a, w) => submitSheet(a, w.given.assigned, full(a, w, 0)),
    answers: { assignedJudge: 'judging.refused.closed' },
  },
  {
    asks: 'submitSheet',
    state: 'sent already',
    ask: (a, w) => submitSheet(a, w.given.others, full(a, w, 1)),
    answers: { otherJudge: 'judging.refused.submitted' },
  },
  {
    asks: 'recallSheet',
    ask: (a, w) => recallSheet(a, w.given.others, 'Nhầm'),
    answers: { otherJudge: 'done' },
    events: ['sheet.recalled'],
  },
  {
    asks: 'recallSheet',
    state: 'not sent',
    ask: (a, w) => recallSheet(a, w.given.assigned, 'Nhầm'),
    answers: { assignedJudge: 'judging.refused.notSubmitted' },
  },
  {
    asks: 'recallSheet',
    state: 'closed',
    given: closed,
    ask: (a, w) => recallSheet(a, w.given.others, 'Nhầm'),
    answers: { otherJudge: 'judging.refused.closed' },
  },
  {
    asks: 'recuse',
    ask: (a, w) => recuse(a, w.given.assigned, 'Quen biết'),
    answers: { assignedJudge: 'done' },
    events: ['assignment.recused'],
  },
  {
    asks: 'recuse',
    state: 'stepped back already',
    ask: (a, w) => recuse(a, w.given.recused, 'Quen biết'),
    answers: {},
  },
  {
    asks: 'recuse',
    state: 'closed',
    given: closed,
    ask: (a, w) => recuse(a, w.given.assigned, 'Quen biết'),
    answers: { assignedJudge: 'judging.refused.closed' },
  },
  {
    asks: 'strikeSheet',
    state: 'closed',
    given: closed,
    ask: (a, w) => strikeSheet(a, w.sheets.others.id, 'Người nhà của tác giả'),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    events: ['sheet.struck'],
  },
  {
    asks: 'strikeSheet',
    state: 'of a work one must keep away from',
    given: (w) =>
      sql`with shut as (${closed(w)}) update ${entryAuthors} set name_key = ${searchKey(w.actors.barredOrganizer.name)} where entry_id = ${w.second.id}`,
    ask: (a, w) => strikeSheet(a, w.sheets.others.id, 'Người nhà của tác giả'),
    answers: { organizer: 'done', barredOrganizer: 'judging.refused.conflict' },
    events: ['sheet.struck'],
  },
  {
    asks: 'strikeSheet',
    state: 'round open',
    ask: (a, w) => strikeSheet(a, w.sheets.others.id, 'Người nhà của tác giả'),
    answers: { ...each('judging.refused.strikeOpen', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'strikeSheet',
    state: 'results locked',
    given: (w) =>
      sql`with shut as (${closed(w)}) update ${editions} set results_locked_at = now() where id = ${w.judged.id}`,
    ask: (a, w) => strikeSheet(a, w.sheets.others.id, 'Người nhà của tác giả'),
    answers: { ...each('results.refused.locked', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'strikeSheet',
    state: 'of a judge who stepped back',
    given: (w) =>
      sql`with shut as (${closed(w)}) update ${assignments} set ended_at = now(), ended_why = 'recused' where id = ${w.given.others}`,
    ask: (a, w) => strikeSheet(a, w.sheets.others.id, 'Người nhà của tác giả'),
    answers: { ...each('error.moved', 'organizer', 'barredOrganizer') },
  },
  { asks: 'chairs', ask: (a, w) => chairs(a, w.panel), answers: { chair: 'done' } },
  { asks: 'panelForChair', ask: (a, w) => panelForChair(a, w.panel), answers: { chair: 'done' } },
  {
    asks: 'askSecondLook',
    ask: (a, w) => askSecondLook(a, w.panel, { entryId: w.second.id, note: 'Xem lại' }),
    answers: { chair: 'done' },
    events: ['panel.secondLook'],
  },
  {
    asks: 'askSecondLook',
    state: 'one sheet only',
    ask: (a, w) => askSecondLook(a, w.panel, { entryId: w.work.id, note: 'Xem lại' }),
    answers: { chair: 'chair.refused.fewSheets' },
  },
  {
    asks: 'askSecondLook',
    state: 'own sheets not sent',
    given: (w) =>
      sql`update ${scoreSheets} set state = 'draft', submitted_at = null where id = ${w.sheets.chairs.id}`,
    ask: (a, w) => askSecondLook(a, w.panel, { entryId: w.second.id, note: 'Xem lại' }),
    answers: { chair: 'chair.refused.ownFirst' },
  },
  {
    asks: 'askSecondLook',
    state: 'closed',
    given: closed,
    ask: (a, w) => askSecondLook(a, w.panel, { entryId: w.second.id, note: 'Xem lại' }),
    answers: { chair: 'judging.refused.closed' },
  },
  {
    asks: 'signOff',
    state: 'closed',
    given: closed,
    ask: (a, w) => signOff(a, w.panel),
    answers: { chair: 'done' },
    events: ['panel.signedOff'],
  },
  {
    asks: 'signOff',
    state: 'still open',
    ask: (a, w) => signOff(a, w.panel),
    answers: { chair: 'chair.refused.notClosed' },
  },
  {
    asks: 'openBallot',
    given: finalOpen,
    ask: (a, w) =>
      openBallot(a, w.final.id, {
        categoryId: w.judged.categories[0]!.id,
        kind: 'yesno',
        prize: 'first',
        seats: 1,
        candidates: [w.second.id],
        repeats: '',
      }),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    events: ['ballot.opened'],
  },
  {
    asks: 'openBallot',
    state: 'round not open',
    ask: (a, w) =>
      openBallot(a, w.final.id, {
        categoryId: w.judged.categories[0]!.id,
        kind: 'yesno',
        prize: 'first',
        seats: 1,
        candidates: [w.second.id],
        repeats: '',
      }),
    answers: { ...each('judging.refused.notOpen', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'openBallot',
    state: 'a work that is not in the final',
    given: finalOpen,
    ask: (a, w) =>
      openBallot(a, w.final.id, {
        categoryId: w.judged.categories[0]!.id,
        kind: 'yesno',
        prize: 'first',
        seats: 1,
        candidates: [w.work.id],
        repeats: '',
      }),
    answers: { ...each('form.error.invalid', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'ballotForJudge',
    given: finalOpen,
    ask: (a, w) => ballotForJudge(a, w.ballot.id),
    answers: { ...each('done', 'assignedJudge', 'otherJudge', 'chair') },
  },
  {
    asks: 'castPaper',
    given: finalOpen,
    ask: (a, w) => castPaper(a, w.ballot.id, [w.second.id]),
    answers: { ...each('done', 'assignedJudge', 'otherJudge', 'chair') },
    noEvent: 'what is secret leaves no trace with a time',
  },
  {
    asks: 'castPaper',
    state: 'too many on it',
    given: finalOpen,
    ask: (a, w) => castPaper(a, w.ballot.id, [w.second.id, w.work.id]),
    answers: { ...each('ballot.refused.paper', 'assignedJudge', 'otherJudge', 'chair') },
  },
  {
    asks: 'castPaper',
    state: 'round not open',
    ask: (a, w) => castPaper(a, w.ballot.id, [w.second.id]),
    answers: { ...each('ballot.refused.counted', 'assignedJudge', 'otherJudge', 'chair') },
  },
  {
    asks: 'castPaper',
    state: 'counted',
    given: (w) =>
      sql`update ${ballots} set state = 'counted', count = '{}', counted_at = now() where id = ${w.ballot.id}`,
    ask: (a, w) => castPaper(a, w.ballot.id, [w.second.id]),
    answers: { ...each('ballot.refused.counted', 'assignedJudge', 'otherJudge', 'chair') },
  },
  {
    asks: 'closeBallot',
    given: finalOpen,
    ask: (a, w) => closeBallot(a, w.ballot.id),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    events: ['ballot.counted'],
  },
  {
    asks: 'closeBallot',
    state: 'counted',
    given: (w) =>
      sql`update ${ballots} set state = 'counted', count = '{}', counted_at = now() where id = ${w.ballot.id}`,
    ask: (a, w) => closeBallot(a, w.ballot.id),
    answers: { ...each('error.moved', 'organizer', 'barredOrganizer') },
  },
]
