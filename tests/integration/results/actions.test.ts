import { eq, inArray, sql, type SQL } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { database } from '#app/ground.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import {
  certificateBehind,
  certificateFile,
  certificatesOf,
} from '#app/modules/results/certificates.server.ts'
import { closeBallot } from '#app/modules/results/close-ballot.server.ts'
import { drawMinutes } from '#app/modules/results/draw-minutes.server.ts'
import { lockResults, unlockResults } from '#app/modules/results/lock-results.server.ts'
import { outcomesOf, explainOutcome } from '#app/modules/results/outcomes.server.ts'
import { proposePrizes } from '#app/modules/results/propose-prizes.server.ts'
import { publishResults, retractResults } from '#app/modules/results/publish-results.server.ts'
import { publishedResults, retractionOf } from '#app/modules/results/published-results.server.ts'
import { modelOfRound } from '#app/modules/results/round-model.server.ts'
import { advance } from '#app/modules/results/set-finalists.server.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import {
  assignments,
  auditEvents,
  prizesGiven,
  ballots,
  ballotVoters,
  certificates,
  conflicts,
  editions,
  outcomes,
  publications,
  roundEntries,
  rounds,
  panelCategories,
  scoreSheets,
} from '#db/schema/index.ts'
import { makeActor } from '#tests/factories/index.ts'
import { keepWorld, restoreWorld } from '#tests/matrix/snapshot.ts'
import { plantJudgedEdition, plantSheet, type JudgedEdition } from '#tests/support/judged-edition.ts'
import { race } from '#tests/support/race.ts'

let w: JudgedEdition
let elsewhere: JudgedEdition
let first: string
let second: string
beforeAll(async () => {
  w = await plantJudgedEdition(411)
  elsewhere = await plantJudgedEdition(412)
  ;[first, second] = w.edition.categories.map(({ id }) => id) as [string, string]
  await run(sql`delete from ${prizesGiven}`)
  await keepWorld()
})
beforeEach(restoreWorld)

const run = (statement: SQL) => database().execute(statement)
const done = { done: true }
const numberOf = (id: string) => Number(Object.keys(w.works).find((work) => w.works[Number(work)] === id))
const works = (...numbers: number[]) => numbers.map((number) => w.works[number]!)

/** The events since the world was planted: kind, subject, edition, actor and details. */
const events = async () =>
  (await database().select().from(auditEvents).orderBy(auditEvents.id)).map(
    ({ kind, subjectId, editionId, actorId, details }) => ({ kind, subjectId, editionId, actorId, details }),
  )
const event = (kind: string, subjectId: string, details?: unknown) => ({
  kind,
  subjectId,
  editionId: w.edition.id,
  actorId: w.organizer.userId,
  details: details ?? {},
})
const finalists = async (roundId = w.final.id) =>
  (await database().select().from(roundEntries).where(eq(roundEntries.roundId, roundId)))
    .map(({ entryId }) => numberOf(entryId))
    .sort((a, b) => a - b)
const keepAway = (work: number, from: Actor = w.organizer) =>
  database().insert(conflicts).values({
    editionId: w.edition.id,
    judgeId: from.userId,
    entryId: w.works[work]!,
    reason: 'Người nhà',
    origin: 'declared',
  })

