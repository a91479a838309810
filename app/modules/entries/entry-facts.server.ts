import { and, eq, inArray, ne } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Connection } from '#db/client.ts'
import { entries, entryAuthors } from '#db/schema/entries.ts'
import type { EntryFacts } from './entry.ts'
import type { Dossier } from './load-entry.server.ts'
import { competingStates } from './received.ts'
import { worksOf } from './same-person.server.ts'

/** What the rules need to know of a dossier, the works of its authors in this edition included. */
export async function factsOf(
  dossier: Omit<Dossier, 'now' | 'owned' | 'provinceName'>,
  connection: Connection = database(),
): Promise<EntryFacts> {
  const { entry, category, parts, authors, awards, files } = dossier
  const { title, originalTitle, language, genre, summary, agencyText, ownPlace } = entry
  return {
    title,
    originalTitle,
    language,
    genre,
    summary,
    agencyText,
    ownPlace,
    hasAgency: entry.agencyId !== null,
    category: category && { languages: category.languages, requirements: category.requirements },
    parts,
    authors,
    awards,
    media: files.filter((file) => !file.misfit),
    worksOfAuthors: await worksOfAuthors(connection, dossier),
  }
}

/** A group's work counts for each named person. */
async function worksOfAuthors(
  connection: Connection,
  { entry, authors }: Pick<Dossier, 'entry' | 'authors'>,
) {
  const named = authors.filter((author) => author.nameKey)
  if (named.length === 0) return []
  const others = await connection
    .select({ nameKey: entryAuthors.nameKey, email: entryAuthors.email, entryId: entryAuthors.entryId })
    .from(entryAuthors)
    .innerJoin(entries, eq(entries.id, entryAuthors.entryId))
    .where(
      and(
        eq(entries.editionId, entry.editionId),
        ne(entries.id, entry.id),
        inArray(entries.state, competingStates),
        inArray(
          entryAuthors.nameKey,
          named.map((author) => author.nameKey),
        ),
      ),
    )
  return named.map((author) => ({ name: author.name, works: worksOf(author, others) + 1 }))
}
