import { and, desc, eq, gt, ne, sql, type SQL } from 'drizzle-orm'
import { createHash } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { askSecondLook } from '#app/modules/judging/ask-second-look.server.ts'
import { castPaper } from '#app/modules/judging/cast-paper.server.ts'
import { conflictsOf } from '#app/modules/judging/conflicts.server.ts'
import { worksBarredTo } from '#app/modules/judging/known-conflicts.server.ts'
import { declareConflicts } from '#app/modules/judging/declare-conflicts.server.ts'
import { imposeConflict } from '#app/modules/judging/impose-conflict.server.ts'
import { recallSheet, recuse, saveSheet, submitSheet } from '#app/modules/judging/score-sheet.server.ts'
import { scoresText } from '#app/modules/judging/scores-hash.server.ts'
import { signOff } from '#app/modules/judging/sign-off.server.ts'
import { verifyScores } from '#app/modules/judging/verify-scores.server.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import {
  assignments,
  auditEvents,
  ballots,
  ballotVoters,
  conflictDeclarations,
  conflicts,
  entries,
  entryAuthors,
  mailMessages,
  panels,
  roundEntries,
  rounds,
  scoreEvents,
  scores,
  scoreSheets,
  secondLooks,
  users,
} from '#db/schema/index.ts'
import { ownMiddle, sharedOut, type Middle } from '#tests/matrix/middle.ts'
import { restoreWorld } from '#tests/matrix/snapshot.ts'
import type { Kind, World } from '#tests/matrix/world.ts'
import { race } from '#tests/support/race.ts'
import { inOrderOfText, told } from '#tests/support/told.ts'

/** What judges and organizers do in a round, with everything it leaves behind. */
let w: World
let elsewhere: Middle['elsewhere']
let names: Map<string, string>
let lastBefore: number

beforeAll(async () => {
  ;({ world: w, elsewhere, names } = await ownMiddle())
  const [last] = await database().select().from(auditEvents).orderBy(desc(auditEvents.id)).limit(1)
  lastBefore = last!.id
})
beforeEach(restoreWorld)

const run = (statement: SQL) => database().execute(statement)
const say = (answer: unknown) => told(answer, names)
const inOrder = (rows: unknown[]) => inOrderOfText(say(rows) as unknown[])
const done = { done: true }
const idOf = (kind: Kind) => w.actors[kind].userId
const closed = () =>
  run(sql`update ${rounds} set state = 'closed', closed_at = now() where id = ${w.round.id}`)

/** The events since the world was planted: by whom, what, about what, where, details. */
async function eventsNow() {
  const rows = await database()
    .select()
    .from(auditEvents)
    .where(gt(auditEvents.id, lastBefore))
    .orderBy(auditEvents.id)
  return say(rows.map((row) => [row.actorId, row.kind, row.subjectId, row.editionId, row.details]))
}

const declare = (
  kind: Kind,
  ask: Partial<Parameters<typeof declareConflicts>[2]> = {},
  roundId = w.round.id,
) =>
  declareConflicts(w.actors[kind], roundId, { agencyIds: [], authorKeys: [], agency: '', reason: '', ...ask })
const impose = (ask: Partial<Parameters<typeof imposeConflict>[2]> = {}) =>
  imposeConflict(w.actors.organizer, w.round.id, {
    judgeId: idOf('otherJudge'),
    number: 2,
    reason: 'Biên tập',
    ...ask,
  })

/** Conflicts of a judge that are not of the planted world. */
const conflictsMade = async (kind: Kind) =>
  inOrder(
    (
      await database()
        .select()
        .from(conflicts)
        .where(and(eq(conflicts.judgeId, idOf(kind)), gt(conflicts.createdAt, new Date('2020-01-01'))))
    ).map((row) => [
      row.editionId,
      row.entryId,
      row.agencyId,
      row.authorKey,
      row.origin,
      row.imposedBy,
      row.reason,
    ]),
  )
const givenBack = async () =>
  inOrder(
    (
      await database()
        .select()
        .from(assignments)
        .where(sql`${assignments.recusedAt} > now() - interval '5 minutes'`)
    )
      .filter((row) => row.id !== w.given.recused && row.id !== elsewhere.given.recused)
      .map((row) => [row.id, row.recusalReason]),
  )

