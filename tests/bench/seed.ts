import { sql } from 'drizzle-orm'
import { hashPassword } from '#app/modules/accounts/passwords.server.ts'
import { defaultsFor, fromPreset, plantCategories } from '#app/modules/editions/create-edition.server.ts'
import { scatter } from '#app/modules/judging/assignment/order.ts'
import { searchKey } from '#app/modules/text/search-key.ts'
import { connect } from '#db/client.ts'
import { newId } from '#db/ids.ts'
import {
  assignments,
  categories,
  criteria,
  editions,
  entries,
  entryAuthors,
  entryParts,
  panelCategories,
  panelSeats,
  panels,
  provinces,
  roundEntries,
  rounds,
  scores,
  scoreSheets,
  userRoles,
  users,
} from '#db/schema/index.ts'
import { eq, inArray } from 'drizzle-orm'

/**
 * `edition`: 2,500 entries, 60 judges, 7,500 sheets. `peer`: the work on which HotCRP was measured. `small` and `large` are
 * the two sizes between which the growth of pages is measured; their works come from every province.
 */
export const scenarios = {
  edition: { entries: 2500, judges: 60, assignedJudges: 60, perJudge: 125, sheets: 7500 },
  peer: { entries: 1500, judges: 60, assignedJudges: 50, perJudge: 30, sheets: 1000 },
  small: { entries: 2500, judges: 60, assignedJudges: 60, perJudge: 167, sheets: 10_000 },
  large: { entries: 25_000, judges: 400, assignedJudges: 400, perJudge: 251, sheets: 100_000 },
} as const
/** works of one reporter */
const worksEach = 3
const authorName = (index: number) => `Tác giả ${index}`

export type Scenario = keyof typeof scenarios

export const password = 'mot cau de do luong'
export type Seeded = {
  number: number
  roundId: string
  judges: { email: string; assignmentIds: string[] }[]
  organizer: string
  criterionIds: string[]
}

