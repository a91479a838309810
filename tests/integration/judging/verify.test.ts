import { eq, sql, type SQL } from 'drizzle-orm'
import { createHash } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { recallSheet, saveSheet, submitSheet } from '#app/modules/judging/score-sheet.server.ts'
import { headOf, verifyScores } from '#app/modules/judging/verify-scores.server.ts'
import { scoreChains, scoreEvents, scores, scoreSheets } from '#db/schema/index.ts'
import { keepWorld, restoreWorld } from '#tests/matrix/snapshot.ts'
import { plantJudging, plantWorld, type World } from '#tests/matrix/world.ts'

let w: World
let elsewhere: Awaited<ReturnType<typeof plantJudging>>
/** the sheet that is sent, and one of another judge that is begun */
let sent: string
let begun: string

beforeAll(async () => {
  w = await plantWorld()
  elsewhere = await plantJudging(w.actors, w.elsewhere)
  await database().delete(scoreSheets)
  const points = Object.fromEntries(w.rubric.map(({ id, maxPoints }) => [id, maxPoints / 2]))
  const said = { note: 'Ghi chú', privateNote: 'Riêng', flags: ['brokenMedia' as const] }
  const { assignedJudge, otherJudge, chair } = w.actors
  await saveSheet(assignedJudge, w.given.assigned, { version: 0, points: {}, ...said })
  await submitSheet(assignedJudge, w.given.assigned, { version: 1, points, ...said })
  await saveSheet(otherJudge, w.given.others, { version: 0, points: { [w.rubric[0]!.id]: 10 }, ...said })
  await submitSheet(chair, w.given.chairs, { version: 0, points, ...said })
  await recallSheet(chair, w.given.chairs, 'Nhầm')
  await saveSheet(assignedJudge, elsewhere.given.assigned, { version: 0, points: {}, note: '' })
  sent = await sheetOf(w.given.assigned)
  begun = await sheetOf(w.given.others)
  await keepWorld()
})
beforeEach(restoreWorld)

/** As somebody who has the database in hand would, past every trigger and key. */
const run = (statement: SQL) =>
  database().transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`)
    await tx.execute(statement)
    // No trigger has told of it what is to be put back.
    await tx.execute(
      sql`insert into kept.touched select unnest(array['scores', 'score_sheets', 'score_events', 'score_chains'])`,
    )
  })

async function sheetOf(assignmentId: string) {
  const [sheet] = await database()
    .select()
    .from(scoreSheets)
    .where(eq(scoreSheets.assignmentId, assignmentId))
  return sheet!.id
}

it('tells the end of every chain, by round, and one hash over all', async () => {
  const chains = await database().select().from(scoreChains).orderBy(scoreChains.roundId)
  const rounds = chains.map(({ roundId, seq, head }) => ({ round: roundId, rows: seq, head }))
  expect(new Map(rounds.map((row) => [row.round, row.rows]))).toEqual(
    new Map([
      [w.round.id, 5],
      [elsewhere.round.id, 1],
    ]),
  )
  const written = JSON.stringify(rounds.map(({ round, head }) => [round, head]))
  const head = createHash('sha256').update(written).digest('hex')
  expect(headOf(rounds)).toBe(head)
  expect(await verifyScores()).toEqual({ ok: true, head, rounds, broken: null, astray: [] })
})

describe('a sheet is astray', () => {
  const set = (id: string, values: SQL) => sql`update ${scoreSheets} set ${values} where id = ${id}`
  it.each<[string, () => SQL, (() => string)?]>([
    ['that is gone', () => sql`delete from ${scoreSheets} where id = ${sent}`],
    ['of another version', () => set(sent, sql`version = version + 1`)],
    [
      'with other points',
      () => sql`
      update ${scores} set points = points + (case when criterion_id = ${w.rubric[0]!.id} then 1 else -1 end)
      where sheet_id = ${sent} and criterion_id in (${w.rubric[0]!.id}, ${w.rubric[1]!.id})`,
    ],
    ['without points', () => sql`delete from ${scores} where sheet_id = ${begun}`, () => begun],
    ['with another note', () => set(sent, sql`note = 'Khác'`)],
    ['with another note of its own', () => set(sent, sql`private_note = 'Khác'`)],
    ['with other flags', () => set(sent, sql`flags = '[]'`)],
    ['that is no longer sent', () => set(sent, sql`state = 'draft', submitted_at = null`)],
    [
      'that is sent without an event',
      () => set(begun, sql`state = 'submitted', submitted_at = now(), total = 10`),
      () => begun,
    ],
    ['with another total', () => set(sent, sql`total = total + 1`)],
  ])('%s', async (_what, tampering, which = () => sent) => {
    await run(tampering())
    expect(await verifyScores()).toMatchObject({ ok: false, broken: null, astray: [which()] })
  })

  it('but not for a total it has not got yet', async () => {
    await run(set(begun, sql`total = 99`))
    expect(await verifyScores()).toMatchObject({ ok: true, astray: [] })
  })
})

describe('a chain is broken', () => {
  const at = (seq: number) => sql`round_id = ${w.round.id} and seq = ${seq}`
  it.each<[string, () => SQL, number, string]>([
    [
      'by a row that is changed',
      () => sql`update ${scoreEvents} set reason = 'x' where ${at(4)}`,
      4,
      'changed',
    ],
    ['by a row that is gone', () => sql`delete from ${scoreEvents} where ${at(2)}`, 2, 'missing'],
    ['by a last row that is gone', () => sql`delete from ${scoreEvents} where ${at(5)}`, 5, 'missing'],
    [
      'by another end',
      () => sql`update ${scoreChains} set head = 'x' where round_id = ${w.round.id}`,
      5,
      'changed',
    ],
    ['without its end', () => sql`delete from ${scoreChains} where round_id = ${w.round.id}`, 5, 'changed'],
    [
      'by an end further on',
      () => sql`update ${scoreChains} set seq = 6 where round_id = ${w.round.id}`,
      6,
      'missing',
    ],
  ])('%s', async (_what, tampering, seq, what) => {
    await run(tampering())
    const { ok, broken, rounds } = await verifyScores()
    expect({ ok, round: broken?.round, seq: broken?.seq, what: broken?.what }).toEqual({
      ok: false,
      round: w.round.id,
      seq,
      what,
    })
    expect(rounds.length).toBe(2)
  })

  it('and the first of several is told', async () => {
    await run(sql`update ${scoreEvents} set reason = 'x' where round_id is not null`)
    const first = [w.round.id, elsewhere.round.id].sort()[0]
    expect((await verifyScores()).broken).toMatchObject({ round: first, seq: 1, what: 'changed' })
  })
})
