import { eq } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { openMedia } from '#app/modules/access/open-media.server.ts'
import { ballotForJudge } from '#app/modules/judging/ballot-for-judge.server.ts'
import { ballotsOfJudge, ballotsOfRound } from '#app/modules/judging/ballots.server.ts'
import { castPaper } from '#app/modules/judging/cast-paper.server.ts'
import { imposeConflict } from '#app/modules/judging/impose-conflict.server.ts'
import { closeRound } from '#app/modules/judging/move-round.server.ts'
import { replaceJudge } from '#app/modules/judging/replace-judge.server.ts'
import { ballotPage } from '#app/modules/judging/round-page.server.ts'
import { openBallot } from '#app/modules/judging/open-ballot.server.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import { closeBallot } from '#app/modules/results/close-ballot.server.ts'
import { prizesGiven, ballots, ballotVoters, conflicts, panelSeats } from '#db/schema/index.ts'
import { makeActor, makeMedia } from '#tests/factories/index.ts'
import { restoreWorld } from '#tests/matrix/snapshot.ts'
import { judgedRound, openFinal, openVote, type JudgedRound } from '#tests/support/judged-round.ts'

let w: JudgedRound
beforeAll(async () => {
  w = await judgedRound()
})
beforeEach(restoreWorld)

const done = { done: true }
/** One paper of each judge in turn, for the work at a place of the list, or for nobody. */
async function castAll(ballotId: string, choices: (number | null)[]) {
  for (const [judge, choice] of choices.entries())
    expect(await castPaper(w.judges[judge]!, ballotId, choice === null ? [] : [w.works[choice]!])).toEqual(
      done,
    )
}

describe('a ballot', () => {
  const ask = (candidates: string[]) =>
    openBallot(w.organizer, w.finalId, {
      categoryId: w.category,
      kind: 'prize',
      prize: 'first',
      seats: 1,
      candidates,
      repeats: '',
    })

  it('is opened only while its round is', async () => {
    expect(await ask([w.works[0]!])).toEqual(refuse('judging.refused.notOpen'))
  })

  it('is held about finalists alone', async () => {
    await openFinal(w)
    expect(await ask([w.works[5]!])).toEqual(refuse('form.error.invalid', {}, 'candidates'))
    expect(await ask(w.works.slice(0, 3))).toEqual({ ballotId: expect.stringMatching(/^bal_/) })
  })

  it('keeps its round open until it is counted', async () => {
    await openFinal(w)
    const ballotId = await openVote(w, w.works.slice(0, 3))
    expect(await closeRound(w.organizer, w.finalId)).toEqual(refuse('ballot.refused.stillOpen'))
    await closeBallot(w.organizer, ballotId)
    expect(await closeRound(w.organizer, w.finalId)).toEqual(done)
  })

  it('is counted by the organizer alone, once, with nobody elected where votes are equal', async () => {
    await openFinal(w)
    const ballotId = await openVote(w, w.works.slice(0, 3))
    await castAll(ballotId, [0, 0, 1, 1])
    expect(await closeBallot(w.judges[0]!, ballotId)).toBeNull()
    expect(await closeBallot(w.organizer, ballotId)).toEqual(done)
    expect(await closeBallot(w.organizer, ballotId)).toEqual(refuse('error.moved'))
    const [{ count }] = (await ballotsOfRound(w.finalId)) as [Awaited<ReturnType<typeof ballotsOfRound>>[0]]
    expect(count).toMatchObject({ cast: 4, quorumMet: true, elected: [], tied: [] })
    expect(await database().select().from(prizesGiven)).toEqual([])
  })

  it('proposes for its prize who was elected', async () => {
    await openFinal(w)
    const ballotId = await openVote(w, w.works.slice(0, 2))
    await castAll(ballotId, [1, 1, 1, null])
    await closeBallot(w.organizer, ballotId)
    expect((await ballotForJudge(w.judges[0]!, ballotId))!.count).toMatchObject({
      elected: [w.works[1]],
      cast: 4,
    })
    expect(await database().select().from(prizesGiven)).toMatchObject([
      { entryId: w.works[1], prize: 'first' },
    ])
  })
})