describe('choosing finalists of a category', () => {
  const choose = (...numbers: number[]) => advance(w.organizer, w.round.id, first, works(...numbers))
  // A final that is being formed has no sheets.
  beforeEach(() => database().delete(scoreSheets).where(eq(scoreSheets.roundId, w.final.id)))

  it('puts exactly those in the final, leaves the other categories, and is on the record', async () => {
    await database().insert(roundEntries).values({ roundId: w.final.id, entryId: w.works[7]! })
    expect(await choose(2, 3)).toEqual(done)
    expect(await finalists()).toEqual([2, 3, 7])
    expect(await finalists(w.round.id)).toHaveLength(24)
    expect(await events()).toEqual([
      event('results.advanced', w.round.id, { categoryId: first, entryIds: works(2, 3) }),
    ])
    expect(await outcomesOf(w.edition.id)).toMatchObject([
      {
        roundId: w.round.id,
        categoryId: first,
        chosen: 2,
        departs: true,
        reason: '',
        ties: [],
        decidesBy: 'raw',
      },
    ])
    expect(await choose()).toEqual(done)
    expect(await finalists()).toEqual([7])
    expect(await outcomesOf(w.edition.id)).toMatchObject([{ chosen: 0, departs: false }])
  })

  it('takes back who was to read them in the final, and nobody else', async () => {
    await database().insert(roundEntries).values({ roundId: w.final.id, entryId: w.works[7]! })
    const { id: categoryId } = w.edition.categories[1]!
    await database()
      .insert(panelCategories)
      .values({ roundId: w.final.id, panelId: w.panel.council, categoryId })
    await database().insert(assignments).values({
      roundId: w.final.id,
      panelId: w.panel.council,
      entryId: w.works[7]!,
      judgeId: w.judges.An!.userId,
      position: 2,
    })
    const before = await database().select().from(assignments).where(eq(assignments.roundId, w.round.id))
    expect(await choose(1)).toEqual(done)
    const left = await database().select().from(assignments).where(eq(assignments.roundId, w.final.id))
    expect(left.map(({ entryId }) => numberOf(entryId))).toEqual([7])
    expect(
      await database().select().from(assignments).where(eq(assignments.roundId, w.round.id)),
    ).toHaveLength(before.length)
  })

  it('leaves in or out what the organizer must keep away from', async () => {
    await keepAway(1)
    await keepAway(3)
    expect(await choose(3, 4)).toEqual(done)
    expect(await finalists()).toEqual([1, 4])
    expect((await events()).at(-1)!.details).toEqual({ categoryId: first, entryIds: works(4, 1) })
  })

  it('leaves what must be kept away from in another category alone', async () => {
    await keepAway(7)
    await database().insert(roundEntries).values({ roundId: w.final.id, entryId: w.works[7]! })
    expect(await choose(1)).toEqual(done)
    expect(await finalists()).toEqual([1, 7])
    expect((await events()).at(-1)!.details).toEqual({ categoryId: first, entryIds: works(1) })
  })

  it('takes no work of another round or category, and no round but a closed preliminary one with a final', async () => {
    const invalid = refuse('form.error.invalid')
    expect(await choose(1, 7)).toEqual(invalid)
    expect(await advance(w.organizer, w.round.id, first, [elsewhere.works[1]!])).toEqual(invalid)
    await run(sql`delete from ${roundEntries} where round_id = ${w.round.id} and entry_id = ${w.works[24]}`)
    await run(sql`update entries set category_id = ${first} where id = ${w.works[24]}`)
    expect(await choose(24)).toEqual(invalid)
    await run(sql`update ${rounds} set state = 'closed', closed_at = now() where id = ${w.final.id}`)
    expect(await advance(w.organizer, w.final.id, first, works(1))).toEqual(refuse('results.refused.noFinal'))
    expect(await choose(1)).toEqual(refuse('results.refused.finalOpen'))
    expect(await advance(elsewhere.organizer, w.round.id, first, works(1))).toBeNull()
    expect(await events()).toEqual([])
  })

  it('keeps what was ticked before there is a final: one is formed with it, once', async () => {
    await run(sql`delete from ${scoreSheets} where round_id = ${w.final.id}`)
    await run(sql`delete from ${assignments} where round_id = ${w.final.id}`)
    await run(sql`delete from ${rounds} where id = ${w.final.id}`)
    expect(await choose(1, 3)).toEqual(done)
    expect(await choose(2)).toEqual(done)
    const formed = (await database().select().from(rounds).where(eq(rounds.editionId, w.edition.id))).filter(
      (round) => round.id !== w.round.id,
    )
    expect(formed).toMatchObject([
      { stage: 'final', kind: 'ballot', state: 'forming', number: 2, followsId: w.round.id },
    ])
    expect(await finalists(formed[0]!.id)).toEqual([2])
    expect((await events()).map(({ kind }) => kind)).toEqual([
      'round.created',
      'results.advanced',
      'results.advanced',
    ])
  })

  it('keeps the reason while it departs from the order, and forgets it when it does not', async () => {
    await choose(1, 3)
    const why = { roundId: w.round.id, categoryId: first, reason: 'Đề tài biển đảo' }
    expect(await explainOutcome(w.organizer, w.edition.id, why)).toEqual(done)
    expect((await events()).at(-1)).toEqual(
      event('results.explained', w.round.id, { categoryId: first, reason: 'Đề tài biển đảo' }),
    )
    await choose(2, 3)
    expect(await outcomesOf(w.edition.id)).toMatchObject([{ departs: true, reason: 'Đề tài biển đảo' }])
    await choose(1, 2)
    expect(await outcomesOf(w.edition.id)).toMatchObject([{ departs: false, reason: '' }])
    expect(await explainOutcome(w.organizer, w.edition.id, why)).toBeNull()
  })

  it('explains one category of one round alone', async () => {
    const row = {
      decidesBy: 'raw' as const,
      chosen: 1,
      ties: [],
      departs: true,
      decidedBy: w.organizer.userId,
    }
    await database()
      .insert(outcomes)
      .values([
        { ...row, roundId: w.round.id, categoryId: first },
        { ...row, roundId: w.round.id, categoryId: second },
        { ...row, roundId: w.final.id, categoryId: first },
      ])
    await explainOutcome(w.organizer, w.edition.id, {
      roundId: w.round.id,
      categoryId: first,
      reason: 'Một lý do',
    })
    expect((await outcomesOf(w.edition.id)).map(({ reason }) => reason)).toEqual(['Một lý do', '', ''])
    const other = { roundId: w.round.id, categoryId: second, reason: 'Của kỳ khác' }
    expect(await explainOutcome(elsewhere.organizer, elsewhere.edition.id, other)).toBeNull()
  })
})

