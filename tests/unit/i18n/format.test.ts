import { describe, expect, it } from 'vitest'
import { translator } from '#app/i18n/all.server.ts'
import { sayDuration } from '#app/i18n/say-duration.ts'
import { sayDeadline, sayMoment } from '#app/i18n/say-moment.ts'
import { entryNumber, formatDate, formatMoment, formatNumber, formatPoints, roman } from '#app/i18n/format.ts'
import { fromLocalInput, localDay, toLocalInput } from '#app/modules/calendar/local-time.ts'
import { searchKey } from '#app/modules/text/search-key.ts'

describe('numbers and dates as the award writes them', () => {
  it.each([
    [1, 'I'],
    [4, 'IV'],
    [9, 'IX'],
    [11, 'XI'],
    [13, 'XIII'],
    [40, 'XL'],
    [1999, 'MCMXCIX'],
  ])('%i is %s', (number, text) => {
    expect(roman(number)).toBe(text)
  })

  it('numbers an entry with its edition', () => {
    expect(entryNumber(13, 42)).toBe('XIII-0042')
    expect(entryNumber(13, 12345)).toBe('XIII-12345')
  })

  it('writes dates as dd/MM/yyyy in the zone of Ho Chi Minh City', () => {
    expect(formatDate('2026-07-31', 'vi')).toBe('31/07/2026')
    expect(formatDate(new Date('2026-07-31T17:00:00Z'), 'vi')).toBe('01/08/2026')
    expect(formatMoment(new Date('2026-07-31T16:59:59.999Z'), 'vi')).toBe('23:59 31/07/2026')
  })

  it('reads and writes local moments without loss', () => {
    expect(fromLocalInput('2026-07-31T23:59:59').toISOString()).toBe('2026-07-31T16:59:59.000Z')
    expect(toLocalInput(new Date('2026-07-31T16:59:00Z'))).toBe('2026-07-31T23:59')
    expect(localDay(new Date('2026-07-31T17:00:00Z'))).toBe('2026-08-01')
  })

  it('writes numbers with a point for thousands and a comma for parts', () => {
    expect(formatNumber(1234567.8, 'vi', 1)).toBe('1.234.567,8')
    expect(formatPoints(8750, 'vi')).toBe('87,5')
    expect(formatPoints(8750, 'en', 2)).toBe('87.50')
  })
})

describe('search key', () => {
  it.each([
    ['Đồng Nai', 'dong nai'],
    ['Hoà', 'hoa'],
    ['Hòa', 'hoa'],
    ['Nguyễn', 'nguyen'],
    ['  Báo  Đà Nẵng ', 'bao da nang'],
  ])('%s → %s', (text, key) => {
    expect(searchKey(text)).toBe(key)
    expect(searchKey(text.normalize('NFD'))).toBe(key)
  })
})

describe('time that is left', () => {
  it.each([
    [0, '0 phút', '0 minutes'],
    [1, '1 phút', '1 minute'],
    [59, '59 phút', '59 minutes'],
    [60, '1 giờ 0 phút', '1 hour 0 minutes'],
    [121, '2 giờ 1 phút', '2 hours 1 minute'],
    [1439, '23 giờ 59 phút', '23 hours 59 minutes'],
    [1440, '1 ngày 0 giờ', '1 day 0 hours'],
    [45 * 1440 + 180, '45 ngày 3 giờ', '45 days 3 hours'],
  ])('of %i minutes is %s, %s', (minutes, vi, en) => {
    expect([sayDuration(minutes, translator('vi')), sayDuration(minutes, translator('en'))]).toEqual([vi, en])
  })
})

describe('moments and deadlines inside a sentence', () => {
  const texts = {
    vi: { t: translator('vi'), locale: 'vi' },
    en: { t: translator('en'), locale: 'en' },
  } as const
  it.each([
    ['2026-12-05T13:34:00Z', '20 giờ 34 phút ngày 05/12/2026', '20:34 on 05/12/2026'],
    ['2027-01-10T10:00:00Z', '17 giờ 00 phút ngày 10/01/2027', '17:00 on 10/01/2027'],
    ['2027-01-10T17:05:00Z', '00 giờ 05 phút ngày 11/01/2027', '00:05 on 11/01/2027'],
  ])('at %s are said as %s, %s', (moment, vi, en) => {
    expect([sayMoment(moment, texts.vi), sayMoment(moment, texts.en)]).toEqual([vi, en])
    expect([sayDeadline(moment, texts.vi), sayDeadline(moment, texts.en)]).toEqual([vi, en])
  })

  it('count a day to its end where the last minute is in it', () => {
    const end = new Date('2027-01-10T16:59:59.999Z')
    expect([sayDeadline(end, texts.vi), sayDeadline(end, texts.en)]).toEqual([
      'hết ngày 10/01/2027',
      'the end of 10/01/2027',
    ])
    expect(sayMoment(end, texts.vi)).toBe('23 giờ 59 phút ngày 10/01/2027')
  })
})
