import { refuse, type Refusal } from '../refusal/refusal.ts'

/**
 * A change of one's address: asked for, confirmed by the links sent to the old and the new one in whichever order, and then
 * done. Until then the old one stands. A second ask ends the first; three days without both end it too.
 */
export const addressStates = ['asked', 'oldConfirmed', 'newConfirmed', 'done', 'cancelled'] as const
export type AddressState = (typeof addressStates)[number]

export const addressMoves = {
  old: { asked: 'oldConfirmed', newConfirmed: 'done' },
  new: { asked: 'newConfirmed', oldConfirmed: 'done' },
  cancel: { asked: 'cancelled', oldConfirmed: 'cancelled', newConfirmed: 'cancelled' },
} as const satisfies Record<string, Partial<Record<AddressState, AddressState>>>
export type AddressMove = keyof typeof addressMoves

export const hoursToConfirm = 72

/** Where a move leads; a refusal for a link that is too late, used, or of a change that has ended. */
export function moveAddress(
  { state, expiresAt }: { state: AddressState; expiresAt: Date },
  move: AddressMove,
  now: Date,
): AddressState | Refusal {
  const to = (addressMoves[move] as Partial<Record<AddressState, AddressState>>)[state]
  if (to && (move === 'cancel' || now <= expiresAt)) return to
  const used = state === 'done' || state === 'oldConfirmed' || state === 'newConfirmed'
  return refuse(used && now <= expiresAt ? 'personal.address.used' : 'auth.error.deadLink')
}

export const isOpen = (state: AddressState) => state !== 'done' && state !== 'cancelled'
