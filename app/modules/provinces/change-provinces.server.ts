import { and, eq } from 'drizzle-orm'
import type { z } from 'zod'
import { database } from '#app/ground.server.ts'
import { searchKey } from '../text/search-key.ts'
import type { Transaction } from '#db/client.ts'
import { provinceChanges, provinceFrames, provinceSuccessions, provinces } from '#db/schema/provinces.ts'
import type { Actor } from '../actor/actor.ts'
import { administers } from '../actor/policy.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { unitsOn, type Frame, type ProvinceHistory, type UnitState } from './history.ts'
import { forgetProvinceHistory, readProvinceHistory } from './history.server.ts'
import type { provinceChange, provinceMerger, provinceSplit } from './schema.ts'

/** A new name or kind of one unit of the newest frame, from a day on. Null: not an administrator. */
export function changeProvince(
  actor: Actor,
  ask: z.infer<typeof provinceChange>,
): Promise<Refusal | { done: true } | null> {
  return onNewest(actor, ask, async (tx, { newest, units, tooEarly }) => {
    if (!units.some((unit) => unit.code === ask.code)) return refuse('form.error.invalid', {}, 'code')
    if (tooEarly) return tooEarly
    const row = {
      frame: newest.frame,
      code: ask.code,
      since: ask.since,
      name: ask.name,
      isCity: ask.kind === 'city',
      decision: ask.decision,
      recordedBy: actor.userId,
    }
    await tx
      .insert(provinceChanges)
      .values(row)
      .onConflictDoUpdate({
        target: [provinceChanges.frame, provinceChanges.code, provinceChanges.since],
        set: row,
      })
    await record(tx, actor, `${newest.frame}:${ask.code}`, ask)
    return { done: true as const }
  })
}

/** Several units of the newest frame become one from a day on. */
export function mergeProvinces(
  actor: Actor,
  ask: z.infer<typeof provinceMerger>,
): Promise<Refusal | { done: true } | null> {
  return onNewest(actor, ask, async (tx, { newest, units, tooEarly }) => {
    if (ask.units.length < 2) return refuse('provinces.error.two', {}, 'units')
    if (!ask.units.includes(ask.code)) return refuse('provinces.error.codeOfOne', {}, 'code')
    if (tooEarly) return tooEarly
    if (ask.units.some((code) => !units.some((unit) => unit.code === code)))
      return refuse('form.error.invalid', {}, 'units')
    const frame = await frameFrom(tx, newest, units, ask)
    const merged = ask.units.filter((code) => code !== ask.code)
    const of = (code: string) => and(eq(provinces.frame, frame), eq(provinces.code, code))
    for (const code of merged) {
      await tx
        .update(provinceSuccessions)
        .set({ toCode: ask.code })
        .where(and(eq(provinceSuccessions.toFrame, frame), eq(provinceSuccessions.toCode, code)))
      await tx
        .delete(provinceChanges)
        .where(and(eq(provinceChanges.frame, frame), eq(provinceChanges.code, code)))
      await tx.delete(provinces).where(of(code))
    }
    await tx
      .update(provinces)
      .set({ name: ask.name, nameKey: searchKey(ask.name), isCity: ask.kind === 'city' })
      .where(of(ask.code))
    await record(tx, actor, `${frame}:${ask.code}`, ask)
    return { done: true as const }
  })
}

/**
 * A new unit is made out of one of the newest frame from a day on. Both are its successors: what was counted in it
 * before is nobody's in the new frame, and the pages say so.
 */
export function splitProvince(
  actor: Actor,
  ask: z.infer<typeof provinceSplit>,
): Promise<Refusal | { done: true } | null> {
  return onNewest(actor, ask, async (tx, { newest, units, tooEarly }) => {
    if (tooEarly) return tooEarly
    if (!units.some((unit) => unit.code === ask.code)) return refuse('form.error.invalid', {}, 'code')
    if (units.some((unit) => unit.code === ask.newCode))
      return refuse('provinces.error.codeTaken', {}, 'newCode')
    const frame = await frameFrom(tx, newest, units, ask)
    const isCity = ask.kind === 'city'
    await tx
      .insert(provinces)
      .values({ frame, code: ask.newCode, name: ask.name, nameKey: searchKey(ask.name), isCity })
    const { toFrame, toCode } = provinceSuccessions
    const ofOld = await tx
      .select()
      .from(provinceSuccessions)
      .where(and(eq(toFrame, frame), eq(toCode, ask.code)))
    await tx.insert(provinceSuccessions).values(
      ofOld.map(({ fromFrame, fromCode }) => ({
        fromFrame,
        fromCode,
        toFrame: frame,
        toCode: ask.newCode,
      })),
    )
    await record(tx, actor, `${frame}:${ask.newCode}`, ask)
    return { done: true as const }
  })
}

/** One change of the newest frame by an administrator, one after another; whoever reads sees it at once. */
async function onNewest(
  actor: Actor,
  { since }: { since: string },
  change: (tx: Transaction, at: Newest) => Promise<Refusal | { done: true }>,
): Promise<Refusal | { done: true } | null> {
  if (!administers(actor)) return null
  const answer = await database().transaction(async (tx) => {
    await tx.select().from(provinceFrames).for('no key update')
    const history = await readProvinceHistory(tx)
    const newest = history.frames.at(-1)!
    return change(tx, {
      newest,
      units: unitsOn(history, newest.frame, since),
      tooEarly:
        since < newest.validFrom
          ? refuse('provinces.error.beforeFrame', { since: newest.validFrom }, 'since')
          : null,
    })
  })
  forgetProvinceHistory()
  return answer
}

type Newest = {
  newest: ProvinceHistory['frames'][number]
  /** as they are on the day of the change */
  units: UnitState[]
  tooEarly: Refusal | null
}

/**
 * The frame that mergers and splits of a day go into. The first of a day opens it, named by its year (by the day where
 * the year has one), with a copy of every unit, each its own successor, and closes the one before on the eve; others of
 * the same day join it.
 */
async function frameFrom(
  tx: Transaction,
  newest: Newest['newest'],
  units: UnitState[],
  { since, decision }: { since: string; decision: string },
): Promise<Frame> {
  if (since === newest.validFrom) return newest.frame
  const before = newest.frame
  const year = since.slice(0, 4)
  const frame = before.startsWith(year) ? since : year
  const eve = new Date(Date.parse(since) - 86_400_000).toISOString().slice(0, 10)
  await tx.update(provinceFrames).set({ validTo: eve }).where(eq(provinceFrames.frame, before))
  await tx.insert(provinceFrames).values({ frame, validFrom: since, validTo: null, decision })
  await tx
    .insert(provinces)
    .values(units.map(({ code, name, isCity }) => ({ frame, code, name, nameKey: searchKey(name), isCity })))
  await tx
    .insert(provinceSuccessions)
    .values(units.map(({ code }) => ({ fromFrame: before, fromCode: code, toFrame: frame, toCode: code })))
  return frame
}

const record = (tx: Transaction, actor: Actor, subjectId: string, details: Record<string, unknown>) =>
  recordEvent(tx, { actorId: actor.userId, kind: 'provinces.changed', subjectId, details })
