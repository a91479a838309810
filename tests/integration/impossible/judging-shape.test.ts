import { eq, sql, type SQL } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { electorateOf } from '#app/modules/judging/ballots.server.ts'
import { worksBarredTo } from '#app/modules/judging/known-conflicts.server.ts'
import { createRound } from '#app/modules/judging/form-round.server.ts'
import { saveSheet } from '#app/modules/judging/score-sheet.server.ts'
import {
  assignments,
  ballots,
  conflicts,
  countingSheets,
  entries,
  panelCategories,
  panelEntries,
  panelJudges,
  panelSeats,
  roundEntries,
  roundMoves,
  rounds,
  scoreSheets,
} from '#db/schema/index.ts'
import { makeSubmitted, plainRound } from '#tests/factories/index.ts'
import { restoreWorld } from '#tests/matrix/snapshot.ts'
import { ownWorld, type Kind, type World } from '#tests/matrix/world.ts'

let w: World
beforeAll(async () => {
  w = await ownWorld()
})
beforeEach(restoreWorld)

/** The constraint a statement runs into, at its end or the transaction's. */
async function refusedBy(statements: SQL[]): Promise<string | null> {
  try {
    await database().transaction(async (tx) => {
      for (const statement of statements) await tx.execute(statement)
    })
    return null
  } catch (error) {
    const { cause } = error as { cause?: { constraint_name?: string } }
    return cause?.constraint_name ?? (error as { constraint_name?: string }).constraint_name ?? String(error)
  }
}

type Fact = { what: string; by: string; statements: (w: World) => SQL[] }

const round = (w: World, number: number, follows: string | null, edition = w.judged.id) => sql`
  insert into ${rounds} (id, edition_id, stage, opens_at, closes_at, number, follows_id)
  values (${`rnd_${number}`}, ${edition}, 'preliminary', now(), now() + interval '1 day', ${number}, ${follows})`
const moveOf = (w: World, move: string, reason: string, closesAt: SQL) => sql`
  insert into ${roundMoves} (round_id, move, reason, closes_at)
  values (${w.round.id}, ${move}, ${reason}, ${closesAt})`

const ended = (w: World, why: string) =>
  sql`update ${assignments} set ended_at = now(), ended_why = ${why} where id = ${w.given.assigned}`
const struck = (w: World) => sql`
  update ${scoreSheets} set struck_at = now(), struck_by = ${w.actors.organizer.userId}, struck_why = 'x'
  where id = ${w.sheets.others.id}`

const seat = (w: World, id: string, judge: Kind) => sql`
  insert into ${panelSeats} (id, panel_id, judge_id) values (${id}, ${w.panel}, ${w.actors[judge].userId})`
const leaves = (w: World, judge: Kind) => sql`
  update ${panelSeats} set until = now()
  where panel_id = ${w.panel} and judge_id = ${w.actors[judge].userId}`

const reads = (roundId: string, entryId: string, panelId: string) => sql`
  insert into ${panelEntries} (round_id, entry_id, panel_id) values (${roundId}, ${entryId}, ${panelId})`