describe('proposing prizes', () => {
  type Asked = Parameters<typeof proposePrizes>[2]
  const propose = (...asked: [number, 'first' | 'second' | ''][]) =>
    proposePrizes(w.organizer, w.edition.id, new Map(asked.map(([work, prize]) => [w.works[work]!, prize])))
  const prizes = async () =>
    (await database().select().from(prizesGiven))
      .map(({ entryId, prize, categoryId, editionId }) => [numberOf(entryId), prize, categoryId, editionId])
      .sort()

  it('changes what is asked and nothing else, each on the record', async () => {
    expect(await propose([1, 'first'], [2, ''])).toEqual({ changed: 1 })
    expect(await propose([1, 'first'], [2, 'second'])).toEqual({ changed: 1 })
    expect(await prizes()).toEqual([
      [1, 'first', first, w.edition.id],
      [2, 'second', first, w.edition.id],
    ])
    expect(await propose([1, ''], [2, 'second'])).toEqual({ changed: 1 })
    expect(await propose([2, 'first'])).toEqual({ changed: 1 })
    expect(await prizes()).toEqual([[2, 'first', first, w.edition.id]])
    expect(await events()).toEqual([
      event('results.awarded', w.works[1]!, { prize: 'first' }),
      event('results.awarded', w.works[2]!, { prize: 'second' }),
      event('results.awarded', w.works[1]!, { prize: '' }),
      event('results.awarded', w.works[2]!, { prize: 'first' }),
    ])
  })

  it('takes works of the final of the own edition alone', async () => {
    const refused = refuse('results.refused.notInFinal')
    expect(await propose([1, 'first'], [3, 'first'])).toEqual(refused)
    const foreign: Asked = new Map([[elsewhere.works[1]!, 'first']])
    expect(await proposePrizes(w.organizer, w.edition.id, foreign)).toEqual(refused)
    expect(await prizes()).toEqual([])
  })

  it('refuses a change to a work that must be kept away from, and lets it stand as it is', async () => {
    await propose([1, 'first'])
    await keepAway(1)
    expect(await propose([1, 'second'])).toEqual(refuse('judging.refused.conflict'))
    expect(await propose([1, ''])).toEqual(refuse('judging.refused.conflict'))
    expect(await propose([1, 'first'], [2, 'second'])).toEqual({ changed: 1 })
  })
})

