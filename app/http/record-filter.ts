import { auditKinds } from '#app/modules/audit/events.ts'
import { isDay } from '#app/modules/calendar/local-time.ts'
import { numberIn } from './search.ts'

const idIn = (text: string | null) => (text && /^[\w.-]{1,80}$/.test(text) ? text : null)

/** What of the record an address asks for; anything else in it is passed over. */
export function recordFilterIn(search: URLSearchParams) {
  const day = search.get('day')
  return {
    person: idIn(search.get('person')),
    kind: auditKinds.find((one) => one === search.get('kind')) ?? null,
    subject: idIn(search.get('subject')),
    day: day && isDay(day) ? day : null,
  }
}

/** The key of the last event seen. */
export function afterEvent(text: string | null): { at: Date; id: number } | null {
  const [at, typed] = (text ?? '').split('|')
  const id = numberIn(typed, Number.MAX_SAFE_INTEGER)
  if (!at || id === null || !/^20\d\d-\d\d-\d\dT[\d:.]{12}Z$/.test(at) || Number.isNaN(Date.parse(at)))
    return null
  return { at: new Date(at), id }
}
