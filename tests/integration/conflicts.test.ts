import { and, asc, eq, sql, type SQL } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { exportTables } from '#app/modules/exports/tables.server.ts'
import { changeAccount } from '#app/modules/accounts/change-account.server.ts'
import { accountOf } from '#app/modules/accounts/own-account.server.ts'
import { isBarredWork } from '#app/modules/judging/conflicts.server.ts'
import { declareConflicts } from '#app/modules/judging/declare-conflicts.server.ts'
import { interestsOf } from '#app/modules/judging/declared-conflicts.server.ts'
import { worksBarredTo } from '#app/modules/judging/known-conflicts.server.ts'
import { judgePage } from '#app/modules/judging/judge-page.server.ts'
import { recuse, saveSheet, submitSheet } from '#app/modules/judging/score-sheet.server.ts'
import { closeBallot } from '#app/modules/results/close-ballot.server.ts'
import { lockResults } from '#app/modules/results/lock-results.server.ts'
import { advance } from '#app/modules/results/set-finalists.server.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import {
  agencies,
  agencyNames,
  prizesGiven,
  ballots,
  ballotVoters,
  conflicts,
  editions,
  entries,
  entryAgencies,
  entryAuthors,
  roundEntries,
  rounds,
  scores,
  scoreSheets,
  userAgencies,
  users,
} from '#db/schema/index.ts'
import { makeAgency } from '#tests/factories/index.ts'
import { restoreWorld } from '#tests/matrix/snapshot.ts'
import { ownWorld, type Kind, type World } from '#tests/matrix/world.ts'

let w: World
beforeAll(async () => {
  w = await ownWorld()
})
beforeEach(async () => {
  await restoreWorld()
  // So that each change is told to somebody who knows already what held before it.
  await keptAway(false)
})

const run = (statement: SQL) => database().execute(statement)
const reads = async (kind: Kind) => (await judgePage(w.actors[kind], w.given.assigned)) !== null
const barred = async (kind: Kind) => [...(await worksBarredTo(w.actors[kind].userId, w.judged.id))]
const localDay = (at: Date) => new Date(at.getTime() + 7 * 3600_000).toISOString().slice(0, 10)
const closed = () => sql`update ${rounds} set state = 'closed', closed_at = now() where id = ${w.round.id}`