describe('locking results', () => {
  const award = (...list: [number, 'special' | 'first' | 'second' | 'third'][]) =>
    database()
      .insert(prizesGiven)
      .values(
        list.map(([work, prize]) => ({
          editionId: w.edition.id,
          entryId: w.works[work]!,
          categoryId: first,
          prize,
        })),
      )
  /** Works 1, 2 and 3 are read by one judge in the final, and rank in this order; 4 is not read. */
  async function readInFinal(third = 40) {
    await database()
      .insert(roundEntries)
      .values(works(3, 4).map((entryId) => ({ roundId: w.final.id, entryId })))
    for (const [work, total] of [
      [2, 50],
      [3, third],
    ] as const) {
      await plantSheet({
        roundId: w.final.id,
        panelId: w.panel.council,
        entryId: w.works[work]!,
        judge: w.judges.An!,
        work,
        total,
        how: 'sent',
      })
    }
  }
  const lock = () => lockResults(w.organizer, w.edition.id)
  const needsReasons = refuse('results.refused.reasons')

  it.each<[string, [number, 'special' | 'first' | 'second' | 'third'][], boolean]>([
    [
      'in the order of ranks',
      [
        [1, 'first'],
        [2, 'second'],
        [3, 'third'],
      ],
      false,
    ],
    [
      'with one prize for two ranks',
      [
        [1, 'first'],
        [2, 'first'],
      ],
      false,
    ],
    [
      'with the special prize for the best',
      [
        [1, 'special'],
        [2, 'first'],
      ],
      false,
    ],
    [
      'with the better prize for the lesser rank',
      [
        [1, 'second'],
        [2, 'first'],
      ],
      true,
    ],
    [
      'with a rank passed over',
      [
        [1, 'first'],
        [3, 'second'],
      ],
      true,
    ],
    [
      'with a prize for a work nobody read',
      [
        [1, 'first'],
        [4, 'second'],
      ],
      true,
    ],
  ])('asks for a reason where prizes depart from the order: %s', async (_what, list, departs) => {
    await readInFinal()
    await award(...list)
    expect(await lock()).toEqual(departs ? needsReasons : done)
    // A refusal keeps nothing; what was decided stands with the lock alone.
    if (!departs)
      expect(await outcomesOf(w.edition.id)).toMatchObject([
        { roundId: w.final.id, categoryId: first, chosen: list.length, departs: false },
      ])
  })

  it('lets works of one rank have different prizes', async () => {
    await readInFinal(50)
    await award([1, 'first'], [2, 'second'], [3, 'third'])
    expect(await lock()).toEqual(done)
  })

  it('needs a prize, every reason of the own edition, and no round open in it', async () => {
    expect(await lock()).toEqual(refuse('results.refused.noPrizes'))
    await award([1, 'first'])
    await run(
      sql`update ${rounds} set state = 'open', closed_at = null where id in (${w.round.id}, ${elsewhere.round.id})`,
    )
    expect(await lock()).toEqual(refuse('results.refused.roundOpen'))
    await run(sql`update ${rounds} set state = 'closed', closed_at = now() where id = ${w.round.id}`)
    const row = { decidesBy: 'raw' as const, chosen: 1, ties: [], decidedBy: w.organizer.userId }
    await database()
      .insert(outcomes)
      .values([
        {
          ...row,
          roundId: elsewhere.round.id,
          categoryId: elsewhere.edition.categories[0]!.id,
          departs: true,
        },
        { ...row, roundId: w.round.id, categoryId: second, departs: false },
        { ...row, roundId: w.round.id, categoryId: first, departs: true, reason: 'Đã nói lý do' },
      ])
    expect(await lock()).toEqual(done)
    expect(await lock()).toEqual(refuse('error.moved'))
    expect(await unlockResults(w.organizer, w.edition.id)).toEqual(done)
    expect(await events()).toEqual([
      event('results.locked', w.edition.id),
      event('results.unlocked', w.edition.id),
    ])
  })

  it('takes an edition without a final as it is', async () => {
    await award([1, 'first'])
    await run(sql`delete from ${scoreSheets} where round_id = ${w.final.id}`)
    await run(sql`delete from ${assignments} where round_id = ${w.final.id}`)
    await run(sql`delete from ${rounds} where id = ${w.final.id}`)
    expect(await lock()).toEqual(done)
    expect(await outcomesOf(w.edition.id)).toEqual([])
  })
})