describe('a judge who declares', () => {
  it('nothing has declared all the same', async () => {
    const there = { editionId: w.elsewhere.id, judgeId: idOf('chair'), createdAt: new Date(1), reason: 'x' }
    await database()
      .insert(conflicts)
      .values({ ...there, entryId: elsewhere.second.id })
    expect(await declare('chair')).toEqual({ givenBack: 0 })
    expect(await declare('chair')).toEqual({ givenBack: 0 })
    expect(await conflictsMade('chair')).toEqual([])
    const declared = await database()
      .select()
      .from(conflictDeclarations)
      .where(eq(conflictDeclarations.judgeId, idOf('chair')))
    expect(declared.length).toBe(1)
    const event = [
      'chair',
      'conflict.declared',
      'chair',
      'edition',
      { roundId: 'round', agencyIds: [], authorKeys: [] },
    ]
    expect(await eventsNow()).toEqual([event, event])
  })

  it('agencies and authors gives back their works in all rounds of the edition that are not closed, and no others', async () => {
    await run(sql`update ${rounds} set blind = false where id = ${w.round.id}`)
    await run(sql`update ${entries} set agency_id = ${w.agency.id} where number = 2`)
    await run(
      sql`update ${entryAuthors} set name_key = 'rieng cua viec' where entry_id in (${w.work.id}, ${elsewhere.work.id})`,
    )
    const ask = {
      agencyIds: [w.agency.id],
      authorKeys: ['rieng cua viec', 'khong co ten'],
      reason: 'Người nhà',
    }
    expect(await declare('assignedJudge', ask)).toEqual({ givenBack: 2 })
    expect(await conflictsMade('assignedJudge')).toEqual(
      [
        ['edition', 'agency', 'declared', 'Người nhà'],
        ['edition', 'rieng cua viec', 'declared', 'Người nhà'],
      ].map(([edition, object, origin, reason]) => [
        edition,
        null,
        object === 'agency' ? object : null,
        object === 'agency' ? null : object,
        origin,
        null,
        reason,
      ]),
    )
    expect(await givenBack()).toEqual([
      ['asg_begun', 'Người nhà'],
      ['reading assigned', 'Người nhà'],
    ])
    const events = (await eventsNow()) as unknown[]
    expect(events[0]).toEqual([
      'assignedJudge',
      'conflict.declared',
      'assignedJudge',
      'edition',
      { roundId: 'round', agencyIds: ['agency'], authorKeys: ['rieng cua viec'] },
    ])
    expect(inOrder(events.slice(1))).toEqual([
      ['assignedJudge', 'assignment.recused', 'asg_begun', 'edition', { entryId: 'second' }],
      ['assignedJudge', 'assignment.recused', 'reading assigned', 'edition', { entryId: 'work' }],
    ])
  })

  it('something gives back nothing of a round that is closed', async () => {
    await run(sql`update ${entries} set agency_id = ${w.agency.id} where number = 2`)
    await closed()
    expect(await declare('assignedJudge', { agencyIds: [w.agency.id], reason: 'Người nhà' })).toEqual({
      givenBack: 0,
    })
    expect(await givenBack()).toEqual([])
  })

  it('an agency by its name, listed or not, once; and only one that is known', async () => {
    const named = { agency: '  báo KHÁNH HÒA thử ', agencyIds: [w.agency.id], reason: 'Người nhà' }
    expect(await declare('chair', named)).toEqual({ givenBack: 1 })
    expect((await conflictsMade('chair')).length).toBe(1)
    await restoreWorld()
    expect(await declare('chair', { ...named, agency: 'Báo không có' })).toEqual(
      refuse('judging.refused.noAgency', {}, 'agency'),
    )
    expect(await conflictsMade('chair')).toEqual([])
  })

  it('something has to say why, in three letters at least', async () => {
    const about = { agencyIds: [w.agency.id] }
    expect(await declare('chair', { ...about, reason: 'ab' })).toEqual(
      refuse('judging.refused.reason', {}, 'reason'),
    )
    expect(await eventsNow()).toEqual([])
    expect(await declare('chair', { ...about, reason: 'abc' })).toEqual({ givenBack: 1 })
  })

  it('sits in the round; authors are none of the list where it is blind', async () => {
    expect(await declare('recusedJudge', {}, w.final.id)).toBeNull()
    expect(await declare('chair', { authorKeys: ['tac gia kiem to chuc'], reason: 'Người nhà' })).toEqual({
      givenBack: 0,
    })
    expect(await conflictsMade('chair')).toEqual([])
  })

  it('waits while the round is being closed, and gives nothing back then', async () => {
    await run(sql`update ${entries} set agency_id = ${w.agency.id} where number = 2`)
    const closing = sql`update ${rounds} set state = 'closed', closed_at = now() where id = ${w.round.id}`
    const ask = () => declare('assignedJudge', { agencyIds: [w.agency.id], reason: 'Người nhà' })
    expect(await race(closing, [ask])).toEqual([{ givenBack: 0 }])
  })
})

