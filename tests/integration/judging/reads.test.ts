import { eq, sql, type SQL } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { ballotForJudge } from '#app/modules/judging/ballot-for-judge.server.ts'
import { ballotsOfJudge, ballotsOfRound, electorateOf } from '#app/modules/judging/ballots.server.ts'
import { chairedPanels } from '#app/modules/judging/chaired-panels.server.ts'
import {
  conflictRegister,
  declaredConflicts,
  hasDeclared,
  interestsOf,
} from '#app/modules/judging/declared-conflicts.server.ts'
import { readingsOf } from '#app/modules/judging/entry-readings.server.ts'
import { flaggedEntries } from '#app/modules/judging/flagged-entries.server.ts'
import { desksAhead, judgePage } from '#app/modules/judging/judge-page.server.ts'
import { queueOf } from '#app/modules/judging/judge-queue.server.ts'
import { roundsOfJudge } from '#app/modules/judging/judge-rounds.server.ts'
import { panelForChair } from '#app/modules/judging/panel-for-chair.server.ts'
import { judgesOf, panelsWithJudges } from '#app/modules/judging/panels-of-round.server.ts'
import { planOfRound, unassignedCount } from '#app/modules/judging/plan-of-round.server.ts'
import { ballotPage, roundPage } from '#app/modules/judging/round-page.server.ts'
import { entriesBehind, progressOfJudges } from '#app/modules/judging/round-progress.server.ts'
import { roundsOfEdition } from '#app/modules/judging/rounds-of-edition.server.ts'
import { scoresText } from '#app/modules/judging/scores-hash.server.ts'
import { scoresOfRound } from '#app/modules/judging/scores-of-round.server.ts'
import { assignmentPlans, assignments, conflicts, entries, rounds } from '#db/schema/index.ts'
import { plantMiddle } from '#tests/matrix/middle.ts'
import { keepWorld, restoreWorld } from '#tests/matrix/snapshot.ts'
import type { Kind, World } from '#tests/matrix/world.ts'
import { told } from '#tests/support/told.ts'

/** Every read of the judging, whole, over one round in its middle. */
let w: World
let names: Map<string, string>

beforeAll(async () => {
  ;({ world: w, names } = await plantMiddle())
  await keepWorld()
})
beforeEach(restoreWorld)

const run = (statement: SQL) => database().execute(statement)
const say = async (answer: unknown) => told(await answer, names)
/** Rows that come in the order of ids, which tells nothing. */
const inAnyOrder = async (rows: Promise<unknown[]>) =>
  ((await say(rows)) as unknown[]).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))

const finalOpen = () => run(sql`update ${rounds} set state = 'open' where id = ${w.final.id}`)

const blindNoMore = () => run(sql`update ${rounds} set blind = false where edition_id = ${w.judged.id}`)
const keepAway = (judgeId: string, entryId: string) =>
  database().insert(conflicts).values({ editionId: w.judged.id, judgeId, entryId, reason: 'Người nhà' })

