import { asc, eq, sql, type SQL } from 'drizzle-orm'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { closeRound } from '#app/modules/judging/move-round.server.ts'
import {
  recallSheet,
  recuse,
  saveSheet,
  submitSheet,
  type SheetState,
} from '#app/modules/judging/score-sheet.server.ts'
import { verifyScores } from '#app/modules/judging/verify-scores.server.ts'
import type { Points } from '#app/modules/judging/scoring.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { readingOfJudge } from '#app/modules/judging/desk.server.ts'
import { readingsOf } from '#app/modules/judging/entry-readings.server.ts'
import { flaggedEntries } from '#app/modules/judging/flagged-entries.server.ts'
import { queueOf } from '#app/modules/judging/judge-queue.server.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'
import { rankingOf } from '#app/modules/results/ranking-text.server.ts'
import { assignments, entryAuthors, entryParts, scoreEvents, scores, scoreSheets } from '#db/schema/index.ts'
import {
  assignRound,
  makeActor,
  makeAgency,
  makeEdition,
  makeMedia,
  makeSubmitted,
  openedRound,
  type MadeEdition,
} from '#tests/factories/index.ts'
import { keepWorld, restoreWorld } from '#tests/matrix/snapshot.ts'

let organizer: Actor
let judges: Actor[]
let edition: MadeEdition
let roundId: string
let seat: { id: string; judge: Actor; entryId: string }

beforeAll(async () => {
  organizer = await makeActor('organizer')
  judges = [await makeActor('judge'), await makeActor('judge'), await makeActor('judge')]
  edition = await makeEdition()
  const owner = await makeActor('reporter', {}, 'Trần Thị Bí Mật')
  const agency = await makeAgency('Báo Không Được Lộ')
  for (let number = 1; number <= 6; number++) {
    const entry = await makeSubmitted(owner, edition, number, { agencyId: agency.id })
    await makeMedia(entry.id, { name: 'tran-thi-bi-mat.pdf' })
  }
  roundId = await openedRound(organizer, edition, judges)
  const [first] = await database()
    .select()
    .from(assignments)
    .where(eq(assignments.roundId, roundId))
    .orderBy(asc(assignments.id))
  seat = {
    id: first!.id,
    judge: judges.find((judge) => judge.userId === first!.judgeId)!,
    entryId: first!.entryId,
  }
  await keepWorld()
})
beforeEach(restoreWorld)

async function fullPoints(assignmentId: string, judge: Actor): Promise<Points> {
  const place = await readingOfJudge(judge.userId, assignmentId)
  return Object.fromEntries(place!.rubric.map((criterion) => [criterion.id, criterion.maxPoints - 100]))
}

it('keeps every accepted write of 100 writers in history and refuses the rest with what stands there', async () => {
  const points = await fullPoints(seat.id, seat.judge)
  const [criterion] = Object.keys(points)
  let accepted = 0
  const refused: { current: SheetState; tried: number }[] = []
  for (let wave = 0; wave < 5; wave++) {
    const { sheet } = (await readingOfJudge(seat.judge.userId, seat.id))!
    const answers = await Promise.all(
      Array.from({ length: 20 }, async (_, writer) => {
        const tried = wave * 20 + writer
        return {
          tried,
          answer: await saveSheet(seat.judge, seat.id, {
            version: sheet.version,
            points: { [criterion!]: tried },
            note: `lần ${tried}`,
          }),
        }
      }),
    )
    for (const { tried, answer } of answers) {
      if (isRefusal(answer))
        refused.push({ current: (answer as unknown as { current: SheetState }).current, tried })
      else accepted++
    }
  }
  expect(accepted).toBe(5)
  expect(refused.length).toBe(95)
  const [sheet] = await database().select().from(scoreSheets).where(eq(scoreSheets.assignmentId, seat.id))
  const history = await database()
    .select()
    .from(scoreEvents)
    .where(eq(scoreEvents.sheetId, sheet!.id))
    .orderBy(asc(scoreEvents.version))
  expect(history.map((event) => event.version)).toEqual([1, 2, 3, 4, 5])
  for (const { current } of refused) {
    const event = history.find((one) => one.version === current.version)!
    expect([current.points[criterion!], current.note]).toEqual([event.points[criterion!], event.note])
  }
  expect([sheet!.version, sheet!.note]).toEqual([5, history.at(-1)!.note])
})

