import type { Actor } from '#app/modules/actor/actor.ts'
import { hasRole } from '#app/modules/actor/policy.ts'
import { listEditions } from '#app/modules/editions/editions.server.ts'
import { currentOf } from '#app/modules/editions/phase.ts'
import { ownProvinces, type OwnProvince } from '#app/modules/participation/own-province.server.ts'
import { forbidden, notFound, requireActorWho } from './guard.server.ts'
import { searchOf } from './search.ts'

type Editions = Awaited<ReturnType<typeof listEditions>>
export type AtProvince = {
  actor: Actor
  province: OwnProvince
  held: OwnProvince[]
  editions: Editions
  edition: Editions[number] | null
}

/** A coordinator, the province and the edition the address names (or the ones now meant); for anyone else no such page. */
export async function requireProvince(request: Request): Promise<AtProvince> {
  const actor = await requireActorWho(request, (who) => hasRole(who, 'coordinator'))
  const search = searchOf(request)
  const held = await ownProvinces(actor)
  if (held.length === 0) forbidden('provinces.error.noUnit')
  const asked = search.get('province')
  const province = asked ? held.find((row) => row.code === asked) : held[0]
  if (!province) notFound()
  const editions = (await listEditions()).filter((row) => row.phase !== 'upcoming')
  const number = search.get('edition')
  const edition = number
    ? (editions.find((row) => String(row.number) === number) ?? notFound())
    : (currentOf(editions) ?? null)
  return { actor, province, held, editions, edition }
}

/** The same where an edition there must be. */
export async function requireProvinceEdition(request: Request) {
  const at = await requireProvince(request)
  return { ...at, edition: at.edition ?? notFound() }
}

/** The address of a page of the coordinator's place that keeps province and edition. */
export const provinceAddress = (
  path: string,
  at: { province: OwnProvince; edition: { number: number } | null },
) => `/province${path}?province=${at.province.code}${at.edition ? `&edition=${at.edition.number}` : ''}`