describe('a conflict that is imposed', () => {
  it('keeps one judge from one work, at once and on the record', async () => {
    expect(await impose()).toEqual({ givenBack: 1 })
    expect(await conflictsMade('otherJudge')).toEqual([
      ['edition', 'second', null, null, 'imposed', 'organizer', 'Biên tập'],
    ])
    expect(await givenBack()).toEqual([['reading others', 'Biên tập']])
    expect(await eventsNow()).toEqual([
      ['organizer', 'conflict.imposed', 'otherJudge', 'edition', { reason: 'Biên tập', entryId: 'second' }],
      ['organizer', 'assignment.recused', 'reading others', 'edition', { entryId: 'second' }],
    ])
  })

  it('is about a work of the round and somebody who has an account', async () => {
    await run(sql`delete from ${scoreSheets} where entry_id = ${w.third.id}`)
    await run(sql`delete from ${assignments} where entry_id = ${w.third.id}`)
    await run(sql`delete from ${roundEntries} where entry_id = ${w.third.id}`)
    expect(await impose({ number: 3 })).toEqual(refuse('round.error.noSuchEntry', {}, 'number'))
    expect(await impose({ judgeId: 'usr_never_was' })).toEqual(refuse('form.error.invalid', {}, 'judgeId'))
    expect(await impose({ judgeId: idOf('barredOrganizer') })).toEqual({ givenBack: 0 })
    const elsewhereAsked = { judgeId: idOf('otherJudge'), number: 2, reason: 'Biên tập' }
    expect(await imposeConflict(w.actors.organizerElsewhere, w.round.id, elsewhereAsked)).toBeNull()
    expect(await imposeConflict(w.actors.organizer, 'rnd_never_was', elsewhereAsked)).toBeNull()
  })

  it('waits while the round is being closed, and takes back even then', async () => {
    const closing = sql`update ${rounds} set state = 'closed', closed_at = now() where id = ${w.round.id}`
    expect(await race(closing, [() => impose()])).toEqual([{ givenBack: 1 }])
  })
})

