import { and, eq, sql, type SQL } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { exportTables } from '#app/modules/exports/tables.server.ts'
import { worksBarredTo } from '#app/modules/judging/conflicts.server.ts'
import { judgePage } from '#app/modules/judging/judge-page.server.ts'
import { recuse, saveSheet, submitSheet } from '#app/modules/judging/score-sheet.server.ts'
import { closeBallot } from '#app/modules/results/close-ballot.server.ts'
import { lockResults } from '#app/modules/results/lock-results.server.ts'
import { advance } from '#app/modules/results/set-finalists.server.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import {
  awards,
  ballots,
  ballotVoters,
  conflicts,
  editions,
  entries,
  entryAuthors,
  roundEntries,
  rounds,
  scores,
  scoreSheets,
  users,
} from '#db/schema/index.ts'
import { restoreWorld } from '#tests/matrix/snapshot.ts'
import { ownWorld, type Kind, type World } from '#tests/matrix/world.ts'

let w: World
beforeAll(async () => {
  w = await ownWorld()
})
beforeEach(restoreWorld)

const run = (statement: SQL) => database().execute(statement)
const reads = async (kind: Kind) => (await judgePage(w.actors[kind], w.given.assigned)) !== null
const barred = async (kind: Kind) => [...(await worksBarredTo(w.actors[kind].userId, w.judged.id))]
const closed = () => sql`update ${rounds} set state = 'closed', closed_at = now() where id = ${w.round.id}`

/** What is found for a whole list, and what is asked at one desk, say the same. */
async function keptAway(isKept: boolean) {
  expect(await reads('assignedJudge')).toBe(!isKept)
  expect(await barred('assignedJudge')).toEqual(isKept ? [w.work.id] : [])
}

describe('a judge is kept away', () => {
  it('from nothing without a reason', () => keptAway(false))

  it('from an own work, known by its address alone', async () => {
    const own = w.actors.assignedJudge.email
    await run(sql`update ${entryAuthors} set email = ${own} where entry_id = ${w.work.id}`)
    await keptAway(true)
  })

  it('from an own work, known by who entered it alone', async () => {
    await run(sql`update ${entries} set owner_id = ${w.actors.assignedJudge.userId} where id = ${w.work.id}`)
    await keptAway(true)
  })

  it('from an own work, known by the name alone, and from no other', async () => {
    const named = (entryId: string) =>
      run(sql`update ${entryAuthors} set name_key = 'giam khao duoc giao' where entry_id = ${entryId}`)
    await named(w.second.id)
    expect(await reads('assignedJudge')).toBe(true)
    expect(await barred('assignedJudge')).toEqual([w.second.id])
    await restoreWorld()
    await named(w.work.id)
    await keptAway(true)
  })

  it('from one work by a conflict about another neither', async () => {
    const row = { judgeId: w.actors.assignedJudge.userId, editionId: w.judged.id, reason: 'x' }
    await database()
      .insert(conflicts)
      .values({ ...row, entryId: w.third.id })
    expect(await reads('assignedJudge')).toBe(true)
    expect(await barred('assignedJudge')).toEqual([w.third.id])
  })

  it('from works of the own agency, and only of that', async () => {
    await run(sql`update ${entries} set agency_id = ${w.agency.id} where id = ${w.work.id}`)
    await keptAway(false)
    await run(sql`update ${users} set agency_id = ${w.agency.id} where id = ${w.actors.assignedJudge.userId}`)
    await keptAway(true)
  })

  it('from the province of the own agency where the round says so', async () => {
    await run(sql`update ${rounds} set same_province = true where id = ${w.round.id}`)
    await keptAway(false)
    await restoreWorld()
    await run(sql`update ${users} set agency_id = ${w.agency.id} where id = ${w.actors.assignedJudge.userId}`)
    await run(sql`update ${entries} set province_code = '01' where id in (${w.second.id}, ${w.third.id})`)
    await keptAway(false)
    await run(sql`update ${rounds} set same_province = true where id = ${w.round.id}`)
    await keptAway(true)
  })

  it('by a conflict about the work, its agency or an author, in its own edition alone', async () => {
    await run(sql`update ${entries} set agency_id = ${w.agency.id} where id = ${w.work.id}`)
    await run(sql`update ${entryAuthors} set name_key = 'tac gia rieng' where entry_id = ${w.work.id}`)
    const about = [{ entryId: w.work.id }, { agencyId: w.agency.id }, { authorKey: 'tac gia rieng' }]
    for (const one of about)
      for (const edition of [w.judged, w.elsewhere]) {
        // the tables themselves refuse a conflict about a work of another edition
        if ('entryId' in one && edition !== w.judged) continue
        const row = { judgeId: w.actors.assignedJudge.userId, editionId: edition.id, reason: 'x', ...one }
        const [made] = await database().insert(conflicts).values(row).returning()
        await keptAway(edition === w.judged)
        await database().delete(conflicts).where(eq(conflicts.id, made!.id))
      }
  })

  it('for good from what was given back', async () => {
    expect(await recuse(w.actors.assignedJudge, w.given.assigned, 'Quen biết')).toEqual({ done: true })
    expect(await barred('assignedJudge')).toEqual([w.work.id])
    const own = and(eq(conflicts.judgeId, w.actors.assignedJudge.userId), eq(conflicts.entryId, w.work.id))
    expect(await database().select().from(conflicts).where(own)).toMatchObject([
      { origin: 'recused', reason: 'Quen biết', editionId: w.judged.id },
    ])
  })
})

