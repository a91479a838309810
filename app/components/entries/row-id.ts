import { rowPrefixes, type RowKind } from '#app/modules/entries/entry.ts'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** The id of a row to be added, made here: to add it twice because the answer was lost adds one. */
export function newRowId(kind: RowKind): string {
  const random = crypto.getRandomValues(new Uint8Array(20))
  return `${rowPrefixes[kind]}_${Array.from(random, (byte) => alphabet[byte & 31]).join('')}`
}
