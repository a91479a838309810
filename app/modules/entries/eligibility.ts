import type { Message } from '../refusal/refusal.ts'
import type { EditionRules, EntryFacts } from './entry.ts'

/** One rule's answer: it holds, it does not, or it cannot be told yet. */
export type Finding = {
  rule: 'window' | 'parts' | 'cap' | 'language'
  holds: boolean | null
  why: Message
  field: string
}

/**
 * The rules of a work, each with its answer in the rule's words.
 * Source: the award's rules (window, two thirds, at most five parts, works an author); see `domain.md`, "Rules of a work".
 */
export function eligibilityOf(entry: EntryFacts, rules: EditionRules): Finding[] {
  return [
    windowFinding(entry, rules),
    partsFinding(entry, rules),
    capFinding(entry, rules),
    languageFinding(entry),
  ]
}

/**
 * Published inside the window. A work that straddles its edge counts when at least two thirds of its parts, or of its
 * minutes where every part states them, fall inside: inside × 3 ≥ total × 2, in whole numbers.
 */
function windowFinding({ parts }: EntryFacts, rules: EditionRules): Finding {
  const values = { start: rules.windowStart, end: rules.windowEnd }
  const finding = (holds: boolean | null, key: string, more = {}): Finding => ({
    rule: 'window',
    holds,
    why: { key: `rule.${key}`, values: { ...values, ...more } },
    field: 'parts',
  })
  if (parts.length === 0 || parts.some((part) => !part.publishedOn)) return finding(null, 'windowUnknown')
  const inside = parts.filter(
    (part) => part.publishedOn! >= rules.windowStart && part.publishedOn! <= rules.windowEnd,
  )
  if (inside.length === parts.length) return finding(true, 'windowInside')
  if (inside.length === 0 || !rules.twoThirdsRule) return finding(false, 'windowOutside')
  const counts = { inside: inside.length, total: parts.length }
  const enough = twoThirds(inside.length, parts.length) || twoThirdsOfMinutes(inside, parts)
  return finding(enough, enough ? 'windowTwoThirds' : 'windowUnderTwoThirds', counts)
}

const twoThirds = (inside: number, total: number) => inside * 3 >= total * 2

function twoThirdsOfMinutes(inside: EntryFacts['parts'], parts: EntryFacts['parts']): boolean {
  if (parts.some((part) => !part.minutes)) return false
  const sum = (rows: EntryFacts['parts']) => rows.reduce((minutes, part) => minutes + part.minutes!, 0)
  return twoThirds(sum(inside), sum(parts))
}

function partsFinding({ parts }: EntryFacts, { maxParts }: EditionRules): Finding {
  const values = { count: parts.length, max: maxParts }
  const holds = parts.length === 0 ? null : parts.length <= maxParts
  return {
    rule: 'parts',
    holds,
    why: { key: holds === false ? 'rule.partsTooMany' : 'rule.parts', values },
    field: 'parts',
  }
}

function capFinding({ worksOfAuthors }: EntryFacts, { capPerAuthor }: EditionRules): Finding {
  if (capPerAuthor === null)
    return { rule: 'cap', holds: true, why: { key: 'rule.capNone' }, field: 'authors' }
  const over = worksOfAuthors.find((author) => author.works > capPerAuthor)
  if (over)
    return {
      rule: 'cap',
      holds: false,
      why: { key: 'rule.capOver', values: { ...over, max: capPerAuthor } },
      field: 'authors',
    }
  const holds = worksOfAuthors.length === 0 ? null : true
  return { rule: 'cap', holds, why: { key: 'rule.cap', values: { max: capPerAuthor } }, field: 'authors' }
}

function languageFinding({ category, language }: EntryFacts): Finding {
  const holds =
    category === null ? null : category.languages === null || category.languages.includes(language)
  return {
    rule: 'language',
    holds,
    why: { key: holds === false ? 'rule.languageNot' : 'rule.language' },
    field: 'language',
  }
}
