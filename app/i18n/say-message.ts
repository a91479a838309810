import { formatDate } from './format.ts'
import { computed } from './index.ts'
import type { PageTexts } from './use-translation.ts'

type Message = { key: string; values?: Record<string, string | number> }

/** A message as a sentence; the days in it are written as the reader writes them. */
export function sayMessage({ key, values = {} }: Message, { t, locale }: PageTexts): string {
  const said = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? formatDate(value, locale) : value,
  ])
  return t(computed(key), Object.fromEntries(said))
}
