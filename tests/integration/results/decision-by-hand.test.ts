import { eq, sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { lastRoundOf } from '#app/modules/judging/rounds-in-order.server.ts'
import { scoresHash } from '#app/modules/judging/scores-hash.server.ts'
import { scoresOfRound, tableOf } from '#app/modules/judging/scores-of-round.server.ts'
import { awardedWithoutReading, awardsOf } from '#app/modules/results/awards.server.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import { categoryDecision, mainCriterionOf, withoutScoresOf } from '#app/modules/results/decision.server.ts'
import { drawMinutes } from '#app/modules/results/draw-minutes.server.ts'
import { judgeFigures, positionEffect } from '#app/modules/results/judges.ts'
import { minutesFile } from '#app/modules/results/minutes-file.server.ts'
import { minutesFor, minutesOfRound } from '#app/modules/results/minutes-of-round.server.ts'
import { outcomesOf } from '#app/modules/results/outcomes.server.ts'
import { qualityOfRound } from '#app/modules/results/quality.server.ts'
import { quotaBoard } from '#app/modules/results/quota-board.server.ts'
import { rankingOf, rankingText } from '#app/modules/results/ranking-text.server.ts'
import { readRanking } from '#app/modules/results/ranking.ts'
import { resultsPage } from '#app/modules/results/results-page.server.ts'
import { adjustedScores } from '#app/modules/results/round-model.server.ts'
import { certaintyOf, drawQualities, undecidedPairs } from '#app/modules/statistics/certainty.ts'
import { fitModel } from '#app/modules/statistics/mixed-model.ts'
import { prizesGiven, conflicts, outcomes, panels, roundEntries, rounds } from '#db/schema/index.ts'
import { makeActor, makeEdition } from '#tests/factories/index.ts'
import { keepWorld, restoreWorld } from '#tests/matrix/snapshot.ts'
import {
  given,
  plantJudgedEdition,
  plantSheet,
  sentAt,
  type JudgedEdition,
} from '#tests/support/judged-edition.ts'
import { granted } from '#tests/support/granted.ts'

let w: JudgedEdition
let elsewhere: JudgedEdition
/** The categories of the edition: of works 1–6, 7–8 and 9–24. */
let first: string
let second: string
let third: string
const none = new Set<string>()
beforeAll(async () => {
  w = await plantJudgedEdition(401)
  elsewhere = await plantJudgedEdition(402)
  ;[first, second, third] = w.edition.categories.map(({ id }) => id) as [string, string, string]
  await keepWorld()
})
beforeEach(restoreWorld)

/** What judges gave a work, in hundredths, in the order of their names. */
const totals = (work: number) =>
  Object.values(given).flatMap((by) => (by[work] === undefined ? [] : [by[work] * 100]))
const tuple = (work: number, prize: string | null = null) => [
  w.works[work],
  work,
  `Bài ${work}`,
  work <= 5 ? 'Báo Biển 401' : null,
  totals(work).length
    ? expect.toSatisfy((list: number[]) => String(list.toSorted()) === String(totals(work).toSorted()))
    : null,
  prize,
  work <= 2 ? true : null,
]
const span = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)

