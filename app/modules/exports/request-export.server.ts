import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { database, storage } from '#app/ground.server.ts'
import { enqueue } from '../queue/enqueue.server.ts'
import { users } from '#db/schema/accounts.ts'
import { editions } from '#db/schema/editions.ts'
import { exports } from '#db/schema/exports.ts'
import { roman } from '#app/i18n/format.ts'
import type { Actor } from '../actor/actor.ts'
import { organizes } from '../actor/policy.ts'
import { originOf } from '../accounts/origin-of.server.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { worksBarredTo } from '../judging/known-conflicts.server.ts'
import { contentTypes } from '../documents/content-types.ts'
import { formatOf, type ExportKind, type ExportParameters } from './kinds.ts'

/** Asks the worker for a file; the row tells how far it is. */
export async function requestExport(
  actor: Actor,
  editionId: string,
  kind: ExportKind,
  parameters: ExportParameters,
): Promise<{ exportId: string } | null> {
  if (!organizes(actor, editionId)) return null
  return database().transaction(async (tx) => {
    const [row] = await tx
      .insert(exports)
      .values({ editionId, kind, parameters, locale: actor.locale, requestedBy: actor.userId })
      .returning({ id: exports.id })
    await enqueue(tx, 'make-export', { exportId: row!.id })
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'export.requested',
      subjectId: row!.id,
      editionId,
      details: { kind, ...parameters },
    })
    return { exportId: row!.id }
  })
}

/** Stops a file that is waiting or being made. */
export async function cancelExport(actor: Actor, exportId: string): Promise<{ done: true } | null> {
  return moveExport(actor, exportId, ['queued', 'running'], 'cancelled')
}

/** Makes a file anew that failed or was cancelled. */
export async function retryExport(actor: Actor, exportId: string): Promise<{ done: true } | null> {
  return moveExport(actor, exportId, ['failed', 'cancelled'], 'queued')
}

async function moveExport(
  actor: Actor,
  exportId: string,
  from: (typeof exports.$inferSelect)['state'][],
  to: 'queued' | 'cancelled',
): Promise<{ done: true } | null> {
  return database().transaction(async (tx) => {
    const [row] = await tx.select().from(exports).where(eq(exports.id, exportId)).for('no key update')
    if (!row?.editionId || !organizes(actor, row.editionId)) return null
    if (!from.includes(row.state)) return { done: true }
    await tx.update(exports).set({ state: to, progress: 0 }).where(eq(exports.id, exportId))
    if (to === 'queued') await enqueue(tx, 'make-export', { exportId })
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: to === 'queued' ? 'export.requested' : 'export.cancelled',
      subjectId: exportId,
      editionId: row.editionId,
      details: { kind: row.kind },
    })
    return { done: true }
  })
}

export function exportsOf(editionId: string) {
  return database()
    .select({
      id: exports.id,
      kind: sql<ExportKind>`${exports.kind}`,
      parameters: exports.parameters,
      state: exports.state,
      progress: exports.progress,
      rows: exports.rows,
      bytes: exports.bytes,
      failures: exports.failures,
      expiresAt: exports.expiresAt,
      createdAt: exports.createdAt,
      by: users.name,
      available: sql<boolean>`${exports.objectKey} is not null`,
    })
    .from(exports)
    .innerJoin(users, eq(users.id, exports.requestedBy))
    .where(eq(exports.editionId, editionId))
    .orderBy(desc(exports.createdAt))
    .limit(50)
}

