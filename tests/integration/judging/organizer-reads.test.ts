import { eq, sql, type SQL } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { ballotsOfRound, electorateOf } from '#app/modules/judging/ballots.server.ts'
import { conflictRegister } from '#app/modules/judging/declared-conflicts.server.ts'
import { readingsOf } from '#app/modules/judging/entry-readings.server.ts'
import { flaggedEntries } from '#app/modules/judging/flagged-entries.server.ts'
import { judgesOf, panelsWithJudges } from '#app/modules/judging/panels-of-round.server.ts'
import { planOfRound, unassignedCount } from '#app/modules/judging/plan-of-round.server.ts'
import { ballotPage, roundPage } from '#app/modules/judging/round-page.server.ts'
import { entriesBehind, progressOfJudges } from '#app/modules/judging/round-progress.server.ts'
import { roundsOfEdition } from '#app/modules/judging/rounds-of-edition.server.ts'
import { scoresText } from '#app/modules/judging/scores-hash.server.ts'
import { scoresOfRound } from '#app/modules/judging/scores-of-round.server.ts'
import { assignmentPlans, rounds } from '#db/schema/index.ts'
import { ownMiddle } from '#tests/matrix/middle.ts'
import { restoreWorld } from '#tests/matrix/snapshot.ts'
import type { World } from '#tests/matrix/world.ts'
import { inOrderOfText, told } from '#tests/support/told.ts'

/** Every read of organizers on the judging, whole, over one round in its middle. */
let w: World
let names: Map<string, string>

beforeAll(async () => {
  ;({ world: w, names } = await ownMiddle())
})
beforeEach(restoreWorld)

const run = (statement: SQL) => database().execute(statement)
const say = async (answer: unknown) => told(await answer, names)
/** Rows that come in the order of ids, which tells nothing. */
const inAnyOrder = async (rows: Promise<unknown[]>) => inOrderOfText((await say(rows)) as unknown[])

const plan = (values: Partial<typeof assignmentPlans.$inferInsert>) =>
  database().update(assignmentPlans).set(values).where(eq(assignmentPlans.id, 'pln_new'))
const outcome = () => ({
  status: 'infeasible' as const,
  proven: true,
  added: [{ entryId: w.work.id, panelId: w.panel, judgeId: w.actors.chair.userId }],
  removed: [],
  loads: [{ judgeId: w.actors.chair.userId, entries: 1, minutes: 12, added: 1 }],
  shortfalls: [w.third.id, 'ent_gone'].map((entryId) => ({
    entryId,
    wanted: 3,
    found: 1,
    panelSize: 2,
    reasons: { full: 1 },
  })),
  loosening: { room: [{ judgeId: w.actors.chair.userId, entries: 2 }], readers: 1 },
})
const page = () => roundPage(w.judged, w.round.id, new Set([w.third.id]))

