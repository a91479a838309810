import { and, count, eq, sql } from 'drizzle-orm'
import type { z } from 'zod'
import { database } from '#app/ground.server.ts'
import { isDamaged } from '../text/clean-text.ts'
import { searchKey } from '../text/search-key.ts'
import type { Transaction } from '#db/client.ts'
import { categories } from '#db/schema/editions.ts'
import { entries } from '#db/schema/entries.ts'
import { agencies } from '#db/schema/provinces.ts'
import type { Actor } from '../actor/actor.ts'
import { messageOfIssue } from '../refusal/message-of-issue.ts'
import { refuse, type Message, type Refusal } from '../refusal/refusal.ts'
import { agencyNamed } from '../provinces/agencies.server.ts'
import { provinceHistory, today, unitsOf } from '../provinces/history.server.ts'
import { rowKinds, rowPrefixes, type RowKind } from './entry.ts'
import { draftFields, layOver, type DraftFields } from './draft-fields.ts'
import { keepAside } from './keep-aside.server.ts'
import { forPolicy, lockOwnEntry, type Dossier } from './load-entry.server.ts'
import { placeOf } from './place.ts'
import { whyNotEdit } from './policy.ts'
import { putBackRow, restRow, rowTables } from './removed-rows.server.ts'
import { entryFields, rowFields, sectionOf } from './schema.ts'
import { greatestOf } from '../statistics/describe.ts'

const mostRows: Record<RowKind, number> = { parts: 50, authors: 30, awards: 20 }

export type SavedDraft = {
  version: number
  errors: Record<string, Message>
  /** what stands now in fields that were written elsewhere since; what was typed into them is not stored */
  conflicts: DraftFields
}
/** What a screen has: the version it saw, what is typed, what stood in those fields before, rows added or removed. */
export type DraftAsk = { version: number; fields: DraftFields; was?: DraftFields; change: string }

/**
 * Keeps what was typed. `fields` are the form's own names: `title`, `authors.<id>.name` …; `change` adds, removes or
 * puts back a row (`add:parts`, `add:parts:<id>` with an id made by the screen, `remove:parts:<id>`,
 * `restore:parts:<id>`). A field that is not well-formed is left as it was and named in `errors`; one that was written
 * elsewhere meanwhile likewise in `conflicts`. What comes again because its answer was lost changes nothing.
 */
export async function saveDraft(
  actor: Actor,
  entryId: string,
  { version, fields, was = {}, change }: DraftAsk,
): Promise<SavedDraft | Refusal | null> {
  return database().transaction(async (tx) => {
    const dossier = await lockOwnEntry(tx, actor, entryId)
    if (!dossier) return null
    const refusal = whyNotEdit(forPolicy(dossier), dossier.edition, dossier.now)
    if (refusal) return refusal
    const newest = dossier.entry.version
    const asked = { fields: onlyAsked(dossier, fields), was, onNewest: version === newest }
    const laid = layOver(draftFields(dossier), asked)
    const errors: Record<string, Message> = {}
    for (const name of laid.gone) errors[name] = { key: 'entry.refused.rowGone' }
    if (Object.keys(laid.fields).length > 0) {
      await saveEntry(tx, dossier, laid.fields, errors)
      for (const kind of rowKinds) await saveRows(tx, dossier, kind, laid.fields, errors)
    }
    const refused = await changeRows(tx, dossier, change)
    if (refused) errors[refused.field ?? 'form'] = refused.refused
    const changed = (change !== '' && !refused) || Object.keys(laid.fields).some((name) => !(name in errors))
    if (changed) await tx.update(entries).set(newVersion(newest)).where(eq(entries.id, entryId))
    return { version: changed ? newest + 1 : newest, errors, conflicts: laid.conflicts }
  })
}

const newVersion = (newest: number) => ({ version: newest + 1, updatedAt: sql`now()` })

/** A returned entry takes only the sections the secretariat asked for. */
function onlyAsked({ entry }: Dossier, fields: Record<string, string>): Record<string, string> {
  if (entry.state !== 'returned') return fields
  return Object.fromEntries(
    Object.entries(fields).filter(([name]) => entry.returnFields!.includes(sectionOf(name))),
  )
}

async function saveEntry(
  tx: Transaction,
  { entry, files }: Dossier,
  fields: Record<string, string>,
  errors: Record<string, Message>,
) {
  const { agencyText, agencyLevel, agencyProvince, ...rest } = readFields(entryFields, '', fields, errors)
  const values: Partial<typeof entries.$inferInsert> = { ...rest, categoryId: undefined }
  if (rest.categoryId !== undefined) {
    const category = await ownCategory(tx, entry.editionId, rest.categoryId as string, errors)
    values.categoryId = category && category.id
    if (category && category.id !== entry.categoryId) await keepAside(tx, files, category.requirements)
  }
  if ([agencyText, agencyLevel, agencyProvince, rest.ownPlace].some((given) => given !== undefined)) {
    const named = (agencyText as string | undefined) ?? entry.agencyText
    const agency = await resolveAgency(
      tx,
      named,
      String(agencyLevel ?? ''),
      String(agencyProvince ?? ''),
      errors,
    )
    const ownPlace = (rest.ownPlace as string | undefined) ?? entry.ownPlace
    Object.assign(
      values,
      { agencyText: named, agencyId: agency?.id ?? null },
      placeOf(agency, named ? '' : ownPlace, today(), await provinceHistory(tx)),
    )
  }
  const title = (rest.title as string | undefined) ?? entry.title
  const searched = searchKey(`${title} ${rest.originalTitle ?? entry.originalTitle}`)
  await tx
    .update(entries)
    .set({ ...values, searchKey: searched })
    .where(eq(entries.id, entry.id))
}

