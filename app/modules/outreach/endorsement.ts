/** A work of a province as its board ranked it; without a position it is not ranked. */
export type RankedWork = { id: string; position: number | null; counts: boolean }
export type Endorsed = {
  id: string
  place: number | null
  standing: 'endorsed' | 'reserve' | 'unranked' | 'out'
}

/**
 * Who is endorsed: from the top as many as the quota of those that still count; the rest of the ranked are the reserve,
 * whose first moves up by itself when one of them is withdrawn or falls in screening.
 */
export function endorsed(works: RankedWork[], quota: number): Endorsed[] {
  const ranked = works
    .filter((work) => work.counts && work.position !== null)
    .toSorted((a, b) => a.position! - b.position!)
  const placeOf = new Map(ranked.map((work, index) => [work.id, index + 1]))
  return works.map(({ id, counts, position }) => {
    const place = placeOf.get(id) ?? null
    const standing = !counts
      ? position === null
        ? 'unranked'
        : 'out'
      : place === null
        ? 'unranked'
        : place <= quota
          ? 'endorsed'
          : 'reserve'
    return { id, place, standing }
  })
}
