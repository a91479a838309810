import { and, asc, desc, eq, inArray, ne, not } from 'drizzle-orm'
import { environment } from '#app/env.server.ts'
import { database } from '#app/ground.server.ts'
import { translator } from '#app/i18n/all.server.ts'
import { entryNumber } from '#app/i18n/format.ts'
import type { Locale } from '#app/i18n/index.ts'
import type { Transaction } from '#db/client.ts'
import { users } from '#db/schema/accounts.ts'
import { auditEvents } from '#db/schema/audit.ts'
import { entries, entryAuthors, entryParts, media } from '#db/schema/entries.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import type { Category } from '../editions/categories.server.ts'
import type { Edition } from '../editions/editions.server.ts'
import { queueLetter } from '../editions/secretariat.server.ts'
import type { EntryFacts } from './entry.ts'
import { competingStates } from './received.ts'
import { turnedRound, type Recheck } from './recheck.ts'
import { worksOf } from './same-person.server.ts'

type Rules = { edition: Edition; categories: Category[] }

/** Looks at everything submitted under the rules of before and of now, writes down what turned round, tells its authors. */
export async function recheckEntries(
  tx: Transaction,
  actor: Actor,
  before: Rules,
  after: Rules,
): Promise<Recheck> {
  const rows = await submittedFacts(tx, after.edition.id)
  const changes = rows.flatMap(({ id, number, title, categoryId, facts }) => {
    const under = ({ edition, categories: known }: Rules) => ({
      edition,
      category: known.find((category) => category.id === categoryId) ?? null,
    })
    return turnedRound(facts, under(before), under(after)).map((change) => ({
      entryId: id,
      number,
      title,
      ...change,
    }))
  })
  const recheck = { checked: rows.length, changes }
  await recordEvent(tx, {
    actorId: actor.userId,
    kind: 'edition.rechecked',
    subjectId: after.edition.id,
    editionId: after.edition.id,
    details: recheck,
  })
  await tellAuthors(tx, rows, changes, after.edition)
  return recheck
}

/** The newest recheck that changed something. */
export async function lastRecheck(editionId: string): Promise<Recheck | null> {
  const [event] = await database()
    .select({ details: auditEvents.details })
    .from(auditEvents)
    .where(and(eq(auditEvents.editionId, editionId), eq(auditEvents.kind, 'edition.rechecked')))
    .orderBy(desc(auditEvents.id))
    .limit(1)
  const recheck = event?.details as Recheck | undefined
  return recheck && recheck.changes.length > 0 ? recheck : null
}

type Row = {
  id: string
  number: number
  title: string
  ownerId: string
  categoryId: string | null
  facts: EntryFacts
}

/** Facts of every submitted entry in a few queries, whatever their number. */
async function submittedFacts(tx: Transaction, editionId: string): Promise<Row[]> {
  const judged = and(eq(entries.editionId, editionId), inArray(entries.state, competingStates))
  const rows = await tx.select().from(entries).where(judged).orderBy(asc(entries.number))
  const parts = await tx
    .select({ row: entryParts })
    .from(entryParts)
    .innerJoin(entries, eq(entries.id, entryParts.entryId))
    .where(judged)
  const authors = await tx
    .select({ row: entryAuthors })
    .from(entryAuthors)
    .innerJoin(entries, eq(entries.id, entryAuthors.entryId))
    .where(judged)
  const files = await tx
    .select({ row: media })
    .from(media)
    .innerJoin(entries, eq(entries.id, media.entryId))
    .where(and(judged, ne(media.state, 'removed'), not(media.aside)))
  const filesOf = Map.groupBy(
    files.map(({ row }) => row),
    (file) => file.entryId,
  )
  const partsOf = Map.groupBy(
    parts.map(({ row }) => row),
    (part) => part.entryId,
  )
  const authorsOf = Map.groupBy(
    authors.map(({ row }) => row),
    (author) => author.entryId,
  )
  const byName = Map.groupBy(
    authors.map(({ row }) => row),
    (author) => author.nameKey,
  )
  return rows.map((entry) => {
    const own = authorsOf.get(entry.id) ?? []
    const facts: EntryFacts = {
      ...entry,
      hasAgency: entry.agencyId !== null,
      category: null,
      parts: partsOf.get(entry.id) ?? [],
      authors: own,
      awards: [],
      media: filesOf.get(entry.id) ?? [],
      worksOfAuthors: own
        .filter((author) => author.nameKey)
        .map((author) => ({ name: author.name, works: worksOf(author, byName.get(author.nameKey)!) })),
    }
    const { id, title, ownerId, categoryId } = entry
    return { id, number: entry.number!, title, ownerId, categoryId, facts }
  })
}

async function tellAuthors(tx: Transaction, rows: Row[], changes: Recheck['changes'], edition: Edition) {
  const changed = rows.filter((row) => changes.some((change) => change.entryId === row.id))
  if (changed.length === 0) return
  const owners = await tx
    .select()
    .from(users)
    .where(
      inArray(
        users.id,
        changed.map((row) => row.ownerId),
      ),
    )
  for (const row of changed) {
    const owner = owners.find((user) => user.id === row.ownerId)!
    const values = {
      name: owner.name,
      title: row.title,
      number: entryNumber(edition.number, row.number),
      findings: findingsOf(row.id, changes, owner.locale),
      link: `${environment().APP_ORIGIN}/entries/${row.id}`,
    }
    await queueLetter(tx, { to: owner.email, locale: owner.locale, template: 'rechecked', values })
  }
}

function findingsOf(entryId: string, changes: Recheck['changes'], locale: Locale): string {
  const t = translator(locale)
  return changes
    .filter((change) => change.entryId === entryId)
    .map(({ rule, holds }) => {
      const values = { rule: t(`edition.settings.rule.${rule}`) }
      return holds ? t('mail.rechecked.holds', values) : t('mail.rechecked.broken', values)
    })
    .join('\n')
}
