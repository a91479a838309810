import gammainc from '@stdlib/math-base-special-gammainc'
import fCdf from '@stdlib/stats-base-dists-f-cdf'
import fQuantile from '@stdlib/stats-base-dists-f-quantile'
import normal from '@stdlib/stats-base-dists-normal-cdf'

/** Chance of a value of F above `f`; worked out from its reciprocal, so that small ones keep their digits. */
export const fAbove = (f: number, df1: number, df2: number) => (f <= 0 ? 1 : fCdf(1 / f, df2, df1))

/** The value of F below which the share `p` lies. */
export const fBelow = (p: number, df1: number, df2: number) => fQuantile(p, df1, df2)

/** Chance of a value of chi-square above `x`. */
export const chiSquareAbove = (x: number, df: number) => (x <= 0 ? 1 : gammainc(x / 2, df / 2, true, true))

/** Standard normal distribution: share below `z`. */
export const normalBelow = (z: number) => normal(z, 0, 1)

export const normalDensity = (z: number) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