const forOrganizers: [string, () => unknown, unknown][] = [
  [
    'rounds of the edition',
    () => roundsOfEdition(w.judged.id),
    [
      {
        round: {
          id: 'round',
          editionId: 'edition',
          stage: 'preliminary',
          kind: 'scoring',
          quorum: 67,
          majority: 50,
          blind: true,
          decidesBy: 'raw',
          tieRule: ['mainCriterion', 'spread', 'council'],
          sameProvince: false,
          readings: 3,
          opensAt: 'round opens',
          closesAt: 'round closes',
          state: 'open',
          closedAt: null,
          createdAt: 'round made',
          number: 1,
          nameVi: '',
          nameEn: '',
          followsId: null,
        },
        entries: 3,
        assigned: 7,
        submitted: 3,
      },
      {
        round: {
          id: 'final',
          editionId: 'edition',
          stage: 'final',
          kind: 'ballot',
          quorum: 67,
          majority: 50,
          blind: true,
          decidesBy: 'raw',
          tieRule: ['mainCriterion', 'spread', 'council'],
          sameProvince: false,
          readings: 2,
          opensAt: 'final opens',
          closesAt: 'final closes',
          state: 'forming',
          closedAt: null,
          createdAt: 'final made',
          number: 2,
          nameVi: '',
          nameEn: '',
          followsId: 'round',
        },
        entries: 3,
        assigned: 0,
        submitted: 0,
      },
    ],
  ],
  [
    'panels',
    async () =>
      Promise.all(
        (await panelsWithJudges(w.round.id)).map(async ({ judgeIds, limits, ...panel }) => ({
          ...panel,
          judgeIds: await inAnyOrder(Promise.resolve(judgeIds)),
          limits: await inAnyOrder(Promise.resolve(limits)),
        })),
      ),
    [
      {
        id: 'panel',
        name: 'Tiểu ban 1',
        open: false,
        categoryIds: ['category 0'],
        chairId: 'chair',
        judgeIds: ['assignedJudge', 'barredJudge', 'chair', 'otherJudge', 'recusedJudge'],
        limits: [
          {
            panelId: 'panel',
            judgeId: 'assignedJudge',
            chair: false,
            maxEntries: 7,
            maxMinutes: 90,
            languages: ['vi', 'lo'],
          },
          {
            panelId: 'panel',
            judgeId: 'barredJudge',
            chair: false,
            maxEntries: null,
            maxMinutes: null,
            languages: null,
          },
          {
            panelId: 'panel',
            judgeId: 'chair',
            chair: true,
            maxEntries: null,
            maxMinutes: null,
            languages: null,
          },
          {
            panelId: 'panel',
            judgeId: 'otherJudge',
            chair: false,
            maxEntries: null,
            maxMinutes: null,
            languages: null,
          },
          {
            panelId: 'panel',
            judgeId: 'recusedJudge',
            chair: false,
            maxEntries: null,
            maxMinutes: null,
            languages: null,
          },
        ],
      },
      {
        id: 'otherPanel',
        name: 'Tiểu ban 2',
        open: false,
        categoryIds: ['category 1'],
        chairId: 'otherPanelJudge',
        judgeIds: ['otherPanelJudge'],
        limits: [
          {
            panelId: 'otherPanel',
            judgeId: 'otherPanelJudge',
            chair: true,
            maxEntries: null,
            maxMinutes: null,
            languages: null,
          },
        ],
      },
    ],
  ],
  [
    'who may judge',
    async () => (await judgesOf(w.judged.id)).map(({ id, name, email }) => [id, name, email]),
    [
      ['barredJudge', 'Giám Khảo Có Xung Đột', 'mail of barredJudge'],
      ['otherJudge', 'Giám Khảo Cùng Tiểu Ban', 'mail of otherJudge'],
      ['recusedJudge', 'Giám Khảo Đã Từ Chối', 'mail of recusedJudge'],
      ['assignedJudge', 'Giám Khảo Được Giao', 'mail of assignedJudge'],
      ['otherPanelJudge', 'Giám Khảo Tiểu Ban Khác', 'mail of otherPanelJudge'],
      ['chair', 'Trưởng Tiểu Ban Thử', 'mail of chair'],
    ],
  ],
  [
    'progress',
    () => progressOfJudges(w.round.id),
    [
      {
        id: 'barredJudge',
        name: 'Giám Khảo Có Xung Đột',
        panel: 'Tiểu ban 1',
        assigned: 1,
        begun: 0,
        submitted: 0,
        recused: 0,
        lastAt: null,
        declared: false,
      },
      {
        id: 'otherJudge',
        name: 'Giám Khảo Cùng Tiểu Ban',
        panel: 'Tiểu ban 1',
        assigned: 1,
        begun: 0,
        submitted: 1,
        recused: 0,
        lastAt: '2027-05-02 03:00:00+00',
        declared: true,
      },
      {
        id: 'recusedJudge',
        name: 'Giám Khảo Đã Từ Chối',
        panel: 'Tiểu ban 1',
        assigned: 0,
        begun: 0,
        submitted: 0,
        recused: 1,
        lastAt: '2027-05-02 03:00:00+00',
        declared: false,
      },
      {
        id: 'assignedJudge',
        name: 'Giám Khảo Được Giao',
        panel: 'Tiểu ban 1',
        assigned: 2,
        begun: 1,
        submitted: 0,
        recused: 0,
        lastAt: '2027-05-02 03:00:00+00',
        declared: false,
      },
      {
        id: 'chair',
        name: 'Trưởng Tiểu Ban Thử',
        panel: 'Tiểu ban 1',
        assigned: 1,
        begun: 0,
        submitted: 1,
        recused: 0,
        lastAt: '2027-05-02 03:00:00+00',
        declared: false,
      },
      {
        id: 'otherPanelJudge',
        name: 'Giám Khảo Tiểu Ban Khác',
        panel: 'Tiểu ban 2',
        assigned: 1,
        begun: 0,
        submitted: 0,
        recused: 0,
        lastAt: null,
        declared: false,
      },
      {
        id: 'chair',
        name: 'Trưởng Tiểu Ban Thử',
        panel: 'Tiểu ban 2',
        assigned: 1,
        begun: 0,
        submitted: 1,
        recused: 0,
        lastAt: '2027-05-02 03:00:00+00',
        declared: false,
      },
    ],
  ],
  [
    'entries behind',
    () => entriesBehind(w.round.id, 2),
    [
      { id: 'work', number: 1, title: 'Tác phẩm chung', assigned: 2, submitted: 0, recused: 1 },
      { id: 'third', number: 3, title: 'title of third', assigned: 2, submitted: 1, recused: 0 },
    ],
  ],
  [
    'entries behind where one sheet is enough',
    () => entriesBehind(w.round.id, 1),
    [{ id: 'work', number: 1, title: 'Tác phẩm chung', assigned: 2, submitted: 0, recused: 1 }],
  ],
  [
    'how many lack readers',
    () => Promise.all([1, 2, 3, 4].map((wanted) => unassignedCount(database(), w.round.id, wanted))),
    [0, 0, 2, 3],
  ],
  [
    'flags',
    () => flaggedEntries(w.round.id, new Set()),
    [
      { id: 'second', number: 2, title: 'title of second', flags: { wrongCategory: 2 } },
      { id: 'third', number: 3, title: 'title of third', flags: { suspectedCopy: 1, wrongCategory: 1 } },
    ],
  ],
  [
    'flags but of a work',
    () => flaggedEntries(w.round.id, new Set([w.third.id])),
    [{ id: 'second', number: 2, title: 'title of second', flags: { wrongCategory: 2 } }],
  ],
  [
    'the register of conflicts',
    () => conflictRegister(w.judged.id),
    [
      {
        id: 'declared by barredJudge, here',
        judge: 'Giám Khảo Có Xung Đột',
        origin: 'declared',
        number: 1,
        agency: null,
        author: null,
        reason: 'Người nhà',
        at: '1970-01-01T00:00:09.000Z',
      },
      {
        id: 'declared by otherJudge, here',
        judge: 'Giám Khảo Cùng Tiểu Ban',
        origin: 'declared',
        number: null,
        agency: 'Báo Khánh Hòa Thử',
        author: null,
        reason: 'Cộng tác viên (302)',
        at: '1970-01-01T00:00:00.302Z',
      },
      {
        id: 'declared by otherJudge, here',
        judge: 'Giám Khảo Cùng Tiểu Ban',
        origin: 'declared',
        number: null,
        agency: null,
        author: null,
        reason: 'Họ hàng',
        at: '1970-01-01T00:00:00.312Z',
      },
      {
        id: 'recused by recusedJudge, here',
        judge: 'Giám Khảo Đã Từ Chối',
        origin: 'recused',
        number: 1,
        agency: null,
        author: null,
        reason: 'Người nhà',
        at: '1970-01-01T00:00:09.000Z',
      },
    ],
  ],
  [
    'readings of a work',
    () => readingsOf(w.work.id, { resultsLockedAt: null }),
    [
      {
        id: 'reading barred',
        stage: 'preliminary',
        judge: 'Giám Khảo Có Xung Đột',
        state: null,
        total: null,
        note: null,
        flags: null,
        sheetId: null,
        endedWhy: null,
        endedNote: '',
        mayStrike: false,
      },
      {
        id: 'reading recused',
        stage: 'preliminary',
        judge: 'Giám Khảo Đã Từ Chối',
        state: 'submitted',
        total: 9000,
        note: 'Trước khi từ chối',
        flags: ['suspectedCopy'],
        sheetId: 'sht_recused',
        endedWhy: 'recused',
        endedNote: 'Quen biết',
        mayStrike: false,
      },
      {
        id: 'reading assigned',
        stage: 'preliminary',
        judge: 'Giám Khảo Được Giao',
        state: null,
        total: null,
        note: null,
        flags: null,
        sheetId: null,
        endedWhy: null,
        endedNote: '',
        mayStrike: false,
      },
    ],
  ],
  [
    'scores',
    () => inAnyOrder(scoresOfRound(w.round.id)),
    [
      { entryId: 'second', judgeId: 'chair', position: 1, score: 100, sentAt: '2027-05-01T03:00:00.000Z' },
      {
        entryId: 'second',
        judgeId: 'otherJudge',
        position: 1,
        score: 95,
        sentAt: '2027-05-01T03:00:00.000Z',
      },
      { entryId: 'third', judgeId: 'chair', position: 2, score: 80.5, sentAt: '2027-05-01T03:00:00.000Z' },
    ],
  ],
  [
    'the text of scores',
    () =>
      inAnyOrder(
        scoresText(database(), w.round.id).then((text) => text.split('\n').map((line) => line.split(','))),
      ),
    [[''], ['chair', '2', '100.00'], ['chair', '3', '80.50'], ['otherJudge', '2', '95.00']],
  ],
  [
    'ballots',
    () => ballotsOfRound(w.final.id),
    [
      {
        id: 'blt_counted',
        categoryId: 'category 0',
        nameVi: 'category 0 vi',
        nameEn: 'category 0 en',
        kind: 'yesno',
        prize: null,
        seats: 2,
        candidates: ['second', 'work'],
        repeats: 'ballot',
        state: 'counted',
        count: {
          cast: 2,
          tied: ['work'],
          votes: [
            { votes: 2, entryId: 'second' },
            { votes: 1, entryId: 'work' },
          ],
          elected: ['second'],
          quorumMet: true,
          electorate: 3,
        },
        voters: ['Giám Khảo Được Giao', 'Trưởng Tiểu Ban Thử'],
      },
      {
        id: 'ballot',
        categoryId: 'category 0',
        nameVi: 'category 0 vi',
        nameEn: 'category 0 en',
        kind: 'prize',
        prize: 'first',
        seats: 1,
        candidates: ['second'],
        repeats: null,
        state: 'open',
        count: null,
        voters: ['Giám Khảo Cùng Tiểu Ban'],
      },
    ],
  ],
  [
    'the page of ballots',
    () => ballotPage(w.judged.id, w.final.id, new Set([w.work.id])),
    {
      round: { id: 'final', stage: 'final', state: 'forming' },
      ballots: [
        {
          id: 'blt_counted',
          categoryId: 'category 0',
          nameVi: 'category 0 vi',
          nameEn: 'category 0 en',
          kind: 'yesno',
          prize: null,
          seats: 2,
          candidates: ['second'],
          repeats: 'ballot',
          state: 'counted',
          count: {
            cast: 2,
            tied: [],
            votes: [{ votes: 2, entryId: 'second' }],
            elected: ['second'],
            quorumMet: true,
            electorate: 3,
          },
          voters: ['Giám Khảo Được Giao', 'Trưởng Tiểu Ban Thử'],
          electorate: 3,
        },
        {
          id: 'ballot',
          categoryId: 'category 0',
          nameVi: 'category 0 vi',
          nameEn: 'category 0 en',
          kind: 'prize',
          prize: 'first',
          seats: 1,
          candidates: ['second'],
          repeats: null,
          state: 'open',
          count: null,
          voters: ['Giám Khảo Cùng Tiểu Ban'],
          electorate: 3,
        },
      ],
      works: [
        { id: 'work', number: 1, title: '', categoryId: 'category 0' },
        { id: 'second', number: 2, title: 'title of second', categoryId: 'category 0' },
        { id: 'late', number: 9, title: 'Chỉ vào chung khảo', categoryId: 'category 0' },
      ],
      categories: [
        { id: 'category 0', nameVi: 'category 0 vi', nameEn: 'category 0 en' },
        { id: 'category 2', nameVi: 'category 2 vi', nameEn: 'category 2 en' },
      ],
    },
  ],
  ['how many may vote on a category', () => electorateOf(database(), w.ballot.id), 3],
  ['no plan where none was asked for', () => planOfRound(w.final.id), null],
  ['the page of ballots of another edition', () => ballotPage(w.elsewhere.id, w.final.id, new Set()), null],
  ['the page of ballots of a round without', () => ballotPage(w.judged.id, w.round.id, new Set()), null],
  ['the page of a round of another edition', () => roundPage(w.elsewhere, w.round.id, new Set()), null],
  [
    'the plan being made',
    async () => (await page())!.plan,
    { id: 'pln_new', state: 'running', progress: 0.5, relaxed: true, outcome: null },
  ],
  [
    'the plan that is ready, with what falls short',
    async () => {
      await plan({ state: 'ready', outcome: outcome() })
      return (await page())!.plan
    },
    {
      id: 'pln_new',
      state: 'ready',
      progress: 0.5,
      relaxed: true,
      outcome: {
        status: 'infeasible',
        proven: true,
        added: 1,
        removed: 0,
        loads: [{ added: 1, entries: 1, judgeId: 'chair', minutes: 12 }],
        loosening: { room: [{ entries: 2, judgeId: 'chair' }], readers: 1 },
        short: 2,
        shortfalls: [
          {
            found: 1,
            wanted: 3,
            entryId: 'third',
            reasons: { full: 1 },
            panelSize: 2,
            number: 3,
            title: '',
          },
          {
            found: 1,
            wanted: 3,
            entryId: 'ent_gone',
            reasons: { full: 1 },
            panelSize: 2,
            number: null,
            title: '',
          },
        ],
      },
    },
  ],
  [
    'no plan that is applied, nor one once the round is closed',
    async () => {
      await run(sql`update ${rounds} set state = 'closed', closed_at = now() where id = ${w.round.id}`)
      const closed = (await page())!.plan
      await restoreWorld()
      await plan({ state: 'applied' })
      return [closed, (await page())!.plan]
    },
    [null, null],
  ],
  [
    'the newest plan',
    () => planOfRound(w.round.id),
    {
      id: 'pln_new',
      roundId: 'round',
      state: 'running',
      relaxed: true,
      budget: null,
      top: null,
      progress: 0.5,
      basis: null,
      outcome: null,
      createdBy: 'organizer',
      createdAt: '1970-01-01T00:00:00.002Z',
    },
  ],
]

