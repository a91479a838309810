import { translator } from '#app/i18n/all.server.ts'
import { entryNumber, formatDate, formatMoment, formatNumber, roman } from '#app/i18n/format.ts'
import { computed } from '#app/i18n/index.ts'
import type { DocumentBlock, OfficialDocument } from '../documents/document.ts'
import { committeeHead, placeAndDate } from '../documents/province-head.server.ts'
import type { Measures } from '../participation/measures.ts'
import { atLeast, mapLegend } from '../participation/map-values.ts'
import { shareOf } from '../participation/rates.ts'
import { largestOf, tileMap } from '../participation/pictures/tile-map.ts'
import type { PrintedParticipation } from '../participation/print.server.ts'
import type { AnnexRow, ReportFigures } from './report-figures.server.ts'
import type { Tile } from '../provinces/tiles.ts'

export type ReportAsk = {
  letterhead: OfficialDocument['letterhead']
  /** "Báo cáo sơ kết 6 tháng", or "Báo cáo tham gia Giải thưởng" */
  kind: 'halfYear' | 'participation'
  province: { code: string; name: string; isCity: boolean } | null
  /** where the units of the frame stand on the map */
  tiles: Tile[]
}

const t = translator('vi')
const count = (value: number) => formatNumber(value, 'vi')

/** The report in the words of an official document, every sentence made from the figures by rule. */
export function participationReport(figures: ReportFigures, ask: ReportAsk, at: Date): OfficialDocument {
  const edition = roman(figures.edition)
  const place = ask.province?.name ?? t('report.capital')
  const whose = ask.province ? 'province' : 'country'
  const number = t(`report.number.${whose}.${ask.letterhead}`)
  const written = placeAndDate(place, at)
  return {
    letterhead: ask.letterhead,
    ...(ask.province
      ? committeeHead(ask.province, ask.letterhead)
      : { superior: t(`minutes.superior.${ask.letterhead}`), body: t('minutes.body', { edition }) }),
    number,
    placeAndDate: written,
    title: t('report.title'),
    abstract: t(`report.abstract.${ask.kind}`, { edition, period: periodOf(figures) }).trim(),
    blocks: numbered(ask.province ? ofProvince(figures, ask, at) : ofCountry(figures, ask, at)),
    ...(ask.province && figures.annex.length > 0
      ? { annex: annex(figures), annexOf: annexOf(number, written) }
      : {}),
    signatures: [
      { office: '', name: '' },
      { office: t(`report.signer.${whose}`), name: '' },
    ],
    recipients: t(`report.recipients.${whose}.${ask.letterhead}`).split('\n'),
    language: 'vi-VN',
  }
}

/** The lines around the text that may be changed, each under its own name; blocks are `block.<index>`, `annex.<index>`. */
export const editedLines = ['superior', 'body', 'number', 'placeAndDate', 'title', 'abstract'] as const

/** The document in the words it was given since; what is not named stays as it was written. */
export function worded(document: OfficialDocument, wording: Record<string, string>): OfficialDocument {
  const lines = Object.fromEntries(editedLines.map((name) => [name, wording[name] ?? document[name]]))
  const [first, last] = document.signatures
  const given = { ...document, ...lines }
  return {
    ...given,
    ...(document.annex ? { annexOf: annexOf(given.number ?? '', given.placeAndDate) } : {}),
    blocks: wordedBlocks('block', document.blocks, wording),
    annex: document.annex && wordedBlocks('annex', document.annex, wording),
    signatures: [first!, { office: wording.signer ?? last!.office, name: wording.signerName ?? last!.name }],
    recipients: wording.recipients?.split('\n').filter((line) => line.trim() !== '') ?? document.recipients,
  }
}

/** "(Kèm theo Báo cáo số … ngày …)": the number and the day of the letter, whatever was written there. */
export function annexOf(number: string, placeAndDate: string): string {
  const day = /(?<=,\s*)ngày .*/u.exec(placeAndDate)?.[0] ?? placeAndDate
  const written = number.replace(/^\s*Số:?(\s*)/iu, (_, blank: string) => (blank.length > 1 ? '……' : ''))
  return t('report.annexOf', { number: written.trim(), day: day.trim() })
}

