import { missingMedia } from './completeness.ts'
import { eligibilityOf, type Finding } from './eligibility.ts'
import type { EditionRules, EntryFacts } from './entry.ts'

/** One answer about a submitted work that a change of rules turned round. */
export type RecheckChange = {
  entryId: string
  number: number
  title: string
  rule: Finding['rule'] | 'media'
  holds: boolean
}
/** What a change of rules meant for what was already submitted: how many were looked at, and each answer that changed. */
export type Recheck = { checked: number; changes: RecheckChange[] }

export const changedEntries = ({ changes }: Recheck) => new Set(changes.map((change) => change.entryId)).size

type Rules = { edition: EditionRules; category: EntryFacts['category'] }

/** The answers that differ between the rules of before and of now; what cannot be told now is no change. */
export function turnedRound(
  facts: EntryFacts,
  before: Rules,
  after: Rules,
): Pick<RecheckChange, 'rule' | 'holds'>[] {
  const earlier = answersOf(facts, before)
  return [...answersOf(facts, after)].flatMap(([rule, holds]) =>
    holds !== null && earlier.get(rule) !== holds ? [{ rule, holds }] : [],
  )
}

function answersOf(
  facts: EntryFacts,
  { edition, category }: Rules,
): Map<RecheckChange['rule'], boolean | null> {
  const under = { ...facts, category }
  const findings = eligibilityOf(under, edition).map(({ rule, holds }) => [rule, holds] as const)
  return new Map([...findings, ['media', missingMedia(under).length === 0]])
}