describe('the ranking of a round', () => {
  it('has every work of a category or of the whole round once, with the sheets that count', async () => {
    const of = async (round: string, category: string) => JSON.parse(await rankingText(round, category))
    expect(await of(w.round.id, first)).toEqual(
      span(1, 6).map((work) => tuple(work, work === 2 ? 'second' : null)),
    )
    expect(await of(w.round.id, second)).toEqual([tuple(7), tuple(8)])
    expect(await of(w.round.id, '')).toEqual(
      span(1, 24).map((work) => tuple(work, work === 2 ? 'second' : null)),
    )
    const [inFinal, other] = await of(w.final.id, '')
    expect([inFinal.slice(3), other.slice(3)]).toEqual([
      ['Báo Biển 401', [5500], null, true],
      ['Báo Biển 401', null, 'second', true],
    ])
    expect((await rankingOf(w.round.id, first)).map((row) => [row.number, row.rank, row.mean])).toEqual([
      [1, 1, 9600],
      [2, 2, 25300 / 3],
      [3, 3, 20500 / 3],
      [4, 4, 6200],
      [5, 5, 15200 / 3],
      [6, null, null],
    ])
  })

  it('has the mean of the first criterion, of which the rubric gives three tenths', async () => {
    const means = await mainCriterionOf(w.round.id, first)
    expect(means.size).toBe(5)
    for (const work of span(1, 5)) {
      const mean = totals(work).reduce((sum, total) => sum + total, 0) / 3
      expect(means.get(w.works[work]!)).toBeCloseTo(0.3 * mean, 9)
    }
    expect(await mainCriterionOf(w.final.id, first)).toEqual(new Map([[w.works[1], 1650]]))
    expect(await mainCriterionOf(w.round.id, third)).toEqual(new Map())
  })

  it('travels as it was written unless something must be hidden', () => {
    const text = '[ ["a", 1, "A", null, [1], "first", true], ["b", 2, "B", "C", [2], null, null] ]'
    expect(withoutScoresOf(text, none)).toBe(text)
    expect(JSON.parse(withoutScoresOf(text, new Set(['a'])))).toEqual([
      ['a', 1, '', null, null, null, true],
      ['b', 2, 'B', 'C', [2], null, null],
    ])
  })
})

describe('the decision on a category', () => {
  /** The model over all that was scored, from the sheets alone. */
  async function model() {
    const table = tableOf(await scoresOfRound(w.round.id))
    const fit = fitModel(table).value!
    const at = (work: number) => table.entries.indexOf(w.works[work]!)
    return { fit, at, draws: drawQualities(table, fit, 1000, 1) }
  }
  const decided = (category: string, barred = none, places: number | null = null) =>
    categoryDecision(w.round.id, category, barred, places)

  it('rests on sheets, first criterion, rule, model and cut', async () => {
    const { fit, at, draws } = await model()
    const { deciding, notAdjusted, undecided } = await decided(first, none, 3)
    const chances = certaintyOf(draws, 3, span(1, 5).map(at))
    expect({ ...deciding, mainCriterion: Object.keys(deciding.mainCriterion).length }).toEqual({
      places: 3,
      decidesBy: 'raw',
      rule: ['spread', 'council'],
      mainCriterion: 5,
      adjusted: Object.fromEntries(
        span(1, 5).map((work) => {
          const { estimate, se } = fit.entries[at(work)]!
          return [w.works[work], [estimate, se, chances[at(work)]]]
        }),
      ),
    })
    expect(notAdjusted).toBeNull()
    expect(undecided).toEqual(
      undecidedPairs(draws, span(1, 3).map(at), span(4, 5).map(at))
        .slice(0, 5)
        .map(({ inside, outside, chance }) => ({
          above: `Bài ${span(1, 5).find((work) => at(work) === inside)}`,
          below: `Bài ${span(1, 5).find((work) => at(work) === outside)}`,
          chance,
        })),
    )
    expect(undecided.length).toBeGreaterThan(0)
  })

  it('gives no chance where there is a place for each', async () => {
    const { deciding } = await decided(first, none, 5)
    expect(Object.values(deciding.adjusted).map(([, , chance]) => chance)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ])
  })

  it('shows nothing scored of a work somebody must keep away from, and counts its place to nobody', async () => {
    const { at, draws } = await model()
    const { ranking, deciding, undecided } = await decided(first, new Set([w.works[1]!]), 2)
    const hidden = w.works[1]!
    expect(readRanking(ranking, deciding).find(({ id }) => id === hidden)).toMatchObject({
      rank: null,
      mean: null,
      estimate: null,
      prize: null,
      mainCriterion: null,
    })
    expect(Object.keys(deciding.mainCriterion)).not.toContain(hidden)
    const chances = certaintyOf(draws, 2, span(2, 5).map(at))
    for (const work of span(2, 5)) expect(deciding.adjusted[w.works[work]!]![2]).toBe(chances[at(work)])
    expect(Object.keys(deciding.adjusted).length).toBe(4)
    expect(undecided.map(({ above, below }) => [above, below]).flat()).not.toContain('Bài 1')
  })

  it('names the readings that would join judges who share no work', async () => {
    const { notAdjusted, deciding, undecided } = await decided(second)
    expect([deciding.adjusted, undecided]).toEqual([{}, []])
    expect(notAdjusted).toEqual({
      why: 'parts',
      parts: 2,
      joins: [{ number: 7, title: 'Bài 7', judge: 'Hà' }],
    })
    expect(await adjustedScores(w.round.id, [w.works[1]!, w.works[7]!], 1)).toMatchObject({
      parts: 2,
      reason: null,
    })
  })

  it('says why there is no model', async () => {
    const { notAdjusted, undecided } = await categoryDecision(w.final.id, first, none)
    expect([notAdjusted, undecided]).toEqual([{ why: 'reason', key: 'fewJudges' }, []])
    const { notAdjusted: unread } = await decided(third)
    expect(unread).toBeNull()
  })

  it('cuts where the finalists end, at a tenth, or where the quotas are filled', async () => {
    const places = async (round: string, category: string) =>
      (await categoryDecision(round, category, none)).deciding.places
    expect(await places(w.round.id, first)).toBe(2)
    // of 2 works one, of 16 two
    expect(await places(w.round.id, second)).toBe(1)
    expect(await places(w.round.id, third)).toBe(2)
    expect(await places(w.final.id, first)).toBe(1 + 2 + 3 + 5)
  })
})