describe('an organizer sees', () => {
  it.each(forOrganizers)('%s', async (_what, ask, expected) => {
    expect(await say(ask())).toEqual(expected)
  })

  it('the page of a round with all of that', async () => {
    const categories = w.judged.categories.map(({ id, nameVi, nameEn }) => ({ id, nameVi, nameEn }))
    const [{ round, assigned, submitted }] = (await roundsOfEdition(w.judged.id)) as [
      Awaited<ReturnType<typeof roundsOfEdition>>[number],
    ]
    const { plan: _plan, ...shown } = (await page())!
    expect(shown).toEqual({
      edition: w.judged.number,
      cannotOpen: null,
      round,
      panels: await panelsWithJudges(w.round.id),
      candidates: (await judgesOf(w.judged.id)).map(({ id, name }) => ({ id, name })),
      judges: await progressOfJudges(w.round.id),
      behind: (await entriesBehind(w.round.id, 3)).map((row) =>
        row.id === w.third.id ? { ...row, title: '' } : row,
      ),
      unassigned: 2,
      assigned,
      submitted,
      conflicts: await conflictRegister(w.judged.id),
      flagged: await flaggedEntries(w.round.id, new Set([w.third.id])),
      categories,
      moves: ['extended', 'closed'],
      made: [],
    })
  })
})