it('takes a write that comes again because its answer was lost, and keeps it once', async () => {
  const points = await fullPoints(seat.id, seat.judge)
  const { sheet } = (await readingOfJudge(seat.judge.userId, seat.id))!
  const given = {
    version: sheet.version,
    points,
    note: 'tốt',
    privateNote: 'riêng',
    flags: ['suspectedCopy' as const],
  }
  const events = () => database().$count(scoreEvents, eq(scoreEvents.kind, 'saved'))
  const saved = await saveSheet(seat.judge, seat.id, given)
  expect(saved).toMatchObject({ version: sheet.version + 1, state: 'draft' })
  expect(await saveSheet(seat.judge, seat.id, given)).toEqual(saved)
  expect(await events()).toBe(1)
  const stale = { refused: { key: 'judging.refused.stale' }, current: { version: sheet.version + 1 } }
  const [first] = Object.keys(points)
  for (const other of [
    { note: '' },
    { privateNote: '' },
    { flags: [] },
    { points: { ...points, [first!]: 0 } },
  ])
    expect(await saveSheet(seat.judge, seat.id, { ...given, ...other })).toMatchObject(stale)
  expect(await submitSheet(seat.judge, seat.id, given)).toMatchObject(stale)
  const handedIn = await submitSheet(seat.judge, seat.id, { ...given, version: sheet.version + 1 })
  expect(handedIn).toMatchObject({ version: sheet.version + 2, state: 'submitted' })
  expect(await submitSheet(seat.judge, seat.id, { ...given, version: sheet.version + 1 })).toEqual(handedIn)
  expect(await saveSheet(seat.judge, seat.id, given)).toMatchObject({
    refused: { key: 'judging.refused.stale' },
  })
})

it('refuses points off the scale, strange criteria, and a sheet that is not whole', async () => {
  const { sheet, rubric } = (await readingOfJudge(seat.judge.userId, seat.id))!
  const save = (points: Points) =>
    saveSheet(seat.judge, seat.id, { version: sheet.version, points, note: '' })
  expect(await save({ [rubric[0]!.id]: rubric[0]!.maxPoints + 1 })).toMatchObject({
    refused: { key: 'judging.refused.scale', values: { max: 30 } },
    field: rubric[0]!.id,
  })
  expect(await save({ [rubric[0]!.id]: -1 })).toMatchObject({ refused: { key: 'judging.refused.scale' } })
  expect(await save({ cri_other: 1 })).toMatchObject({ refused: { key: 'judging.refused.criterion' } })
  expect(
    await submitSheet(seat.judge, seat.id, { version: sheet.version, points: {}, note: '' }),
  ).toMatchObject({ refused: { key: 'judging.refused.incomplete' } })
})

it('submits, takes back, and is nobody else’s', async () => {
  const points = await fullPoints(seat.id, seat.judge)
  const { sheet } = (await readingOfJudge(seat.judge.userId, seat.id))!
  const stranger = judges.find((judge) => judge !== seat.judge)!
  const told = async () =>
    (await readingsOf(seat.entryId, { resultsLockedAt: null })).find((row) => row.id === seat.id)!
  expect(await saveSheet(stranger, seat.id, { version: sheet.version, points, note: '' })).toBeNull()
  expect(
    await submitSheet(seat.judge, seat.id, { version: sheet.version, points, note: 'tốt' }),
  ).toMatchObject({ state: 'submitted', total: 9600 })
  expect(
    await saveSheet(seat.judge, seat.id, { version: sheet.version + 1, points, note: '' }),
  ).toMatchObject({ refused: { key: 'judging.refused.submitted' } })
  expect(await recallSheet(seat.judge, seat.id, 'Cộng nhầm')).toMatchObject({
    state: 'draft',
    version: sheet.version + 2,
  })
  const flags = ['suspectedCopy' as const]
  await saveSheet(seat.judge, seat.id, { version: sheet.version + 2, points, note: 'tốt', flags })
  // A sheet that is not sent tells nothing.
  expect(await flaggedEntries(roundId, new Set())).toEqual([])
  expect(await told()).toMatchObject({ state: 'draft', total: null, note: null, flags: null })
  expect(
    await submitSheet(seat.judge, seat.id, {
      version: sheet.version + 3,
      points,
      note: 'tốt',
      privateNote: 'xem lại',
      flags: ['suspectedCopy'],
    }),
  ).toMatchObject({ state: 'submitted', flags: ['suspectedCopy'], privateNote: 'xem lại' })
  const reading = await told()
  expect([reading.flags, JSON.stringify(reading).includes('xem lại')]).toEqual([['suspectedCopy'], false])
  expect(await flaggedEntries(roundId, new Set())).toMatchObject([
    { id: seat.entryId, flags: { suspectedCopy: 1 } },
  ])
  expect(await flaggedEntries(roundId, new Set([seat.entryId]))).toEqual([])
})