describe('who votes', () => {
  const leave = (judge: number) =>
    replaceJudge(w.organizer, w.finalId, {
      panelId: w.council,
      judgeId: w.judges[judge]!.userId,
      by: '',
      reason: 'Đi công tác dài ngày',
      sheets: 'stay',
    })
  const countOf = async (ballotId: string) =>
    (await ballotsOfRound(w.finalId)).find((row) => row.id === ballotId)!.count!

  it('is who sat there when it was called: leaving makes no quorum, coming later no voter', async () => {
    await openFinal(w)
    const ballotId = await openVote(w, w.works.slice(0, 3))
    await castAll(ballotId, [0])
    for (const judge of [1, 2]) expect(await leave(judge)).toMatchObject({ moved: 0 })
    const late = await makeActor('judge', {}, 'Giám Khảo Đến Sau')
    await database().insert(panelSeats).values({ panelId: w.council, judgeId: late.userId })
    expect(await castPaper(late, ballotId, [w.works[0]!])).toBeNull()
    expect(await castPaper(w.judges[1]!, ballotId, [w.works[0]!])).toBeNull()
    expect(await castPaper(w.judges[3]!, ballotId, [w.works[0]!])).toEqual(done)
    await closeBallot(w.organizer, ballotId)
    expect(await countOf(ballotId)).toMatchObject({ electorate: 4, cast: 2, quorumMet: false, elected: [] })
    const again = await openVote(w, w.works.slice(0, 3))
    expect(await castPaper(late, again, [w.works[0]!])).toEqual(done)
    expect(
      (await ballotPage(w.edition.id, w.finalId, new Set()))!.ballots.map((row) => row.electorate),
    ).toEqual([4, 3])
  })

  it('on a work are those who need not keep away from it', async () => {
    await openFinal(w)
    for (const judge of [0, 1])
      await database().insert(conflicts).values({
        editionId: w.edition.id,
        judgeId: w.judges[judge]!.userId,
        entryId: w.works[0]!,
        origin: 'declared',
        reason: 'Người nhà',
      })
    const ballotId = await openVote(w, w.works.slice(0, 3))
    await castAll(ballotId, [null, null, 0, 0])
    await closeBallot(w.organizer, ballotId)
    expect(await countOf(ballotId)).toMatchObject({ cast: 4, elected: [w.works[0]!] })
    expect((await countOf(ballotId)).votes[0]).toEqual({ entryId: w.works[0]!, votes: 2, of: 2 })
  })

  it('votes again on what was counted in the same round and category alone', async () => {
    await openFinal(w)
    const first = await openVote(w, w.works.slice(0, 3))
    const again = (repeats: string) =>
      openBallot(w.organizer, w.finalId, {
        categoryId: w.category,
        kind: 'prize',
        prize: 'first',
        seats: 1,
        candidates: w.works.slice(0, 2),
        repeats,
      })
    const refused = refuse('form.error.invalid', {}, 'candidates')
    expect([await again(first), await again('bal_elsewhere')]).toEqual([refused, refused])
    await closeBallot(w.organizer, first)
    expect(await again(first)).toEqual({ ballotId: expect.stringMatching(/^bal_/) as string })
  })
})

describe('a paper', () => {
  it('names candidates, no more than there are seats', async () => {
    await openFinal(w)
    const ballotId = await openVote(w, w.works.slice(0, 3))
    const [chair] = w.judges
    for (const paper of [[w.works[0]!, w.works[1]!], [w.works[7]!]])
      expect(await castPaper(chair!, ballotId, paper)).toEqual(refuse('ballot.refused.paper', { seats: 1 }))
    expect(await castPaper(chair!, ballotId, [w.works[0]!])).toEqual(done)
  })

  it('is cast once, by those who have a seat, before the count', async () => {
    await openFinal(w)
    const ballotId = await openVote(w, w.works.slice(0, 3))
    const [chair, second] = w.judges
    expect(await ballotForJudge(w.owner, ballotId)).toBeNull()
    expect(await castPaper(w.owner, ballotId, [w.works[0]!])).toBeNull()
    expect(await castPaper(chair!, ballotId, [w.works[0]!])).toEqual(done)
    expect(await castPaper(chair!, ballotId, [w.works[1]!])).toEqual(refuse('ballot.refused.voted'))
    await closeBallot(w.organizer, ballotId)
    expect(await castPaper(second!, ballotId, [])).toEqual(refuse('ballot.refused.counted'))
  })

  it('is secret: who has voted is known, what was chosen is nowhere beside a name', async () => {
    await openFinal(w)
    const ballotId = await openVote(w, w.works.slice(0, 3))
    const own = async () => (await ballotsOfJudge(w.judges[0]!, w.finalId)).map((row) => [row.id, row.voted])
    expect(await own()).toEqual([[ballotId, false]])
    await castAll(ballotId, [1, 0, 1, 0])
    expect(await own()).toEqual([[ballotId, true]])
    const [row] = await database().select().from(ballots).where(eq(ballots.id, ballotId))
    const [first, second] = w.works
    expect(row!.papers).toEqual([[first], [first], [second], [second]].sort())
    const voters = await database().select().from(ballotVoters)
    expect(voters.map((voter) => Object.keys(voter))).toEqual(w.judges.map(() => ['ballotId', 'judgeId']))
    const open = (await ballotsOfRound(w.finalId))[0]!
    expect([open.count, open.voters.length, 'papers' in open]).toEqual([null, 4, false])
    expect((await ballotForJudge(w.judges[0]!, ballotId))!.count).toBeNull()
  })
})

it('keeps a judge from a work of a conflict: its file, its place on the paper, its count', async () => {
  await openFinal(w)
  const ballotId = await openVote(w, w.works.slice(0, 2))
  const media = await makeMedia(w.works[1]!)
  const judge = w.judges[3]!
  expect(await openMedia(judge, media.id, false)).not.toBeNull()
  const conflict = { judgeId: judge.userId, number: 2, reason: 'Biên tập tác phẩm này' }
  await imposeConflict(w.organizer, w.finalId, conflict)
  expect(await openMedia(judge, media.id, false)).toBeNull()
  const seen = (await ballotForJudge(judge, ballotId))!
  expect([seen.works.map((work) => work.id), seen.barred]).toEqual([[w.works[0]], 1])
  expect(await castPaper(judge, ballotId, [w.works[1]!])).toEqual(
    refuse('ballot.refused.paper', { seats: 1 }),
  )
  await castAll(ballotId, [1, 1, 1, null])
  await closeBallot(w.organizer, ballotId)
  expect((await ballotForJudge(judge, ballotId))!.count).toMatchObject({
    elected: [],
    votes: [{ entryId: w.works[0] }],
  })
})
