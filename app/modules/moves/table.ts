/**
 * One kind of move of a matter: from which states to which, who makes it, on what condition beside the state, and which
 * move it takes back. `from` of a move that changes what is said but not the state is `to` too.
 */
export type Move<State extends string> = {
  from: readonly State[]
  to: State
  by: readonly string[]
  when?: string
  undoes?: string
}
export type Moves<State extends string> = Record<string, Move<State>>

/** A matter's states and moves as they are printed and drawn: one row for each state a move leaves. */
export type StateTable<State extends string = string> = {
  start: State
  ends: State[]
  moves: { move: string; from: State; to: State; by: string[]; when?: string; undoes?: string }[]
}

/** The table of a matter that begins in `start` and owes nobody anything in `ends`. */
export function tableOf<State extends string>(
  start: State,
  ends: readonly State[],
  moves: Moves<State>,
): StateTable<State> {
  return {
    start,
    ends: [...ends],
    moves: Object.entries(moves).flatMap(([move, { from, to, by, when, undoes }]) =>
      from.map((state) => ({
        move,
        from: state,
        to,
        by: [...by],
        ...(when && { when }),
        ...(undoes && { undoes }),
      })),
    ),
  }
}

/** Whether a matter that stands in `state` can make a move at all; what else the move needs is its own rule's. */
export const mayLeave = (move: { from: readonly string[] }, state: string): boolean =>
  move.from.includes(state)

/** Every state a table names. */
export const statesOf = ({ start, ends, moves }: StateTable): string[] => [
  ...new Set([start, ...ends, ...moves.flatMap(({ from, to }) => [from, to])]),
]

/** The states that can be reached from one by any moves, itself included. */
export function reachedFrom({ moves }: StateTable, start: string): Set<string> {
  const reached = new Set([start])
  for (const state of reached) for (const { from, to } of moves) if (from === state) reached.add(to)
  return reached
}
