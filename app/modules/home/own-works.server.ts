import type { Actor } from '../actor/actor.ts'
import { ownEntries } from '../entries/own-entries.server.ts'
import { toldPrizes } from '../results/told-prize.server.ts'

/** One's own entries, newest first, each with its prize once that is published. */
export async function ownWorks(actor: Actor) {
  const rows = await ownEntries(actor)
  const prizes = await toldPrizes(rows.map((row) => row.id))
  return rows.map((row) => ({ ...row, prize: prizes.get(row.id) ?? null }))
}
