import { and, asc, eq, sql } from 'drizzle-orm'
import { environment } from '#app/env.server.ts'
import { database } from '#app/ground.server.ts'
import { users } from '#db/schema/accounts.ts'
import { categories, editions } from '#db/schema/editions.ts'
import { entries } from '#db/schema/entries.ts'
import { launchWordings } from '#db/schema/outreach.ts'
import { isReceived } from '../entries/received.server.ts'
import type { OwnProvince } from '../participation/own-province.server.ts'
import { changedFacts, launchKinds, type LaunchFacts, type LaunchKind, type LaunchText } from './launch.ts'
import { launchFacts, launchWords, type LaunchEdition } from './launch-words.server.ts'

export type LaunchPiece = {
  kind: LaunchKind
  /** as the rules make it, and as it is now */
  drawn: LaunchText
  text: LaunchText
  /** 0 where nobody has worded it by hand */
  version: number
  by: string | null
  at: Date | null
  /** what the rules have changed since somebody worded it */
  changed: (keyof LaunchFacts)[]
}

/** The address people of a province are sent to: who registers by it is counted for the province. */
export const launchLink = ({ frame, code }: Pick<OwnProvince, 'frame' | 'code'>) =>
  `${environment().APP_ORIGIN}/register?by=${frame}-${code}`

/** Everything a province spreads the word of an edition with; null where there is no such edition. */
export async function launchOf(editionId: string, province: OwnProvince) {
  const edition = await launchEdition(editionId)
  if (!edition) return null
  const facts = launchFacts(edition, launchLink(province))
  const drawn = launchWords(edition, province, facts)
  const rows = await database()
    .select({ row: launchWordings, by: users.name })
    .from(launchWordings)
    .innerJoin(users, eq(users.id, launchWordings.writtenBy))
    .where(
      and(
        eq(launchWordings.editionId, editionId),
        eq(launchWordings.frame, province.frame),
        eq(launchWordings.code, province.code),
      ),
    )
  const pieces = launchKinds.map((kind): LaunchPiece => {
    const { row, by } = rows.find((one) => one.row.kind === kind) ?? { row: null, by: null }
    const wording = row?.wording ?? {}
    const worded = Object.keys(wording).length > 0
    return {
      kind,
      drawn: drawn[kind],
      text: { ...drawn[kind], ...wording },
      version: row?.version ?? 0,
      by: worded ? by : null,
      at: worded ? row!.writtenAt : null,
      changed: worded ? changedFacts(facts, row!.facts) : [],
    }
  })
  return { edition, facts, pieces }
}

export type Launch = NonNullable<Awaited<ReturnType<typeof launchOf>>>

async function launchEdition(editionId: string): Promise<LaunchEdition | null> {
  const [edition] = await database().select().from(editions).where(eq(editions.id, editionId))
  if (!edition) return null
  const rows = await database()
    .select({ name: categories.nameVi })
    .from(categories)
    .where(eq(categories.editionId, editionId))
    .orderBy(asc(categories.position))
  return { ...edition, categories: rows.map((row) => row.name) }
}

/** Who registered by the link of a province while the edition took works, and how many of them have a draft or a work in. */
export async function cameByLink(editionId: string, { frame, code }: OwnProvince) {
  const [row] = await database().execute<{ came: number; drafting: number; submitted: number }>(sql`
    select
      count(*)::int as came,
      count(*) filter (
        where not works.submitted
          and works.drafting)::int as drafting,
      count(*) filter (where works.submitted)::int as submitted
    from ${users} u
    join ${editions} d on d.id = ${editionId}
    cross join lateral (
      select
        coalesce(bool_or(e.state = 'draft'), false) as drafting,
        coalesce(bool_or(${isReceived(sql`e`)}), false) as submitted
      from ${entries} e
      where e.owner_id = u.id and e.edition_id = d.id) works
    where u.called_by = ${`${frame}:${code}`}
      and u.email_confirmed_at is not null
      and u.created_at between d.opens_at and d.closes_at`)
  return row!
}
