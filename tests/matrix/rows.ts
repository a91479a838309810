import type { SQL } from 'drizzle-orm'
import type { Actor } from '#app/modules/actor/actor.ts'
import type { AuditKind } from '#app/modules/audit/events.ts'
import type { Kind, World } from './world.ts'

/**
 * One thing that may be asked of a module, in one state of the world, with the answer for every kind of actor: `done`,
 * `nothing` (to them it is not there), or the key of the reason that may be told. Kinds that are not named get
 * `otherwise`, which is `nothing` where it is not said.
 */
export type Row = {
  /** the exported function, by which the suite finds those that no row asks */
  asks: string
  state?: string
  given?: (world: World) => SQL
  ask: (actor: Actor, world: World) => unknown
  answers: Partial<Record<Kind, string>>
  otherwise?: string
  /** answers nothing where it is done */
  silent?: true
  /** exactly the events that are written where it is done (a read, or for a reason, none), and nowhere else */
  events?: (AuditKind | `${AuditKind} ${AuditKind}`)[]
  /** why something that changes the award leaves no event */
  noEvent?: string
}

/** For a table: several kinds with one answer. */
export const each = (answer: string, ...kinds: Kind[]) =>
  Object.fromEntries(kinds.map((kind) => [kind, answer])) as Partial<Record<Kind, string>>
