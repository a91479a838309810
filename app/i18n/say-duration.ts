import type { Translate } from './index.ts'

/** "3 ngày 4 giờ", "4 giờ 5 phút" or "5 phút", of whole minutes. */
export function sayDuration(whole: number, t: Translate): string {
  const days = t('time.days', { count: Math.floor(whole / 1440) })
  const hours = t('time.hours', { count: Math.floor((whole % 1440) / 60) })
  const minutes = t('time.minutes', { count: whole % 60 })
  if (whole >= 1440) return t('time.daysHours', { days, hours })
  return whole >= 60 ? t('time.hoursMinutes', { hours, minutes }) : minutes
}
