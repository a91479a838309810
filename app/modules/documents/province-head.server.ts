import { translator } from '#app/i18n/all.server.ts'
import { clockOf } from '../calendar/local-time.ts'
import type { Letterhead } from './document.ts'

/** The bodies in the letterhead of a province's steering committee: the one above it, and itself. */
export function committeeHead(province: { name: string; isCity: boolean }, letterhead: Letterhead) {
  const t = translator('vi')
  const unit = province.isCity ? 'city' : 'province'
  return {
    superior: t(`report.superior.${letterhead}.${unit}`, { place: province.name.toLocaleUpperCase('vi') }),
    body: t('report.provinceBody'),
  }
}

/** "Khánh Hòa, ngày 03 tháng 4 năm 2018": a nought before days under ten and months under three (Decree 30/2020/NĐ-CP). */
export function placeAndDate(place: string, at: Date): string {
  const day = clockOf(at)
  const month = day.getUTCMonth() + 1
  return translator('vi')('report.placeAndDate', {
    place,
    day: String(day.getUTCDate()).padStart(2, '0'),
    month: month < 3 ? `0${month}` : String(month),
    year: day.getUTCFullYear(),
  })
}
