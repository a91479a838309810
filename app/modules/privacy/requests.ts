import { refuse, type Refusal } from '../refusal/refusal.ts'
import { endOfDay, endOfWorkingDay } from './working-days.ts'

/** What somebody may ask of what is held about them (Law 91/2025/QH15, article 4). */
export const requestKinds = ['see', 'correct', 'withdraw', 'object', 'erase'] as const
export type RequestKind = (typeof requestKinds)[number]

/** How it came: from the account, by the link of a letter, or on paper and typed in. */
export const requestChannels = ['account', 'link', 'paper'] as const

export const requestStates = ['received', 'acknowledged', 'underWay', 'done', 'refused', 'takenBack'] as const
export type RequestState = (typeof requestStates)[number]

/** Working days until it is acknowledged (Decree 356/2025/NĐ-CP, article 5). */
export const acknowledgedIn = 2
/** Days until it is done, by kind: the same article; the law's frame is ten to twenty. */
export const doneIn: Record<RequestKind, number> = {
  see: 10,
  correct: 10,
  withdraw: 15,
  object: 15,
  erase: 20,
}

/** Who makes a move: the secretariat or an administrator (`office`), or the person who asked. */
type Mover = 'office' | 'person'

/**
 * The moves of a request: from which states to which, who makes them, what has to be said, and what is told whom. Actions
 * ask `whyNotMove`, buttons `movesOf`, the random walk of the tests both.
 */
export const requestMoves = {
  acknowledged: { from: ['received'], to: 'acknowledged', by: 'office', says: false },
  begun: { from: ['acknowledged'], to: 'underWay', by: 'office', says: false },
  done: { from: ['acknowledged', 'underWay'], to: 'done', by: 'office', says: true },
  refused: { from: ['received', 'acknowledged', 'underWay'], to: 'refused', by: 'office', says: true },
  takenBack: { from: ['received', 'acknowledged'], to: 'takenBack', by: 'person', says: false },
} as const satisfies Record<
  string,
  { from: readonly RequestState[]; to: RequestState; by: Mover; says: boolean }
>
export type RequestMove = keyof typeof requestMoves
export const requestMoveNames = Object.keys(requestMoves) as RequestMove[]

/** Nothing follows these. */
export const ended: readonly RequestState[] = ['done', 'refused', 'takenBack']
export const isEnded = (state: RequestState) => ended.includes(state)

const mayMove = (state: RequestState, move: RequestMove) =>
  (requestMoves[move].from as readonly RequestState[]).includes(state)

/** The moves that could be made now by one side. */
export const movesOf = (state: RequestState, by: Mover): RequestMove[] =>
  requestMoveNames.filter((move) => requestMoves[move].by === by && mayMove(state, move))

/** Why a request does not move so now: it has moved meanwhile, or a reason is missing. */
export function whyNotMove(state: RequestState, move: RequestMove, said: string): Refusal | null {
  if (!mayMove(state, move)) return refuse('personal.refused.moved')
  if (requestMoves[move].says && said.trim().length < 10) return refuse('personal.refused.say', {}, 'answer')
  return null
}

/** The two ends of the law's clock of a request that came at a moment. Days count from the day after. */
export const clockOf = (kind: RequestKind, receivedAt: Date, holidays: ReadonlySet<string>) => ({
  acknowledgeBy: endOfWorkingDay(receivedAt, acknowledgedIn, holidays),
  dueBy: endOfDay(receivedAt, doneIn[kind]),
})

export type Light = 'none' | 'green' | 'amber' | 'red'
const day = 24 * 3600_000

/** How near the next end of the clock is: amber in the last day before the first, in the last five before the second. */
export function lightOf(
  { state, acknowledgeBy, dueBy }: { state: RequestState; acknowledgeBy: Date; dueBy: Date },
  now: Date,
): { light: Light; next: Date | null } {
  if (isEnded(state)) return { light: 'none', next: null }
  const next = state === 'received' ? acknowledgeBy : dueBy
  const left = next.getTime() - now.getTime()
  const near = state === 'received' ? day : 5 * day
  return { light: left < 0 ? 'red' : left <= near ? 'amber' : 'green', next }
}
