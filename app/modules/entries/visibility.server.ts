import { and, eq, exists, inArray, or, sql, type SQL } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { entries, provinceSuccessions } from '#db/schema/index.ts'
import type { Actor } from '../accounts/actor.ts'
import { coordinatedProvinces } from '../accounts/policy.ts'

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
      and(inProvince(frame, code), sql`${entries.state} not in ('draft', 'withdrawn')`),
    ),
  )!
}

/** Entries of a province, those entered under an earlier frame's code included. */
export function inProvince(frame: '2004' | '2025', code: string): SQL {
  const succeeded = database()
    .select({ one: sql`1` })
    .from(provinceSuccessions)
    .where(
      and(
        eq(provinceSuccessions.fromFrame, entries.provinceFrame),
        eq(provinceSuccessions.fromCode, entries.provinceCode),
        eq(provinceSuccessions.toFrame, frame),
        eq(provinceSuccessions.toCode, code),
      ),
    )
  return or(and(eq(entries.provinceFrame, frame), eq(entries.provinceCode, code)), exists(succeeded))!
}