const impossible: Fact[] = [
  { what: 'two rounds of one number', by: 'rounds_number', statements: (w) => [round(w, 1, null)] },
  { what: 'a round before the first', by: 'rounds_number_positive', statements: (w) => [round(w, -1, null)] },
  {
    what: 'a round that follows one of another edition',
    by: 'rounds_follows_of_edition',
    statements: (w) => [round(w, 9, w.round.id, w.open.id)],
  },
  {
    what: 'a round that follows itself',
    by: 'rounds_follows_another',
    statements: (w) => [sql`update ${rounds} set follows_id = id where id = ${w.round.id}`],
  },
  {
    what: 'a round that follows a later one',
    by: 'rounds_follow_upwards',
    statements: (w) => [sql`update ${rounds} set follows_id = ${w.final.id} where id = ${w.round.id}`],
  },
  {
    what: 'a round put behind one that follows it',
    by: 'rounds_follow_upwards',
    statements: (w) => [sql`update ${rounds} set number = 8 where id = ${w.round.id}`],
  },
  {
    what: 'a move nobody knows',
    by: 'round_moves_move_known',
    statements: (w) => [moveOf(w, 'begun', '', sql`now()`)],
  },
  {
    what: 'more time without a reason',
    by: 'round_moves_reason',
    statements: (w) => [moveOf(w, 'extended', '', sql`now()`)],
  },
  {
    what: 'a round opened again for ever',
    by: 'round_moves_closes',
    statements: (w) => [moveOf(w, 'reopened', 'vì sao', sql`null`)],
  },
  {
    what: 'a move that is changed',
    by: 'round_moves_append_only',
    statements: (w) => [moveOf(w, 'closed', '', sql`null`), sql`update ${roundMoves} set reason = 'khác'`],
  },
  {
    what: 'a move that is taken away',
    by: 'round_moves_append_only',
    statements: (w) => [moveOf(w, 'closed', '', sql`null`), sql`delete from ${roundMoves}`],
  },
  {
    what: 'a reading that ended for no known reason',
    by: 'assignments_ended_why_known',
    statements: (w) => [ended(w, 'bored')],
  },
  {
    what: 'a reading that ended without a reason',
    by: 'assignments_ended',
    statements: (w) => [sql`update ${assignments} set ended_at = now() where id = ${w.given.assigned}`],
  },
  {
    what: 'a sheet struck by nobody',
    by: 'score_sheets_struck',
    statements: (w) => [
      sql`update ${scoreSheets} set struck_at = now(), struck_why = 'x' where id = ${w.sheets.others.id}`,
    ],
  },
  {
    what: 'a struck sheet that was not sent',
    by: 'score_sheets_struck',
    statements: (w) => [
      struck(w),
      sql`update ${scoreSheets} set state = 'draft', submitted_at = null where id = ${w.sheets.others.id}`,
    ],
  },
  {
    what: 'a judge on two live seats of a panel',
    by: 'panel_seats_live',
    statements: (w) => [seat(w, 'sea_1', 'otherJudge')],
  },
  {
    what: 'two chairs of a panel',
    by: 'panel_seats_one_chair',
    statements: (w) => [
      sql`update ${panelSeats} set chair = true where judge_id = ${w.actors.otherJudge.userId}`,
      sql`update ${panelSeats} set chair = true where panel_id = ${w.panel}`,
    ],
  },
  {
    what: 'a seat that ended before it was taken',
    by: 'panel_seats_until',
    statements: () => [sql`update ${panelSeats} set until = since - interval '1 day'`],
  },
  {
    what: 'a live seat somebody else has taken over',
    by: 'panel_seats_replaced',
    statements: (w) => [
      seat(w, 'sea_1', 'otherPanelJudge'),
      sql`update ${panelSeats} set replaced_by = 'sea_1' where panel_id = ${w.panel} and id <> 'sea_1'`,
    ],
  },
  {
    what: 'a seat taken over by one of another panel',
    by: 'panel_seats_replaced_by',
    statements: (w) => [
      sql`update ${panelSeats} set until = now(), replaced_by = (
        select id from ${panelSeats} where panel_id = ${w.otherPanel}) where panel_id = ${w.council}`,
    ],
  },
  {
    what: 'open readings of a judge without a seat',
    by: 'panel_judges_seat',
    statements: (w) => [leaves(w, 'assignedJudge')],
  },
  {
    what: 'a work read by two panels of a round',
    by: 'panel_entries_round_id_entry_id_pk',
    statements: (w) => [reads(w.round.id, w.work.id, w.otherPanel)],
  },
  {
    what: 'a work read that is not in the round',
    by: 'panel_entries_of_round',
    statements: (w) => [reads(w.final.id, w.third.id, w.council)],
  },
  {
    what: 'a work read by a panel of another round',
    by: 'panel_entries_panel_of_round',
    statements: (w) => [sql`update ${panelEntries} set panel_id = ${w.council} where panel_id = ${w.panel}`],
  },
  {
    what: 'a conflict ended by nobody',
    by: 'conflicts_ended',
    statements: () => [sql`update ${conflicts} set ended_at = now() + interval '1 day'`],
  },
  {
    what: 'a conflict that ended before it began',
    by: 'conflicts_ended',
    statements: (w) => [
      sql`update ${conflicts} set ended_at = now() - interval '1 day', ended_by = ${w.actors.organizer.userId}`,
    ],
  },
]

