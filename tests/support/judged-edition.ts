import { sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { criteriaOf } from '#app/modules/editions/categories.server.ts'
import {
  assignments,
  prizesGiven,
  panelCategories,
  panelSeats,
  panels,
  roundEntries,
  rounds,
  scores,
  scoreSheets,
  users,
} from '#db/schema/index.ts'
import {
  makeActor,
  makeAgency,
  makeEdition,
  makeSubmitted,
  type MadeEdition,
} from '#tests/factories/index.ts'

/** Totals in points, by judge and work; a work is called by its number. */
export const given: Record<string, Record<number, number>> = {
  An: { 1: 100, 2: 85, 3: 70, 4: 62, 5: 55 },
  Bình: { 1: 91, 2: 88, 3: 60, 4: 58, 5: 47 },
  Chi: { 1: 97, 2: 80, 3: 75, 4: 66, 5: 50 },
  Dũng: { 7: 60 },
  Hà: { 8: 70 },
}

export type JudgedEdition = Awaited<ReturnType<typeof plantJudgedEdition>>

/**
 * An edition whose preliminary round is judged and closed, small enough to work every figure out by hand. Two panels: An,
 * Bình and Chi read works 1 to 5 of the first category (6 nobody), Dũng 7 and Hà 8 of the second; sixteen of the third
 * wait. A sheet of a judge who stepped back and one that was not sent are of work 6 and count nowhere. Works 1 and 2 are
 * in the final, in which work 1 has a sheet of 55 points. Points of a sheet are shared out as the rubric's are.
 */
export async function plantJudgedEdition(number: number) {
  const edition = await makeEdition({ number })
  const organizer = await makeActor('organizer', { editionId: edition.id }, 'Người Tổ Chức')
  const owner = await makeActor('reporter', {}, 'Người Viết')
  const [near, station, far] = [
    await makeAgency(`Báo Biển ${number}`, '56'),
    await makeAgency(`Đài Biển ${number}`, '56'),
    await makeAgency(`Báo Núi ${number}`, '01'),
  ]
  const judges: Record<string, Actor> = {}
  for (const name of Object.keys(given)) judges[name] = await makeActor('judge', {}, name)
  for (const [name, agency] of [
    ['An', near],
    ['Bình', station],
    ['Chi', far],
  ] as const)
    await database()
      .update(users)
      .set({ agencyId: agency.id })
      .where(sql`${users.id} = ${judges[name]!.userId}`)

  const works: Record<number, string> = {}
  for (let work = 1; work <= 24; work++)
    works[work] = (
      await makeSubmitted(owner, edition, work, {
        title: `Bài ${work}`,
        categoryId: edition.categories[work <= 6 ? 0 : work <= 8 ? 1 : 2]!.id,
        agencyId: work <= 5 ? near.id : null,
        provinceCode: work <= 5 ? '56' : '01',
      })
    ).id
  const ids = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, index) => works[from + index]!)

  const times = { opensAt: new Date('2026-08-01T01:00:00Z'), closesAt: new Date('2026-08-20T10:00:00Z') }
  const [round, final] = await database()
    .insert(rounds)
    .values([
      {
        editionId: edition.id,
        stage: 'preliminary',
        state: 'closed',
        closedAt: new Date('2026-08-19T09:30:00Z'),
        tieRule: ['spread', 'council'],
        ...times,
      },
      { editionId: edition.id, stage: 'final', ...times },
    ])
    .returning()
  await database()
    .insert(roundEntries)
    .values([
      ...ids(1, 24).map((entryId) => ({ roundId: round!.id, entryId })),
      ...ids(1, 2).map((entryId) => ({ roundId: final!.id, entryId })),
    ])
  const seat = (roundId: string, position: number, name: string, category: number, seats: string[]) =>
    plantPanel(
      edition,
      roundId,
      position,
      name,
      category,
      seats.map((judge) => judges[judge]!),
    )
  const panel = {
    first: await seat(round!.id, 1, 'Tiểu ban Một', 0, ['An', 'Bình', 'Chi']),
    second: await seat(round!.id, 2, 'Tiểu ban Hai', 1, ['Dũng', 'Hà']),
    council: await seat(final!.id, 1, 'Hội đồng', 0, ['An', 'Dũng']),
  }

  const sheet = (
    roundId: string,
    panelId: string,
    judge: string,
    work: number,
    total: number,
    how: 'sent' | 'recused' | 'draft' = 'sent',
  ) => plantSheet({ roundId, panelId, entryId: works[work]!, judge: judges[judge]!, work, total, how })
  for (const [judge, totals] of Object.entries(given))
    for (const [work, total] of Object.entries(totals))
      await sheet(round!.id, Number(work) > 6 ? panel.second : panel.first, judge, Number(work), total)
  await sheet(round!.id, panel.first, 'Bình', 6, 99, 'recused')
  await sheet(round!.id, panel.first, 'Chi', 6, 98, 'draft')
  await sheet(final!.id, panel.council, 'An', 1, 55)
  await database().insert(prizesGiven).values({
    editionId: edition.id,
    entryId: works[2]!,
    categoryId: edition.categories[0]!.id,
    prize: 'second',
  })
  return { edition, organizer, owner, judges, works, round: round!, final: final!, panel }
}

async function plantPanel(
  edition: MadeEdition,
  roundId: string,
  position: number,
  name: string,
  category: number,
  seats: Actor[],
): Promise<string> {
  const [panel] = await database().insert(panels).values({ roundId, position, name }).returning()
  const categoryId = edition.categories[category]!.id
  await database().insert(panelCategories).values({ roundId, panelId: panel!.id, categoryId })
  await database()
    .insert(panelSeats)
    .values(seats.map((judge, index) => ({ panelId: panel!.id, judgeId: judge.userId, chair: index === 0 })))
  return panel!.id
}

/** Sent on the first and second of August by turns, one work after the other, late in the evening in Viet Nam. */
export const sentAt = (work: number) => new Date(`2026-08-0${1 + (work % 2)}T16:0${work}:00Z`)

export async function plantSheet({
  roundId,
  panelId,
  entryId,
  judge,
  work,
  total,
  how,
}: {
  roundId: string
  panelId: string
  entryId: string
  judge: Actor
  work: number
  total: number
  how: 'sent' | 'recused' | 'draft'
}) {
  // A sheet that is sent has all its points when the transaction ends.
  await database().transaction(async (tx) => {
    const [assignment] = await tx
      .insert(assignments)
      .values({
        roundId,
        panelId,
        entryId,
        judgeId: judge.userId,
        position: work,
        ...(how === 'recused' && {
          endedAt: new Date(),
          endedWhy: 'recused' as const,
          endedNote: 'Quen biết',
        }),
      })
      .returning()
    const [sheet] = await tx
      .insert(scoreSheets)
      .values({
        assignmentId: assignment!.id,
        roundId,
        entryId,
        judgeId: judge.userId,
        total: total * 100,
        ...(how !== 'draft' && { state: 'submitted', submittedAt: sentAt(work) }),
      })
      .returning()
    const [entry] = await tx.execute<{ category: string }>(
      sql`select category_id as category from entries where id = ${entryId}`,
    )
    const rubric = await criteriaOf([entry!.category], tx)
    await tx.insert(scores).values(
      rubric.map(({ id, maxPoints }) => ({
        sheetId: sheet!.id,
        criterionId: id,
        points: (maxPoints * total) / 100,
      })),
    )
  })
}
