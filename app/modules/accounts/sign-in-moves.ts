import type { Role } from '../actor/actor.ts'

/**
 * Signing in as states and moves. A session exists from `in` or `enrolling` on, and only the last proof leads there;
 * `enrolling` may do nothing but set up a second factor, sign out and read what is public.
 *
 *   nobody ─ passkey ─→ in                               (a key that showed its owner is both proofs at once)
 *          ├ password ─→ second ─ code │ passkey │ recovery ─→ in
 *          ├ password ─→ enrolling ─ set up ─→ in        (it is required and there is none yet)
 *          └ password ─→ in                              (none is asked for)
 *   any ─ the other factor is reset by an operator, sign-out, too late ─→ nobody
 *
 * Whoever set up codes is always asked for one. A passkey of somebody who need not have any is there for ease: their
 * password goes on opening the account in a browser that does not hold it.
 */
export const signInStates = ['nobody', 'second', 'enrolling', 'in'] as const
export type SignInState = (typeof signInStates)[number]

/** What is known of an account: whether it holds a second factor and whether one is asked of it. */
export type Standing = { hasCode: boolean; hasPasskey: boolean; required: boolean }

export const proofs = ['password', 'passkey', 'code', 'recovery', 'setUp'] as const
export type SignInProof = (typeof proofs)[number]

/** What is taken as proof in a state. */
export const taken: Record<SignInState, readonly SignInProof[]> = {
  nobody: ['password', 'passkey'],
  second: ['code', 'passkey', 'recovery'],
  enrolling: ['setUp'],
  in: [],
}

/** Where a right proof leads; null where it is none in this state. */
export function after(state: SignInState, proof: SignInProof, standing: Standing): SignInState | null {
  if (!taken[state].includes(proof)) return null
  return proof === 'password' && asksMore(standing) ? 'second' : standsAs({ ...standing, proof })
}

const asksMore = ({ hasCode, hasPasskey, required }: Standing) => hasCode || (required && hasPasskey)

/** How somebody stands who holds a session: set-up is due as long as it is required and nothing is there. */
export const standsAs = ({
  hasCode,
  hasPasskey,
  required,
  proof,
}: Standing & { proof?: SignInProof }): SignInState =>
  required && !hasCode && !hasPasskey && proof !== 'setUp' ? 'enrolling' : 'in'

type Held = Pick<Role, 'role' | 'editionId'>

/**
 * Whether a second factor is asked of who holds these roles: of organizers and administrators always, of judges where
 * an edition they judge says so. `demo` are accounts of a trial that only its own machine reaches: their password is
 * printed in the README, and nothing of theirs needs a second one.
 */
export function isRequired(
  roles: readonly Held[],
  editionsAsking: readonly string[],
  demo: boolean,
): boolean {
  if (demo) return false
  return roles.some(
    ({ role, editionId }) =>
      role === 'organizer' ||
      role === 'admin' ||
      (role === 'judge' && (editionId ? editionsAsking.includes(editionId) : editionsAsking.length > 0)),
  )
}