describe('publishing and retracting', () => {
  const publishBoth = async () => {
    await run(
      sql`update ${editions} set results_locked_at = now() where id in (${w.edition.id}, ${elsewhere.edition.id})`,
    )
    await database()
      .insert(prizesGiven)
      .values([
        { editionId: w.edition.id, entryId: w.works[2]!, categoryId: first, prize: 'second' },
        { editionId: w.edition.id, entryId: w.works[1]!, categoryId: first, prize: 'second' },
        { editionId: w.edition.id, entryId: w.works[7]!, categoryId: second, prize: 'first' },
        {
          editionId: elsewhere.edition.id,
          entryId: elsewhere.works[7]!,
          categoryId: elsewhere.edition.categories[1]!.id,
          prize: 'third',
        },
      ])
    expect(await publishResults(w.organizer, w.edition.id)).toEqual(done)
    expect(await publishResults(elsewhere.organizer, elsewhere.edition.id)).toEqual(done)
  }
  const listed = async (edition: number) =>
    (await publishedResults(edition))?.results.map(({ number, prize }) => [number, prize]) ?? null

  it('concern one edition and its list that stands, and keep what was retracted with the reason', async () => {
    await publishBoth()
    expect(await listed(411)).toEqual([
      [1, 'second'],
      [2, 'second'],
      [7, 'first'],
    ])
    expect(await listed(412)).toEqual([[7, 'third']])
    expect([await retractionOf(411), await retractionOf(412), await retractionOf(9999)]).toEqual([
      null,
      null,
      null,
    ])
    expect(await retractResults(w.organizer, w.edition.id, 'Nhầm lần một')).toEqual(done)
    expect([await retractionOf(411), await retractionOf(412)]).toEqual([expect.any(Date), null])
    expect([await listed(411), await listed(412)]).toEqual([null, [[7, 'third']]])
    expect(await publishResults(w.organizer, w.edition.id)).toEqual(done)
    expect(await retractResults(w.organizer, w.edition.id, 'Nhầm lần hai')).toEqual(done)
    const kept = await database().select().from(publications).orderBy(publications.publishedAt)
    expect(
      kept.map(({ editionId, version, supersedesId, retractionReason, retractedAt, publishedBy }) => [
        editionId,
        version,
        supersedesId,
        retractionReason,
        retractedAt !== null,
        publishedBy,
      ]),
    ).toEqual([
      [w.edition.id, 1, null, 'Nhầm lần một', true, w.organizer.userId],
      [elsewhere.edition.id, 1, null, null, false, elsewhere.organizer.userId],
      [w.edition.id, 2, kept[0]!.id, 'Nhầm lần hai', true, w.organizer.userId],
    ])
    const [behind] = await database().execute<{ persons: string[] }>(sql`
      select array_agg(person_id order by position) as persons from entry_authors where entry_id = ${w.works[1]!}`)
    expect(kept[0]!.results.find(({ number }) => number === 1)!.persons).toEqual(behind!.persons)
    expect(JSON.stringify(await publishedResults(412))).not.toContain('persons')
    expect((await events()).map(({ kind }) => kind)).toEqual(
      ['published', 'published', 'retracted', 'published', 'retracted'].map((move) => `results.${move}`),
    )
  })

  it('give each winner one certificate, by prize and number, and a code that stays', async () => {
    await database().insert(certificates).values({ entryId: w.works[2]!, code: 'MA-DA-CO' })
    await publishBoth()
    const made = await certificatesOf(411)
    expect(made.map(({ number, prize }) => [number, prize])).toEqual([
      [7, 'first'],
      [1, 'second'],
      [2, 'second'],
    ])
    expect(made[2]).toMatchObject({ entryId: w.works[2], code: 'MA-DA-CO', title: 'Bài 2' })
    await retractResults(w.organizer, w.edition.id, 'Nhầm tên tác giả')
    expect(await certificatesOf(411)).toEqual([])
    await publishResults(w.organizer, w.edition.id)
    expect(await certificatesOf(411)).toEqual(made)
    const kept = await database()
      .select()
      .from(certificates)
      .where(inArray(certificates.entryId, Object.values(w.works)))
    expect(kept.length).toBe(3)
    expect(await certificatesOf(999)).toEqual([])
  })

  it('let anybody check a certificate, and its organizers alone have the file', async () => {
    await publishBoth()
    const [best, other] = await certificatesOf(411)
    const published = (await publishedResults(411))!
    expect(await certificateBehind(other!.code)).toEqual({
      ...published.results.find(({ number }) => number === 1)!,
      edition: 411,
      year: published.year,
      publishedAt: published.publishedAt,
    })
    expect(await certificateBehind('khong-co')).toBeNull()
    expect((await certificateFile(w.organizer, 411, best!.code))!.name).toBe('giay-chung-nhan-CDXI-0007.pdf')
    expect(await certificateFile(w.organizer, 411, 'khong-co')).toBeNull()
    expect(await certificateFile(w.organizer, 999, best!.code)).toBeNull()
    expect(await certificateFile(elsewhere.organizer, 411, best!.code)).toBeNull()
    const strange = JSON.stringify([{ ...published.results[0], number: 999 }])
    await rewrite(sql`results || ${strange}::jsonb`)
    expect((await certificatesOf(411)).map(({ number }) => number)).toEqual([7, 1, 2])
    await rewrite(sql`'[]'::jsonb`)
    expect(await certificateBehind(other!.code)).toBeNull()
    expect(await certificatesOf(411)).toEqual([])
  })
})

