import { sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { castPaper } from '#app/modules/judging/cast-paper.server.ts'
import { closeRound } from '#app/modules/judging/move-round.server.ts'
import { signOff } from '#app/modules/judging/sign-off.server.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import { closeBallot } from '#app/modules/results/close-ballot.server.ts'
import { drawMinutes } from '#app/modules/results/draw-minutes.server.ts'
import { minutesFile } from '#app/modules/results/minutes-file.server.ts'
import { minutesFor, minutesOfRound } from '#app/modules/results/minutes-of-round.server.ts'
import { restoreWorld } from '#tests/matrix/snapshot.ts'
import { judgedRound, openFinal, openVote, type JudgedRound } from '#tests/support/judged-round.ts'
import { granted } from '#tests/support/granted.ts'

let w: JudgedRound
beforeAll(async () => {
  w = await judgedRound()
})
beforeEach(async () => {
  await restoreWorld()
  await openFinal(w)
})

async function drawn(roundId: string, panelId: string | null) {
  const made = await drawMinutes(w.organizer, roundId, { panelId, letterhead: 'party' })
  return (made as { minutesId: string }).minutesId
}
const contentOf = async (minutesId: string) => (await minutesFor(w.organizer, minutesId))!.minutes.content

describe('minutes', () => {
  it('are drawn up of closed rounds, by the organizer, of panels of the round', async () => {
    const council = { panelId: null, letterhead: 'party' as const }
    expect(await drawMinutes(w.organizer, w.finalId, council)).toEqual(refuse('minutes.refused.notClosed'))
    expect(await drawMinutes(w.judges[0]!, w.roundId, council)).toBeNull()
    expect(await drawMinutes(w.organizer, w.roundId, { ...council, panelId: 'pan_other' })).toBeNull()
    expect(await minutesOfRound(w.roundId)).toEqual([])
  })

  it('of a panel rest on its scores, and on what its chair signed', async () => {
    await signOff(w.judges[0]!, w.panelId)
    const content = await contentOf(await drawn(w.roundId, w.panelId))
    expect((await minutesOfRound(w.roundId)).map((row) => row.panel)).toEqual(['Tiểu ban 1'])
    expect(content).toMatchObject({
      panel: 'Tiểu ban 1',
      chair: 'Trưởng Ban',
      entries: 8,
      signedOff: [{ name: 'Trưởng Ban', hash: content.dataHash }],
    })
    const judges = await database().execute<{ name: string; person: string }>(sql`
      select u.name, u.person_id as person
      from users u
      join panel_judges j on j.judge_id = u.id
      where j.panel_id = ${w.panelId}`)
    expect(content.persons).toHaveLength(judges.length)
    expect(content.persons).toEqual(expect.arrayContaining([...judges]))
    expect(content.categories[0]!.rows.filter((row) => row.inFinal).map((row) => row.number)).toEqual([
      1, 2, 3,
    ])
  })

  it('of the council tell every vote', async () => {
    for (const choices of [
      [0, 0, 1, 1],
      [1, 1, 1, 0],
    ]) {
      const ballotId = await openVote(w, w.works.slice(0, 2))
      for (const [judge, choice] of choices.entries())
        await castPaper(w.judges[judge]!, ballotId, [w.works[choice]!])
      await closeBallot(w.organizer, ballotId)
    }
    await closeRound(w.organizer, w.finalId)
    const { ballots } = await contentOf(await drawn(w.finalId, null))
    expect(ballots.map((ballot) => ballot.count.elected)).toEqual([[], [2]])
  })

  it.each([
    ['docx', 'PK'],
    ['pdf', '%P'],
  ] as const)('come as %s, to the organizer', async (format, begins) => {
    const minutesId = await drawn(w.roundId, w.panelId)
    expect(await minutesFile(w.judges[0]!, minutesId, format)).toBeNull()
    const file = granted(await minutesFile(w.organizer, minutesId, format))
    expect(file.body.subarray(0, 2).toString()).toBe(begins)
  })
})