function wordedBlocks(
  under: 'block' | 'annex',
  blocks: DocumentBlock[],
  wording: Record<string, string>,
): DocumentBlock[] {
  return blocks.flatMap((block, index): DocumentBlock[] => {
    if (block.kind === 'table' || block.kind === 'picture') return [block]
    const text = wording[`${under}.${index}`] ?? block.text
    if (block.kind === 'heading') return text.trim() === '' ? [] : [{ ...block, text }]
    return text
      .split(/\n+/)
      .filter((line) => line.trim() !== '')
      .map((line) => ({ ...block, text: line }))
  })
}

/** Sections numbered as official documents are: I, II, III. */
function numbered(blocks: DocumentBlock[]): DocumentBlock[] {
  let section = 0
  return blocks.map((block) =>
    block.kind === 'heading' ? { ...block, text: `${roman(++section)}. ${block.text}` } : block,
  )
}

function ofCountry(figures: ReportFigures, { kind, tiles }: ReportAsk, at: Date): DocumentBlock[] {
  return [
    heading(t('report.section.overview')),
    paragraph(receivedOfAll(figures)),
    paragraph(statement(figures)),
    ...urged(kind, figures),
    ...outside(figures),
    ...standings(figures),
    ...panels(figures),
    heading(t('report.section.provinces')),
    map(figures, tiles),
    table(t('province.column.province'), everyPlace(figures), figures),
    ...byCategory(figures),
    ...byLanguage(figures),
    ...grounds(at),
    paragraph(t('report.annexBeside', works(figures.annex.length))),
  ]
}

function ofProvince(figures: ReportFigures, { kind, province }: ReportAsk, at: Date): DocumentBlock[] {
  const [own] = figures.provinces
  return [
    heading(t('report.section.overview')),
    ...ownCount(unitName(province!), own!, figures).map(paragraph),
    ...urged(kind, figures),
    ...(own!.received > 0 ? [...standings(figures), ...byCategory(figures), ...byLanguage(figures)] : []),
    ...grounds(at),
    ...(figures.annex.length > 0 ? [paragraph(t('report.annexAfter', works(figures.annex.length)))] : []),
  ]
}

/** How the urging went: what a half-year report is for. */
function urged(kind: ReportAsk['kind'], { urged: { invited, registered } }: ReportFigures): DocumentBlock[] {
  if (kind !== 'halfYear') return []
  if (invited === 0) return [paragraph(t('report.urgedNone'))]
  return [paragraph(t('report.urged', { invited: count(invited), registered: count(registered) }))]
}

/** What the province sent; where that cannot be told from the works of merged or split units, that it cannot. */
function ownCount(name: string, own: Measures & { code: string }, figures: ReportFigures): string[] {
  const untold = figures.untold.includes(own.code)
  if (own.received === 0) return [t(untold ? 'report.ownUntold' : `${inTime(figures)}.ownNone`, { name })]
  const counted = received(
    own,
    figures,
    t(`${inTime(figures)}.ofProvince`, { count: own.received, received: count(own.received), name }),
  )
  return untold ? [counted, t('report.ownAtLeast', { name })] : [counted]
}

/** Of a period nothing is said but of that period: a unit without works in it may have some of before or after. */
const inTime = ({ period }: PrintedParticipation) =>
  period.from || period.to ? ('report.inPeriod' as const) : ('report' as const)

const works = (number: number) => ({ count: number, works: count(number) })

function grounds(at: Date): DocumentBlock[] {
  return [
    heading(t('report.section.grounds')),
    paragraph(t('report.grounds', { at: formatMoment(at, 'vi') })),
  ]
}

function map({ provinces, untold }: ReportFigures, tiles: Tile[]): DocumentBlock {
  const values = new Map(
    provinces.map(({ code, received: value }) => {
      const plain = { value, said: count(value) }
      return [code, untold.includes(code) ? atLeast(plain, value) : plain]
    }),
  )
  const svg = tileMap(tiles, values, '', {
    title: t('measures.map.received'),
    steps: mapLegend(largestOf(tiles, values), 'received', { t, locale: 'vi' }),
  })
  const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/.exec(svg)!
  return {
    kind: 'picture',
    svg,
    text: t('province.map'),
    width: 0.5,
    ratio: Number(height) / Number(width),
  }
}