/** Changes what is published, which the tables refuse to everybody else. */
const rewrite = (results: SQL) =>
  database().transaction(async (tx) => {
    await tx.execute(sql`set local chungkhao.lawful_erasure = 'on'`)
    await tx.execute(sql`update ${publications} set results = ${results}`)
  })

describe('counting a ballot', () => {
  const open = (prize: string | null, papers: string[][], kind = prize ? 'prize' : 'yesno') =>
    database().transaction(async (tx) => {
      await tx.execute(sql`
        insert into ballots (id, round_id, category_id, kind, prize, seats, candidates, papers)
        values ('bal_one', ${w.final.id}, ${first}, ${kind}, ${prize}, 1, array[${w.works[1]}, ${w.works[2]}],
          ${JSON.stringify(papers)}::jsonb)`)
      const voters = [w.judges.An!, w.judges.Dũng!].slice(0, papers.length)
      await tx
        .insert(ballotVoters)
        .values(voters.map(({ userId }) => ({ ballotId: 'bal_one', judgeId: userId })))
    })
  const close = (actor = w.organizer) => closeBallot(actor, 'bal_one')
  const proposed = async () =>
    (await database().select().from(prizesGiven)).map(({ entryId, prize, categoryId }) => [
      numberOf(entryId),
      prize,
      categoryId,
    ])
  const both = () => [works(1), works(1)]

  it('keeps the count, proposes who was elected in place of what was, and is on the record', async () => {
    await open('first', both())
    await database()
      .insert(prizesGiven)
      .values({ editionId: w.edition.id, entryId: w.works[1]!, categoryId: first, prize: 'third' })
    expect(await close()).toEqual(done)
    const [ballot] = await database().select().from(ballots)
    expect(ballot).toMatchObject({ state: 'counted', count: { cast: 2, electorate: 2, elected: works(1) } })
    expect(ballot!.countedAt).toBeInstanceOf(Date)
    expect(await proposed()).toEqual([[1, 'first', first]])
    expect(await events()).toEqual([
      event('ballot.counted', 'bal_one', { cast: 2, electorate: 2, elected: works(1), tied: [] }),
    ])
    expect(await close()).toEqual(refuse('error.moved'))
  })

  it('proposes nothing where nobody was elected, or no prize is voted on', async () => {
    await open('first', [works(1), works(2)])
    expect(await close()).toEqual(done)
    expect(await proposed()).toEqual([])
    await restoreWorld()
    await open(null, both())
    expect(await close()).toEqual(done)
    expect(await proposed()).toEqual([])
  })

  it('changes no prize once results are locked, not even while they are being locked', async () => {
    await open('first', both())
    const locking = sql`update ${editions} set results_locked_at = now() where id = ${w.edition.id}`
    expect(await race(locking, [close])).toEqual([done])
    expect(await proposed()).toEqual([])
  })

  it('counts a paper that is being cast', async () => {
    await open('first', [works(1)])
    const casting = sql`
      with voter as (insert into ${ballotVoters} (ballot_id, judge_id) values ('bal_one', ${w.judges.Dũng!.userId}))
      update ${ballots} set papers = ${JSON.stringify(both())}::jsonb where id = 'bal_one'`
    expect(await race(casting, [close])).toEqual([done])
    expect((await database().select().from(ballots))[0]!.count).toMatchObject({ cast: 2 })
  })

  it('is of nobody but the organizers of its edition', async () => {
    await open('first', both())
    expect(await close(elsewhere.organizer)).toBeNull()
    expect(await close(w.judges.An!)).toBeNull()
    expect(await closeBallot(w.organizer, 'bal_none')).toBeNull()
    expect(await proposed()).toEqual([])
  })
})