it('chains every accepted change, its reason with it, and finds what was tampered with', async () => {
  const given = { points: await fullPoints(seat.id, seat.judge), note: 'tốt' }
  await saveSheet(seat.judge, seat.id, { version: 0, ...given })
  await submitSheet(seat.judge, seat.id, { version: 1, ...given })
  await recallSheet(seat.judge, seat.id, 'Cộng nhầm')
  await submitSheet(seat.judge, seat.id, { version: 3, ...given })
  const whole = await verifyScores()
  expect(whole).toMatchObject({ ok: true, broken: null, astray: [] })
  const chain = whole.rounds.find((row) => row.round === roundId)!
  const events = await database()
    .select()
    .from(scoreEvents)
    .where(eq(scoreEvents.roundId, roundId))
    .orderBy(asc(scoreEvents.seq))
  expect([events.length, chain.rows, events.at(-1)!.hash]).toEqual([4, 4, chain.head])
  expect(events.filter((event) => event.kind === 'recalled').map((event) => event.reason)).toEqual([
    'Cộng nhầm',
  ])

  const undone = new Error('undone')
  const tampered = async (change: SQL) => {
    let found: Awaited<ReturnType<typeof verifyScores>> | undefined
    await database()
      .transaction(async (tx) => {
        // as somebody who has the database in hand would, past every trigger and key
        await tx.execute(sql`set local session_replication_role = replica`)
        await tx.execute(change)
        found = await verifyScores(tx)
        throw undone
      })
      .catch((error) => {
        if (error !== undone) throw error
      })
    return found!
  }
  const third = events[2]!
  expect(
    await tampered(sql`update score_events set note = note || ' ' where id = ${third.id}`),
  ).toMatchObject({
    ok: false,
    broken: { round: roundId, seq: 3, sheetId: third.sheetId, what: 'changed' },
  })
  expect(await tampered(sql`delete from score_events where id = ${third.id}`)).toMatchObject({
    broken: { seq: 3, what: 'missing' },
  })
  expect(await tampered(sql`delete from score_events where id = ${events.at(-1)!.id}`)).toMatchObject({
    broken: { seq: chain.rows, what: 'missing' },
  })
  const [score] = await database().select().from(scores).where(eq(scores.sheetId, third.sheetId))
  expect(
    await tampered(
      sql`update scores set points = points - 1 where sheet_id = ${score!.sheetId} and criterion_id = ${score!.criterionId}`,
    ),
  ).toMatchObject({ ok: false, broken: null, astray: [third.sheetId] })
  expect(await tampered(sql`delete from score_chains where round_id = ${roundId}`)).toMatchObject({
    ok: false,
  })
  expect(await tampered(sql`delete from score_sheets where id = ${third.sheetId}`)).toMatchObject({
    ok: false,
    astray: [third.sheetId],
  })
  expect((await verifyScores()).head).toBe(whole.head)
})

it('hides authors, agency, outlet, links and file names in a blind round', async () => {
  const [author] = await database().select().from(entryAuthors).where(eq(entryAuthors.entryId, seat.entryId))
  const [part] = await database().select().from(entryParts).where(eq(entryParts.entryId, seat.entryId))
  expect([author!.name, part!.outlet]).toEqual(['Trần Thị Bí Mật', 'Báo Thử'])
  const seen = JSON.stringify([
    await readingOfJudge(seat.judge.userId, seat.id),
    await queueOf(seat.judge.userId, roundId),
  ])
  for (const secret of ['Bí Mật', 'bi-mat', 'Không Được Lộ', 'Báo Thử']) expect(seen).not.toContain(secret)
  const open = await makeEdition()
  const owner = await makeActor('reporter', {}, 'Tên Hiện Ra')
  await makeSubmitted(owner, open, 1)
  const openRoundId = await openedRound(organizer, open, judges.slice(0, 2), false)
  const [row] = await queueOf(judges[0]!.userId, openRoundId)
  expect((await readingOfJudge(judges[0]!.userId, row!.id))!.authors).toBe('Tên Hiện Ra')
})

it('recuses: the sheet no longer counts, the judge no longer sees it, and a run finds another reader', async () => {
  const points = await fullPoints(seat.id, seat.judge)
  await submitSheet(seat.judge, seat.id, { version: 0, points, note: '' })
  const readings = async () =>
    (await rankingOf(roundId, edition.categories[0]!.id)).find((row) => row.id === seat.entryId)!.readings
  expect(await readings()).toBe(1)
  const before = await database().select().from(assignments).where(eq(assignments.entryId, seat.entryId))
  expect(await recuse(seat.judge, seat.id, 'Đồng nghiệp cũ')).toEqual({ done: true })
  expect(await readingOfJudge(seat.judge.userId, seat.id)).toBeNull()
  expect(await assignRound(organizer, roundId)).toEqual({ added: 1, short: 0, roundId })
  const after = await database().select().from(assignments).where(eq(assignments.entryId, seat.entryId))
  expect(after.length).toBe(before.length + 1)
  expect(after.filter((row) => row.recusedAt === null).map((row) => row.judgeId)).not.toContain(
    seat.judge.userId,
  )
  expect(await readings()).toBe(0)
})

it('takes no score after the round is closed', async () => {
  const [row] = await queueOf(judges[1]!.userId, roundId)
  const points = await fullPoints(row!.id, judges[1]!)
  expect(await closeRound(organizer, roundId)).toEqual({ done: true })
  expect(await saveSheet(judges[1]!, row!.id, { version: 0, points, note: '' })).toMatchObject({
    refused: { key: 'judging.refused.closed' },
  })
})