const possible: Omit<Fact, 'by'>[] = [
  {
    what: 'that a judge leaves whose sheets were sent, and sits down again',
    statements: (w) => [leaves(w, 'otherJudge'), seat(w, 'sea_1', 'otherJudge')],
  },
  {
    what: 'several rounds of one stage, each after the other',
    statements: (w) => [round(w, 7, w.round.id), round(w, 8, 'rnd_7')],
  },
  {
    what: 'two rounds that change places',
    statements: (w) => [
      sql`update ${rounds} set follows_id = null where id = ${w.final.id}`,
      sql`update ${rounds} set number = 3 - number where edition_id = ${w.judged.id}`,
    ],
  },
]

describe('is refused by the database itself', () => {
  for (const { what, by, statements } of impossible)
    it(what, async () => {
      expect(await refusedBy(statements(w))).toBe(by)
    })
})

describe('is accepted', () => {
  for (const { what, statements } of possible)
    it(what, async () => {
      expect(await refusedBy(statements(w))).toBeNull()
    })
})

it('puts a round that names no number behind all others', async () => {
  await database().execute(round(w, 0, null))
  const [made] = await database().execute<{ number: number }>(
    sql`select number from ${rounds} where id = 'rnd_0'`,
  )
  expect(made!.number).toBe(3)
})

it('has a preliminary round go before a final that was formed first, and the final follow it', async () => {
  const asked = {
    readings: 2,
    ...plainRound,
    opensAt: '2030-01-01T08:00',
    closesAt: '2030-01-02T08:00',
  }
  const form = async (stage: 'preliminary' | 'final') =>
    (await createRound(w.actors.organizer, w.open.id, { stage, ...asked })) as { roundId: string }
  const final = await form('final')
  const first = await form('preliminary')
  const rows = await database()
    .select()
    .from(rounds)
    .where(eq(rounds.editionId, w.open.id))
    .orderBy(rounds.number)
  expect(rows.map(({ id, number, followsId }) => ({ id, number, followsId }))).toEqual([
    { id: first.roundId, number: 1, followsId: null },
    { id: final.roundId, number: 2, followsId: first.roundId },
  ])
})

describe('a reading that ends', () => {
  const reading = async () =>
    (await database().select().from(assignments).where(eq(assignments.id, w.given.assigned)))[0]!
  const counted = async (entryId: string) =>
    (await database().select().from(countingSheets).where(eq(countingSheets.entryId, entryId))).length

  it('has ended for landed code too, and one that landed code ends has a reason', async () => {
    await database().execute(ended(w, 'replaced'))
    expect(await reading()).toMatchObject({ recusedAt: expect.any(Date), recusalReason: 'replaced' })
    await database().execute(sql`
      update ${assignments} set recused_at = null, recusal_reason = null where id = ${w.given.assigned}`)
    expect(await reading()).toMatchObject({ endedAt: null, endedWhy: null, endedBy: null, endedNote: '' })
    await database().execute(sql`
      update ${assignments} set recused_at = now(), recusal_reason = 'Quen' where id = ${w.given.assigned}`)
    expect(await reading()).toMatchObject({ endedWhy: 'recused', endedNote: 'Quen' })
  })

  it('takes its sheet out of the count, as striking the sheet does', async () => {
    expect(await counted(w.second.id)).toBe(2)
    await database().execute(struck(w))
    expect(await counted(w.second.id)).toBe(1)
    await database().execute(sql`
      update ${assignments} set ended_at = now(), ended_why = 'conflict' where id = ${w.given.chairs}`)
    expect(await counted(w.second.id)).toBe(0)
  })
})

it('keeps nobody away by a conflict that has ended', async () => {
  const barred = () => worksBarredTo(w.actors.barredJudge.userId, w.judged.id)
  expect(await barred()).toContain(w.work.id)
  expect(
    await saveSheet(w.actors.barredJudge, w.given.barred, { version: 0, points: {}, note: '' }),
  ).toBeNull()
  await database()
    .update(conflicts)
    .set({ endedAt: new Date(), endedBy: w.actors.organizer.userId })
    .where(eq(conflicts.judgeId, w.actors.barredJudge.userId))
  expect(await barred()).not.toContain(w.work.id)
  expect(
    await saveSheet(w.actors.barredJudge, w.given.barred, { version: 0, points: {}, note: '' }),
  ).toMatchObject({ version: 1 })
})