describe('the page of results', () => {
  const page = (ask: Partial<Parameters<typeof resultsPage>[2]> = {}, actor = w.organizer) =>
    resultsPage(
      actor,
      { ...w.edition, resultsLockedAt: null, publishedAt: null },
      { round: null, category: null, places: null, ...ask },
    )

  it('shows the first category of the final once that has begun, or what was asked for', async () => {
    const shown = await page()
    const category = ({ id, nameVi, nameEn }: { id: string; nameVi: string; nameEn: string }) => ({
      id,
      nameVi,
      nameEn,
    })
    const decision = await categoryDecision(w.final.id, first, none)
    expect(shown).toEqual({
      takenAt: expect.any(Date) as Date,
      edition: 401,
      locked: false,
      moves: ['locked'],
      published: false,
      rounds: [
        { id: w.round.id, stage: 'preliminary', state: 'closed', chooses: true, begun: true },
        { id: w.final.id, stage: 'final', state: 'forming', chooses: false, begun: true },
      ],
      round: { id: w.final.id, stage: 'final', state: 'forming', chooses: false, begun: true },
      quotas: await quotaBoard(w.edition.id),
      unread: 1,
      ...decision,
      barred: 0,
      outcomes: [],
      category: category(w.edition.categories[0]!),
      categories: w.edition.categories.map(category),
    })
    const asked = await page({ round: w.round.id, category: second, places: 1 })
    expect([asked.round!.id, asked.category!.id, asked.deciding!.places]).toEqual([w.round.id, second, 1])
    const whole = await page({ round: w.round.id, category: 'all' })
    expect([whole.category, whole.deciding, whole.notAdjusted, whole.undecided]).toEqual([
      null,
      null,
      null,
      [],
    ])
    expect(JSON.parse(whole.ranking).length).toBe(24)
    const unknown = await page({ round: 'rnd_none', category: 'cat_none' })
    expect([unknown.round!.id, unknown.category!.id]).toEqual([w.final.id, first])
  })

  it('shows the preliminary round while the final has not begun, and nothing while there is none', async () => {
    await database().execute(sql`delete from score_sheets where round_id = ${w.final.id}`)
    const before = await page()
    expect([before.round!.stage, before.rounds[1]!.begun]).toEqual(['preliminary', false])
    const empty = await makeEdition()
    const nothing = await resultsPage(w.organizer, empty, { round: null, category: null, places: null })
    expect([nothing.rounds, nothing.round, nothing.ranking, nothing.deciding]).toEqual([[], null, '[]', null])
    await database().execute(sql`delete from categories where edition_id = ${empty.id}`)
    const bare = await resultsPage(w.organizer, empty, { round: null, category: null, places: null })
    expect([bare.category, bare.categories, bare.ranking]).toEqual([null, [], '[]'])
  })

  it('says whether results are locked and published', async () => {
    const at = { resultsLockedAt: new Date(), publishedAt: new Date() }
    const ask = { round: null, category: null, places: null }
    expect(await resultsPage(w.organizer, { ...w.edition, ...at }, ask)).toMatchObject({
      locked: true,
      published: true,
    })
  })

  it('hides scores and broken ties from an organizer who must keep away from a work', async () => {
    const row = {
      roundId: w.round.id,
      categoryId: first,
      decidesBy: 'raw' as const,
      chosen: 2,
      departs: false,
    }
    const ties = [{ number: 3, toldBy: 'spread' as const }]
    await database()
      .insert(outcomes)
      .values({ ...row, ties, decidedBy: w.organizer.userId })
    expect((await page()).outcomes).toMatchObject([{ chosen: 2, ties }])
    await database().insert(conflicts).values({
      editionId: w.edition.id,
      judgeId: w.organizer.userId,
      entryId: w.works[1]!,
      reason: 'x',
      origin: 'declared',
    })
    const shown = await page({ round: w.round.id })
    expect([shown.barred, shown.outcomes.map((one) => [one.chosen, one.ties])]).toEqual([1, [[2, []]]])
    const whole = await page({ round: w.round.id, category: 'all' })
    for (const { ranking } of [shown, whole])
      expect(JSON.parse(ranking)[0].slice(4)).toEqual([null, null, true])
  })
})