/** One edition being judged; sheets of four criteria and a note. Twenty queries, whatever the size. */
export async function seedBench(url: string, scenario: Scenario): Promise<Seeded> {
  const size = scenarios[scenario]
  const { db, close } = connect(url, { max: 2 })
  try {
    const number = 40
    const now = Date.now()
    const [edition] = await db
      .insert(editions)
      .values({
        ...defaultsFor(number, 2026),
        participationPublic: true,
        opensAt: new Date(now - 100 * 86_400_000),
        closesAt: new Date(now - 30 * 86_400_000),
      })
      .returning()
    await db.transaction((tx) => plantCategories(tx, edition!.id, fromPreset()))
    const [category] = await db
      .select()
      .from(categories)
      .where(eq(categories.editionId, edition!.id))
      .limit(1)
    const rubric = await db
      .select()
      .from(criteria)
      .where(eq(criteria.categoryId, category!.id))
      .orderBy(criteria.position)
    const passwordHash = await hashPassword(password)
    const reporters = Math.ceil(size.entries / worksEach)
    const people = Array.from({ length: 1 + reporters + size.judges }, (_, index) => ({
      id: newId('user'),
      email: `do${index}@thu.vn`,
      name: `Giám khảo ${index}`,
      nameKey: searchKey(`Giám khảo ${index}`),
      passwordHash,
      emailConfirmedAt: new Date(),
    }))
    await inChunks(people, (rows) => db.insert(users).values(rows))
    const organizer = people[0]
    const authors = people.slice(1, 1 + reporters)
    const judges = people.slice(1 + reporters)
    const held = [
      { userId: organizer!.id, role: 'organizer' as const, allEditions: true },
      ...authors.map((author) => ({ userId: author.id, role: 'reporter' as const })),
      ...judges.map((judge) => ({ userId: judge.id, role: 'judge' as const, allEditions: true })),
    ]
    await inChunks(held, (rows) => db.insert(userRoles).values(rows))
    const units = await db
      .select({ code: provinces.code })
      .from(provinces)
      .where(eq(provinces.frame, '2025'))
      .orderBy(provinces.code)
    const grows = scenario === 'small' || scenario === 'large'
    const works = Array.from({ length: size.entries }, (_, index) => ({
      id: newId('entry'),
      editionId: edition!.id,
      categoryId: category!.id,
      ownerId: authors[index % reporters]!.id,
      state: 'eligible' as const,
      number: index + 1,
      title: `Tác phẩm số ${index + 1}: biển đảo quê hương`,
      searchKey: 'tac pham',
      genre: 'reportage',
      summary: 'Bản giới thiệu. '.repeat(20),
      submittedAt: new Date(now - 40 * 86_400_000),
      receiptCode: `r${index}`,
      provinceFrame: '2025' as const,
      provinceCode: grows ? units[index % units.length]!.code : '56',
    }))
    await inChunks(works, (rows) => db.insert(entries).values(rows))
    await inChunks(
      works.map((work, index) => ({
        entryId: work.id,
        position: 1,
        name: authorName(index % reporters),
        nameKey: searchKey(authorName(index % reporters)),
      })),
      (rows) => db.insert(entryAuthors).values(rows),
    )
    await inChunks(
      works.map((work) => ({ entryId: work.id, position: 1, publishedOn: '2026-01-01', outlet: 'Báo Đo' })),
      (rows) => db.insert(entryParts).values(rows),
    )
    const [round] = await db
      .insert(rounds)
      .values({
        editionId: edition!.id,
        stage: 'preliminary',
        opensAt: new Date(now - 86_400_000),
        closesAt: new Date(now + 30 * 86_400_000),
        state: 'open',
      })
      .returning()
    const [panel] = await db
      .insert(panels)
      .values({ roundId: round!.id, position: 1, name: 'Tiểu ban' })
      .returning()
    await db
      .insert(panelCategories)
      .values({ roundId: round!.id, panelId: panel!.id, categoryId: category!.id })
    await db.insert(panelSeats).values(judges.map((judge) => ({ panelId: panel!.id, judgeId: judge.id })))
    await inChunks(
      works.map((work) => ({ roundId: round!.id, entryId: work.id })),
      (rows) => db.insert(roundEntries).values(rows),
    )
    const seats = judges.slice(0, size.assignedJudges).flatMap((judge, seat) =>
      Array.from({ length: size.perJudge }, (_, index) => ({
        id: newId('assignment'),
        roundId: round!.id,
        panelId: panel!.id,
        entryId: works[(seat * size.perJudge + index) % works.length]!.id,
        judgeId: judge.id,
        position: index + 1,
      })),
    )
    await inChunks(seats, (rows) => db.insert(assignments).values(rows))
    const done = [...seats].sort((a, b) => scatter(a.id) - scatter(b.id)).slice(0, size.sheets)
    const given = done.map((seat) => ({
      id: newId('sheet'),
      assignmentId: seat.id,
      roundId: seat.roundId,
      entryId: seat.entryId,
      judgeId: seat.judgeId,
      state: 'submitted' as const,
      total: rubric.reduce((sum, criterion) => sum + pointsOf(seat.id, criterion), 0),
      note: 'Bố cục tốt, nên rút gọn phần dẫn.',
      submittedAt: new Date(),
    }))
    await inChunks(given, (rows) =>
      db.transaction(async (tx) => {
        await tx.insert(scoreSheets).values(rows)
        await tx.insert(scores).values(
          rows.flatMap((sheet) =>
            rubric.map((criterion) => ({
              sheetId: sheet.id,
              criterionId: criterion.id,
              points: pointsOf(sheet.assignmentId, criterion),
            })),
          ),
        )
      }),
    )
    await db.execute(sql`analyze`)
    const submitted = new Set(done.map((seat) => seat.id))
    const byJudge = Map.groupBy(seats, (seat) => seat.judgeId)
    const chosen = await db
      .select({ id: users.id, email: users.email })
      .from(users)
      .where(
        inArray(
          users.id,
          judges.slice(0, 50).map((judge) => judge.id),
        ),
      )
    return {
      number,
      roundId: round!.id,
      organizer: organizer!.email,
      criterionIds: rubric.map((criterion) => criterion.id),
      judges: chosen.map((judge) => ({
        email: judge.email,
        assignmentIds: (byJudge.get(judge.id) ?? [])
          .map((seat) => seat.id)
          .filter((id) => scenario !== 'peer' || !submitted.has(id)),
      })),
    }
  } finally {
    await close()
  }
}

/** Between seven and nine and a half tenths of a criterion. */
const pointsOf = (seatId: string, { id, maxPoints }: { id: string; maxPoints: number }) =>
  Math.round(maxPoints * (0.7 + (scatter(seatId + id) % 250) / 1000))

async function inChunks<Row>(rows: Row[], insert: (rows: Row[]) => Promise<unknown>) {
  for (let from = 0; from < rows.length; from += 1000) await insert(rows.slice(from, from + 1000))
}