describe('the seats as landed code writes them', () => {
  const seats = () =>
    database().select().from(panelSeats).where(eq(panelSeats.panelId, w.panel)).orderBy(panelSeats.judgeId)

  it('stay the seats they were when they are taken out and put back at once', async () => {
    const before = await seats()
    await database().transaction(async (tx) => {
      const rows = await tx.select().from(panelJudges).where(eq(panelJudges.panelId, w.panel))
      await tx.execute(sql`delete from ${panelJudges} where panel_id = ${w.panel}`)
      for (const row of rows)
        await tx.execute(sql`
          insert into ${panelJudges} (panel_id, judge_id, chair, max_entries)
          values (${w.panel}, ${row.judgeId}, ${row.chair}, 7)`)
    })
    expect(await seats()).toEqual(before.map((row) => ({ ...row, maxEntries: 7 })))
  })

  it('end when they are taken out, and begin when somebody is put in', async () => {
    const { userId } = w.actors.otherPanelJudge
    const own = async () => (await seats()).filter((row) => row.judgeId === userId)
    await database().execute(
      sql`insert into ${panelJudges} (panel_id, judge_id) values (${w.panel}, ${userId})`,
    )
    expect(await own()).toMatchObject([{ chair: false, until: null }])
    await database().execute(sql`
      delete from ${panelJudges} where panel_id = ${w.panel} and judge_id = ${userId}`)
    expect(await own()).toMatchObject([{ until: expect.any(Date) }])
  })
})

describe('the works of a category that several panels share', () => {
  const parts = async () => {
    const rows = await database().execute<{ panel: string; works: string[] }>(sql`
      select panel_id as panel, array_agg(entry_id order by entry_id) as works
      from ${panelEntries} where round_id = ${w.round.id} group by panel_id`)
    return Object.fromEntries(rows.map((row) => [row.panel, row.works]))
  }
  const shared = () =>
    database()
      .insert(panelCategories)
      .values({ roundId: w.round.id, panelId: w.otherPanel, categoryId: w.judged.categories[0]!.id })
  let last = 50
  const come = async (count: number) => {
    const made = []
    for (let index = 0; index < count; index++)
      made.push(
        await makeSubmitted(w.actors.owner, w.judged, last++, { categoryId: w.judged.categories[0]!.id }),
      )
    await database()
      .insert(roundEntries)
      .values(made.map((row) => ({ roundId: w.round.id, entryId: row.id })))
    return made.map((row) => row.id)
  }

  it('are read by the one panel there is', async () => {
    const works = await come(3)
    expect(await parts()).toEqual({
      [w.panel]: [w.work.id, w.second.id, ...works].sort(),
      [w.otherPanel]: [w.third.id],
    })
  })

  it('are shared out evenly, and stay where they are as more come', async () => {
    await come(4)
    await shared()
    const before = await parts()
    expect([before[w.panel]!.length, before[w.otherPanel]!.length]).toEqual([3, 4])
    expect(before[w.panel]).toEqual(expect.arrayContaining([w.work.id, w.second.id]))
    await come(5)
    const after = await parts()
    expect([after[w.panel]!.length, after[w.otherPanel]!.length]).toEqual([6, 6])
    for (const panel of [w.panel, w.otherPanel])
      expect(after[panel]).toEqual(expect.arrayContaining(before[panel]!))
  })

  it('fall to the other panel when one gives the category up', async () => {
    await come(4)
    await shared()
    await database().execute(sql`
      delete from ${panelCategories}
      where panel_id = ${w.panel} and category_id = ${w.judged.categories[0]!.id}`)
    const { [w.panel]: none, [w.otherPanel]: all } = await parts()
    expect([none, all!.length]).toEqual([undefined, 7])
  })

  it('go over one by one as they change their category, and the others stay where they are', async () => {
    const [moving] = await come(4)
    const before = await parts()
    await database().execute(sql`
      update ${entries} set category_id = ${w.judged.categories[1]!.id} where id = ${moving!}`)
    expect(await parts()).toEqual({
      [w.panel]: before[w.panel]!.filter((id) => id !== moving),
      [w.otherPanel]: [...before[w.otherPanel]!, moving!].sort(),
    })
  })

  it('have one vote each of a judge who sits in both panels', async () => {
    await shared()
    await database().insert(panelSeats).values({ panelId: w.otherPanel, judgeId: w.actors.chair.userId })
    const [called] = await database()
      .insert(ballots)
      .values({
        roundId: w.round.id,
        categoryId: w.judged.categories[0]!.id,
        kind: 'yesno',
        seats: 1,
        candidates: [w.second.id],
      })
      .returning({ id: ballots.id })
    expect(await electorateOf(database(), called!.id)).toBe(6)
  })
})
