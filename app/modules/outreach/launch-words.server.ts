import { pageTexts, translator } from '#app/i18n/all.server.ts'
import { formatDate, roman } from '#app/i18n/format.ts'
import { sayDeadline } from '#app/i18n/say-moment.ts'
import type { OwnProvince } from '../participation/own-province.server.ts'
import { launchDays, type LaunchFacts, type LaunchKind, type LaunchText } from './launch.ts'
import { unitSaid } from './signature.server.ts'

export type LaunchEdition = {
  number: number
  year: number
  windowStart: string
  windowEnd: string
  opensAt: Date
  closesAt: Date
  maxParts: number
  capPerAuthor: number | null
  categories: string[]
}

const t = translator('vi')

/** What the rules of an edition say today, as the texts tell it. */
export function launchFacts(edition: LaunchEdition, link: string): LaunchFacts {
  const cap = edition.capPerAuthor
  return {
    windowStart: formatDate(edition.windowStart, 'vi'),
    windowEnd: formatDate(edition.windowEnd, 'vi'),
    closesAt: sayDeadline(edition.closesAt, pageTexts('vi')),
    cap: cap === null ? t('launch.noCap') : t('launch.cap', { count: cap }),
    maxParts: String(edition.maxParts),
    categories: edition.categories.join('; '),
    link,
  }
}

/** Every piece in the words the rules make; what is filled in by the letterhead or on the day stays empty. */
export function launchWords(
  edition: LaunchEdition,
  province: OwnProvince,
  facts: LaunchFacts,
): Record<LaunchKind, LaunchText> {
  const said = {
    award: t('launch.award', { edition: roman(edition.number) }),
    unit: unitSaid(province, 'vi'),
    year: edition.year,
    from: facts.windowStart,
    to: facts.windowEnd,
    closes: facts.closesAt,
    categories: facts.categories,
    parts: t('launch.parts', { count: edition.maxParts }),
    capRule: edition.capPerAuthor === null ? t('launch.noCapRule') : t('launch.capRule', { cap: facts.cap }),
    link: facts.link,
  }
  const ends = { number: '', placeAndDate: '', signer: t('report.signer.province'), signerName: '' }
  return {
    letter: {
      ...ends,
      about: t('launch.letter.about', said),
      to: t('launch.letter.to', said),
      body: t('launch.letter.body', said),
      recipients: t('launch.letter.recipients'),
    },
    plan: {
      ...ends,
      about: t('launch.plan.about', said),
      purpose: t('launch.plan.purpose', said),
      content: t('launch.plan.content', said),
      schedule: t('launch.plan.schedule', { ...daysSaid(edition), closes: facts.closesAt }),
      organisation: t('launch.plan.organisation'),
      recipients: t('launch.plan.recipients'),
    },
    poster: {
      call: t('launch.posterText.call', said),
      body: t('launch.posterText.body', said),
      deadline: t('launch.posterText.deadline', said),
      scan: t('launch.posterText.scan'),
    },
    email: { subject: t('launch.email.subject', said), body: t('launch.email.body', said) },
    zalo: { body: t('launch.zalo.body', said) },
  }
}

function daysSaid({ opensAt, closesAt }: LaunchEdition) {
  const days = Object.entries(launchDays(opensAt, closesAt))
  return Object.fromEntries(days.map(([name, at]) => [name, formatDate(at, 'vi')]))
}
