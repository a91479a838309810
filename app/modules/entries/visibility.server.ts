import { and, eq, inArray, or, sql, type SQL, type SQLWrapper } from 'drizzle-orm'
import { entries } from '#db/schema/entries.ts'
import { provinceSuccessions } from '#db/schema/provinces.ts'
import type { Actor } from '../actor/actor.ts'
import { coordinatedProvinces } from '../actor/policy.ts'
import { placeIdOf, readUnit } from '../provinces/history.ts'
import { isReceived } from './received.server.ts'

/** The entries an actor may see outside judging: own ones, those of the province held, those of the edition organized. */
export function entriesVisibleTo(actor: Actor): SQL {
  const organized = actor.roles.filter((held) => held.role === 'organizer')
  const all = organized.some((held) => held.editionId === null)
  const editionIds = organized.flatMap((held) => held.editionId ?? [])
  if (all) return sql`true`
  return or(
    eq(entries.ownerId, actor.userId),
    editionIds.length ? inArray(entries.editionId, editionIds) : undefined,
    ...coordinatedProvinces(actor).map(({ frame, code }) =>
      and(inProvince(frame, code), isReceived(sql`${entries}`)),
    ),
  )!
}

/**
 * Entries of a province whatever frame they were entered in: the unit it has become since, where that is one, and every
 * unit that went whole into either. `place` is the column of what is looked at; the units come as an array, told before the
 * statement begins, so that it goes by the index of places.
 */
export function inProvince(frame: string, code: string, place: SQLWrapper = entries.placeId): SQL {
  return sql`${place} = any (array(
    with recursive whole(earlier, later) as (
      select from_place_id, min(to_place_id)
      from ${provinceSuccessions}
      group by from_place_id, to_frame
      having count(*) = 1),
    onward(place) as (
      select ${placeIdOf({ frame, code })}::text
      union
      select w.later
      from whole w
      join onward o on w.earlier = o.place),
    own(place) as (
      select place from onward
      union
      select w.earlier
      from whole w
      join own o on w.later = o.place)
    select place from own))`
}

/** Entries (under an alias) of a place as addresses write it: a province (`2025:56`) or a group outside the grid. */
export function atPlace(place: string, entry: SQL = sql`${entries}`): SQL {
  const unit = readUnit(place)
  return unit ? inProvince(unit.frame, unit.code, sql`${entry}.place_id`) : sql`${entry}.place_id = ${place}`
}
