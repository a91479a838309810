import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import { environment } from '#app/env.server.ts'
import { database } from '#app/ground.server.ts'
import { entryNumber } from '#app/i18n/format.ts'
import type { Transaction } from '#db/client.ts'
import { auditEvents, categories, entries, entryAuthors, entryParts, users } from '#db/schema/index.ts'
import type { Actor } from '../accounts/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import type { Edition } from '../editions/queries.server.ts'
import { queueMail } from '../mail/queue-mail.server.ts'
import { eligibilityOf } from './eligibility.ts'
import type { EditionRules, EntryFacts } from './entry.ts'

/** What a change of rules meant for what was already submitted: how many were looked at, and each answer that changed. */
export type Recheck = {
  checked: number
  changes: { entryId: string; number: number; title: string; rule: string; holds: boolean }[]
}

export async function recheckEntries(
  tx: Transaction,
  actor: Actor,
  before: Edition,
  after: Edition,
): Promise<Recheck> {
  const rows = await submittedFacts(tx, after.id)
  const changes = rows.flatMap((row) => changesOf(row, before, after))
  const recheck = { checked: rows.length, changes }
  await recordEvent(tx, {
    actorId: actor.userId,
    kind: 'edition.rechecked',
    subjectId: after.id,
    editionId: after.id,
    details: recheck,
  })
  await tellAuthors(tx, rows, changes, after)
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

type Row = { id: string; number: number; title: string; ownerId: string; facts: EntryFacts }

function changesOf(
  { id, number, title, facts }: Row,
  before: EditionRules,
  after: EditionRules,
): Recheck['changes'] {
  const earlier = new Map(eligibilityOf(facts, before).map((finding) => [finding.rule, finding.holds]))
  return eligibilityOf(facts, after)
    .filter((finding) => finding.holds !== null && earlier.get(finding.rule) !== finding.holds)
    .map((finding) => ({ entryId: id, number, title, rule: finding.rule, holds: finding.holds! }))
}

/** Facts of every submitted entry in four queries, whatever their number. */
async function submittedFacts(tx: Transaction, editionId: string): Promise<Row[]> {
  const judged = and(
    eq(entries.editionId, editionId),
    inArray(entries.state, ['submitted', 'returned', 'eligible']),
  )
  const rows = await tx
    .select({ entry: entries, languages: categories.languages })
    .from(entries)
    .leftJoin(categories, eq(categories.id, entries.categoryId))
    .where(judged)
    .orderBy(asc(entries.number))
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
  return rows.map(({ entry, languages }) => {
    const own = authorsOf.get(entry.id) ?? []
    const works = (author: (typeof own)[number]) =>
      new Set(
        (byName.get(author.nameKey) ?? [])
          .filter((other) => !other.email || !author.email || other.email === author.email)
          .map((other) => other.entryId),
      ).size
    const facts: EntryFacts = {
      ...entry,
      hasAgency: entry.agencyId !== null,
      category: { languages, requirements: [] },
      parts: partsOf.get(entry.id) ?? [],
      authors: own,
      awards: [],
      media: [],
      worksOfAuthors: own
        .filter((author) => author.nameKey)
        .map((author) => ({ name: author.name, works: works(author) })),
    }
    return { id: entry.id, number: entry.number!, title: entry.title, ownerId: entry.ownerId, facts }
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
      link: `${environment().APP_ORIGIN}/entries/${row.id}`,
    }
    await queueMail(tx, { to: owner.email, locale: owner.locale, template: 'rechecked', values })
  }
}