describe('how a round was judged', () => {
  const beside = (judge: string, work: number) => ({
    position: work,
    sentAt: sentAt(work).getTime(),
    sameAgency: judge === 'An',
    sameProvince: judge === 'An' || judge === 'Bình',
  })

  it('is told panel by panel with the figures of its own sheets', async () => {
    const quality = (await qualityOfRound(w.edition.id, w.round.id, none))!
    const sheets = (await scoresOfRound(w.round.id)).filter(({ entryId }) =>
      span(1, 5).some((work) => w.works[work] === entryId),
    )
    const table = tableOf(sheets)
    const nameOf = (id: string) => Object.keys(w.judges).find((name) => w.judges[name]!.userId === id)!
    const workOf = (id: string) => span(1, 8).find((work) => w.works[work] === id)!
    const circumstances = sheets.map((row) => beside(nameOf(row.judgeId), workOf(row.entryId)))
    const fit = fitModel(table).value!
    const figures = judgeFigures(table, fit, circumstances)
    expect(quality.round).toEqual({ id: w.round.id, stage: 'preliminary', state: 'closed' })
    expect(quality.panels[0]).toEqual({
      name: 'Tiểu ban Một',
      sheets: 15,
      entries: 5,
      // of five works
      agreement: null,
      agreementReason: 'fewShared',
      icc: null,
      kendall: null,
      position: positionEffect(table, fit, circumstances),
      sdJudge: fit.sdJudge,
      sdEntry: fit.sdEntry,
      sdResidual: fit.sdResidual,
      judges: figures
        .map((row) => ({ ...row, name: nameOf(table.judges[row.judge]!) }))
        .sort((a, b) => b.severity! - a.severity!),
    })
    const of = (name: string) => quality.panels[0]!.judges.find((row) => row.name === name)!
    expect(['An', 'Bình', 'Chi'].map((name) => [of(name).ownAgency?.n, of(name).ownProvince?.n])).toEqual([
      [5, 5],
      [undefined, 5],
      [undefined, undefined],
    ])
    expect(quality.panels[1]).toMatchObject({
      name: 'Tiểu ban Hai',
      sheets: 2,
      entries: 2,
      agreement: null,
      agreementReason: 'noPairs',
      icc: null,
      kendall: null,
      position: null,
      sdJudge: null,
    })
    expect(quality.panels.length).toBe(2)
    expect(quality.days).toEqual({
      days: ['2026-08-01', '2026-08-02'],
      judges: [
        { name: 'An', counts: [2, 3] },
        { name: 'Bình', counts: [2, 3] },
        { name: 'Chi', counts: [2, 3] },
        { name: 'Dũng', counts: [0, 1] },
        { name: 'Hà', counts: [1, 0] },
      ],
    })
  })

  it('shares the points of a criterion out over ten steps, the last with the most', async () => {
    const { criteria } = (await qualityOfRound(w.edition.id, w.round.id, none))!
    expect(criteria.length).toBe(8)
    const [top, other] = [criteria[0]!, criteria[4]!]
    // 47 · 50 55 58 · 60 62 66 · 70 75 · 80 85 88 · 91 97 100 of a hundred
    expect([top.counts, top.sheets, top.maxPoints]).toEqual([[0, 0, 0, 0, 1, 3, 3, 2, 3, 3], 15, 3000])
    expect(top.mean).toBeCloseTo(
      30 *
        (span(1, 5)
          .flatMap(totals)
          .reduce((a, b) => a + b) /
          1500),
      9,
    )
    expect([other.counts, other.categoryVi]).toEqual([
      [0, 0, 0, 0, 0, 0, 1, 1, 0, 0],
      w.edition.categories[1]!.nameVi,
    ])
  })

  it('is told without the works somebody must keep away from', async () => {
    const quality = (await qualityOfRound(w.edition.id, w.round.id, new Set([w.works[1]!])))!
    expect([quality.panels[0]!.sheets, quality.panels[0]!.entries]).toEqual([12, 4])
    expect(quality.panels[0]!.judges.every(({ highest }) => highest <= 88)).toBe(true)
    expect(quality.criteria[0]!.counts[9]).toBe(0)
  })

  it('counts a work of a panel that only a judge of another has read', async () => {
    await database().execute(sql`update panels set open = true where id = ${w.panel.second}`)
    await database().execute(sql`delete from score_sheets where entry_id = ${w.works[8]}`)
    await database().execute(sql`delete from assignments where entry_id = ${w.works[8]}`)
    await plantSheet({
      roundId: w.round.id,
      panelId: w.panel.second,
      entryId: w.works[8]!,
      judge: w.judges.An!,
      work: 8,
      total: 40,
      how: 'sent',
    })
    const { panels: told } = (await qualityOfRound(w.edition.id, w.round.id, none))!
    expect(told.map(({ name, sheets, entries }) => [name, sheets, entries])).toEqual([
      ['Tiểu ban Một', 15, 5],
      ['Tiểu ban Hai', 2, 2],
    ])
  })

  it('is nothing of a round of another edition', async () => {
    expect(await qualityOfRound(elsewhere.edition.id, w.round.id, none)).toBeNull()
    expect(await qualityOfRound(w.edition.id, 'rnd_none', none)).toBeNull()
    expect((await qualityOfRound(w.edition.id, w.final.id, none))!.round.stage).toBe('final')
  })
})

