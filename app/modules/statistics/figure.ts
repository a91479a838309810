/** Why a figure cannot be computed: a key of `statistics.reason.*`, with what it is filled with. */
export type Reason = { key: ReasonKey; values?: Record<string, string | number> }
export type ReasonKey =
  | 'noScores'
  | 'noVariation'
  | 'notNumbers'
  | 'noPairs'
  | 'negative'
  | 'incomplete'
  | 'fewEntries'
  | 'fewJudges'
  | 'fewShared'
  | 'trimmedAway'
  | 'oneReading'
  | 'noRepeats'
  | 'noResidual'
  | 'noError'
  | 'fewReadings'

/** A figure, or the reason why there is none. Never NaN. */
export type Figure<Value = number> = { value: Value } | { value: null; reason: Reason }

export const cannot = (key: ReasonKey, values?: Reason['values']): { value: null; reason: Reason } => ({
  value: null,
  reason: { key, values },
})
