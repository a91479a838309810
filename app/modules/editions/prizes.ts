/** From the best to the least. */
export const prizes = ['special', 'first', 'second', 'third', 'consolation'] as const
export type Prize = (typeof prizes)[number]

/** One line of a published list, kept as it was published. */
export type PublishedResult = {
  /** lists published by earlier releases tell the number only */
  entryId?: string
  prize: Prize
  categoryVi: string
  categoryEn: string
  number: number
  title: string
  language: string
  authors: string[]
  /** beside each author's name the person behind it, null for an organisation; not kept by earlier releases */
  persons?: (string | null)[]
  agency: string
}