describe('the reasons to keep away', () => {
  const reasonsOf = async (kind: Kind, sameProvince = false) =>
    say((await conflictsOf(database(), { ...w.round, sameProvince }, [idOf(kind)])).get(idOf(kind)))

  it('are told by the first that is found, each of its own', async () => {
    const { assignedJudge } = w.actors
    expect(await reasonsOf('assignedJudge')).toEqual({})
    await run(sql`update ${users} set agency_id = ${w.agency.id} where id = ${assignedJudge.userId}`)
    expect(await reasonsOf('assignedJudge')).toEqual({ third: 'agency' })
    expect(await reasonsOf('assignedJudge', true)).toEqual({
      third: 'agency',
      second: 'province',
      work: 'province',
    })
    const about = { judgeId: assignedJudge.userId, editionId: w.judged.id, reason: 'x' }
    await database()
      .insert(conflicts)
      .values([
        { ...about, entryId: w.third.id },
        { ...about, entryId: w.second.id, origin: 'imposed', imposedBy: idOf('organizer') },
      ])
    expect(await reasonsOf('assignedJudge')).toEqual({ third: 'agency', second: 'imposed' })
    await run(
      sql`update ${entryAuthors} set email = ${assignedJudge.email} where entry_id = ${elsewhere.second.id}`,
    )
    await run(
      sql`update ${entryAuthors} set name_key = 'ban cu' where entry_id in (${elsewhere.second.id}, ${w.work.id})`,
    )
    expect(await reasonsOf('assignedJudge')).toEqual({ third: 'agency', second: 'imposed', work: 'coauthor' })
    await run(sql`update ${entryAuthors} set name_key = 'giam khao duoc giao' where entry_id = ${w.third.id}`)
    expect(await reasonsOf('assignedJudge')).toEqual({ third: 'own', second: 'imposed', work: 'coauthor' })
  })

  it('of the own province count only where a round of the edition in which one judges says so', async () => {
    const { assignedJudge } = w.actors
    await run(sql`update ${users} set agency_id = ${w.agency.id} where id = ${assignedJudge.userId}`)
    await run(sql`update ${entries} set agency_id = null`)
    await run(
      sql`update ${entries} set province_frame = '2004', province_code = '46' where id = ${w.third.id}`,
    )
    await run(sql`update ${entries} set province_code = '01' where id = ${w.second.id}`)
    const same = (id: string) => run(sql`update ${rounds} set same_province = true where id = ${id}`)
    const barred = async () => say(await worksBarredTo(assignedJudge.userId, w.judged.id))
    expect(await barred()).toEqual([])
    await same(elsewhere.round.id)
    expect(await barred()).toEqual([])
    await same(w.round.id)
    expect(await barred()).toEqual(['work'])
    await run(sql`delete from ${scoreSheets} where judge_id = ${assignedJudge.userId}`)
    await run(sql`delete from ${assignments} where judge_id = ${assignedJudge.userId}`)
    await run(sql`delete from panel_judges where judge_id = ${assignedJudge.userId}
      and panel_id in (${w.panel}, ${elsewhere.panel})`)
    expect(await barred()).toEqual([])
  })
})

describe('a second look', () => {
  const sendBegun = (total: number) =>
    database().transaction(async (tx) => {
      await tx.delete(scores).where(eq(scores.sheetId, 'sht_begun'))
      await tx.insert(scores).values(sharedOut(w.rubric, 'sht_begun', total))
      await tx
        .update(scoreSheets)
        .set({ state: 'submitted', submittedAt: new Date(), total })
        .where(eq(scoreSheets.id, 'sht_begun'))
    })
  const ask = (entryId = w.second.id, note = 'Xem lại giúp') =>
    askSecondLook(w.actors.chair, w.panel, { entryId, note })

  it('is asked of the two furthest apart, by letter and on the record, without a name', async () => {
    await sendBegun(9800)
    expect(await ask()).toEqual(done)
    const looks = await database().select().from(secondLooks).where(eq(secondLooks.note, 'Xem lại giúp'))
    expect(inOrder(looks.map((row) => [row.assignmentId, row.askedBy]))).toEqual([
      ['reading chairs', 'chair'],
      ['reading others', 'chair'],
    ])
    const letters = await database().select().from(mailMessages).where(ne(mailMessages.id, w.letter))
    expect(inOrder(letters.map((letter) => [letter.recipient, letter.subject]))).toEqual([
      ['mail of chair', 'Đề nghị xem lại một phiếu chấm'],
      ['mail of otherJudge', 'Đề nghị xem lại một phiếu chấm'],
    ])
    const body = letters.find((letter) => letter.recipient === w.actors.otherJudge.email)!.body
    expect(body).toBe(
      `Kính gửi Ông/Bà ${w.actors.otherJudge.name},\n\nTrưởng tiểu ban đề nghị Ông/Bà xem lại phiếu chấm của tác phẩm “${w.second.title}”:\nXem lại giúp\n\nSửa hay giữ nguyên điểm là quyền của Ông/Bà. Mời Ông/Bà xem tại: http://portal.test/judging/${w.given.others}\n\nTrân trọng.\n\nBan Thư ký Giải thưởng toàn quốc về thông tin đối ngoại`,
    )
    expect(await eventsNow()).toEqual([
      ['chair', 'panel.secondLook', 'panel', 'edition', { note: 'Xem lại giúp', entryId: 'second' }],
    ])
  })

  it('is refused about a work to keep away from, before the own sheets are in, and where fewer than two are', async () => {
    expect(await ask(w.work.id)).toEqual(refuse('chair.refused.fewSheets'))
    const kept = { editionId: w.judged.id, judgeId: idOf('chair'), reason: 'Người nhà' }
    await database()
      .insert(conflicts)
      .values({ ...kept, entryId: w.second.id })
    expect(await ask()).toEqual(refuse('judging.refused.conflict'))
    await restoreWorld()
    await run(
      sql`update ${scoreSheets} set state = 'draft', submitted_at = null where id = ${w.sheets.chairs.id}`,
    )
    expect(await ask()).toEqual(refuse('chair.refused.ownFirst'))
    await restoreWorld()
    await run(
      sql`update ${scoreSheets} set state = 'draft', submitted_at = null where id = ${w.sheets.others.id}`,
    )
    expect(await ask()).toEqual(refuse('chair.refused.fewSheets'))
    expect(await eventsNow()).toEqual([])
  })

  it('may be asked by a chair who reads nothing in the panel', async () => {
    await run(sql`delete from ${scoreSheets} where id = ${w.sheets.chairs.id}`)
    await run(sql`delete from ${assignments} where judge_id = ${idOf('chair')} and panel_id = ${w.panel}`)
    await sendBegun(300)
    expect(await ask()).toEqual(done)
  })

  it('is of the chair, while the round is open', async () => {
    for (const kind of ['otherJudge', 'otherPanelJudge', 'organizer'] as const)
      expect(await askSecondLook(w.actors[kind], w.panel, { entryId: w.second.id, note: 'x' })).toBeNull()
    await closed()
    expect(await ask()).toEqual(refuse('judging.refused.closed'))
  })
})

