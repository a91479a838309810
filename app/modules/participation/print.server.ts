import { eq } from 'drizzle-orm'
import { asOf, database } from '#app/ground.server.ts'
import { editions } from '#db/schema/editions.ts'
import type { BucketRow, Measures } from './measures.ts'
import { participationOf } from './participation-of.server.ts'
import type { Period } from './placed.server.ts'
import { participationOfProvince } from './province-participation.server.ts'
import type { Frame } from '../provinces/history.ts'

export type PrintedParticipation = {
  /** the moment every figure is of */
  takenAt: string
  frame: Frame
  edition: number
  period: Period
  provinces: (Measures & { code: string; name: string })[]
  buckets: Record<BucketRow['bucket'], Measures>
  /** entries whose unit cannot be told in this frame */
  unplaced: Measures
  participating: number
  of: number
  absent: { code: string; name: string }[]
  /** units that may have taken part: entries of what they were merged into cannot be told apart */
  undecided: { code: string; name: string }[]
  /** codes of units to which entries without a place may belong: their counts may be too low */
  untold: string[]
  byCategory: (Measures & { name: string })[]
  byLanguage: Record<string, number>
  byDay: Record<string, number>
}

/**
 * The figures of a report, from its parameters alone. With a `province` its own row, categories, languages and days; who
 * took part and who was absent stays the country's. Null where there is no such edition or province.
 */
export const printParticipation = (ask: Ask): Promise<PrintedParticipation | null> =>
  asOf((at) => printedAt(at, ask))

type Ask = { edition: number; frame: Frame; province?: string; period: Period }

async function printedAt(at: Date, ask: Ask): Promise<PrintedParticipation | null> {
  const [edition] = await database().select().from(editions).where(eq(editions.number, ask.edition))
  if (!edition) return null
  const own = ask.province
    ? await participationOfProvince(edition.id, ask.frame, ask.province, ask.period)
    : null
  const whole = own?.whole ?? (await participationOf(edition.id, ask.frame, ask.period))
  if (own && !own.row) return null
  const { categories, languages, days } = own ?? whole
  return {
    takenAt: at.toISOString(),
    frame: ask.frame,
    edition: ask.edition,
    period: ask.period,
    provinces: (own ? [own.row!] : whole.rows).map(({ code, name, ...row }) => ({
      code,
      name,
      ...plain(row),
    })),
    buckets: Object.fromEntries(whole.buckets.map(({ bucket, ...row }) => [bucket, plain(row)])) as Record<
      BucketRow['bucket'],
      Measures
    >,
    unplaced: plain(whole.unplaced),
    participating: whole.statement.participating,
    of: whole.statement.of,
    absent: whole.statement.absent,
    undecided: whole.statement.undecided,
    untold: whole.untold,
    byCategory: categories.map(({ nameVi, ...row }) => ({ name: nameVi, ...plain(row) })),
    byLanguage: Object.fromEntries(languages.map((row) => [row.language, row.count])),
    byDay: Object.fromEntries(days.map((row) => [row.day, row.count])),
  }
}

const plain = ({ received, eligible, inFinal, prizes, agencies, authors }: Measures): Measures => ({
  received,
  eligible,
  inFinal,
  prizes,
  agencies,
  authors,
})
