import { describe, expect, it } from 'vitest'
import { translator } from '#app/i18n/all.server.ts'
import type { DocumentBlock } from '#app/modules/documents/document.ts'
import type { MinutesContent } from '#app/modules/results/minutes.ts'
import { minutesDocument } from '#app/modules/results/minutes-document.server.ts'

const t = translator('vi')
const row = (values: Partial<MinutesContent['categories'][number]['rows'][number]>) => ({
  rank: 1,
  number: 7,
  title: 'Biển gọi',
  agency: 'Báo Thử',
  readings: 3,
  mean: 87.5,
  adjusted: 86.25,
  inFinal: false,
  prize: null,
  ...values,
})
const content: MinutesContent = {
  edition: 12,
  year: 2026,
  stage: 'preliminary',
  panel: 'Tiểu ban Báo in',
  opensAt: '2026-08-01T01:00:00.000Z',
  closesAt: '2026-08-20T10:00:00.000Z',
  closedAt: '2026-08-19T09:30:00.000Z',
  chair: 'Trần An',
  judges: ['Trần An', 'Lê Bình'],
  entries: 2,
  sheets: 5,
  recusals: 1,
  decidesBy: 'raw',
  tieRule: ['mainCriterion', 'council'],
  categories: [
    {
      name: 'Báo in',
      rows: [
        row({ inFinal: true }),
        row({
          rank: null,
          number: 8,
          title: 'Chưa chấm',
          agency: '',
          readings: 0,
          mean: null,
          adjusted: null,
        }),
      ],
      ties: [{ number: 8, toldBy: 'spread' }],
      departure: 'Ưu tiên đề tài biển đảo.',
    },
  ],
  ballots: [],
  dataHash: 'abc',
  chainHead: 'def',
  signedOff: [{ name: 'Trần An', at: '2026-08-20T01:02:00.000Z', hash: 'abc' }],
}
const at = new Date('2026-08-21T18:00:00Z')
const drawn = (changed: Partial<MinutesContent> = {}, day = at) =>
  minutesDocument({ ...content, ...changed }, 'party', day)
const said = (blocks: DocumentBlock[]) =>
  blocks.map((block) =>
    block.kind === 'table' ? block.rows : block.kind === 'picture' ? block.kind : block.text,
  )
const tables = (blocks: DocumentBlock[]) => blocks.flatMap((block) => (block.kind === 'table' ? [block] : []))

it('sets the minutes of a panel down in the order of an official document', () => {
  const document = drawn()
  expect({ ...document, blocks: [] }).toEqual({
    letterhead: 'party',
    superior: t('minutes.superior.party'),
    body: t('minutes.body', { edition: 'XII' }),
    // one in the morning of the next day in Viet Nam
    placeAndDate: t('minutes.placeAndDate', { day: '22', month: '8', year: 2026 }),
    title: t('minutes.title'),
    abstract: t('minutes.ofPanel', {
      panel: 'Tiểu ban Báo in',
      stage: 'vòng sơ khảo',
      edition: 'XII',
      year: 2026,
    }),
    blocks: [],
    signatures: [
      { office: t('minutes.secretary'), name: '' },
      { office: t('minutes.chair'), name: 'Trần An' },
    ],
    language: 'vi-VN',
  })
  expect(said(document.blocks)).toEqual([
    t('minutes.section.time'),
    t('minutes.time', { opens: '08:00 01/08/2026', closed: '16:30 19/08/2026' }),
    t('minutes.members', { count: 2, names: 'Trần An, Lê Bình' }),
    t('minutes.chairedBy', { name: 'Trần An' }),
    t('minutes.section.work'),
    t('minutes.work', { entries: 2, sheets: 5, recusals: 1 }),
    t('minutes.rule', {
      basis: t('round.basisOf.raw').toLocaleLowerCase('vi'),
      ties: `${t('round.tieBreak.mainCriterion')}; ${t('round.tieBreak.council')}`,
    }),
    t('minutes.section.category', { name: 'Báo in' }),
    [
      ['1', 'XII-0007', 'Biển gọi (Báo Thử)', '3', '87,50', '86,25', t('minutes.toFinal')],
      ['–', 'XII-0008', 'Chưa chấm', '0', '–', '–', ''],
    ],
    `XII-0008: ${t('round.tieShort.spread')}.`,
    `${t('results.departs')} Ưu tiên đề tài biển đảo.`,
    t('minutes.section.grounds'),
    t('minutes.dataHash', { hash: 'abc' }),
    t('minutes.chainHead', { hash: 'def' }),
    t('minutes.signedOff', { name: 'Trần An', at: '08:02 20/08/2026', hash: 'abc' }),
  ])
  expect(document.blocks.filter(({ kind }) => kind === 'heading').length).toBe(4)
  expect(tables(document.blocks)).toMatchObject([
    {
      head: (
        [
          'results.rank',
          'entry.number',
          'minutes.titleAndAgency',
          'results.readings',
          'minutes.mean',
          'results.adjusted',
          'minutes.decision',
        ] as const
      ).map((key) => t(key)),
      numbers: [0, 3, 4, 5],
      widths: [10, 17, 34, 10, 13, 13, 15],
    },
  ])
})