describe('a signature', () => {
  it('stands under the hash of the scores once the round is closed, once', async () => {
    expect(await signOff(w.actors.chair, w.panel)).toEqual(refuse('chair.refused.notClosed'))
    await closed()
    expect(await signOff(w.actors.otherJudge, w.panel)).toBeNull()
    expect(await signOff(w.actors.chair, w.panel)).toEqual(done)
    const hash = createHash('sha256')
      .update(await scoresText(database(), w.round.id))
      .digest('hex')
    const [panel] = await database().select().from(panels).where(eq(panels.id, w.panel))
    expect(say([panel!.signedOffBy, panel!.signedOffHash, panel!.signedOffAt !== null])).toEqual([
      'chair',
      hash,
      true,
    ])
    const signed = await database()
      .select()
      .from(panels)
      .where(sql`${panels.signedOffAt} is not null`)
    expect(signed.length).toBe(1)
    expect(await eventsNow()).toEqual([['chair', 'panel.signedOff', 'panel', 'edition', { hash }]])
    expect(await signOff(w.actors.chair, w.panel)).toEqual(refuse('error.moved'))
  })
})

describe('a paper', () => {
  const cast = (kind: Kind, paper: string[], ballotId = w.ballot.id) =>
    castPaper(w.actors[kind], ballotId, paper)
  const final = (state: 'open' | 'closed') =>
    run(sql`
      update ${rounds} set state = ${state}, closed_at = case when ${state} = 'closed' then now() end
      where id = ${w.final.id}`)

  it('is cast once by each of the panel, and lies where nobody tells whose it is', async () => {
    await final('open')
    expect(await cast('otherJudge', [])).toEqual(refuse('ballot.refused.voted'))
    expect(await cast('assignedJudge', [w.second.id])).toEqual(done)
    expect(await cast('chair', [])).toEqual(done)
    expect(await cast('chair', [w.second.id])).toEqual(refuse('ballot.refused.voted'))
    expect(await cast('otherPanelJudge', [])).toBeNull()
    const [ballot] = await database().select().from(ballots).where(eq(ballots.id, w.ballot.id))
    expect(say(ballot!.papers)).toEqual([['second'], ['second'], []])
    const voters = await database().select().from(ballotVoters).where(eq(ballotVoters.ballotId, w.ballot.id))
    expect(inOrder(voters.map((row) => row.judgeId))).toEqual(['assignedJudge', 'chair', 'otherJudge'])
    expect(await eventsNow()).toEqual([])
  })

  it('names works on the ballot, each once, as many as there are seats, none to keep away from', async () => {
    await final('open')
    await run(
      sql`update ${ballots} set candidates = array[${w.second.id}, ${w.work.id}], seats = 2 where id = ${w.ballot.id}`,
    )
    const kept = { editionId: w.judged.id, judgeId: idOf('chair'), reason: 'Người nhà' }
    await database()
      .insert(conflicts)
      .values({ ...kept, entryId: w.work.id })
    const refusal = refuse('ballot.refused.paper', { seats: 2 })
    for (const paper of [
      [w.third.id],
      [w.second.id, w.second.id],
      [w.second.id, w.work.id, w.third.id],
      [w.work.id],
    ])
      expect(await cast('chair', paper)).toEqual(refusal)
    expect(await cast('assignedJudge', [w.work.id, w.second.id])).toEqual(done)
    expect(await cast('chair', [w.second.id])).toEqual(done)
  })

  it('is taken while round and ballot are open', async () => {
    expect(await cast('chair', [])).toEqual(refuse('ballot.refused.counted'))
    await final('closed')
    expect(await cast('chair', [])).toEqual(refuse('ballot.refused.counted'))
    await final('open')
    expect(await cast('chair', [], 'blt_counted')).toEqual(refuse('ballot.refused.counted'))
    expect(await cast('chair', [])).toEqual(done)
  })
})