/** A short link to the file for whoever may have it now: the permission is asked again at every download. */
export async function openExport(actor: Actor, exportId: string): Promise<string | null> {
  const [row] = await database()
    .select({ export: exports, number: editions.number })
    .from(exports)
    .leftJoin(editions, eq(editions.id, exports.editionId))
    .where(and(eq(exports.id, exportId), eq(exports.state, 'done')))
  if (!row?.export.objectKey) return null
  if (row.export.editionId === null || row.export.kind === 'ownData')
    return row.export.requestedBy === actor.userId ? openOwnData(actor, row.export) : null
  if (!organizes(actor, row.export.editionId)) return null
  if (row.export.requestedBy !== actor.userId && workByWork.has(row.export.kind)) {
    // Made for somebody else, it may tell of works that this organizer must keep away from.
    if ((await worksBarredTo(actor.userId, row.export.editionId)).size > 0) return null
  }
  await database().transaction(async (tx) =>
    recordEvent(tx, {
      actorId: actor.userId,
      kind: 'export.downloaded',
      subjectId: exportId,
      editionId: row.export.editionId,
      from: await originOf(tx, actor),
    }),
  )
  const { kind, parameters, objectKey } = row.export
  const format = formatOf(kind, parameters)
  const name = `${fileNames[kind]}-${roman(row.number!)}.${format}`
  return storage().signDownload(objectKey, { name, contentType: contentTypes[format], inline: false }, 300)
}

/** What somebody takes of their own data: theirs alone, whoever organizes whatever. */
async function openOwnData(actor: Actor, { id, objectKey }: typeof exports.$inferSelect): Promise<string> {
  await database().transaction((tx) =>
    recordEvent(tx, { actorId: actor.userId, kind: 'export.downloaded', subjectId: id }),
  )
  const answer = { name: 'du-lieu-cua-toi.zip', contentType: contentTypes.zip, inline: false }
  return storage().signDownload(objectKey!, answer, 300)
}

/** Asks for a file of everything held about oneself; one that is on its way is not begun again. */
export async function requestOwnData(actor: Actor): Promise<{ exportId: string }> {
  return database().transaction(async (tx) => {
    await tx.execute(sql`select from ${users} where id = ${actor.userId} for no key update`)
    const own = and(eq(exports.requestedBy, actor.userId), eq(exports.kind, 'ownData'))
    const [underWay] = await tx
      .select({ id: exports.id })
      .from(exports)
      .where(and(own, inArray(exports.state, ['queued', 'running'])))
    if (underWay) return { exportId: underWay.id }
    const [row] = await tx
      .insert(exports)
      .values({ kind: 'ownData', locale: actor.locale, requestedBy: actor.userId })
      .returning({ id: exports.id })
    await enqueue(tx, 'make-export', { exportId: row!.id })
    await recordEvent(tx, { actorId: actor.userId, kind: 'export.requested', subjectId: row!.id })
    return { exportId: row!.id }
  })
}

/** The files of one's own data, newest first, as far as they can still be had. */
export const ownDataOf = (actor: Actor) =>
  database()
    .select({
      id: exports.id,
      state: exports.state,
      bytes: exports.bytes,
      createdAt: exports.createdAt,
      expiresAt: exports.expiresAt,
      available: sql<boolean>`${exports.objectKey} is not null and ${exports.expiresAt} > now()`,
    })
    .from(exports)
    .where(and(eq(exports.requestedBy, actor.userId), eq(exports.kind, 'ownData')))
    .orderBy(desc(exports.createdAt))
    .limit(5)

/** What tells of single works; each is made without those its asker must keep away from. */
const workByWork = new Set<ExportKind>([
  'entries',
  'authors',
  'media',
  'sheets',
  'scoresPreliminary',
  'scoresFinal',
  'ranking',
  'mediaZip',
])

const fileNames: Record<ExportKind, string> = {
  entries: 'tac-pham',
  sheets: 'phieu-cham',
  scoresPreliminary: 'diem-so-khao',
  scoresFinal: 'diem-chung-khao',
  ranking: 'xep-hang',
  participation: 'tham-gia',
  dispatch: 'danh-sach-gui',
  authors: 'tac-gia',
  media: 'tep',
  prizes: 'giai',
  audit: 'nhat-ky',
  mediaZip: 'tep-tac-pham',
  certificates: 'giay-chung-nhan',
}
