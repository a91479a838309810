/** Dates are shown and typed in the award's own time zone, numbers in the reader's language. */
export const timeZone = 'Asia/Ho_Chi_Minh'

/** A moment whose UTC fields read as the clock in Viet Nam does (UTC+7, without daylight saving). */
export const clockOf = (moment: Date) => new Date(moment.getTime() + 7 * 3600_000)

/** The value of an `<input type="datetime-local">` for a moment, in the award's time zone, and back. */
export function toLocalInput(value: Date | string | null): string {
  if (!value) return ''
  return clockOf(new Date(value)).toISOString().slice(0, 16)
}

export function fromLocalInput(value: string): Date {
  return new Date(`${value.length === 16 ? `${value}:00` : value}+07:00`)
}

/** A closing time as typed: "23:59" is the last millisecond of that minute, so that "đến hết ngày 31/7" is whole. */
export function closingMoment(value: string): Date {
  return new Date(fromLocalInput(value).getTime() + (value.endsWith(':59') ? 59_999 : 0))
}

/** yyyy-MM-dd of a moment in the award's time zone. */
export function localDay(value: Date): string {
  return clockOf(value).toISOString().slice(0, 10)
}

/** Whether it is a day of the calendar, yyyy-MM-dd, in a year an award can mean. */
export function isDay(text: string): boolean {
  if (!/^(19|2[01])\d\d-\d\d-\d\d$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** Whether it is a moment as an `<input type="datetime-local">` gives it. */
export const isLocalMoment = (text: string): boolean =>
  isDay(text.slice(0, 10)) && /^.{10}T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(text)