const forJudges: [string, () => unknown, unknown][] = [
  [
    'rounds of one who stepped back, nothing of which is left',
    async () =>
      (await roundsOfJudge(w.actors.recusedJudge)).map((row) => [row.id, row.assigned, row.submitted]),
    [
      ['elsewhere round', 0, 0],
      ['round', 0, 0],
    ],
  ],
  [
    'rounds of the chair',
    () => roundsOfJudge(w.actors.chair),
    [
      {
        id: 'elsewhere round',
        stage: 'preliminary',
        kind: 'scoring',
        state: 'open',
        blind: true,
        opensAt: 'elsewhere round opens',
        closesAt: 'elsewhere round closes',
        edition: 303,
        panel: 'Tiểu ban 1',
        assigned: 1,
        submitted: 1,
      },
      {
        id: 'round',
        stage: 'preliminary',
        kind: 'scoring',
        state: 'open',
        blind: true,
        opensAt: 'round opens',
        closesAt: 'round closes',
        edition: 302,
        panel: 'Tiểu ban 1',
        assigned: 2,
        submitted: 2,
      },
    ],
  ],
  [
    'queue',
    () => queueOf(w.actors.assignedJudge.userId, w.round.id),
    [
      { id: 'reading assigned', number: 1, title: 'Tác phẩm chung', minutes: 12, state: null, total: null },
      { id: 'asg_begun', number: 2, title: 'title of second', minutes: 12, state: 'draft', total: 300 },
    ],
  ],
  ['queue of one who stepped back', () => queueOf(w.actors.recusedJudge.userId, w.round.id), []],
  [
    'a desk with its queue',
    () => judgePage(w.actors.assignedJudge, w.given.assigned),
    {
      reading: {
        id: 'reading assigned',
        entryId: 'work',
        roundId: 'round',
        blind: true,
        stage: 'preliminary',
        edition: 302,
        number: 1,
        title: 'Tác phẩm chung',
        originalTitle: '',
        language: 'vi',
        genre: 'reportage',
        summary: 'summary',
        categoryId: 'category 0',
        categoryVi: 'category 0 vi',
        categoryEn: 'category 0 en',
        files: [
          { id: 'file', kind: 'pdf', name: '', bytes: 25782, durationSeconds: null, state: 'complete' },
        ],
        parts: [{ title: '', publishedOn: 'today', outlet: '', url: '' }],
        authors: null,
        agency: null,
        rubric: [
          {
            id: 'criterion 0',
            nameVi: 'criterion 0 vi',
            nameEn: 'criterion 0 en',
            guidanceVi: 'guidance 0 vi',
            guidanceEn: 'guidance 0 en',
            maxPoints: 3000,
          },
          {
            id: 'criterion 1',
            nameVi: 'criterion 1 vi',
            nameEn: 'criterion 1 en',
            guidanceVi: 'guidance 1 vi',
            guidanceEn: 'guidance 1 en',
            maxPoints: 2500,
          },
          {
            id: 'criterion 2',
            nameVi: 'criterion 2 vi',
            nameEn: 'criterion 2 en',
            guidanceVi: 'guidance 2 vi',
            guidanceEn: 'guidance 2 en',
            maxPoints: 2500,
          },
          {
            id: 'criterion 3',
            nameVi: 'criterion 3 vi',
            nameEn: 'criterion 3 en',
            guidanceVi: 'guidance 3 vi',
            guidanceEn: 'guidance 3 en',
            maxPoints: 2000,
          },
        ],
        sheet: {
          version: 0,
          state: 'draft',
          total: null,
          note: '',
          privateNote: '',
          flags: [],
          points: { 'criterion 0': null, 'criterion 1': null, 'criterion 2': null, 'criterion 3': null },
        },
      },
      looks: ['Xem lại', 'Xem lại phần ba'],
      open: true,
      me: 'assignedJudge',
      queue: [
        { id: 'reading assigned', number: 1, title: 'Tác phẩm chung', minutes: 12, state: null, total: null },
        { id: 'asg_begun', number: 2, title: 'title of second', minutes: 12, state: 'draft', total: 300 },
      ],
    },
  ],
  [
    'a desk though there is another work to keep away from',
    async () => (await judgePage(w.actors.otherJudge, w.given.others))!.reading.entryId,
    'second',
  ],
  [
    'a desk where authors are shown',
    async () => {
      await blindNoMore()
      await run(sql`update ${entries} set agency_id = ${w.agency.id} where id = ${w.work.id}`)
      const { authors, agency, files, parts } = (await judgePage(w.actors.assignedJudge, w.given.assigned))!
        .reading
      return { authors, agency, files: files.map((file) => file.name), parts }
    },
    {
      authors: 'Tác Giả Kiêm Tổ Chức',
      agency: 'Báo Khánh Hòa Thử',
      files: ['bài.pdf'],
      parts: [{ title: '', publishedOn: 'today', outlet: 'Báo Thử', url: '' }],
    },
  ],
  [
    'desks ahead',
    async () =>
      (await desksAhead(w.actors.assignedJudge, w.given.assigned))!.map(({ reading, open }) => [
        reading.id,
        reading.sheet,
        open,
      ]),
    [
      [
        'asg_begun',
        {
          version: 4,
          state: 'draft',
          total: 300,
          note: 'Đang đọc',
          privateNote: 'Đọc lại phần hai',
          flags: ['brokenMedia'],
          points: { 'criterion 0': null, 'criterion 1': 300, 'criterion 2': null, 'criterion 3': null },
        },
        true,
      ],
    ],
  ],
  [
    'desks ahead from the last, round to the first, without those that are sent or closed to the judge',
    async () => {
      const ahead = async (kind: Kind, from: string) =>
        (await desksAhead(w.actors[kind], from))!.map(({ reading }) => reading.id)
      const [round, sent] = [await ahead('assignedJudge', 'asg_begun'), await ahead('chair', w.given.chairs)]
      await keepAway(w.actors.assignedJudge.userId, w.second.id)
      return [round, sent, await ahead('assignedJudge', w.given.assigned)]
    },
    [['reading assigned'], [], []],
  ],
  [
    'panels somebody chairs',
    () => chairedPanels(w.actors.chair),
    [
      { id: 'panel', name: 'Tiểu ban 1', roundId: 'round' },
      { id: 'elsewhere panel', name: 'Tiểu ban 1', roundId: 'elsewhere round' },
    ],
  ],
  [
    'the chair’s place',
    () => panelForChair(w.actors.chair, w.panel),
    {
      panel: { id: 'panel', name: 'Tiểu ban 1', signedOffAt: null, signedOffHash: null },
      round: { id: 'round', stage: 'preliminary', state: 'open', kind: 'scoring' },
      judges: [
        { name: 'Giám Khảo Có Xung Đột', assigned: 1, submitted: 0 },
        { name: 'Giám Khảo Cùng Tiểu Ban', assigned: 1, submitted: 1 },
        { name: 'Giám Khảo Đã Từ Chối', assigned: 0, submitted: 0 },
        { name: 'Giám Khảo Được Giao', assigned: 2, submitted: 0 },
        { name: 'Trưởng Tiểu Ban Thử', assigned: 1, submitted: 1 },
      ],
      ownDone: true,
      whole: false,
      works: [
        {
          entryId: 'second',
          number: 2,
          title: 'title of second',
          wanted: 3,
          asked: 1,
          readings: 2,
          mean: 9750,
          sd: 353.5533905932738,
          range: 500,
        },
        {
          entryId: 'work',
          number: 1,
          title: 'Tác phẩm chung',
          wanted: 2,
          asked: 2,
          readings: 0,
          mean: null,
          sd: null,
          range: null,
        },
      ],
    },
  ],
  [
    'the chair’s place without a work to keep away from',
    async () => {
      await keepAway(w.actors.chair.userId, w.second.id)
      return (await panelForChair(w.actors.chair, w.panel))!.works.map((work) => work.entryId)
    },
    ['work'],
  ],
  [
    'the place of a chair who reads nothing, when all is in',
    async () => {
      await run(sql`delete from ${assignments} where judge_id = ${w.actors.otherPanelJudge.userId}`)
      return panelForChair(w.actors.otherPanelJudge, w.otherPanel)
    },
    {
      panel: { id: 'otherPanel', name: 'Tiểu ban 2', signedOffAt: null, signedOffHash: null },
      round: { id: 'round', stage: 'preliminary', state: 'open', kind: 'scoring' },
      judges: [{ name: 'Giám Khảo Tiểu Ban Khác', assigned: 0, submitted: 0 }],
      ownDone: true,
      whole: true,
      works: [
        {
          entryId: 'third',
          number: 3,
          title: 'title of third',
          wanted: 1,
          asked: 0,
          readings: 1,
          mean: 8050,
          sd: null,
          range: null,
        },
      ],
    },
  ],
  [
    'the place of a chair whose sheets are not in',
    () => panelForChair(w.actors.otherPanelJudge, w.otherPanel),
    {
      panel: { id: 'otherPanel', name: 'Tiểu ban 2', signedOffAt: null, signedOffHash: null },
      round: { id: 'round', stage: 'preliminary', state: 'open', kind: 'scoring' },
      judges: [{ name: 'Giám Khảo Tiểu Ban Khác', assigned: 1, submitted: 0 }],
      ownDone: false,
      whole: false,
      works: [],
    },
  ],
  [
    'the list of interests, blind',
    () => interestsOf(w.actors.otherPanelJudge, w.round.id),
    { agencies: [{ id: 'agency', name: 'Báo Khánh Hòa Thử' }], authors: [] },
  ],
  [
    'the list of interests where authors are shown',
    async () => {
      await blindNoMore()
      return Promise.all(
        [w.actors.chair, w.actors.otherPanelJudge].map((one) => interestsOf(one, w.round.id)),
      )
    },
    [
      {
        agencies: [],
        authors: [
          { key: 'chu tac pham', name: 'Chủ Tác Phẩm' },
          { key: 'tac gia kiem to chuc', name: 'Tác Giả Kiêm Tổ Chức' },
        ],
      },
      {
        agencies: [{ id: 'agency', name: 'Báo Khánh Hòa Thử' }],
        authors: [{ key: 'chu tac pham', name: 'Chủ Tác Phẩm' }],
      },
    ],
  ],
  [
    'what was declared',
    () => declaredConflicts(w.actors.otherJudge),
    [
      {
        id: 'declared by otherJudge, here',
        agencyId: 'agency',
        authorKey: null,
        agency: 'Báo Khánh Hòa Thử',
        author: null,
        reason: 'Cộng tác viên (302)',
      },
      {
        id: 'declared by otherJudge, there',
        agencyId: 'agency',
        authorKey: null,
        agency: 'Báo Khánh Hòa Thử',
        author: null,
        reason: 'Cộng tác viên (303)',
      },
      {
        id: 'declared by otherJudge, here',
        agencyId: null,
        authorKey: 'nguoi khong co bai',
        agency: null,
        author: null,
        reason: 'Họ hàng',
      },
      {
        id: 'declared by otherJudge, there',
        agencyId: null,
        authorKey: 'nguoi khong co bai',
        agency: null,
        author: null,
        reason: 'Họ hàng',
      },
    ],
  ],
  ['what one declared who stepped back', () => declaredConflicts(w.actors.recusedJudge), []],
  [
    'who has declared',
    () =>
      Promise.all([w.actors.otherJudge, w.actors.assignedJudge].map((one) => hasDeclared(one, w.round.id))),
    [true, false],
  ],
  [
    'the ballots of a judge',
    () => ballotsOfJudge(w.actors.assignedJudge, w.final.id),
    [
      {
        id: 'blt_counted',
        nameVi: 'category 0 vi',
        nameEn: 'category 0 en',
        kind: 'yesno',
        prize: null,
        state: 'counted',
        voted: true,
      },
      {
        id: 'ballot',
        nameVi: 'category 0 vi',
        nameEn: 'category 0 en',
        kind: 'prize',
        prize: 'first',
        state: 'open',
        voted: false,
      },
    ],
  ],
  [
    'a ballot one has not voted on',
    () => ballotForJudge(w.actors.assignedJudge, w.ballot.id),
    {
      id: 'ballot',
      roundId: 'final',
      kind: 'prize',
      prize: 'first',
      seats: 1,
      state: 'open',
      nameVi: 'category 0 vi',
      nameEn: 'category 0 en',
      edition: 302,
      closesAt: 'final closes',
      blind: true,
      open: false,
      voted: false,
      barred: 0,
      works: [
        {
          id: 'second',
          number: 2,
          title: 'title of second',
          summary: 'summary',
          authors: null,
          agency: null,
          files: [],
        },
      ],
      count: null,
    },
  ],
  [
    'a ballot that is counted',
    () => ballotForJudge(w.actors.assignedJudge, 'blt_counted'),
    {
      id: 'blt_counted',
      roundId: 'final',
      kind: 'yesno',
      prize: null,
      seats: 2,
      state: 'counted',
      nameVi: 'category 0 vi',
      nameEn: 'category 0 en',
      edition: 302,
      closesAt: 'final closes',
      blind: true,
      open: false,
      voted: true,
      barred: 0,
      works: [
        {
          id: 'work',
          number: 1,
          title: 'Tác phẩm chung',
          summary: 'summary',
          authors: null,
          agency: null,
          files: [
            { id: 'file', kind: 'pdf', name: '', bytes: 25782, durationSeconds: null, state: 'complete' },
          ],
        },
        {
          id: 'second',
          number: 2,
          title: 'title of second',
          summary: 'summary',
          authors: null,
          agency: null,
          files: [],
        },
      ],
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
    },
  ],
  [
    'a ballot that is open, and one that is counted, while the round is open',
    async () => {
      await finalOpen()
      const [open, counted] = await Promise.all(
        [w.ballot.id, 'blt_counted'].map((id) => ballotForJudge(w.actors.otherJudge, id)),
      )
      return [open!.open, open!.voted, counted!.open, counted!.voted]
    },
    [true, true, false, false],
  ],
  [
    'a ballot without a work to keep away from',
    async () => {
      await keepAway(w.actors.otherJudge.userId, w.work.id)
      const { barred, works, count } = (await ballotForJudge(w.actors.otherJudge, 'blt_counted'))!
      return { barred, works: works.map((work) => work.id), count }
    },
    {
      barred: 1,
      works: ['second'],
      count: {
        cast: 2,
        tied: [],
        votes: [{ votes: 2, entryId: 'second' }],
        elected: ['second'],
        quorumMet: true,
        electorate: 3,
      },
    },
  ],
]

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
        },
        entries: 2,
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
    () => readingsOf(w.work.id),
    [
      {
        id: 'reading barred',
        stage: 'preliminary',
        judge: 'Giám Khảo Có Xung Đột',
        state: null,
        total: null,
        note: null,
        flags: null,
        recusalReason: null,
      },
      {
        id: 'reading recused',
        stage: 'preliminary',
        judge: 'Giám Khảo Đã Từ Chối',
        state: 'submitted',
        total: 9000,
        note: 'Trước khi từ chối',
        flags: ['suspectedCopy'],
        recusalReason: 'Quen biết',
      },
      {
        id: 'reading assigned',
        stage: 'preliminary',
        judge: 'Giám Khảo Được Giao',
        state: null,
        total: null,
        note: null,
        flags: null,
        recusalReason: null,
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
        { id: 'second', number: 2, title: 'title of second', categoryId: 'category 0' },
        { id: 'late', number: 9, title: 'Chỉ vào chung khảo', categoryId: 'category 0' },
      ],
      categories: [
        { id: 'category 0', nameVi: 'category 0 vi', nameEn: 'category 0 en' },
        { id: 'category 2', nameVi: 'category 2 vi', nameEn: 'category 2 en' },
      ],
    },
  ],
  [
    'how many may vote on a category',
    () =>
      database().transaction((tx) =>
        Promise.all(w.judged.categories.slice(0, 3).map(({ id }) => electorateOf(tx, w.final.id, id))),
      ),
    [3, 0, 1],
  ],
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
            title: 'title of third',
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

describe('a judge sees', () => {
  it.each(forJudges)('%s', async (_what, ask, expected) => {
    expect(await say(ask())).toEqual(expected)
  })
})

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
      round,
      panels: await panelsWithJudges(w.round.id),
      candidates: (await judgesOf(w.judged.id)).map(({ id, name }) => ({ id, name })),
      judges: await progressOfJudges(w.round.id),
      behind: [...(await entriesBehind(w.round.id, 3))],
      unassigned: 2,
      assigned,
      submitted,
      conflicts: await conflictRegister(w.judged.id),
      flagged: await flaggedEntries(w.round.id, new Set([w.third.id])),
      categories,
    })
  })
})