const half = () => Object.fromEntries(w.rubric.map(({ id, maxPoints }) => [id, maxPoints / 2]))
const sheetNow = async (assignmentId: string) => {
  const [sheet] = await database()
    .select()
    .from(scoreSheets)
    .where(eq(scoreSheets.assignmentId, assignmentId))
  if (!sheet) return null
  const points = await database().select().from(scores).where(eq(scores.sheetId, sheet.id))
  const { version, state, total, note, privateNote, flags } = sheet
  return say({
    version,
    state,
    total,
    note,
    privateNote,
    flags,
    sent: sheet.submittedAt !== null,
    points: Object.fromEntries(points.map((row) => [row.criterionId, row.points])),
  })
}
const historyNow = async () =>
  say(
    (await database().select().from(scoreEvents).orderBy(scoreEvents.id)).map((row) => [
      row.roundId,
      row.seq,
      row.version,
      row.judgeId,
      row.kind,
      row.points,
      row.note,
      row.privateNote,
      row.flags,
      row.reason,
    ]),
  )

describe('a sheet', () => {
  const assigned = () => w.given.assigned

  it('goes from its first point to being sent, taken back and sent again, each write a link of the chain', async () => {
    const judge = w.actors.assignedJudge
    const [first, ...rest] = w.rubric.map(({ id }) => id)
    const draft = await saveSheet(judge, assigned(), {
      version: 0,
      points: { [first!]: 50 },
      note: 'Ghi chú',
      privateNote: 'Riêng',
      flags: ['brokenMedia'],
    })
    const none = Object.fromEntries(rest.map((id) => [id, null]))
    expect(draft).toEqual({
      version: 1,
      state: 'draft',
      points: { [first!]: 50, ...none },
      total: null,
      note: 'Ghi chú',
      privateNote: 'Riêng',
      flags: ['brokenMedia'],
    })
    expect(await sheetNow(assigned())).toEqual({
      version: 1,
      state: 'draft',
      total: null,
      note: 'Ghi chú',
      privateNote: 'Riêng',
      flags: ['brokenMedia'],
      sent: false,
      points: { 'criterion 0': 50 },
    })
    const { [first!]: _kept, ...others } = half()
    const sent = await submitSheet(judge, assigned(), { version: 1, points: others, note: 'Đủ' })
    expect(sent).toEqual({
      version: 2,
      state: 'submitted',
      points: { ...half(), [first!]: 50 },
      total: 3550,
      note: 'Đủ',
      privateNote: '',
      flags: [],
    })
    expect(await recallSheet(judge, assigned(), 'Nhầm cột')).toEqual({
      ...(sent as object),
      version: 3,
      state: 'draft',
    })
    const again = await submitSheet(judge, assigned(), { version: 3, points: { [first!]: 60 }, note: 'Sửa' })
    expect(again).toMatchObject({ version: 4, state: 'submitted', total: 3560 })
    const full = { 'criterion 0': 50, 'criterion 1': 1250, 'criterion 2': 1250, 'criterion 3': 1000 }
    expect(await sheetNow(assigned())).toEqual({
      version: 4,
      state: 'submitted',
      total: 3560,
      note: 'Sửa',
      privateNote: '',
      flags: [],
      sent: true,
      points: { ...full, 'criterion 0': 60 },
    })
    const by = ['round', 'assignedJudge'] as const
    expect(await historyNow()).toEqual([
      [by[0], 1, 1, by[1], 'saved', { 'criterion 0': 50 }, 'Ghi chú', 'Riêng', ['brokenMedia'], ''],
      [by[0], 2, 2, by[1], 'submitted', full, 'Đủ', '', [], ''],
      [by[0], 3, 3, by[1], 'recalled', full, 'Đủ', '', [], 'Nhầm cột'],
      [by[0], 4, 4, by[1], 'submitted', { ...full, 'criterion 0': 60 }, 'Sửa', '', [], ''],
    ])
    const [sheet] = await database()
      .select()
      .from(scoreSheets)
      .where(eq(scoreSheets.assignmentId, assigned()))
    const event = (kind: string) => ['assignedJudge', kind, sheet!.id, 'edition', {}]
    expect(await eventsNow()).toEqual([
      event('sheet.submitted'),
      event('sheet.recalled'),
      event('sheet.submitted'),
    ])
    expect(await verifyScores()).toMatchObject({ ok: true, broken: null, astray: [], rounds: [{ rows: 4 }] })
  })

  it('is told what is wrong with it, and stays as it was', async () => {
    const judge = w.actors.assignedJudge
    const [first] = w.rubric
    const give = (points: Record<string, number | null>, version = 0) => ({ version, points, note: '' })
    const over = refuse('judging.refused.scale', { max: first!.maxPoints / 100 }, first!.id)
    for (const act of [saveSheet, submitSheet]) {
      expect(await act(judge, assigned(), give({ ...half(), [first!.id]: first!.maxPoints + 1 }))).toEqual(
        over,
      )
      expect(await act(judge, assigned(), give({ ...half(), crt_never_was: 1 }))).toEqual(
        refuse('judging.refused.criterion'),
      )
      expect(await act(judge, assigned(), give(half(), 1))).toMatchObject({
        ...refuse('judging.refused.stale'),
        current: { version: 0, state: 'draft', total: null, note: '', privateNote: '', flags: [] },
      })
    }
    expect(await submitSheet(judge, assigned(), give({ ...half(), [first!.id]: null }))).toEqual(
      refuse('judging.refused.incomplete'),
    )
    expect(await recallSheet(judge, assigned(), 'x')).toEqual(refuse('judging.refused.notSubmitted'))
    expect(await sheetNow(assigned())).toBeNull()
    expect(await submitSheet(judge, assigned(), give(half()))).toMatchObject({ total: 5000 })
    for (const act of [saveSheet, submitSheet])
      expect(await act(judge, assigned(), give(half(), 1))).toEqual(refuse('judging.refused.submitted'))
  })

  it('is stepped back from with a reason, which keeps away for good', async () => {
    expect(await recuse(w.actors.assignedJudge, assigned(), 'Quen biết')).toEqual(done)
    expect(await givenBack()).toEqual([['reading assigned', 'Quen biết']])
    expect(await conflictsMade('assignedJudge')).toEqual([
      ['edition', 'work', null, null, 'recused', null, 'Quen biết'],
    ])
    expect(await eventsNow()).toEqual([
      ['assignedJudge', 'assignment.recused', 'reading assigned', 'edition', { entryId: 'work' }],
    ])
    expect(await recuse(w.actors.assignedJudge, assigned(), 'Quen biết')).toBeNull()
  })
})
