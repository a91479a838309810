/** What a text to many may have in braces, in the words of both languages; whatever else stands in braces stays. */
export const fillings = {
  name: ['họ tên', 'name'],
  work: ['tác phẩm', 'work'],
  edition: ['kỳ giải', 'edition'],
  province: ['tỉnh', 'province'],
  received: ['đã gửi', 'received'],
  target: ['chỉ tiêu', 'target'],
  days: ['số ngày', 'days'],
  closes: ['hạn', 'deadline'],
  link: ['đường dẫn', 'link'],
} as const
type Filling = keyof typeof fillings

const inBraces = /\{([^{}]{1,30})\}/g
const meant = (word: string) => word.trim().toLocaleLowerCase('vi')

/** Whether a text has words in braces that stand for nothing, as a mistyped one does. */
export function hasUnknownFilling(text: string): boolean {
  const known = new Set<string>(Object.values(fillings).flat())
  return [...text.normalize('NFC').matchAll(inBraces)].some(([, word]) => !known.has(meant(word!)))
}

/** `{họ tên}` and `{name}` become what is given for `name`. */
export function filled(text: string, values: Partial<Record<Filling, string | number>>): string {
  const byWord = new Map(
    (Object.keys(values) as Filling[]).flatMap((key) =>
      fillings[key].map((word) => [word as string, values[key]!]),
    ),
  )
  return text.normalize('NFC').replace(inBraces, (whole, word: string) => {
    const value = byWord.get(meant(word))
    return value === undefined ? whole : String(value)
  })
}
