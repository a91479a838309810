import type { Message } from '#app/modules/refusal/refusal.ts'

/** The hidden field by which a form says whose page it stands on. */
export const signedInAs = 'signedInAs'
/** The same in a form that is sent once more: taken from nobody else. */
export const sentAgainAs = 'sentAgainAs'

/** A form that met an ended session: where it was going, the account whose page it stood on, and what it held. */
export type KeptForm = {
  path: string
  as: string
  fields: [name: string, value: string][]
  withoutFiles: boolean
}

/** Why it was not taken, and what of it the page can keep. */
export type KeptRefusal = Message & { kept: KeptForm | null }

export const isKept = (why: unknown): why is KeptRefusal =>
  typeof why === 'object' && why !== null && 'kept' in why

/** What somebody wrote, as far as can be told from names, numbers and choices: words with blanks between them. */
export const wordsIn = ({ fields }: KeptForm): string[] =>
  fields.map(([, value]) => value).filter((value) => /\p{L}.*\s.*\p{L}/su.test(value))
