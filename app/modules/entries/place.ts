import { frameOn, seatOn, type Frame, type ProvinceHistory } from '../provinces/history.ts'
import type { AgencyLevel } from '../provinces/agency.ts'

/**
 * Where an entry counts: the seat of its lead agency; without an agency, the author's own place. Central agencies,
 * Vietnamese abroad and foreigners have buckets of their own, outside the grid of provinces. A seat is taken as the unit
 * it is in the frame of the entry's own day.
 */
export type Place =
  | { provinceFrame: Frame; provinceCode: string; bucket: null }
  | { provinceFrame: null; provinceCode: null; bucket: 'central' | 'overseas' | 'foreign' | null }

type Agency = {
  level: AgencyLevel
  provinceFrame: Frame | null
  provinceCode: string | null
}

export function placeOf(
  agency: Agency | null,
  ownPlace: string,
  day: string,
  history: ProvinceHistory,
): Place {
  if (agency?.level === 'central') return outside('central')
  if (agency?.level === 'foreign') return outside('foreign')
  if (agency)
    return agency.provinceFrame && agency.provinceCode
      ? inside(seatOn(history, { frame: agency.provinceFrame, code: agency.provinceCode }, day))
      : outside(null)
  if (ownPlace === 'overseas' || ownPlace === 'foreign') return outside(ownPlace)
  return ownPlace.startsWith('p:')
    ? inside({ frame: frameOn(history, day), code: ownPlace.slice(2) })
    : outside(null)
}

const inside = ({ frame, code }: { frame: Frame; code: string }): Place => ({
  provinceFrame: frame,
  provinceCode: code,
  bucket: null,
})
const outside = (bucket: 'central' | 'overseas' | 'foreign' | null): Place => ({
  provinceFrame: null,
  provinceCode: null,
  bucket,
})
