import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { closeGround, database } from '#app/ground.server.ts'
import { searchKey } from '#app/modules/text/search-key.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { castPaper } from '#app/modules/judging/cast-paper.server.ts'
import { readingOfJudge } from '#app/modules/judging/desk.server.ts'
import { submitSheet } from '#app/modules/judging/score-sheet.server.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'
import {
  agencies,
  assignments,
  ballots,
  ballotVoters,
  entryParts,
  media,
  rounds,
  scoreSheets,
  userRoles,
  users,
} from '#db/schema/index.ts'
import { makeActor, makeEdition, makeSubmitted } from '#tests/factories/index.ts'

/**
 * Run as a process of its own on the database of a portal under test. `plant <number>`: an edition with 60 eligible works
 * in two categories, every one with names that must not reach a judge. `score`: every sheet of open rounds that is not
 * sent. `vote <count>`: that many judges vote for the first candidate of the open ballot. Prints one JSON object.
 */
const [, , what, argument] = process.argv
const answers = { plant, score, vote } as const
console.log(JSON.stringify(await answers[what as keyof typeof answers](Number(argument))))
await closeGround()

async function plant(number: number) {
  const edition = await makeEdition({ number })
  const owner = await makeActor('reporter', {}, 'Bùi Hoàng Yến')
  const [agency] = await database()
    .insert(agencies)
    .values({
      name: 'Báo Chim Hoàng Yến',
      nameKey: searchKey('Báo Chim Hoàng Yến'),
      level: 'provincial',
      provinceFrame: '2025',
      provinceCode: '56',
    })
    .returning()
  for (let index = 1; index <= 60; index++) {
    const work = await makeSubmitted(owner, edition, index, {
      title: `Bài dự giải ${index}`,
      agencyId: agency!.id,
      provinceCode: '56',
      categoryId: edition.categories[index % 2]!.id,
    })
    await database()
      .update(entryParts)
      .set({ outlet: 'Tạp chí Hoàng Yến', url: 'https://hoang-yen.example/bai' })
      .where(eq(entryParts.entryId, work.id))
    await database()
      .insert(media)
      .values({
        entryId: work.id,
        kind: 'image',
        name: 'hoang-yen-bi-mat.jpg',
        bytes: 10,
        mime: 'image/jpeg',
        fingerprint: work.id,
        objectKey: `media/${work.id}`,
        partBytes: 8_388_608,
        state: 'complete',
        completedAt: new Date(),
      })
  }
  const judges = await database()
    .select({ name: users.name, email: users.email })
    .from(users)
    .innerJoin(userRoles, and(eq(userRoles.userId, users.id), eq(userRoles.role, 'judge')))
    .where(sql`${users.email} like 'giamkhao%@demo.vn'`)
    .orderBy(users.email)
  return { judges, categories: edition.categories.slice(0, 2).map((category) => category.nameVi) }
}

function judgeCalled(userId: string): Actor {
  return {
    userId,
    sessionId: '',
    name: '',
    email: '',
    locale: 'vi',
    roles: [{ role: 'judge', editionId: null, provinceFrame: null, provinceCode: null }],
  }
}

async function score() {
  const open = await database()
    .select({ id: assignments.id, judgeId: assignments.judgeId, entryId: assignments.entryId })
    .from(assignments)
    .innerJoin(rounds, and(eq(rounds.id, assignments.roundId), eq(rounds.state, 'open')))
    .leftJoin(scoreSheets, eq(scoreSheets.assignmentId, assignments.id))
    .where(
      and(
        isNull(assignments.endedAt),
        sql`${scoreSheets.state} is distinct from 'submitted'`,
        sql`${rounds.editionId} in (select id from editions where number >= 30)`,
      ),
    )
  for (const [turn, row] of open.entries()) {
    const { rubric, sheet, number } = (await readingOfJudge(row.judgeId, row.id))!
    const share = 0.55 + ((number! * 7) % 60) / 150 + ((turn * 13) % 10) / 200
    const points = Object.fromEntries(
      rubric.map(({ id, maxPoints }) => [id, Math.round((maxPoints * Math.min(1, share)) / 50) * 50]),
    )
    const answer = await submitSheet(judgeCalled(row.judgeId), row.id, {
      version: sheet.version,
      points,
      note: '',
    })
    if (!answer || isRefusal(answer)) throw new Error(`The sheet of ${row.id} was not taken.`)
  }
  return { sheets: open.length }
}

async function vote(count: number) {
  const [ballot] = await database().select().from(ballots).where(eq(ballots.state, 'open'))
  const voted = await database().select().from(ballotVoters).where(eq(ballotVoters.ballotId, ballot!.id))
  const seats = await database()
    .select({ id: users.id })
    .from(users)
    .where(
      and(
        sql`${users.email} like 'giamkhao%@demo.vn'`,
        voted.length
          ? sql`not ${inArray(
              users.id,
              voted.map((row) => row.judgeId),
            )}`
          : undefined,
      ),
    )
    .limit(count)
  for (const seat of seats) await castPaper(judgeCalled(seat.id), ballot!.id, [ballot!.candidates[0]!])
  return { voted: seats.length }
}
