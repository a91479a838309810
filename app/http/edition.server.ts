import type { Actor } from '#app/modules/actor/actor.ts'
import { organizes } from '#app/modules/actor/policy.ts'
import { editionByNumber } from '#app/modules/editions/editions.server.ts'
import { notFound, requireActor } from './guard.server.ts'
import { numberIn } from './search.ts'

/** The edition of the address and an organizer of it; for anyone else there is no such page. */
export async function requireOrganizer(request: Request, number: string | undefined) {
  const actor: Actor = await requireActor(request)
  if (!organizes(actor)) notFound()
  const edition = await editionByNumber(numberIn(number) ?? 0)
  if (!edition || !organizes(actor, edition.id)) notFound()
  return { actor, edition }
}
