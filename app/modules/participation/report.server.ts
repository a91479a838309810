import { translator } from '#app/i18n/all.server.ts'
import { formatDate, formatMoment, formatNumber, roman } from '#app/i18n/format.ts'
import { computed } from '#app/i18n/index.ts'
import type { DocumentBlock, OfficialDocument } from '../exports/formats/document.ts'
import type { Measures } from './measures.ts'
import type { PrintedParticipation } from './print.server.ts'

export type ReportAsk = {
  letterhead: OfficialDocument['letterhead']
  /** "Báo cáo sơ kết 6 tháng", or "Báo cáo tham gia Giải thưởng" */
  kind: 'halfYear' | 'participation'
  /** the figures' own parameters, written out so that anybody can ask for them again */
  command: string
  province: { code: string; name: string; isCity: boolean } | null
}

const t = translator('vi')
const count = (value: number) => formatNumber(value, 'vi')

/** The report in the words of an official document, every sentence made from the figures by rule. */
export function participationReport(
  figures: PrintedParticipation,
  ask: ReportAsk,
  at: Date,
): OfficialDocument {
  const edition = roman(figures.edition)
  const place = ask.province?.name ?? t('report.capital')
  const day = new Date(at.getTime() + 7 * 3600_000)
  const month = day.getUTCMonth() + 1
  return {
    letterhead: ask.letterhead,
    superior: ask.province
      ? t(ask.letterhead === 'party' ? 'report.superiorParty' : 'report.superiorState', {
          place: ask.province.name.toLocaleUpperCase('vi'),
        })
      : t(`minutes.superior.${ask.letterhead}`),
    body: ask.province ? t('report.provinceBody') : t('minutes.body', { edition }),
    placeAndDate: t('report.placeAndDate', {
      place,
      day: String(day.getUTCDate()).padStart(2, '0'),
      month: month < 3 ? `0${month}` : String(month),
      year: day.getUTCFullYear(),
    }),
    title: t('report.title'),
    abstract: t(`report.abstract.${ask.kind}`, { edition, period: periodOf(figures) }),
    blocks: ask.province ? ofProvince(figures, ask) : ofCountry(figures, ask),
    signatures: [
      { office: '', name: '' },
      { office: t('report.signer'), name: '' },
    ],
    language: 'vi-VN',
  }

  function ofCountry(shown: PrintedParticipation, { command }: ReportAsk): DocumentBlock[] {
    const all = total(shown)
    return [
      heading(t('report.section.overview')),
      paragraph(received(all)),
      paragraph(statement(shown)),
      ...outside(shown),
      heading(t('report.section.provinces')),
      table(
        t('province.column.province'),
        shown.provinces.map((row) => [row.name, row]),
      ),
      ...byCategory(shown),
      ...byLanguage(shown),
      ...grounds(command),
    ]
  }

  function ofProvince(shown: PrintedParticipation, { command }: ReportAsk): DocumentBlock[] {
    const [own] = shown.provinces
    const ahead = t('report.ofProvince', { name: unitName(ask.province!) })
    return [
      heading(t('report.section.overview')),
      paragraph(`${ahead} ${received(own!)}`),
      ...(own!.received > 0 ? [...byCategory(shown), ...byLanguage(shown)] : []),
      ...grounds(command),
    ]
  }

  function grounds(command: string): DocumentBlock[] {
    return [
      heading(t('report.section.grounds')),
      paragraph(t('report.grounds', { at: formatMoment(at, 'vi'), command })),
    ]
  }
}

const heading = (text: string): DocumentBlock => ({ kind: 'heading', text })
const paragraph = (text: string): DocumentBlock => ({ kind: 'paragraph', text })

const unitName = ({ name, isCity }: { name: string; isCity: boolean }) =>
  t(isCity ? 'report.city' : 'report.provinceName', { name })

/** One, several, none. */
function received(all: Measures): string {
  if (all.received === 0) return t('report.receivedNone')
  const parts = [
    t('report.received', { count: all.received, received: count(all.received) }),
    t('report.eligible', { eligible: count(all.eligible) }),
    all.inFinal > 0 ? t('report.inFinal', { inFinal: count(all.inFinal) }) : t('report.inFinalNone'),
    all.prizes > 0 ? t('report.prizes', { prizes: count(all.prizes) }) : t('report.prizesNone'),
  ]
  return t('report.sentence', { parts: parts.join('; ') })
}

/** "34/34 tỉnh, thành phố" when nobody is absent; otherwise the absent by name. */
function statement({ participating, of, absent, undecided }: PrintedParticipation): string {
  const names = (units: { name: string }[]) => units.map((unit) => unit.name).join(', ')
  const sentences = [
    absent.length === 0
      ? t('report.allTookPart', { participating, of })
      : participating === 0
        ? t('report.nobodyTookPart', { of })
        : t('report.tookPart', { participating, of, count: absent.length, absent: names(absent) }),
    ...(undecided.length > 0 ? [t('province.undecided', { units: names(undecided) })] : []),
  ]
  return sentences.join(' ')
}

function outside({ buckets }: PrintedParticipation): DocumentBlock[] {
  const told = (['central', 'overseas', 'foreign'] as const).filter((name) => buckets[name].received > 0)
  if (told.length === 0) return []
  return [
    paragraph(
      t('report.outside', {
        list: told.map((name) => `${t(`bucket.${name}`)} ${count(buckets[name].received)}`).join('; '),
      }),
    ),
  ]
}

function byCategory({ byCategory: rows }: PrintedParticipation): DocumentBlock[] {
  return [
    heading(t('report.section.categories')),
    table(
      t('entry.category'),
      rows.map((row) => [row.name, row]),
    ),
  ]
}

function byLanguage({ byLanguage: languages }: PrintedParticipation): DocumentBlock[] {
  const rows = Object.entries(languages)
  if (rows.length === 0) return []
  const all = rows.reduce((sum, [, value]) => sum + value, 0)
  const foreign = all - (languages.vi ?? 0)
  return [
    heading(t('report.section.languages')),
    paragraph(
      foreign === 0
        ? t('report.foreignNone')
        : t('report.foreign', {
            count: foreign,
            foreign: count(foreign),
            share: formatNumber((foreign / all) * 100, 'vi', 1),
            list: rows
              .filter(([language]) => language !== 'vi')
              .map(([language, value]) => `${t(computed(`language.${language}`))} ${count(value)}`)
              .join(', '),
          }),
    ),
  ]
}

function table(first: string, rows: [string, Measures][]): DocumentBlock {
  const measures = ['received', 'eligible', 'inFinal', 'prizes', 'agencies', 'authors'] as const
  return {
    kind: 'table',
    head: [first, ...measures.map((measure) => t(`province.measure.${measure}`))],
    widths: [34, 11, 11, 11, 11, 11, 11],
    numbers: [1, 2, 3, 4, 5, 6],
    rows: rows.map(([name, row]) => [name, ...measures.map((measure) => count(row[measure]))]),
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
