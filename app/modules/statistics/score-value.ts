/**
 * How files say that there is no score. Dashes and points only among numbers: among words they may be an answer, as
 * "+" and "-" are.
 */
const absent = new Set([
  ...['na', 'n/a', '#n/a', '<na>', 'n.a.', 'nan', 'nil', 'null', 'none', 'missing', 'absent'],
  ...['vắng', 'vắng mặt', 'không có', 'không chấm', 'chưa', 'chưa có', 'chưa chấm', 'trống', 'bỏ trống'],
])
const isSign = (text: string) => /^[.\-–—−_?*…]+$/.test(text)
const neverWords = new Set(['na', 'n/a', '#n/a', '<na>', 'nan', 'null', 'vắng', 'vắng mặt'])

/** Whether a score, cleaned, stands for a missing one, among numbers or among words. */
export function isMissing(text: string, among: 'numbers' | 'words'): boolean {
  const small = text.toLowerCase()
  return text === '' || (among === 'words' ? neverWords.has(small) : absent.has(small) || isSign(text))
}

/** A number with either decimal mark, and which it has; null for what is none. Both marks together are none. */
export function scoreValue(text: string): { value: number; mark: ',' | '.' | null } | null {
  if (!/^[+-]?(\d+[.,]?\d*|[.,]\d+)(e[+-]?\d+)?$/i.test(text)) return null
  const mark = /[.,]/.exec(text)?.[0] as ',' | '.' | undefined
  return { value: Number(text.replace(',', '.')), mark: mark ?? null }
}

/** Digits in groups, as `1.234,5` or `1,234,567`: which mark parts the decimals is a guess. */
export const isGrouped = (text: string): boolean => /^[+-]?\d+(?:[.,]\d+){2,}$/.test(text)
