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
export type Filling = keyof typeof fillings

/** What each text may have: only that is known of whoever gets it. */
export const fillingsOf = {
  campaign: ['name', 'province', 'edition', 'received', 'target', 'days', 'closes', 'link'],
  reminder: ['name', 'work', 'edition', 'province', 'link'],
} as const satisfies Record<string, readonly Filling[]>
export type Filled = keyof typeof fillingsOf

/** A value for each thing a text of the kind may have. */
export type Values<Kind extends Filled> = Record<(typeof fillingsOf)[Kind][number], string | number>

const inBraces = /\{([^{}]{1,30})\}/g
const meant = (word: string) => word.trim().toLocaleLowerCase('vi')

/** The first thing in braces that the text of this kind cannot have, as a mistyped one; null where all is known. */
export function unknownFilling(text: string, kind: Filled): string | null {
  const known = new Set<string>(fillingsOf[kind].flatMap((key) => fillings[key]))
  const plain = text.normalize('NFC')
  const mistyped = [...plain.matchAll(inBraces)].find(([, word]) => !known.has(meant(word!)))?.[0]
  const halfOpen = plain.replace(/\{[^{}]*\}/g, '\n').match(/[^\n]{0,20}[{}][^\n]{0,20}/)?.[0]
  return mistyped ?? halfOpen ?? null
}

/** `{họ tên}` and `{name}` become what is given for `name`; what is put in is not read again. */
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