/** Who the authors are, where that was told of any; with those of whom it was not, so that the sum is of all. */
function standings({ standings: counts }: ReportFigures): DocumentBlock[] {
  const told = (['press', 'other', 'overseas', 'foreign'] as const).filter((name) => (counts[name] ?? 0) > 0)
  if (told.length === 0) return []
  const said = (name: (typeof told)[number] | 'untold', of: number) =>
    t(`report.standing.${name}`, { count: of, number: count(of) })
  const named = told.map((name) => said(name, counts[name]!))
  const rest = counts[''] ? [said('untold', counts[''])] : []
  const list = [...named, ...rest].join('; ')
  return [paragraph(t('report.standings', { list }))]
}

function panels({ rounds }: ReportFigures): DocumentBlock[] {
  return rounds.map(({ stage, panels: number, opensAt, closesAt }) =>
    paragraph(
      t('report.round', {
        stage: t(`round.stage.${stage}`),
        panels: count(number),
        from: formatDate(opensAt, 'vi'),
        to: formatDate(closesAt, 'vi'),
      }),
    ),
  )
}

function annex({ edition, annex: rows }: ReportFigures): DocumentBlock[] {
  return [
    heading(t('report.annexTitle')),
    {
      kind: 'table',
      head: [
        t('entry.number'),
        t('entry.title'),
        t('entry.section.authors'),
        t('entry.category'),
        t('entry.stateColumn'),
      ],
      widths: [13, 35, 24, 16, 12],
      numbers: [],
      rows: rows.map((row) => [
        entryNumber(edition, row.number),
        row.title,
        row.authors ?? '',
        row.category ?? '',
        stateOf(row),
      ]),
    },
  ]
}

/** What a work came to: its prize where it has one, else what screening found. */
export const stateOf = ({ state, prize }: AnnexRow) =>
  prize ? t(`prize.${prize}`) : t(computed(`entry.state.${state}`))

const heading = (text: string): DocumentBlock => ({ kind: 'heading', text })
const paragraph = (text: string): DocumentBlock => ({ kind: 'paragraph', text })

const unitName = ({ name, isCity }: { name: string; isCity: boolean }) =>
  t(isCity ? 'report.city' : 'report.provinceName', { name })

function receivedOfAll(figures: ReportFigures): string {
  const all = total(figures)
  if (all.received === 0) return t(`${inTime(figures)}.receivedNone`)
  const head = t(`${inTime(figures)}.received`, { count: all.received, received: count(all.received) })
  return received(all, figures, head)
}

/** How many were received, what screening found of them, how they came off; what is not told yet is said to be so. */
function received(all: Measures, { ineligible, told }: ReportFigures, head: string): string {
  const screened = [
    all.eligible > 0 ? t('report.eligible', { eligible: count(all.eligible) }) : t('report.eligibleNone'),
    ...(ineligible > 0 ? [t('report.ineligible', { ineligible: count(ineligible) })] : []),
  ]
  const inFinal =
    all.inFinal > 0 ? t('report.inFinal', { inFinal: count(all.inFinal) }) : t('report.inFinalNone')
  const prizes = all.prizes > 0 ? t('report.prizes', { prizes: count(all.prizes) }) : t('report.prizesNone')
  return t('report.sentence', {
    received: head,
    screened: screened.join(', '),
    outcome: [...(told.final ? [inFinal] : []), told.prizes ? prizes : t('report.untold')].join(', '),
  })
}

/** "34/34 tỉnh, thành phố" when nobody is absent; otherwise the absent by name. */
function statement(figures: PrintedParticipation): string {
  const { participating, of, absent, undecided, unplaced, untold } = figures
  const when = inTime(figures)
  const names = (units: { name: string }[]) => units.map((unit) => unit.name).join(', ')
  const sentences = [
    undecided.length > 0
      ? t(`${when}.tookPartUntold`, { participating, of, absent: names(absent) || t('province.nobody') })
      : absent.length === 0
        ? t(`${when}.allTookPart`, { participating, of })
        : participating === 0
          ? t(`${when}.nobodyTookPart`, { of })
          : t(`${when}.tookPart`, { participating, of, count: absent.length, absent: names(absent) }),
    ...(undecided.length > 0 ? [t('province.undecided', { units: names(undecided) })] : []),
    ...(unplaced.received > 0 ? [t('province.unplaced', { count: unplaced.received })] : []),
    ...(untold.length > 0 ? [t('province.untold')] : []),
  ]
  return sentences.join(' ')
}

