import { and, count, eq, inArray, isNull, max, notInArray, or, sql } from 'drizzle-orm'
import type { z } from 'zod'
import { database } from '#app/ground.server.ts'
import type { Transaction } from '#db/client.ts'
import { databaseNow } from '#db/clock.ts'
import { unlessReferred } from '#db/unless-referred.ts'
import { heldRoles } from '#db/schema/accounts.ts'
import { categories } from '#db/schema/editions.ts'
import { assignments, panelCategories, panels, rounds, scoreSheets } from '#db/schema/judging.ts'
import type { Actor } from '../actor/actor.ts'
import { organizes } from '../actor/policy.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { closingMoment, fromLocalInput, toLocalInput } from '../calendar/local-time.ts'
import { lockOrganizedEdition } from '../editions/guard.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { emptyPanel, readersBut, seatJudges } from './panel-seats.server.ts'
import { giveCategories } from './panel-works.server.ts'
import { whyNotForm } from './policy.ts'
import { inOrder, lastOf } from './rounds-in-order.server.ts'
import type { panelForm, roundForm } from './schema.ts'

export type Round = typeof rounds.$inferSelect

/** The round, locked for a change of its own (scores lock it for share), if the actor organizes its edition. */
export async function lockRound(tx: Transaction, actor: Actor, roundId: string): Promise<Round | null> {
  const [round] = await tx.select().from(rounds).where(eq(rounds.id, roundId)).for('no key update')
  return round && organizes(actor, round.editionId) ? round : null
}

/** Whether the actor organizes the edition of a round; asked before what takes long and locks nothing. */
export async function organizesRound(actor: Actor, roundId: string): Promise<boolean> {
  const [round] = await database()
    .select({ editionId: rounds.editionId })
    .from(rounds)
    .where(eq(rounds.id, roundId))
  return round !== undefined && organizes(actor, round.editionId)
}

export async function createRound(
  actor: Actor,
  editionId: string,
  form: z.infer<typeof roundForm>,
): Promise<{ roundId: string } | Refusal | null> {
  return database().transaction(async (tx) => {
    const edition = await lockOrganizedEdition(tx, actor, editionId)
    if (!edition) return null
    const known = await tx.select().from(rounds).where(eq(rounds.editionId, editionId)).orderBy(inOrder)
    const values = { editionId, ...valuesOf(form), stage: form.stage }
    if (known.some((round) => isSame(round, values))) return refuse('round.error.exists', {}, 'stage')
    if (values.closesAt <= (await databaseNow(tx))) return refuse('round.error.notAhead', {}, 'closesAt')
    return { roundId: (await addRound(tx, actor, known, values)).id }
  })
}

type NewRound = typeof rounds.$inferInsert & { opensAt: Date; closesAt: Date }

/** The form was sent twice: the round of the first is there, as yet untouched. */
const isSame = (round: Round, { stage, opensAt, closesAt }: NewRound): boolean =>
  round.state === 'forming' &&
  round.stage === stage &&
  round.opensAt.getTime() === opensAt.getTime() &&
  round.closesAt.getTime() === closesAt.getTime()

async function addRound(tx: Transaction, actor: Actor, known: Round[], values: NewRound): Promise<Round> {
  const [made] = await tx.insert(rounds).values(values).returning()
  await putInOrder(tx, known, made!)
  const { id: subjectId, editionId } = made!
  await recordEvent(tx, { actorId: actor.userId, kind: 'round.created', subjectId, editionId })
  return made!
}

const days = 24 * 3600_000

/**
 * The final that finalists are chosen for before there is one: a vote a week from now, open for two; everything of it may
 * be changed until it is opened.
 */
export async function formFinal(tx: Transaction, actor: Actor, editionId: string): Promise<Round> {
  const known = await tx.select().from(rounds).where(eq(rounds.editionId, editionId)).orderBy(inOrder)
  const now = (await databaseNow(tx)).getTime()
  const opensAt = new Date(now + 7 * days)
  const closesAt = new Date(now + 21 * days)
  return addRound(tx, actor, known, {
    editionId,
    stage: 'final',
    kind: 'ballot',
    blind: false,
    opensAt,
    closesAt,
  })
}

