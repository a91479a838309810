/** So many days before the deadline whoever has a draft is reminded of it, once each. */
export const reminderDays = [14, 3, 1] as const
export type ReminderDays = (typeof reminderDays)[number]

const day = 86_400_000

/** The reminder whose time has come: the last one begun before the deadline, none more than 14 days before it or after it. */
export function reminderDue(closesAt: Date, now: Date): ReminderDays | null {
  const left = closesAt.getTime() - now.getTime()
  if (left <= 0) return null
  return reminderDays.findLast((days) => left <= days * day) ?? null
}

/** Since when it is due: whoever begins a draft later is reminded by the next. */
export const dueSince = (closesAt: Date, days: ReminderDays) => new Date(closesAt.getTime() - days * day)

/** Whole days that are left, or whole hours on the last day; the least is one hour. */
export function timeLeft(closesAt: Date, now: Date): { unit: 'days' | 'hours'; count: number } {
  const left = closesAt.getTime() - now.getTime()
  if (left >= day) return { unit: 'days', count: Math.floor(left / day) }
  return { unit: 'hours', count: Math.max(1, Math.floor(left / 3_600_000)) }
}
