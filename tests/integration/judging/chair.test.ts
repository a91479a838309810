import { eq, sql } from 'drizzle-orm'
import { createHash } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { askSecondLook } from '#app/modules/judging/ask-second-look.server.ts'
import { roundsOfJudge } from '#app/modules/judging/judge-rounds.server.ts'
import { readingOfJudge } from '#app/modules/judging/desk.server.ts'
import { closeRound } from '#app/modules/judging/move-round.server.ts'
import { panelForChair } from '#app/modules/judging/panel-for-chair.server.ts'
import { scoresText } from '#app/modules/judging/scores-hash.server.ts'
import { signOff } from '#app/modules/judging/sign-off.server.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import { assignments, mailMessages, scoreSheets } from '#db/schema/index.ts'
import { restoreWorld } from '#tests/matrix/snapshot.ts'
import { judgedRound, type JudgedRound } from '#tests/support/judged-round.ts'

let w: JudgedRound
beforeAll(async () => {
  w = await judgedRound()
})
beforeEach(restoreWorld)

const panel = async () => (await panelForChair(w.judges[0]!, w.panelId))!
const toDraft = (judge: number, work: number) =>
  database().execute(sql`
    update ${scoreSheets} set state = 'draft', submitted_at = null
    where judge_id = ${w.judges[judge]!.userId} and entry_id = ${w.works[work]!}`)

describe('a chair', () => {
  it('has the own panels, and nobody else’s', async () => {
    const chaired = async (nth: number) =>
      (await roundsOfJudge(w.judges[nth]!)).filter((row) => row.chair).map((row) => row.panelId)
    expect(await chaired(0)).toEqual([w.panelId])
    expect(await chaired(1)).toEqual([])
    expect(await panelForChair(w.judges[1]!, w.panelId)).toBeNull()
  })

  it('sees the progress at once, the differences only after the own sheets', async () => {
    await toDraft(0, 0)
    const { ownDone, whole, works, judges } = await panel()
    expect([ownDone, whole, works]).toEqual([false, false, []])
    expect(judges).toEqual([
      { name: 'Giám Ba', assigned: 4, submitted: 4 },
      { name: 'Giám Bốn', assigned: 5, submitted: 5 },
      { name: 'Giám Hai', assigned: 4, submitted: 4 },
      { name: 'Trưởng Ban', assigned: 4, submitted: 3 },
    ])
    expect(await askSecondLook(w.judges[0]!, w.panelId, { entryId: w.works[1]!, note: 'Xem lại' })).toEqual(
      refuse('chair.refused.ownFirst'),
    )
  })

  it('sees the differences while others have sheets to send', async () => {
    await toDraft(1, 1)
    const { ownDone, whole, works } = await panel()
    expect([ownDone, whole, works.length]).toEqual([true, false, 8])
  })

  it('sees where the panel disagrees most first, without names', async () => {
    const { ownDone, whole, works } = await panel()
    expect([ownDone, whole, works.length]).toEqual([true, true, 8])
    expect(works[0]!.number).toBe(4)
    expect(works.map((row) => row.range)).toEqual(works.map((row) => row.range).toSorted((a, b) => b! - a!))
    expect(JSON.stringify(works)).not.toMatch(/usr_|Giám|Trưởng/)
  })
})

describe('a second look', () => {
  it('is asked of the two judges furthest apart, by letter and on their page', async () => {
    const entryId = w.works[3]!
    const ask = { entryId, note: 'Chênh nhau quá xa' }
    expect(await askSecondLook(w.judges[0]!, w.panelId, ask)).toEqual({ done: true })
    const readers = await database().select().from(assignments).where(eq(assignments.entryId, entryId))
    const looks = await Promise.all(
      readers.map(async (row) => [
        w.judges.findIndex((judge) => judge.userId === row.judgeId),
        (await readingOfJudge(row.judgeId, row.id))!.looks,
      ]),
    )
    // The first gave the most and the third, who quarrels, the least; the fourth stands between them.
    expect(looks.toSorted()).toEqual([
      [0, ['Chênh nhau quá xa']],
      [2, ['Chênh nhau quá xa']],
      [3, []],
    ])
    const letters = await database()
      .select({ to: mailMessages.recipient })
      .from(mailMessages)
      .where(eq(mailMessages.subject, 'Đề nghị xem lại một phiếu chấm'))
    expect(letters.map((row) => row.to).sort()).toEqual([w.judges[0]!.email, w.judges[2]!.email].sort())
    expect((await panel()).works.find((row) => row.entryId === entryId)!.asked).toBe(2)
  })

  it('is not there for other judges', async () => {
    const ask = { entryId: w.works[3]!, note: 'abc' }
    expect(await askSecondLook(w.judges[1]!, w.panelId, ask)).toBeNull()
  })
})

it('lets the chair sign the list off over the hash of its scores, once', async () => {
  expect(await signOff(w.judges[0]!, w.panelId)).toEqual(refuse('chair.refused.notClosed'))
  await closeRound(w.organizer, w.roundId)
  expect(await signOff(w.judges[1]!, w.panelId)).toBeNull()
  expect(await signOff(w.judges[0]!, w.panelId)).toEqual({ done: true })
  expect(await signOff(w.judges[0]!, w.panelId)).toEqual(refuse('error.moved'))
  const text = await scoresText(database(), w.roundId)
  expect(text.split('\n')[0]).toMatch(/^usr_\w+,1,\d+\.\d\d$/)
  expect((await panel()).panel.signedOffHash).toBe(createHash('sha256').update(text).digest('hex'))
})
