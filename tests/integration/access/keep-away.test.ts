import { sql } from 'drizzle-orm'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { entryNumber } from '#app/i18n/format.ts'
import { dossierFor, receiptFor } from '#app/modules/access/dossier.server.ts'
import { exportTables } from '#app/modules/exports/tables.server.ts'
import { worksBarredTo } from '#app/modules/judging/known-conflicts.server.ts'
import { queueAndHidden, queueOf } from '#app/modules/judging/judge-queue.server.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import { nextToScreen } from '#app/modules/screening/next-to-screen.server.ts'
import { screeningCount, screeningPage } from '#app/modules/screening/screening-list.server.ts'
import { conflicts, entries } from '#db/schema/index.ts'
import { eq } from 'drizzle-orm'
import { restoreWorld } from '#tests/matrix/snapshot.ts'
import { ownWorld, type World } from '#tests/matrix/world.ts'
import { granted } from '#tests/support/granted.ts'

let w: World
beforeAll(async () => {
  w = await ownWorld()
})
beforeEach(restoreWorld)

const everything = { q: '', state: '', category: '', place: '', sort: '', after: '' }

it('refuses a dossier and its receipt to who must keep away, and not to its owner', async () => {
  const { owner, organizer, barredOrganizer } = w.actors
  for (const actor of [owner, organizer]) {
    expect(granted(await dossierFor(actor, w.submitted.id)).entry.id).toBe(w.submitted.id)
    expect(granted(await receiptFor(actor, w.submitted.id)).body.length).toBeGreaterThan(1000)
  }
  const refused = refuse('judging.refused.conflict')
  expect(await dossierFor(barredOrganizer, w.submitted.id)).toEqual(refused)
  expect(await receiptFor(barredOrganizer, w.submitted.id)).toEqual(refused)
  await database()
    .update(entries)
    .set({ ownerId: barredOrganizer.userId })
    .where(eq(entries.id, w.submitted.id))
  expect(granted(await dossierFor(barredOrganizer, w.submitted.id)).owned).toBe(true)
})

it('leaves such a work out of the list of the secretariat, of what is next, and says how many', async () => {
  const barred = await worksBarredTo(w.actors.barredOrganizer.userId, w.open.id)
  expect(barred).toContain(w.submitted.id)
  const idsFor = async (keptFrom: Set<string>, filter = everything) =>
    (await screeningPage(w.open.id, filter, keptFrom)).rows.map((row) => row.id)
  const all = await idsFor(new Set())
  const shown = all.filter((id) => !barred.has(id))
  expect(all).toContain(w.submitted.id)
  expect(await idsFor(barred)).toEqual(shown)
  expect(await idsFor(barred, { ...everything, q: '11' })).not.toContain(w.submitted.id)
  expect(await screeningCount(w.open.id, everything, barred)).toEqual({
    count: shown.length,
    hidden: all.length - shown.length,
  })
  const [before] = await database().select().from(entries).where(eq(entries.id, w.submitted.id))
  expect(await nextToScreen(w.open.id, before!.number! - 1, new Set())).toBe(w.submitted.id)
  expect(await nextToScreen(w.open.id, before!.number! - 1, barred)).not.toBe(w.submitted.id)
})

it.each(['entries', 'authors'] as const)('leaves it out of the export of %s', async (kind) => {
  const ask = { editionId: w.open.id, edition: w.open.number, locale: 'vi' as const, parameters: {} }
  const numbersIn = async (barred: Set<string>) =>
    (await exportTables[kind]({ ...ask, barred })).rows.map(([number]) => number)
  const barred = await worksBarredTo(w.actors.barredOrganizer.userId, w.open.id)
  const [all, shown] = [await numbersIn(new Set()), await numbersIn(barred)]
  expect(all).toContain(entryNumber(w.open.number, 11))
  expect(shown).toEqual(all.filter((number) => number !== entryNumber(w.open.number, 11)))
})

it('leaves a reading out of its judge’s queue from the moment there is a conflict, and says how many', async () => {
  const { userId } = w.actors.assignedJudge
  const before = await queueOf(userId, w.round.id)
  expect(before.map((row) => row.id)).toContain(w.given.assigned)
  await database()
    .insert(conflicts)
    .values({ editionId: w.judged.id, judgeId: userId, entryId: w.work.id, reason: 'x', origin: 'declared' })
  expect(await queueAndHidden(userId, w.round.id)).toEqual({
    queue: before.filter((row) => row.id !== w.given.assigned),
    hidden: 1,
  })
  await database().execute(sql`update ${conflicts} set ended_at = now(), ended_by = ${userId}`)
  expect(await queueAndHidden(userId, w.round.id)).toEqual({ queue: before, hidden: 0 })
})
