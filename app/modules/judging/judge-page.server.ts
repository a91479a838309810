import type { Actor } from '../actor/actor.ts'
import { judgesIn } from '../actor/policy.ts'
import { readingOfJudge } from './desk.server.ts'
import { queueOf } from './judge-queue.server.ts'
import { whyNotScore } from './policy.ts'

/** The reading, to a judge of its edition: a role that has ended, or is of another edition, opens none. */
async function readingOf(actor: Actor, assignmentId: string) {
  const reading = await readingOfJudge(actor.userId, assignmentId)
  return reading && judgesIn(actor, reading.editionId) ? reading : null
}

/** One entry as its judge works on it; null where it is not (or no longer) this judge's. Plain JSON throughout. */
export async function deskOf(actor: Actor, assignmentId: string) {
  const reading = await readingOf(actor, assignmentId)
  if (!reading) return null
  const { opensAt, closesAt, roundState, now, looks, editionId: _editionId, ...rest } = reading
  return { reading: rest, looks, open: whyNotScore({ state: roundState, opensAt, closesAt }, now) === null }
}
export type Desk = NonNullable<Awaited<ReturnType<typeof deskOf>>>

/** The desk with the queue it stands in. */
export async function judgePage(actor: Actor, assignmentId: string) {
  const desk = await deskOf(actor, assignmentId)
  return desk && { ...desk, me: actor.userId, queue: await queueOf(actor.userId, desk.reading.roundId) }
}
export type JudgePage = NonNullable<Awaited<ReturnType<typeof judgePage>>>

const ahead = 6

/** The next desks after one that are not sent yet, so that going on needs no line; null where it is not the judge's. */
export async function desksAhead(actor: Actor, assignmentId: string): Promise<Desk[] | null> {
  const reading = await readingOf(actor, assignmentId)
  if (!reading) return null
  const queue = await queueOf(actor.userId, reading.roundId)
  const here = queue.findIndex((row) => row.id === assignmentId)
  const following = [...queue.slice(here + 1), ...queue.slice(0, here)]
  const wanted = following.filter((row) => row.state !== 'submitted').slice(0, ahead)
  const desks = await Promise.all(wanted.map((row) => deskOf(actor, row.id)))
  return desks.filter((desk) => desk !== null)
}