/** What is found for a whole list, what is asked at one desk and what is asked of one work say the same. */
async function keptAway(isKept: boolean) {
  expect(await reads('assignedJudge')).toBe(!isKept)
  expect(await barred('assignedJudge')).toEqual(isKept ? [w.work.id] : [])
  const { userId } = w.actors.assignedJudge
  expect(await isBarredWork(userId, w.judged.id, w.work.id)).toBe(isKept)
  expect(await isBarredWork(userId, w.judged.id, w.second.id)).toBe(false)
  expect(await isBarredWork(userId, w.elsewhere.id, w.work.id)).toBe(false)
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

  it('from works of somebody they once made one with, at the desk too', async () => {
    const named = (entryId: string, key: string) =>
      run(sql`update ${entryAuthors} set name_key = ${key} where entry_id = ${entryId}`)
    await named(w.work.id, 'ban cu')
    const [before] = await database()
      .insert(entries)
      .values({ editionId: w.elsewhere.id, ownerId: w.actors.assignedJudge.userId })
      .returning()
    await keptAway(false)
    const author = { entryId: before!.id, position: 1, name: 'Bạn Cũ', nameKey: 'ban cu' }
    await database().insert(entryAuthors).values(author)
    await keptAway(true)
  })

  it('from nothing by a name that is none', async () => {
    await run(sql`update ${users} set name_key = '' where id = ${w.actors.assignedJudge.userId}`)
    await run(sql`update ${entryAuthors} set name_key = '' where entry_id = ${w.work.id}`)
    await keptAway(false)
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

  it('by a conflict until it has ended', async () => {
    await run(sql`update ${entries} set agency_id = ${w.agency.id} where id = ${w.work.id}`)
    await run(sql`update ${entryAuthors} set name_key = 'tac gia rieng' where entry_id = ${w.work.id}`)
    const { userId: judgeId } = w.actors.assignedJudge
    for (const about of [{ entryId: w.work.id }, { agencyId: w.agency.id }, { authorKey: 'tac gia rieng' }]) {
      const row = { judgeId, editionId: w.judged.id, reason: 'x', ...about }
      const [made] = await database().insert(conflicts).values(row).returning()
      await keptAway(true)
      await run(sql`
        update ${conflicts} set ended_at = clock_timestamp(), ended_by = ${w.actors.organizer.userId}
        where id = ${made!.id}`)
      await keptAway(false)
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

describe('where a judge has worked', () => {
  const account = { name: 'Giám Khảo Được Giao', phone: '', locale: 'vi' as const }
  const says = (agency: string, name = account.name) =>
    changeAccount(w.actors.assignedJudge, { ...account, name, agency })
  const sends = (agencyId: string) =>
    run(sql`update ${entries} set agency_id = ${agencyId} where id = ${w.work.id}`)
  const merge = (from: string, into: string, day = sql`'2026-01-01'`) =>
    run(sql`update ${agencies} set successor_id = ${into}, merged_on = ${day} where id = ${from}`)
  const hasDone = async () => {
    const own = eq(userAgencies.userId, w.actors.assignedJudge.userId)
    const rows = await database().select().from(userAgencies).where(own).orderBy(asc(userAgencies.since))
    return rows.map(({ agencyId, text, until }) => [agencyId, text, until === null])
  }

  /** As if the judge had never worked anywhere: past the triggers, which let nobody forget. */
  const forget = () =>
    database().transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`)
      await tx.delete(userAgencies)
      await tx.update(users).set({ agencyId: null }).where(eq(users.id, w.actors.assignedJudge.userId))
    })

  it('keeps counting once it was left by the own account, name and all', async () => {
    await sends(w.agency.id)
    expect(await says('báo khánh hoà thử')).toBeNull()
    await keptAway(true)
    expect(await says('', 'Tên Khác')).toBeNull()
    await keptAway(true)
    expect(await hasDone()).toEqual([[w.agency.id, 'báo khánh hoà thử', false]])
    expect((await accountOf(w.actors.assignedJudge.userId)).agency).toBeNull()
  })

  it('counts no more where it was left before the publication window began', async () => {
    await sends(w.agency.id)
    await says(w.agency.name)
    await says('')
    const [left] = await database().select().from(userAgencies)
    const begins = (day: Date) =>
      run(sql`
        update ${editions} set window_end = '2030-01-01', window_start = ${localDay(day)} where id = ${w.judged.id}`)
    await begins(left!.until!)
    await keptAway(true)
    await begins(new Date(left!.until!.getTime() + 24 * 3600_000))
    await keptAway(false)
  })

  it('counts again for who comes back, one row for each time', async () => {
    const other = await makeAgency('Đài Khác', null)
    await sends(w.agency.id)
    for (const agency of [w.agency.name, 'Đài Khác', w.agency.name]) await says(agency)
    await keptAway(true)
    expect(await hasDone()).toEqual([
      [w.agency.id, w.agency.name, false],
      [other.id, 'Đài Khác', false],
      [w.agency.id, w.agency.name, true],
    ])
    await says(w.agency.name)
    expect(await hasDone()).toHaveLength(3)
    await sends(other.id)
    await keptAway(true)
  })

  it('is told by any name the agency has, and is its successor from the day of a merger on', async () => {
    const after = await makeAgency('Báo Hợp Nhất', null)
    await database()
      .insert(agencyNames)
      .values({ agencyId: w.agency.id, name: 'Báo Phú Khánh', nameKey: 'bao phu khanh' })
    await says('Báo Phú Khánh')
    expect(await hasDone()).toEqual([[w.agency.id, 'Báo Phú Khánh', true]])
    await merge(w.agency.id, after.id)
    await says('Báo Phú Khánh')
    expect(await hasDone()).toEqual([
      [w.agency.id, 'Báo Phú Khánh', false],
      [after.id, 'Báo Phú Khánh', true],
    ])
  })

  it('is one house with what it was merged into and what came together there', async () => {
    const [between, last, fellow, other] = [
      await makeAgency('Báo Giữa', null),
      await makeAgency('Báo Cuối', null),
      await makeAgency('Báo Cùng Nhà', null),
      await makeAgency('Báo Ngoài Nhà', null),
    ]
    const houses = [w.agency, between, last, fellow]
    const barredFrom = async (worksAt: string) => {
      const { userId } = w.actors.assignedJudge
      await run(sql`update ${users} set agency_id = ${worksAt} where id = ${userId}`)
      const found = []
      for (const { id } of [...houses, other]) {
        await sends(id)
        const isKept = await isBarredWork(userId, w.judged.id, w.work.id)
        await keptAway(isKept)
        found.push(isKept)
      }
      await forget()
      return found
    }
    expect(await barredFrom(w.agency.id)).toEqual([true, false, false, false, false])
    await merge(w.agency.id, between.id)
    await merge(between.id, last.id)
    await merge(fellow.id, last.id)
    await merge(other.id, last.id, sql`current_date + 2`)
    for (const { id } of houses) expect(await barredFrom(id)).toEqual([true, true, true, true, false])
    expect(await barredFrom(other.id)).toEqual([false, false, false, false, true])
  })

  it('is asked of every agency an entry comes from', async () => {
    const lead = await makeAgency('Báo Chủ Trì', null)
    await run(sql`update ${users} set agency_id = ${w.agency.id} where id = ${w.actors.assignedJudge.userId}`)
    await sends(lead.id)
    await keptAway(false)
    await database().insert(entryAgencies).values({ entryId: w.work.id, position: 2, agencyId: w.agency.id })
    await keptAway(true)
    expect((await interestsOf(w.actors.assignedJudge, w.round.id)).agencies.map(({ id }) => id)).toEqual([
      lead.id,
      w.agency.id,
    ])
  })

  it('follows successors in what was declared too, by any name', async () => {
    const after = await makeAgency('Báo Hợp Nhất', null)
    await database()
      .insert(agencyNames)
      .values({ agencyId: w.agency.id, name: 'Báo Phú Khánh', nameKey: 'bao phu khanh' })
    const ask = { agencyIds: [], authorKeys: [], agency: 'Báo Phú Khánh', reason: 'Người nhà' }
    await declareConflicts(w.actors.assignedJudge, w.round.id, ask)
    await sends(after.id)
    await keptAway(false)
    await merge(w.agency.id, after.id)
    await keptAway(true)
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
    expect(await database().select().from(prizesGiven)).toEqual([])
    await restoreWorld()
    await run(
      sql`update ${rounds} set state = 'open', opens_at = now() - interval '1 hour' where id = ${w.final.id}`,
    )
    await cast()
    expect(await closeBallot(w.actors.organizer, w.ballot.id)).toEqual({ done: true })
    expect(await database().select().from(prizesGiven)).toMatchObject([
      { entryId: w.second.id, prize: 'first' },
    ])
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
        .insert(prizesGiven)
        .values({ ...category, entryId, prize })
    await give(w.work.id, 'first')
    await give(w.second.id, 'second')
    expect(await lockResults(w.actors.organizer, w.judged.id)).toEqual(refuse('results.refused.reasons'))
    await database().delete(prizesGiven)
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
