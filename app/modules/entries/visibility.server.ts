import { and, eq, inArray, or, sql, type SQL } from 'drizzle-orm'
import { entries } from '#db/schema/entries.ts'
import { provinceSuccessions } from '#db/schema/provinces.ts'
import type { Actor } from '../actor/actor.ts'
import { coordinatedProvinces } from '../actor/policy.ts'
import { readUnit } from '../provinces/history.ts'
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
 * unit that went whole into either. `place` are the columns (frame, code) of what is looked at.
 */
export function inProvince(
  frame: string,
  code: string,
  place: SQL = sql`(${entries.provinceFrame}, ${entries.provinceCode})`,
): SQL {
  return sql`${place} in (
    with recursive whole as (
      select from_frame, from_code, to_frame, min(to_code) as to_code
      from ${provinceSuccessions}
      group by 1, 2, 3
      having count(*) = 1),
    onward(frame, code) as (
      select ${frame}::text, ${code}::text
      union
      select w.to_frame, w.to_code
      from whole w
      join onward o on w.from_frame = o.frame and w.from_code = o.code),
    own(frame, code) as (
      select frame, code from onward
      union
      select w.from_frame, w.from_code
      from whole w
      join own o on w.to_frame = o.frame and w.to_code = o.code)
    select frame, code from own)`
}

/** Entries (under an alias) of a place as addresses write it: a province (`2025:56`) or a group outside the grid. */
export function atPlace(place: string, entry: SQL = sql`${entries}`): SQL {
  const unit = readUnit(place)
  return unit
    ? inProvince(unit.frame, unit.code, sql`(${entry}.province_frame, ${entry}.province_code)`)
    : sql`${entry}.bucket = ${place}`
}
