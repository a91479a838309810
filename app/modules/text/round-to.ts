/**
 * The rounding of the award, the only one for figures that leave it (pages, files, documents, commands): half away from zero, of the number as it is written in decimals (2,345 → 2,35 though its
 * binary neighbour lies below).
 */
export function roundTo(value: number, decimals: number): number {
  // Beyond fifteen digits there are no decimals left to round.
  if (Math.abs(value) >= 1e15 / 10 ** decimals) return value
  const [digits, power = '0'] = Math.abs(value).toPrecision(15).split('e')
  const shifted = Math.round(Number(`${digits}e${Number(power) + decimals}`))
  const rounded = Number(`${shifted}e-${decimals}`)
  return value < 0 && rounded !== 0 ? -rounded : rounded
}

/** A figure as it is meant, without what adding in binary leaves behind its twelfth digit (0,1 + 0,2). */
export const asDecimal = (value: number): number => Number(value.toPrecision(12))
