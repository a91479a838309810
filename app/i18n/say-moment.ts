import { clockOf } from '#app/modules/calendar/local-time.ts'
import { formatDate } from './format.ts'
import type { PageTexts } from './use-translation.ts'

/** A moment inside a sentence: "20 giờ 34 phút ngày 05/12/2026". */
export function sayMoment(moment: Date | string, { t, locale }: PageTexts): string {
  const clock = clockOf(new Date(moment))
  const two = (value: number) => String(value).padStart(2, '0')
  return t('time.moment', {
    hour: two(clock.getUTCHours()),
    minute: two(clock.getUTCMinutes()),
    day: formatDate(moment, locale),
  })
}

/** Until when: "hết ngày 10/01/2027" where the day counts to its last minute, the moment otherwise. */
export function sayDeadline(moment: Date | string, texts: PageTexts): string {
  const clock = clockOf(new Date(moment))
  const wholeDay = clock.getUTCHours() === 23 && clock.getUTCMinutes() === 59
  return wholeDay
    ? texts.t('time.endOfDay', { day: formatDate(moment, texts.locale) })
    : sayMoment(moment, texts)
}
