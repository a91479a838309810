import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'
import { once } from '#app/ground.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { folded, weaknessOf, type Person } from './password-rule.ts'

/** The commonest of leaked passwords, some 49,000, the commonest first; they stay on the server. */
const common = once(() => new Set(dictionary['passwords-common'] as string[]))
const meter = once(() => new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs }))

/** Why nobody may have this password, or null. */
export function whyTooEasy(password: string, person: Person): Refusal | null {
  const weakness = weaknessOf(password, person, (word) => common().has(word))
  return weakness && refuse(`auth.error.password.${weakness}`, {}, 'password')
}

export const strengths = ['fair', 'good', 'strong'] as const
export type Strength = (typeof strengths)[number]

/** More letters make no difference to the answer and cost the process a third of a second. */
const measured = 64

/** How hard a password that may be taken is to guess. */
export function strengthOf(password: string, person: Person): Strength {
  const own = [person.name, person.email].flatMap((text) => (text ? [folded(text)] : []))
  const { score } = meter().check(password.slice(0, measured), own)
  return score >= 4 ? 'strong' : score === 3 ? 'good' : 'fair'
}
