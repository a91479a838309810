import { searchKey } from '../text/search-key.ts'

/** Whose password it is to be, as far as is known: neither name nor address may be one. */
export type Person = { name?: string | null; email?: string | null }

export type Weakness = 'common' | 'own'

/** Words anybody would try here first. */
const ofThisPlace = ['chungkhao', 'giaithuong', 'giamkhao', 'matkhau', 'password']

/** So many letters and digits beside a word that is known make a password of one's own. */
const leastBeside = 6

/** Letters and digits alone, without diacritics: "Mật khẩu-1" and "matkhau1" are one guess. */
export const folded = (text: string) => searchKey(text).replace(/[^\p{L}\p{N}]/gu, '')

/**
 * Why a password would be among the first guesses (ASVS 5.0, 6.2.4 and 6.2.11), null where it is none: `isCommon` knows
 * the list of the commonest. Length is asked elsewhere.
 */
export function weaknessOf(
  password: string,
  person: Person,
  isCommon: (word: string) => boolean,
): Weakness | null {
  const word = folded(password)
  if (new Set(word).size < 4) return 'common'
  if ([password.toLowerCase(), searchKey(password), word, withoutTail(word)].some(isCommon)) return 'common'
  if (known(person).some((own) => isHardlyMore(word, own))) return 'own'
  return ofThisPlace.some((place) => isHardlyMore(word, place)) ? 'common' : null
}

/** Digits behind a word are what everybody adds. */
const withoutTail = (word: string) => word.replace(/\d+$/, '') || word

function known({ name, email }: Person): string[] {
  const names = name ? [folded(name), folded(name.split(/\s+/).reverse().join(''))] : []
  const addresses = email ? [folded(email), folded(email.split('@')[0]!)] : []
  return [...names, ...addresses].filter((own) => own.length >= 4)
}

const isHardlyMore = (word: string, own: string) =>
  word.includes(own) && word.replace(own, '').length < leastBeside