/** A preliminary round goes before the finals, the first of which follows it; a final comes last, after what was last. */
async function putInOrder(tx: Transaction, known: Round[], made: Round) {
  const before = lastOf(known, 'final') ?? lastOf(known, 'preliminary')
  if (made.stage === 'final') {
    if (before) await tx.update(rounds).set({ followsId: before.id }).where(eq(rounds.id, made.id))
    return
  }
  const finals = known.filter((round) => round.stage === 'final')
  if (finals.length === 0) return
  const order = [...known.filter((round) => round.stage !== 'final'), made, ...finals].map(
    (round) => round.id,
  )
  await tx
    .update(rounds)
    .set({ number: sql`array_position(${sql.param(order)}::text[], ${rounds.id})` })
    .where(eq(rounds.editionId, made.editionId))
  await tx.update(rounds).set({ followsId: made.id }).where(eq(rounds.id, finals[0]!.id))
}

export async function changeRound(
  actor: Actor,
  roundId: string,
  form: z.infer<typeof roundForm>,
): Promise<{ done: true } | Refusal | null> {
  return database().transaction(async (tx) => {
    const round = await lockRound(tx, actor, roundId)
    if (!round) return null
    const refusal = whyNotForm(round)
    if (refusal) return refusal
    const { decidesBy, tieRule, kind, quorum, majority, ...rest } = valuesOf(form)
    const basis = { decidesBy, tieRule, kind, quorum, majority }
    if (
      round.state !== 'forming' &&
      (Object.entries({ decidesBy, kind, quorum, majority }).some(
        ([name, value]) => round[name as keyof Round] !== value,
      ) ||
        tieRule.join() !== round.tieRule.join())
    )
      return refuse('round.error.basisFixed', {}, 'decidesBy')
    if (round.state === 'forming' && rest.closesAt <= (await databaseNow(tx)))
      return refuse('round.error.notAhead', {}, 'closesAt')
    if (round.state !== 'forming' && toLocalInput(round.closesAt) !== form.closesAt)
      return refuse('round.error.extendInstead', {}, 'closesAt')
    await tx
      .update(rounds)
      .set(round.state === 'forming' ? { ...rest, ...basis } : { ...rest, closesAt: round.closesAt })
      .where(eq(rounds.id, roundId))
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'round.changed',
      subjectId: roundId,
      editionId: round.editionId,
    })
    return { done: true }
  })
}

function valuesOf(form: z.infer<typeof roundForm>) {
  const { kind, quorum, majority, blind, sameProvince, readings, opensAt, closesAt, decidesBy, tieRule } =
    form
  return {
    kind,
    quorum,
    majority,
    blind: blind === 'on',
    sameProvince: sameProvince === 'on',
    readings,
    decidesBy,
    tieRule: tieRule.length > 0 ? tieRule : ['council' as const],
    opensAt: fromLocalInput(opensAt),
    closesAt: closingMoment(closesAt),
  }
}

/** A new panel, or changed categories, judges and chair of one. Sheets of judges who leave it stay. */
export async function savePanel(
  actor: Actor,
  roundId: string,
  form: z.infer<typeof panelForm>,
): Promise<{ done: true } | Refusal | null> {
  return database().transaction(async (tx) => {
    const round = await lockRound(tx, actor, roundId)
    if (!round) return null
    const refusal =
      whyNotForm(round) ?? (await whyNotPanel(tx, round, form)) ?? (await whyNotUnseat(tx, round, form))
    if (refusal) return refusal
    const panelId = form.panelId || (await newPanel(tx, roundId, form.name))
    await tx.update(panels).set({ name: form.name, open: form.open }).where(eq(panels.id, panelId))
    await giveCategories(tx, { id: panelId, roundId }, form.categories)
    await seatJudges(tx, actor, { id: panelId, roundId }, form)
    const kind = form.panelId ? 'panel.changed' : 'panel.created'
    await recordEvent(tx, { actorId: actor.userId, kind, subjectId: panelId, editionId: round.editionId })
    return { done: true }
  })
}