describe('prizes and their quotas', () => {
  const award = (work: number, prize: 'special' | 'first' | 'third' | 'consolation', category = first) =>
    database()
      .insert(prizesGiven)
      .values({ editionId: w.edition.id, entryId: w.works[work]!, categoryId: category, prize })

  it('are counted by category and prize', async () => {
    await award(1, 'special')
    await award(3, 'consolation')
    await award(4, 'consolation')
    await award(7, 'first', second)
    const board = await quotaBoard(w.edition.id)
    expect(
      board
        .slice(0, 3)
        .map(({ prizes, special }) => [prizes.map(({ given, quota }) => [given, quota]), special]),
    ).toEqual([
      [
        [
          [0, 1],
          [1, 2],
          [0, 3],
          [2, 5],
        ],
        1,
      ],
      [
        [
          [1, 1],
          [0, 2],
          [0, 3],
          [0, 5],
        ],
        0,
      ],
      [
        [
          [0, 1],
          [0, 2],
          [0, 3],
          [0, 5],
        ],
        0,
      ],
    ])
  })

  it('stand in the order they are published: the special one, then by category, prize and number', async () => {
    await award(8, 'special', second)
    await award(4, 'first')
    await award(3, 'consolation')
    await award(1, 'consolation')
    await award(7, 'first', second)
    const listed = await awardsOf(w.edition.id)
    expect(listed.map(({ number, prize }) => [number, prize])).toEqual([
      [8, 'special'],
      [4, 'first'],
      [2, 'second'],
      [1, 'consolation'],
      [3, 'consolation'],
      [7, 'first'],
    ])
    const [author] = await database().execute<{ person: string }>(
      sql`select person_id as person from entry_authors where entry_id = ${w.works[2]!}`,
    )
    expect(listed[2]).toEqual({
      entryId: w.works[2],
      number: 2,
      title: 'Bài 2',
      language: 'vi',
      agency: 'Báo Biển 401',
      authors: ['Người Viết'],
      persons: [author!.person],
      prize: 'second',
      categoryId: first,
      categoryVi: w.edition.categories[0]!.nameVi,
      categoryEn: w.edition.categories[0]!.nameEn,
    })
  })

  it('are told of where nobody has read the work in the final', async () => {
    expect(await awardedWithoutReading(w.edition.id)).toBe(1)
    await award(1, 'special')
    await award(7, 'first', second)
    expect(await awardedWithoutReading(w.edition.id)).toBe(2)
    await database().execute(
      sql`update score_sheets set state = 'draft', submitted_at = null where round_id = ${w.final.id}`,
    )
    expect(await awardedWithoutReading(w.edition.id)).toBe(3)
  })

  it('are of the final of their own edition', async () => {
    expect((await lastRoundOf(w.edition.id, 'final'))!.id).toBe(w.final.id)
    expect((await lastRoundOf(elsewhere.edition.id, 'final'))!.id).toBe(elsewhere.final.id)
    expect(await lastRoundOf((await makeEdition()).id, 'final')).toBeNull()
  })
})

