/** By what participation may be counted. */
export const dimensions = [
  'province',
  'agency',
  'category',
  'medium',
  'genre',
  'language',
  'standing',
  'newness',
  'month',
] as const
export type Dimension = (typeof dimensions)[number]

export const isDimension = (value: unknown): value is Dimension => dimensions.includes(value as Dimension)
