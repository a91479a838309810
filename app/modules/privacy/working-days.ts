import { clockOf, localDay } from '../calendar/local-time.ts'

const day = 24 * 3600_000

/** The last millisecond, in Viet Nam, of the day so many days after the one of a moment. */
export const endOfDay = (from: Date, days: number): Date =>
  new Date(new Date(`${localDay(new Date(from.getTime() + days * day))}T23:59:59.999+07:00`).getTime())

/** The last millisecond of the nth working day after the day of a moment: neither weekend nor holiday (`yyyy-MM-dd`). */
export function endOfWorkingDay(from: Date, days: number, holidays: ReadonlySet<string>): Date {
  let at = from
  for (let left = days; left > 0;) {
    at = new Date(at.getTime() + day)
    if (isWorkingDay(at, holidays)) left--
  }
  return endOfDay(at, 0)
}

export const isWorkingDay = (moment: Date, holidays: ReadonlySet<string>): boolean =>
  ![0, 6].includes(clockOf(moment).getUTCDay()) && !holidays.has(localDay(moment))