describe('minutes', () => {
  const draw = async (roundId: string, panelId: string | null) => {
    const { minutesId } = (await drawMinutes(w.organizer, roundId, { panelId, letterhead: 'party' })) as {
      minutesId: string
    }
    return (await minutesFor(w.organizer, minutesId))!.minutes
  }

  it('of a panel say what its round was and how its categories were decided', async () => {
    const hash = await scoresHash(database(), w.round.id)
    await database()
      .update(panels)
      .set({ signedOffAt: sentAt(1), signedOffHash: 'ký', signedOffBy: w.judges.An!.userId })
      .where(eq(panels.id, w.panel.first))
    await database()
      .insert(outcomes)
      .values([
        {
          roundId: w.round.id,
          categoryId: first,
          decidesBy: 'raw',
          chosen: 2,
          ties: [{ number: 3, toldBy: 'spread' }],
          departs: true,
          reason: 'Đề tài biển',
          decidedBy: w.organizer.userId,
        },
        {
          roundId: w.final.id,
          categoryId: first,
          decidesBy: 'raw',
          chosen: 1,
          ties: [],
          departs: true,
          reason: 'Của chung khảo',
          decidedBy: w.organizer.userId,
        },
        {
          roundId: w.round.id,
          categoryId: second,
          decidesBy: 'raw',
          chosen: 1,
          ties: [],
          departs: false,
          reason: 'Đã thôi',
          decidedBy: w.organizer.userId,
        },
      ])
    const { content, dataHash, letterhead, panelId } = await draw(w.round.id, w.panel.first)
    const { ranking, deciding } = await categoryDecision(w.round.id, first, none)
    expect({ dataHash, letterhead, panelId }).toEqual({
      dataHash: hash,
      letterhead: 'party',
      panelId: w.panel.first,
    })
    const persons = await database().execute<{ name: string; person: string }>(
      sql`
        select u.name, u.person_id as person
        from users u
        join panel_judges j on j.judge_id = u.id
        where j.panel_id = ${w.panel.first}
        order by u.name`,
    )
    expect(content).toEqual({
      edition: 401,
      year: 2027,
      stage: 'preliminary',
      panel: 'Tiểu ban Một',
      opensAt: '2026-08-01T01:00:00.000Z',
      closesAt: '2026-08-20T10:00:00.000Z',
      closedAt: '2026-08-19T09:30:00.000Z',
      chair: 'An',
      judges: ['An', 'Bình', 'Chi'],
      persons: [...persons],
      entries: 6,
      sheets: 15,
      recusals: 1,
      decidesBy: 'raw',
      tieRule: ['spread', 'council'],
      categories: [
        {
          name: w.edition.categories[0]!.nameVi,
          rows: readRanking(ranking, deciding).map((row) => ({
            rank: row.rank,
            number: row.number,
            title: `Bài ${row.number}`,
            agency: row.number <= 5 ? 'Báo Biển 401' : '',
            readings: row.number <= 5 ? 3 : 0,
            mean: row.number <= 5 ? row.mean! / 100 : null,
            adjusted: row.estimate,
            inFinal: row.number <= 2,
            prize: row.number === 2 ? 'second' : null,
          })),
          ties: [{ number: 3, toldBy: 'spread' }],
          departure: 'Đề tài biển',
        },
      ],
      ballots: [],
      dataHash: hash,
      chainHead: '',
      signedOff: [{ name: 'An', at: sentAt(1).toISOString(), hash: 'ký' }],
    })
    const other = await draw(w.round.id, w.panel.second)
    expect(other.content).toMatchObject({
      panel: 'Tiểu ban Hai',
      chair: 'Dũng',
      judges: ['Dũng', 'Hà'],
      entries: 2,
      sheets: 2,
      recusals: 0,
      signedOff: [],
    })
    expect(other.content.categories).toMatchObject([
      { name: w.edition.categories[1]!.nameVi, departure: '', ties: [] },
    ])
    expect((await minutesOfRound(w.round.id)).map(({ panel, by }) => [panel, by])).toEqual([
      ['Tiểu ban Hai', 'Người Tổ Chức'],
      ['Tiểu ban Một', 'Người Tổ Chức'],
    ])
  })

  it('of the council are of all panels, and name no chair', async () => {
    const { content } = await draw(w.round.id, null)
    expect(content).toMatchObject({
      panel: null,
      chair: null,
      judges: ['An', 'Bình', 'Chi', 'Dũng', 'Hà'],
      entries: 8,
      sheets: 17,
      recusals: 1,
    })
    expect(content.categories.map(({ rows }) => rows.length)).toEqual([6, 2])
  })

  it('tell only of ballots that are counted, of the panel’s own categories', async () => {
    await database().execute(
      sql`update ${rounds} set state = 'closed', closed_at = now() where id = ${w.final.id}`,
    )
    const count = {
      electorate: 2,
      cast: 2,
      quorumMet: true,
      votes: [
        { entryId: w.works[1], votes: 2 },
        { entryId: w.works[2], votes: 1 },
      ],
      elected: [w.works[1]],
      tied: [w.works[2]],
    }
    const ballot = (id: string, category: string, works: (string | undefined)[], counted: boolean) => sql`
      insert into ballots (id, round_id, category_id, kind, prize, seats, candidates, state, count, counted_at)
      values (${id}, ${w.final.id}, ${category}, 'prize', 'first', 1, array[${works[0]}, ${works[1]}],
        ${counted ? 'counted' : 'open'}, ${counted ? JSON.stringify(count) : null}::jsonb, ${counted ? sql`now()` : null})`
    await database().execute(ballot('bal_counted', first, [w.works[1], w.works[2]], true))
    await database().execute(ballot('bal_open', first, [w.works[1], w.works[2]], false))
    await database()
      .insert(roundEntries)
      .values([7, 8].map((work) => ({ roundId: w.final.id, entryId: w.works[work]! })))
    await database().execute(ballot('bal_other', second, [w.works[7], w.works[8]], true))
    const { content } = await draw(w.final.id, w.panel.council)
    expect(content.ballots).toEqual([
      {
        category: w.edition.categories[0]!.nameVi,
        prize: 'first',
        count: {
          electorate: 2,
          cast: 2,
          quorumMet: true,
          votes: [
            { number: 1, title: 'Bài 1', votes: 2 },
            { number: 2, title: 'Bài 2', votes: 1 },
          ],
          elected: [1],
          tied: [2],
        },
      },
    ])
  })

  it('are drawn by whoever organizes the edition, for a panel of the round, and read by nobody with a conflict', async () => {
    const ask = { panelId: w.panel.first, letterhead: 'state' as const }
    const otherOrganizer = await makeActor('organizer', { editionId: elsewhere.edition.id })
    expect(await drawMinutes(otherOrganizer, w.round.id, ask)).toBeNull()
    expect(await drawMinutes(w.organizer, 'rnd_none', ask)).toBeNull()
    expect(await drawMinutes(w.organizer, w.round.id, { ...ask, panelId: w.panel.council })).toBeNull()
    const { id } = await draw(w.round.id, w.panel.first)
    const read = (actor = w.organizer) => minutesFile(actor, id, 'docx')
    expect(granted(await read()).name).toBe('bien-ban-CDI.docx')
    expect([
      await read(otherOrganizer),
      await minutesFor(otherOrganizer, id),
      await minutesFor(w.organizer, 'min_none'),
    ]).toEqual([null, null, null])
    const keepFrom = (entryId: string) =>
      database().insert(conflicts).values({
        editionId: w.edition.id,
        judgeId: w.organizer.userId,
        entryId,
        reason: 'x',
        origin: 'declared',
      })
    await keepFrom(w.works[24]!)
    expect(granted(await read()).name).toBe('bien-ban-CDI.docx')
    await keepFrom(w.works[1]!)
    expect(await read()).toEqual(refuse('minutes.refused.conflict'))
  })
})

it('lists how categories were decided, the preliminary round first, and of its own edition', async () => {
  const row = {
    decidesBy: 'raw' as const,
    chosen: 1,
    ties: [],
    departs: false,
    decidedBy: w.organizer.userId,
  }
  await database()
    .insert(outcomes)
    .values([
      { ...row, roundId: w.final.id, categoryId: first },
      { ...row, roundId: w.round.id, categoryId: second },
      { ...row, roundId: w.round.id, categoryId: first },
      { ...row, roundId: elsewhere.round.id, categoryId: elsewhere.edition.categories[0]!.id },
    ])
  expect((await outcomesOf(w.edition.id)).map(({ stage, categoryId }) => [stage, categoryId])).toEqual([
    ['preliminary', first],
    ['preliminary', second],
    ['final', first],
  ])
})