it('draws no minutes of a round that is being opened again', async () => {
  const reopening = sql`update ${rounds} set state = 'open', closed_at = null where id = ${w.round.id}`
  const draw = () => drawMinutes(w.organizer, w.round.id, { panelId: w.panel.first, letterhead: 'state' })
  expect(await race(reopening, [draw])).toEqual([refuse('minutes.refused.notClosed')])
  await restoreWorld()
  const { minutesId } = (await draw()) as { minutesId: string }
  const [drawn] = await events()
  expect(drawn).toEqual(
    event('results.minutes', minutesId, {
      panelId: w.panel.first,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    }),
  )
})

describe('the model of a round', () => {
  it('is kept as long as no sheet has changed, and made anew when one has', async () => {
    const model = await modelOfRound(w.round.id)
    expect(await modelOfRound(w.round.id)).toBe(model)
    expect(model.draws.length).toBe(1000)
    await run(sql`
      update ${assignments} set recused_at = now(), recusal_reason = 'x'
      where round_id = ${w.round.id} and entry_id = ${w.works[1]} and judge_id = ${w.judges.An!.userId}`)
    const after = await modelOfRound(w.round.id)
    expect([after === model, after.scores.length]).toEqual([false, 16])
    expect((await modelOfRound(w.final.id)).draws).toEqual([])
  })

  it('may be twenty seconds old while the round is open', async () => {
    const stepBack = (judge: string) =>
      run(sql`
        update ${assignments} set recused_at = now(), recusal_reason = 'x'
        where round_id = ${w.round.id} and judge_id = ${w.judges[judge]!.userId} and recused_at is null`)
    await run(sql`update ${rounds} set state = 'open', closed_at = null where id = ${w.round.id}`)
    const anHourOn = Date.now() + 3_600_000
    const clock = vi.spyOn(Date, 'now').mockReturnValue(anHourOn)
    try {
      await stepBack('Chi')
      const model = await modelOfRound(w.round.id)
      await stepBack('Dũng')
      clock.mockReturnValue(anHourOn + 19_999)
      expect(await modelOfRound(w.round.id)).toBe(model)
      clock.mockReturnValue(anHourOn + 20_000)
      expect(await modelOfRound(w.round.id)).not.toBe(model)
    } finally {
      clock.mockRestore()
    }
  })

  it('is kept for the four rounds that were fitted last', async () => {
    const asked = [elsewhere.round.id, elsewhere.final.id, 'rnd_one', 'rnd_two']
    const models = []
    for (const round of asked) models.push(await modelOfRound(round))
    for (const [index, round] of asked.entries()) expect(await modelOfRound(round)).toBe(models[index])
    await modelOfRound('rnd_three')
    expect(await modelOfRound(asked[1]!)).toBe(models[1])
    expect(await modelOfRound(asked[0]!)).not.toBe(models[0])
  })
})

it('is closed to everybody who does not organize the edition', async () => {
  const admin = await makeActor('admin')
  for (const actor of [elsewhere.organizer, w.judges.An!, w.owner, admin]) {
    expect(await advance(actor, w.round.id, first, works(1))).toBeNull()
    expect(await proposePrizes(actor, w.edition.id, new Map([[w.works[1]!, 'first']]))).toBeNull()
    expect(await lockResults(actor, w.edition.id)).toBeNull()
    expect(await drawMinutes(actor, w.round.id, { panelId: null, letterhead: 'party' })).toBeNull()
  }
  expect(await events()).toEqual([])
})