async function ownCategory(
  tx: Transaction,
  editionId: string,
  categoryId: string,
  errors: Record<string, Message>,
) {
  if (!categoryId) return null
  const [found] = await tx
    .select({ id: categories.id, requirements: categories.requirements })
    .from(categories)
    .where(and(eq(categories.id, categoryId), eq(categories.editionId, editionId)))
  if (!found) errors.categoryId = { key: 'form.error.invalid' }
  return found
}

/** The agency of that name or earlier name; a new one is proposed once its level is told. */
async function resolveAgency(
  tx: Transaction,
  name: string,
  level: string,
  province: string,
  errors: Record<string, Message>,
) {
  if (!name) return null
  const known = await agencyNamed(tx, name)
  if (known || !level) return known
  const units = await unitsOf(undefined, tx)
  if (level === 'provincial' && !units.some((unit) => unit.code === province)) {
    errors.agencyProvince = { key: 'form.error.required' }
    return null
  }
  const seat = level === 'provincial' ? { provinceFrame: units[0]!.frame, provinceCode: province } : {}
  const [proposed] = await tx
    .insert(agencies)
    .values({ name, nameKey: searchKey(name), level: level as 'central', ...seat })
    .onConflictDoNothing()
    .returning()
  return proposed ?? null
}

async function saveRows(
  tx: Transaction,
  dossier: Dossier,
  kind: RowKind,
  fields: Record<string, string>,
  errors: Record<string, Message>,
) {
  const table = rowTables[kind]
  for (const { id } of dossier[kind]) {
    const values: Record<string, unknown> = readFields(rowFields[kind], `${kind}.${id}.`, fields, errors)
    if (typeof values.publishedOn === 'string' && values.publishedOn > today()) {
      errors[`${kind}.${id}.publishedOn`] = { key: 'form.error.future' }
      delete values.publishedOn
    }
    if (kind === 'authors' && values.name !== undefined) values.nameKey = searchKey(values.name as string)
    if (Object.keys(values).length)
      await tx
        .update(table)
        .set(values)
        .where(and(eq(table.id, id), eq(table.entryId, dossier.entry.id)))
  }
}

async function changeRows(tx: Transaction, dossier: Dossier, change: string): Promise<Refusal | null> {
  const [verb, kind, id] = change.split(':')
  if (!verb) return null
  if (!kind || !Object.hasOwn(rowTables, kind)) return refuse('form.error.invalid')
  const section = kind as RowKind
  if (dossier.entry.state === 'returned' && !dossier.entry.returnFields!.includes(section))
    return refuse('entry.refused.notAsked', undefined, section)
  const table = rowTables[section]
  if (verb === 'remove') {
    await restRow(tx, dossier.entry.id, section, id ?? '')
    return null
  }
  const [rows] = await tx.select({ count: count() }).from(table).where(eq(table.entryId, dossier.entry.id))
  if (rows!.count >= mostRows[section])
    return refuse('entry.refused.tooManyRows', { max: mostRows[section] }, section)
  if (verb === 'restore') return putBackRow(tx, dossier, section, id ?? '')
  const positions = dossier[section].map((row) => row.position)
  const position = greatestOf(positions, 0) + 1
  if (id !== undefined && !isRowId(section, id)) return refuse('form.error.invalid')
  await tx
    .insert(table)
    .values({ id, entryId: dossier.entry.id, position })
    .onConflictDoNothing({ target: table.id })
  return null
}

/** Made by the screen, so that adding a row twice because the answer was lost adds one. */
const isRowId = (kind: RowKind, id: string) => new RegExp(`^${rowPrefixes[kind]}_[0-9a-z]{20}$`).test(id)

type Fields = Record<string, z.ZodType>

function readFields(
  schemas: Fields,
  prefix: string,
  fields: Record<string, string>,
  errors: Record<string, Message>,
): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const [name, schema] of Object.entries(schemas)) {
    const typed = fields[prefix + name]
    if (typed === undefined) continue
    const parsed = schema.safeParse(typed)
    if (isDamaged(typed)) errors[prefix + name] = { key: 'form.error.damaged' }
    else if (parsed.success) values[name] = parsed.data
    else errors[prefix + name] = messageOfIssue(parsed.error.issues[0]!)
  }
  return values
}
