import { translator } from '#app/i18n/all.server.ts'
import { entryNumber, formatMoment, formatNumber, roman } from '#app/i18n/format.ts'
import { clockOf } from '../calendar/local-time.ts'
import type { Letterhead, DocumentBlock, OfficialDocument } from '../documents/document.ts'
import type { MinutesBallot, MinutesCategory, MinutesContent } from './minutes.ts'

const t = translator('vi')
const points = (value: number | null) => (value === null ? '–' : formatNumber(value, 'vi', 2))

/** Minutes in the words and the order of an official document; it is Vietnamese whoever asks for it. */
export function minutesDocument(content: MinutesContent, letterhead: Letterhead, at: Date): OfficialDocument {
  const council = content.panel === null
  const stage = t(`round.stage.${content.stage}`)
  const edition = roman(content.edition)
  const day = clockOf(at)
  return {
    letterhead,
    superior: t(`minutes.superior.${letterhead}`),
    body: t('minutes.body', { edition }),
    placeAndDate: t('minutes.placeAndDate', {
      day: String(day.getUTCDate()).padStart(2, '0'),
      month: day.getUTCMonth() + 1 < 3 ? `0${day.getUTCMonth() + 1}` : String(day.getUTCMonth() + 1),
      year: day.getUTCFullYear(),
    }),
    title: t('minutes.title'),
    abstract: council
      ? t('minutes.ofCouncil', { stage: stage.toLocaleLowerCase('vi'), edition, year: content.year })
      : t('minutes.ofPanel', {
          panel: content.panel,
          stage: stage.toLocaleLowerCase('vi'),
          edition,
          year: content.year,
        }),
    blocks: [
      ...introduction(content),
      ...rules(content),
      ...content.categories.flatMap((category) => listOf(category, content)),
      ...content.ballots.flatMap((ballot) => ballotOf(ballot, content.edition)),
      ...grounds(content),
    ],
    signatures: [
      { office: t('minutes.secretary'), name: '' },
      { office: t(council ? 'minutes.president' : 'minutes.chair'), name: content.chair ?? '' },
    ],
    language: 'vi-VN',
  }
}

const heading = (text: string): DocumentBlock => ({ kind: 'heading', text })
const paragraph = (text: string): DocumentBlock => ({ kind: 'paragraph', text })

function introduction(content: MinutesContent): DocumentBlock[] {
  return [
    heading(t('minutes.section.time')),
    paragraph(
      t('minutes.time', {
        opens: formatMoment(content.opensAt, 'vi'),
        closed: formatMoment(content.closedAt ?? content.closesAt, 'vi'),
      }),
    ),
    paragraph(t('minutes.members', { count: content.judges.length, names: content.judges.join(', ') })),
    ...(content.chair ? [paragraph(t('minutes.chairedBy', { name: content.chair }))] : []),
    heading(t('minutes.section.work')),
    paragraph(
      t(content.recusals > 0 ? 'minutes.work' : 'minutes.workNoRecusal', {
        entries: content.entries,
        sheets: content.sheets,
        recusals: content.recusals,
      }),
    ),
  ]
}

function rules(content: MinutesContent): DocumentBlock[] {
  if (content.sheets === 0) return []
  return [
    paragraph(
      t('minutes.rule', {
        basis: t(`round.basisOf.${content.decidesBy}`).toLocaleLowerCase('vi'),
        ties: content.tieRule.map((step) => t(`round.tieBreak.${step}`)).join('; '),
      }),
    ),
  ]
}

function listOf(category: MinutesCategory, content: MinutesContent): DocumentBlock[] {
  if (category.rows.length === 0 || content.sheets === 0) return []
  const decision = (row: MinutesCategory['rows'][number]) =>
    content.stage === 'final'
      ? row.prize
        ? t(`prize.${row.prize}`)
        : ''
      : row.inFinal
        ? t('minutes.toFinal')
        : ''
  return [
    heading(t('minutes.section.category', { name: category.name })),
    {
      kind: 'table',
      head: [
        t('results.rank'),
        t('entry.number'),
        t('minutes.titleAndAgency'),
        t('results.readings'),
        t('minutes.mean'),
        t('results.adjusted'),
        t('minutes.decision'),
      ],
      widths: [10, 17, 34, 10, 13, 13, 15],
      numbers: [0, 3, 4, 5],
      rows: category.rows.map((row) => [
        row.rank === null ? '–' : String(row.rank),
        entryNumber(content.edition, row.number),
        row.agency ? `${row.title} (${row.agency})` : row.title,
        String(row.readings),
        points(row.mean),
        points(row.adjusted),
        decision(row),
      ]),
    },
    ...category.ties.map((tie) =>
      paragraph(`${entryNumber(content.edition, tie.number)}: ${t(`round.tieShort.${tie.toldBy}`)}.`),
    ),
    ...(category.departure ? [paragraph(`${t('results.departs')} ${category.departure}`)] : []),
  ]
}

function ballotOf({ category, prize, count }: MinutesBallot, edition: number): DocumentBlock[] {
  const numbers = (list: number[]) => list.map((number) => entryNumber(edition, number)).join(', ')
  return [
    heading(
      prize
        ? t('minutes.section.ballot', { category, prize: t(`prize.${prize}`) })
        : t('minutes.section.yesno', { category }),
    ),
    paragraph(t('ballot.cast', { cast: count.cast, electorate: count.electorate })),
    ...(count.quorumMet ? [] : [paragraph(t('ballot.noQuorum'))]),
    {
      kind: 'table',
      head: [t('entry.number'), t('entry.title'), t('ballot.votes')],
      widths: [16, 64, 20],
      numbers: [2],
      rows: count.votes.map((row) => [
        entryNumber(edition, row.number),
        row.title,
        `${row.votes}/${row.of ?? count.cast}`,
      ]),
    },
    ...(count.elected.length ? [paragraph(t('minutes.elected', { works: numbers(count.elected) }))] : []),
    ...(count.tied.length ? [paragraph(t('minutes.tied', { works: numbers(count.tied) }))] : []),
  ]
}

function grounds(content: MinutesContent): DocumentBlock[] {
  return [
    heading(t('minutes.section.grounds')),
    paragraph(t('minutes.dataHash', { hash: content.dataHash })),
    ...(content.chainHead ? [paragraph(t('minutes.chainHead', { hash: content.chainHead }))] : []),
    ...content.signedOff.map(({ name, at, hash }) =>
      paragraph(t('minutes.signedOff', { name, at: formatMoment(at, 'vi'), hash })),
    ),
  ]
}
