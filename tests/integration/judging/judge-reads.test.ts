import { sql, type SQL } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { ballotForJudge } from '#app/modules/judging/ballot-for-judge.server.ts'
import { ballotsOfJudge } from '#app/modules/judging/ballots.server.ts'
import { declaredConflicts, interestsOf } from '#app/modules/judging/declared-conflicts.server.ts'
import { desksAhead, judgePage } from '#app/modules/judging/judge-page.server.ts'
import { queueOf } from '#app/modules/judging/judge-queue.server.ts'
import { roundsOfJudge } from '#app/modules/judging/judge-rounds.server.ts'
import { panelForChair } from '#app/modules/judging/panel-for-chair.server.ts'
import { assignments, conflicts, entries, rounds } from '#db/schema/index.ts'
import { ownMiddle } from '#tests/matrix/middle.ts'
import { restoreWorld } from '#tests/matrix/snapshot.ts'
import type { Kind, World } from '#tests/matrix/world.ts'
import { told } from '#tests/support/told.ts'

/** Every read of judges and chairs, whole, over one round in its middle. */
let w: World
let names: Map<string, string>

beforeAll(async () => {
  ;({ world: w, names } = await ownMiddle())
})
beforeEach(restoreWorld)

const run = (statement: SQL) => database().execute(statement)
const say = async (answer: unknown) => told(await answer, names)

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
        panelId: 'elsewhere panel',
        chair: true,
        declared: false,
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
        panelId: 'panel',
        chair: true,
        declared: false,
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
    async () => {
      const rounds = await Promise.all([w.actors.otherJudge, w.actors.assignedJudge].map(roundsOfJudge))
      return rounds.map((rows) => rows.find((row) => row.id === w.round.id)!.declared)
    },
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
    'no ballots of another panel of the round',
    () => ballotsOfJudge(w.actors.otherPanelJudge, w.final.id),
    [],
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

describe('a judge sees', () => {
  it.each(forJudges)('%s', async (_what, ask, expected) => {
    expect(await say(ask())).toEqual(expected)
  })
})
