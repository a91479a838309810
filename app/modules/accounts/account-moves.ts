import { tableOf, type Moves } from '../moves/table.ts'

/** Where an account stands: its address not yet confirmed by a letter, or in use. */
export const accountStates = ['unconfirmed', 'active'] as const
export type AccountState = (typeof accountStates)[number]

export const accountStateOf = (user: { emailConfirmedAt: Date | null }): AccountState =>
  user.emailConfirmedAt ? 'active' : 'unconfirmed'

/** The moves of an account. */
export const accountMoves = {
  confirmed: {
    from: ['unconfirmed'],
    to: 'active',
    by: ['reporter', 'coordinator', 'judge', 'organizer', 'admin'],
    when: 'by a link sent to its address',
  },
} as const satisfies Moves<AccountState>

export const accountTable = tableOf<AccountState>('unconfirmed', ['active'], accountMoves)