describe('an organizer who must keep away from a work', () => {
  it('neither puts it into the final nor takes it out', async () => {
    await run(closed())
    await database().delete(ballots)
    const category = w.judged.categories[0]!.id
    const finalists = async () =>
      (await database().select().from(roundEntries).where(eq(roundEntries.roundId, w.final.id)))
        .map((row) => row.entryId)
        .sort()
    const both = [w.work.id, w.second.id].sort()
    expect(await advance(w.actors.barredOrganizer, w.round.id, category, both)).toEqual({ done: true })
    expect(await finalists()).toEqual([w.second.id])
    expect(await advance(w.actors.organizer, w.round.id, category, both)).toEqual({ done: true })
    expect(await finalists()).toEqual(both)
    expect(await advance(w.actors.barredOrganizer, w.round.id, category, [])).toEqual({ done: true })
    expect(await finalists()).toEqual([w.work.id])
  })

  it.each(['sheets', 'scoresPreliminary'] as const)('takes out no row of it (%s)', async (kind) => {
    const rowsFor = async (away: string[]) => {
      const ask = { editionId: w.judged.id, edition: 302, locale: 'vi' as const, parameters: {} }
      return (await exportTables[kind]({ ...ask, barred: new Set(away) })).rows.length
    }
    expect([await rowsFor([]), await rowsFor([w.work.id]), await rowsFor([w.second.id])]).toEqual([2, 2, 0])
  })
})

describe('prizes', () => {
  it('that are locked are not changed by a ballot', async () => {
    await run(
      sql`update ${rounds} set state = 'open', opens_at = now() - interval '1 hour' where id = ${w.final.id}`,
    )
    const papers = JSON.stringify([[w.second.id], [w.second.id], [w.second.id]])
    const cast = () =>
      database().transaction(async (tx) => {
        const judges = [w.actors.chair, w.actors.assignedJudge, w.actors.otherJudge]
        await tx
          .insert(ballotVoters)
          .values(judges.map(({ userId }) => ({ ballotId: w.ballot.id, judgeId: userId })))
        await tx.execute(sql`update ${ballots} set papers = ${papers}::jsonb where id = ${w.ballot.id}`)
      })
    await cast()
    await run(sql`update ${editions} set results_locked_at = now() where id = ${w.judged.id}`)
    expect(await closeBallot(w.actors.organizer, w.ballot.id)).toEqual({ done: true })
    expect(await database().select().from(awards)).toEqual([])
    await restoreWorld()
    await run(
      sql`update ${rounds} set state = 'open', opens_at = now() - interval '1 hour' where id = ${w.final.id}`,
    )
    await cast()
    expect(await closeBallot(w.actors.organizer, w.ballot.id)).toEqual({ done: true })
    expect(await database().select().from(awards)).toMatchObject([{ entryId: w.second.id, prize: 'first' }])
  })

  it('against the ranking of the final want a reason, those by it do not', async () => {
    await database().delete(ballots)
    await run(sql`delete from ${roundEntries} where round_id = ${w.final.id}`)
    await database().delete(rounds).where(eq(rounds.id, w.final.id))
    const points = Object.fromEntries(w.rubric.map(({ id, maxPoints }) => [id, maxPoints / 2]))
    await submitSheet(w.actors.assignedJudge, w.given.assigned, { version: 0, points, note: '' })
    await run(
      sql`update ${rounds} set stage = 'final', state = 'closed', closed_at = now() where id = ${w.round.id}`,
    )
    const category = { editionId: w.judged.id, categoryId: w.judged.categories[0]!.id }
    const give = (entryId: string, prize: 'first' | 'second') =>
      database()
        .insert(awards)
        .values({ ...category, entryId, prize })
    await give(w.work.id, 'first')
    await give(w.second.id, 'second')
    expect(await lockResults(w.actors.organizer, w.judged.id)).toEqual(refuse('results.refused.reasons'))
    await database().delete(awards)
    await give(w.work.id, 'second')
    await give(w.second.id, 'first')
    expect(await lockResults(w.actors.organizer, w.judged.id)).toEqual({ done: true })
  })
})

it('keeps no points of a criterion that was emptied', async () => {
  const { assignedJudge } = w.actors
  const [first] = w.rubric
  const given = (points: number | null) => ({ points: { [first!.id]: points }, note: '' })
  await saveSheet(assignedJudge, w.given.assigned, { version: 0, ...given(100) })
  await saveSheet(assignedJudge, w.given.assigned, { version: 1, ...given(null) })
  const kept = await database()
    .select({ points: scores.points })
    .from(scores)
    .innerJoin(scoreSheets, eq(scoreSheets.id, scores.sheetId))
    .where(eq(scoreSheets.assignmentId, w.given.assigned))
  expect(kept).toEqual([])
})
