/**
 * Where an entry counts: the seat of its lead agency; without an agency, the author's own place. Central agencies,
 * Vietnamese abroad and foreigners have buckets of their own, outside the grid of provinces.
 */
export type Frame = '2004' | '2025'
export type Place =
  | { provinceFrame: Frame; provinceCode: string; bucket: null }
  | { provinceFrame: null; provinceCode: null; bucket: 'central' | 'overseas' | 'foreign' | null }

type Agency = {
  level: 'central' | 'provincial' | 'foreign'
  provinceFrame: Frame | null
  provinceCode: string | null
}

export function placeOf(agency: Agency | null, ownPlace: string): Place {
  if (agency?.level === 'central') return outside('central')
  if (agency?.level === 'foreign') return outside('foreign')
  if (agency)
    return agency.provinceFrame && agency.provinceCode
      ? inside(agency.provinceFrame, agency.provinceCode)
      : outside(null)
  if (ownPlace === 'overseas' || ownPlace === 'foreign') return outside(ownPlace)
  return ownPlace.startsWith('p:') ? inside('2025', ownPlace.slice(2)) : outside(null)
}

const inside = (provinceFrame: Frame, provinceCode: string): Place => ({
  provinceFrame,
  provinceCode,
  bucket: null,
})
const outside = (bucket: 'central' | 'overseas' | 'foreign' | null): Place => ({
  provinceFrame: null,
  provinceCode: null,
  bucket,
})
