import { cleanLine } from './clean-text.ts'

/** An address as it is kept and written to, or why it cannot be one: a text key with what it says. */
export type ReadEmail =
  | { email: string }
  | { wrong: 'auth.error.email' }
  | { wrong: 'form.error.emailCharacter'; values: { character: string } }

const invisible = /[\u00ad\u034f\u061c\u180e\u200b-\u200f\u2060-\u206f\ufeff]/g
const notInName = /[^a-z0-9.!#$%&'*+/=?^_`{|}~-]/u
const notInHost = /[^\p{L}\p{M}\p{N}.。．｡-]/u
const local = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
const host = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/

/**
 * The one reading of an e-mail address: what programs put around it is taken off (`mailto:`, a name before angle brackets, characters
 * that show nothing), letters are lower case, a host in another script is written in ASCII (RFC 5891); whatever else
 * cannot stand in an address that mail servers take (RFC 5321, without quotes and without SMTPUTF8) is refused by name.
 */
export function readEmail(typed: string): ReadEmail {
  const bare = cleanLine(typed.replace(invisible, ''))
    .replace(/^[^<>]*<([^<>]*)>$/, '$1')
    .replace(/^mailto:\s*([^?]*).*$/i, '$1')
    .trim()
    .toLowerCase()
  const at = bare.lastIndexOf('@')
  const [name, domain] = [bare.slice(0, Math.max(at, 0)), inAscii(bare.slice(at + 1))]
  const strange = notInName.exec(name)?.[0] ?? notInHost.exec(bare.slice(at + 1))?.[0]
  if (strange && at > 0) return { wrong: 'form.error.emailCharacter', values: { character: named(strange) } }
  const email = `${name}@${domain}`
  if (!local.test(name) || name.length > 64 || !host.test(domain) || email.length > 254)
    return { wrong: 'auth.error.email' }
  return { email }
}

/** A host as it is written in the network; '' where it is none. */
function inAscii(typed: string): string {
  return notInHost.test(typed) ? '' : (URL.parse(`http://${typed}`)?.hostname ?? '')
}

/** A character a reader may not see, by its code beside it. */
const named = (character: string) =>
  `“${character}” (U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')})`
