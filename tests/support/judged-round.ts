import { eq } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { readingOfJudge } from '#app/modules/judging/desk.server.ts'
import { createRound, savePanel } from '#app/modules/judging/form-round.server.ts'
import { closeRound, openRound } from '#app/modules/judging/move-round.server.ts'
import { openBallot } from '#app/modules/judging/open-ballot.server.ts'
import { submitSheet } from '#app/modules/judging/score-sheet.server.ts'
import { advance } from '#app/modules/results/set-finalists.server.ts'
import { assignments, panels, roundEntries } from '#db/schema/index.ts'
import { makeActor, makeEdition, makeSubmitted, plainRound } from '../factories/index.ts'
import { keepWorld } from '../matrix/snapshot.ts'
import { planted } from './planted.ts'

/** Who reads which work, by place: nothing is drawn, so that a ranking is the same every time. */
const readers = [
  [0, 1],
  [1, 2],
  [2, 3],
  [0, 2, 3],
  [1, 3],
  [3, 0],
  [0, 1],
  [2, 3],
]

export type JudgedRound = Awaited<ReturnType<typeof plantRound>>

/**
 * An edition with eight works and four judges, the first of them the chair; the preliminary round is open and every
 * sheet sent, the final, a vote of the same four, is formed. Its rows are kept beside it, for `restoreWorld`.
 */
export const judgedRound = (): Promise<JudgedRound> =>
  planted('judged', async () => {
    const round = await plantRound()
    await keepWorld()
    return round
  })

async function plantRound() {
  const organizer = await makeActor('organizer')
  const owner = await makeActor('reporter', {}, 'Lê Thị Người Viết')
  const judges: Actor[] = []
  for (const name of ['Trưởng Ban', 'Giám Hai', 'Giám Ba', 'Giám Bốn'])
    judges.push(await makeActor('judge', {}, name))
  const edition = await makeEdition()
  const works: string[] = []
  for (const index of readers.keys())
    works.push((await makeSubmitted(owner, edition, index + 1, { title: `Tác phẩm số ${index + 1}` })).id)
  const category = edition.categories[0]!.id
  const roundId = await formRound(organizer, edition.id, 'preliminary')
  const panelId = await seatAll(organizer, roundId, 'Tiểu ban 1', category, judges)
  await giveOut(roundId, panelId, judges, works)
  await openRound(organizer, roundId)
  await scoreAll(roundId, judges)
  const finalId = await formRound(organizer, edition.id, 'final')
  const council = await seatAll(organizer, finalId, 'Hội đồng chung khảo', category, judges)
  return { council, organizer, owner, judges, edition, category, works, roundId, panelId, finalId }
}

async function formRound(organizer: Actor, editionId: string, stage: 'preliminary' | 'final') {
  const made = (await createRound(organizer, editionId, {
    ...plainRound,
    stage,
    kind: stage === 'final' ? 'ballot' : 'scoring',
    blind: stage === 'final' ? undefined : 'on',
    readings: 2,
    opensAt: soon(-1),
    closesAt: soon(1),
  })) as { roundId: string }
  return made.roundId
}

const soon = (hours: number) => new Date(Date.now() + (hours + 7) * 3600_000).toISOString().slice(0, 16)

async function seatAll(organizer: Actor, roundId: string, name: string, category: string, judges: Actor[]) {
  const ids = judges.map((judge) => judge.userId)
  const form = { panelId: '', name, categories: [category], open: false, limits: new Map() }
  await savePanel(organizer, roundId, { ...form, judges: ids, chair: ids[0]! })
  const [panel] = await database().select().from(panels).where(eq(panels.roundId, roundId))
  return panel!.id
}

async function giveOut(roundId: string, panelId: string, judges: Actor[], works: string[]) {
  const piles = judges.map(() => 0)
  const readings = readers.flatMap((own, work) =>
    own.map((judge) => ({
      roundId,
      panelId,
      entryId: works[work]!,
      judgeId: judges[judge]!.userId,
      position: ++piles[judge]!,
    })),
  )
  await database()
    .insert(roundEntries)
    .values(works.map((entryId) => ({ roundId, entryId })))
  await database().insert(assignments).values(readings)
}

/**
 * Better works score higher, by more than the second judge's severity and anybody's taste can turn round; the third
 * quarrels about work 4.
 */
async function scoreAll(roundId: string, judges: Actor[]) {
  const given = await database().select().from(assignments).where(eq(assignments.roundId, roundId))
  for (const { id, judgeId } of given.toSorted((a, b) => a.position - b.position)) {
    const place = judges.findIndex((judge) => judge.userId === judgeId)
    const { rubric, number } = (await readingOfJudge(judgeId, id))!
    const harsh = place === 1 ? 9 : 0
    const quarrel = number === 4 && place === 2 ? 12 : 0
    const taste = (number! * 7 + place * 5) % 4
    const share = (95 - number! * 8 - harsh - quarrel - taste) / 100
    const points = Object.fromEntries(
      rubric.map(({ id, maxPoints }, index) => [id, Math.round((maxPoints * share + index * 7) / 10) * 10]),
    )
    await submitSheet(judges[place]!, id, { version: 0, points, note: '' })
  }
}

/** Closes the preliminary round, puts the first three works into the final, and opens it. */
export async function openFinal({ organizer, roundId, finalId, category, works }: JudgedRound) {
  await closeRound(organizer, roundId)
  await advance(organizer, roundId, category, works.slice(0, 3))
  await openRound(organizer, finalId)
}

/** A vote of the open final for one first prize among these works; answers its id. */
export async function openVote({ organizer, finalId, category }: JudgedRound, candidates: string[]) {
  const ask = { categoryId: category, kind: 'prize' as const, prize: 'first' as const, seats: 1, repeats: '' }
  return ((await openBallot(organizer, finalId, { ...ask, candidates })) as { ballotId: string }).ballotId
}