it('sets those of a council down with its ballots, and leaves out what there is not', () => {
  const count = {
    electorate: 9,
    cast: 8,
    quorumMet: true,
    votes: [
      { number: 7, title: 'Biển gọi', votes: 6 },
      { number: 9, title: 'Đồng xanh', votes: 2 },
    ],
    elected: [7],
    tied: [],
  }
  const council = drawn({
    stage: 'final',
    panel: null,
    chair: null,
    closedAt: null,
    sheets: 0,
    chainHead: '',
    signedOff: [],
    ballots: [
      { category: 'Báo in', prize: 'first', count },
      { category: 'Báo in', prize: null, count: { ...count, quorumMet: false, elected: [], tied: [7, 9] } },
    ],
  })
  expect(council.abstract).toBe(
    t('minutes.ofCouncil', { stage: 'vòng chung khảo', edition: 'XII', year: 2026 }),
  )
  expect(council.signatures).toEqual([
    { office: t('minutes.secretary'), name: '' },
    { office: t('minutes.president'), name: '' },
  ])
  const votes = [
    ['XII-0007', 'Biển gọi', '6/8'],
    ['XII-0009', 'Đồng xanh', '2/8'],
  ]
  expect(said(council.blocks)).toEqual([
    t('minutes.section.time'),
    t('minutes.time', { opens: '08:00 01/08/2026', closed: '17:00 20/08/2026' }),
    t('minutes.members', { count: 2, names: 'Trần An, Lê Bình' }),
    t('minutes.section.work'),
    t('minutes.work', { entries: 2, sheets: 0, recusals: 1 }),
    t('minutes.section.ballot', { category: 'Báo in', prize: t('prize.first') }),
    t('ballot.cast', { cast: 8, electorate: 9 }),
    votes,
    t('minutes.elected', { works: 'XII-0007' }),
    t('minutes.section.yesno', { category: 'Báo in' }),
    t('ballot.cast', { cast: 8, electorate: 9 }),
    t('ballot.noQuorum'),
    votes,
    t('minutes.tied', { works: 'XII-0007, XII-0009' }),
    t('minutes.section.grounds'),
    t('minutes.dataHash', { hash: 'abc' }),
  ])
})

it('names the prizes in a final that was scored, and no list of a category without works', () => {
  const [category] = content.categories
  const final = drawn({
    stage: 'final',
    categories: [
      {
        ...category!,
        rows: [row({ prize: 'second' }), row({ number: 8, inFinal: true })],
        ties: [],
        departure: '',
      },
      { name: 'Ảnh', rows: [], ties: [], departure: '' },
    ],
  })
  expect(tables(final.blocks).map(({ rows }) => rows.map((cells) => cells.at(-1)))).toEqual([
    [t('prize.second'), ''],
  ])
  expect(said(final.blocks)).not.toContain(t('minutes.section.category', { name: 'Ảnh' }))
  expect(said(final.blocks).join()).not.toContain(t('results.departs'))
})

describe('the date of an official document', () => {
  it.each([
    ['2026-02-08T05:00:00Z', '08', '02'],
    ['2026-03-01T05:00:00Z', '01', '3'],
    ['2026-12-31T16:59:00Z', '31', '12'],
    ['2026-01-10T05:00:00Z', '10', '01'],
  ])('of %s has the day in two digits, the month only in January and February', (moment, day, month) =>
    expect(drawn({}, new Date(moment)).placeAndDate).toBe(
      t('minutes.placeAndDate', { day, month, year: 2026 }),
    ),
  )
})

it('says that nobody recused in words, not with a nought', () => {
  const [, , , , , work] = said(drawn({ recusals: 0 }).blocks)
  expect(work).toBe('Đã xét 2 tác phẩm với 5 phiếu chấm; không có lượt từ chối chấm.')
})