function outside({ buckets }: PrintedParticipation): DocumentBlock[] {
  const told = (['central', 'overseas', 'foreign'] as const).filter((name) => buckets[name].received > 0)
  if (told.length === 0) return []
  return [
    paragraph(
      t('report.outside', {
        list: told
          .map((name) => {
            const { received: works } = buckets[name]
            return t(`report.bucket.${name}`, { count: works, number: count(works) })
          })
          .join('; '),
      }),
    ),
  ]
}

function byCategory(figures: ReportFigures): DocumentBlock[] {
  const rows = figures.byCategory.map((row): Line => [row.name, row])
  return [heading(t('report.section.categories')), table(t('entry.category'), rows, figures)]
}

/** A row of a table: of some nothing is known, which is not the same as nothing; of a sum not all can be added up. */
type Line = [name: string, row: Measures, as?: 'unknown' | 'sum']

/** Every province, every group outside the grid, what could not be placed, and the sum of all. */
function everyPlace(figures: ReportFigures): Line[] {
  const { provinces, buckets, unplaced, untold } = figures
  return [
    ...provinces.map((row): Line => {
      if (!untold.includes(row.code)) return [row.name, row]
      return [`${row.name}*`, row, row.received === 0 ? 'unknown' : undefined]
    }),
    ...(['central', 'overseas', 'foreign'] as const).map((name): Line => [
      t(`bucket.${name}`),
      buckets[name],
    ]),
    ...(unplaced.received > 0 ? [[t('province.unplacedRow'), unplaced] satisfies Line] : []),
    [t('table.total'), total(figures), 'sum'],
  ]
}

function byLanguage({ byLanguage: languages }: PrintedParticipation): DocumentBlock[] {
  const rows = Object.entries(languages).sort(([, one], [, other]) => other - one)
  if (rows.length === 0) return []
  const all = rows.reduce((sum, [, value]) => sum + value, 0)
  const foreign = all - (languages.vi ?? 0)
  const share = shareOf(foreign, all)
  return [
    heading(t('report.section.languages')),
    paragraph(
      foreign === 0
        ? t('report.foreignNone')
        : t(share.kind === 'rate' ? 'report.foreign' : 'report.foreignFew', {
            count: foreign,
            foreign: count(foreign),
            all: count(all),
            share: share.kind === 'rate' ? formatNumber(share.rate * 100, 'vi', 1) : '',
            list: rows
              .filter(([language]) => language !== 'vi')
              .map(([language, value]) =>
                t('report.inLanguage', {
                  number: count(value),
                  language: insideSentence(t(computed(`language.${language}`))),
                }),
              )
              .join(', '),
          }),
    ),
  ]
}

const insideSentence = (text: string) => text.charAt(0).toLocaleLowerCase('vi') + text.slice(1)

/** What is not told yet is a dash; so are agencies and authors of a sum, who may stand in several rows. */
function table(first: string, lines: Line[], { told }: ReportFigures): DocumentBlock {
  const measures = ['received', 'eligible', 'inFinal', 'prizes', 'agencies', 'authors'] as const
  const said = (measure: (typeof measures)[number], row: Measures, as: Line[2]) => {
    if (measure === 'inFinal' && !told.final) return '–'
    if (measure === 'prizes' && !told.prizes) return '–'
    if (as === 'sum' && (measure === 'agencies' || measure === 'authors')) return '–'
    return as === 'unknown' ? '?' : count(row[measure])
  }
  return {
    kind: 'table',
    head: [first, ...measures.map((measure) => t(`province.measure.${measure}`))],
    widths: [34, 11, 11, 11, 11, 11, 11],
    numbers: [1, 2, 3, 4, 5, 6],
    rows: lines.map(([name, row, as]) => [name, ...measures.map((measure) => said(measure, row, as))]),
  }
}

function total({ byCategory: rows }: PrintedParticipation): Measures {
  const sum = (measure: keyof Measures) => rows.reduce((all, row) => all + row[measure], 0)
  return {
    received: sum('received'),
    eligible: sum('eligible'),
    inFinal: sum('inFinal'),
    prizes: sum('prizes'),
    agencies: 0,
    authors: 0,
  }
}

function periodOf({ period }: PrintedParticipation): string {
  if (period.from && period.to)
    return t('report.period', { from: formatDate(period.from, 'vi'), to: formatDate(period.to, 'vi') })
  if (period.to) return t('report.periodTo', { to: formatDate(period.to, 'vi') })
  return period.from ? t('report.periodFrom', { from: formatDate(period.from, 'vi') }) : ''
}