/** Whoever has readings of an open round leaves it with a reason, not by a tick that is gone. */
async function whyNotUnseat(
  tx: Transaction,
  round: Round,
  { panelId, judges }: z.infer<typeof panelForm>,
): Promise<Refusal | null> {
  if (round.state !== 'open' || !panelId) return null
  const leaving = await readersBut(tx, panelId, judges)
  return leaving.length > 0 ? refuse('round.error.leaveInstead', {}, 'judges') : null
}

async function newPanel(tx: Transaction, roundId: string, name: string): Promise<string> {
  const [last] = await tx
    .select({ position: max(panels.position) })
    .from(panels)
    .where(eq(panels.roundId, roundId))
  const [made] = await tx
    .insert(panels)
    .values({ roundId, name, position: (last?.position ?? 0) + 1 })
    .returning({ id: panels.id })
  return made!.id
}

async function whyNotPanel(
  tx: Transaction,
  round: Round,
  form: z.infer<typeof panelForm>,
): Promise<Refusal | null> {
  if (form.panelId) {
    const [own] = await tx
      .select({ id: panels.id })
      .from(panels)
      .where(and(eq(panels.id, form.panelId), eq(panels.roundId, round.id)))
    if (!own) return refuse('form.error.invalid')
  }
  const known = await tx
    .select({ id: categories.id })
    .from(categories)
    .where(and(eq(categories.editionId, round.editionId), inArray(categories.id, form.categories)))
  if (known.length !== form.categories.length) return refuse('form.error.invalid', {}, 'categories')
  const judges = await mayJudge(tx, round.editionId, form.judges)
  if (judges.length !== form.judges.length) return refuse('form.error.invalid', {}, 'judges')
  const elsewhere = and(
    eq(panelCategories.roundId, round.id),
    inArray(panelCategories.categoryId, form.categories),
    form.panelId ? notInArray(panelCategories.panelId, [form.panelId]) : undefined,
  )
  const [taken] = await tx.select({ count: count() }).from(panelCategories).where(elsewhere)
  return taken!.count > 0 ? refuse('round.error.categoryTaken', {}, 'categories') : null
}

/** Those of some people who may judge in an edition. */
export function mayJudge(tx: Transaction, editionId: string, userIds: string[]) {
  return tx
    .selectDistinct({ id: heldRoles.userId })
    .from(heldRoles)
    .where(
      and(
        eq(heldRoles.role, 'judge'),
        inArray(heldRoles.userId, userIds),
        or(isNull(heldRoles.editionId), eq(heldRoles.editionId, editionId)),
      ),
    )
}

export async function removePanel(
  actor: Actor,
  roundId: string,
  panelId: string,
): Promise<{ done: true } | Refusal | null> {
  return database().transaction(async (tx) => {
    const round = await lockRound(tx, actor, roundId)
    const own = and(eq(panels.id, panelId), eq(panels.roundId, roundId))
    const [panel] = await tx.select({ id: panels.id }).from(panels).where(own)
    if (!round || !panel) return null
    const [scored] = await tx
      .select({ count: count() })
      .from(scoreSheets)
      .innerJoin(assignments, eq(assignments.id, scoreSheets.assignmentId))
      .where(eq(assignments.panelId, panelId))
    const refusal = whyNotForm(round) ?? (scored!.count > 0 ? refuse('round.error.judgeHasSheets') : null)
    if (refusal) return refusal
    const gone = await unlessReferred(tx, async (inner) => {
      await emptyPanel(inner, actor, { id: panelId, roundId })
      return inner.delete(panels).where(own)
    })
    if (!gone) return refuse('round.error.panelHasMinutes')
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'panel.removed',
      subjectId: panelId,
      editionId: round.editionId,
    })
    return { done: true }
  })
}
