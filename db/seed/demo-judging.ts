import { eq } from 'drizzle-orm'
import { readingOrder, scatter } from '#app/modules/judging/assignment/order.ts'
import { solveAssignment } from '#app/modules/judging/assignment/solve.ts'
import { genesis, linkHash, type ChainedEvent } from '#app/modules/judging/score-chain.ts'
import type { Prize } from '#app/modules/editions/prizes.ts'
import { resultsOf } from '#app/modules/results/awards.server.ts'
import { makeCertificates } from '#app/modules/results/make-certificates.server.ts'
import { newId } from '../ids.ts'
import {
  assignments,
  auditEvents,
  prizesGiven,
  conflicts,
  editions,
  panelCategories,
  panelSeats,
  panels,
  publications,
  reminders,
  roundEntries,
  roundMoves,
  rounds,
  scoreChains,
  scoreEvents,
  scores,
  scoreSheets,
} from '../schema/index.ts'
import type { DemoEdition, DemoEntry, World } from './world.ts'

const dayMs = 24 * 3600_000
type Sheet = { entryId: string; judgeId: string; total: number }
type Seat = { id: string; judgeIds: string[]; categoryIds: string[] }
type RoundAsk = {
  stage: 'preliminary' | 'final'
  blind: boolean
  opensAt: Date
  closesAt: Date
  state: 'open' | 'closed'
  followsId?: string
  done: (judgeIndex: number, position: number) => 'none' | 'draft' | 'submitted'
}

/** XII: the preliminary round under way, one judge recused, some sheets in, some begun, one reminder sent. */
export async function judgePreliminary(world: World, edition: DemoEdition, works: DemoEntry[]) {
  const { tx, now, people } = world
  const eligible = works.filter((work) => work.state === 'eligible')
  const round = await judgeRound(world, edition, eligible, {
    stage: 'preliminary',
    blind: true,
    opensAt: new Date(now.getTime() - 12 * dayMs),
    closesAt: new Date(now.getTime() + 9 * dayMs),
    state: 'open',
    done: (judge, position) =>
      position % 10 < 3 + judge ? 'submitted' : position % 10 === 3 + judge ? 'draft' : 'none',
  })
  const [first] = await tx
    .select()
    .from(assignments)
    .where(eq(assignments.roundId, round.id))
    .orderBy(assignments.id)
    .limit(1)
  const reason = 'Tác giả là đồng nghiệp cũ'
  await tx
    .update(assignments)
    .set({ endedAt: now, endedWhy: 'recused', endedBy: first!.judgeId, endedNote: reason })
    .where(eq(assignments.id, first!.id))
  await tx.insert(conflicts).values({
    editionId: edition.id,
    judgeId: first!.judgeId,
    entryId: first!.entryId,
    origin: 'recused',
    reason,
  })
  await tx.insert(reminders).values({
    userId: people.judgeIds[0]!,
    kind: 'judge',
    subjectId: round.id,
    day: now.toISOString().slice(0, 10),
    sentBy: people.organizerId,
  })
  await tx.insert(auditEvents).values({
    kind: 'assignment.recused',
    subjectId: first!.id,
    editionId: edition.id,
    actorId: first!.judgeId,
  })
}

/** XI: both rounds closed, prizes given, results published. */
export async function judgeToTheEnd(world: World, edition: DemoEdition, works: DemoEntry[]) {
  const { tx, people } = world
  const eligible = works.filter((work) => work.state === 'eligible')
  const first = await judgeRound(world, edition, eligible, {
    stage: 'preliminary',
    blind: true,
    opensAt: new Date('2025-09-20T01:00:00Z'),
    closesAt: new Date('2025-10-15T10:00:00Z'),
    state: 'closed',
    done: () => 'submitted',
  })
  const finalists = topOf(first.sheets, eligible, 5)
  const last = await judgeRound(world, edition, finalists, {
    stage: 'final',
    followsId: first.id,
    blind: false,
    opensAt: new Date('2025-10-20T01:00:00Z'),
    closesAt: new Date('2025-10-30T10:00:00Z'),
    state: 'closed',
    done: () => 'submitted',
  })
  const ranked = topOf(last.sheets, finalists, 5)
  const steps: Prize[] = ['first', 'second', 'third', 'consolation', 'consolation']
  const given = new Map<string, number>()
  const prizes = ranked.map((work, index) => {
    const place = given.get(work.categoryId) ?? 0
    given.set(work.categoryId, place + 1)
    return {
      editionId: edition.id,
      categoryId: work.categoryId,
      entryId: work.id,
      prize: index === 0 ? ('special' as const) : steps[place]!,
    }
  })
  await tx.insert(prizesGiven).values(prizes)
  const publishedAt = new Date('2025-11-20T03:00:00Z')
  await tx
    .update(editions)
    .set({ resultsLockedAt: publishedAt, publishedAt })
    .where(eq(editions.id, edition.id))
  const results = await resultsOf(edition.id, tx)
  const [published] = await tx
    .insert(publications)
    .values({ editionId: edition.id, results, publishedBy: people.organizerId, publishedAt })
    .returning()
  await makeCertificates(published!.id, tx)
}

/** The best of each category by mean total, category after category in the order of their best work. */
function topOf(sheets: Sheet[], works: DemoEntry[], each: number): DemoEntry[] {
  const byEntry = Map.groupBy(sheets, (sheet) => sheet.entryId)
  const mean = (work: DemoEntry) => {
    const own = byEntry.get(work.id) ?? []
    return own.reduce((sum, sheet) => sum + sheet.total, 0) / Math.max(own.length, 1)
  }
  const ranked = [...works].sort((a, b) => mean(b) - mean(a))
  const taken = new Map<string, number>()
  return ranked.filter((work) => {
    const count = taken.get(work.categoryId) ?? 0
    taken.set(work.categoryId, count + 1)
    return count < each
  })
}

async function judgeRound(
  world: World,
  edition: DemoEdition,
  works: DemoEntry[],
  ask: RoundAsk,
): Promise<{ id: string; sheets: Sheet[] }> {
  const { tx, people, chance } = world
  const { stage, blind, opensAt, closesAt, state, followsId } = ask
  const [round] = await tx
    .insert(rounds)
    .values({
      editionId: edition.id,
      stage,
      followsId,
      blind,
      readings: 3,
      opensAt,
      closesAt,
      state,
      closedAt: state === 'closed' ? closesAt : null,
    })
    .returning()
  const roundId = round!.id
  const by = people.organizerId
  await tx.insert(roundMoves).values({ roundId, move: 'opened', at: opensAt, by, closesAt })
  if (state === 'closed') await tx.insert(roundMoves).values({ roundId, move: 'closed', at: closesAt, by })
  await tx.insert(roundEntries).values(works.map((work) => ({ roundId, entryId: work.id })))
  const seats = await plantPanels(world, edition, roundId)
  const panelOf = new Map(
    seats.flatMap((panel) => panel.categoryIds.map((categoryId) => [categoryId, panel.id])),
  )
  const added = await readersOf(works, seats, panelOf)
  const categoryOf = new Map(
    works.map((work) => [work.id, edition.categories.find((category) => category.id === work.categoryId)!]),
  )
  const rows = [...Map.groupBy(added, (row) => row.judgeId)].flatMap(([judgeId, own]) =>
    readingOrder(own, (row) => row.entryId, people.judgeIds.indexOf(judgeId), people.judgeIds.length).map(
      (row, index) => ({ ...row, id: newId('assignment'), roundId, position: index + 1 }),
    ),
  )
  await tx.insert(assignments).values(rows)
  const sheets: (typeof scoreSheets.$inferInsert & { id: string })[] = []
  const points: (typeof scores.$inferInsert)[] = []
  const history: ChainedEvent[] = []
  for (const row of rows) {
    const done = ask.done(people.judgeIds.indexOf(row.judgeId) % 4, row.position)
    if (done === 'none') continue
    const quality = (scatter(row.entryId) % 1000) / 1000
    // Some judges are generous and some are not, as in any jury.
    const leaning = 0.03 * ((people.judgeIds.indexOf(row.judgeId) % 4) - 1.5)
    const own = categoryOf.get(row.entryId)!.criteria.map((criterion) => ({
      criterionId: criterion.id,
      points: Math.min(
        criterion.maxPoints,
        Math.round((criterion.maxPoints * (0.6 + leaning + 0.25 * quality + 0.1 * chance.next())) / 50) * 50,
      ),
    }))
    const given = done === 'draft' ? own.slice(0, 2) : own
    const total = done === 'draft' ? null : own.reduce((sum, score) => sum + score.points, 0)
    const id = newId('sheet')
    const at = new Date(opensAt.getTime() + chance.next() * 10 * dayMs)
    sheets.push({
      id,
      assignmentId: row.id,
      roundId,
      entryId: row.entryId,
      judgeId: row.judgeId,
      state: done,
      total,
      submittedAt: done === 'submitted' ? at : null,
      updatedAt: at,
      note: chance.yes(0.1) ? 'Đề tài hay, nên rút gọn phần dẫn.' : '',
    })
    points.push(...given.map((score) => ({ sheetId: id, ...score })))
    history.push({
      roundId,
      seq: 0,
      privateNote: '',
      flags: [],
      reason: '',
      sheetId: id,
      version: 1,
      judgeId: row.judgeId,
      kind: done === 'submitted' ? 'submitted' : 'saved',
      points: Object.fromEntries(given.map((score) => [score.criterionId, score.points])),
      note: sheets.at(-1)!.note!,
      at: at.toISOString(),
    })
  }
  await tx.insert(scoreSheets).values(sheets)
  await tx.insert(scores).values(points)
  await insertChain(tx, roundId, history)
  return {
    id: roundId,
    sheets: sheets
      .filter((sheet) => sheet.state === 'submitted')
      .map((sheet) => ({ entryId: sheet.entryId, judgeId: sheet.judgeId, total: sheet.total! })),
  }
}

/** Three readers an entry, out of its panel. */
async function readersOf(works: DemoEntry[], seats: Seat[], panelOf: Map<string, string>) {
  const judges = seats.flatMap((seat) => seat.judgeIds)
  const answer = await solveAssignment({
    entries: works.map((work) => ({ id: work.id, readings: 3 })),
    judges: judges.map((id) => ({ id })),
    conflicts: works.flatMap((work) => {
      const inside = seats.find((seat) => seat.id === panelOf.get(work.categoryId))!.judgeIds
      return judges.filter((id) => !inside.includes(id)).map((id): [string, string] => [work.id, id])
    }),
  })
  if (answer.status !== 'optimal') throw new Error('the demo cannot be assigned')
  const panel = new Map(works.map((work) => [work.id, panelOf.get(work.categoryId)!]))
  return Object.entries(answer.assignment).flatMap(([entryId, readers]) =>
    readers.map((judgeId) => ({ entryId, judgeId, panelId: panel.get(entryId)! })),
  )
}

/** The history in the order of its time, each event linked to the one before it. */
async function insertChain(tx: World['tx'], roundId: string, history: ChainedEvent[]) {
  let head = genesis
  const links = history
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .map((event, index) => {
      const link = { ...event, seq: index + 1 }
      head = linkHash(head, link)
      return {
        ...link,
        kind: link.kind as 'saved' | 'submitted',
        flags: [],
        at: new Date(link.at),
        hash: head,
      }
    })
  if (links.length) await tx.insert(scoreEvents).values(links)
  await tx.insert(scoreChains).values({ roundId, seq: links.length, head })
}

/** Two panels of four: press and books, sound, picture and the rest. */
async function plantPanels({ tx, people }: World, edition: DemoEdition, roundId: string) {
  const halves = [edition.categories.slice(0, 4), edition.categories.slice(4)]
  const seats: Seat[] = []
  for (const [index, half] of halves.entries()) {
    const [panel] = await tx
      .insert(panels)
      .values({ roundId, position: index + 1, name: `Tiểu ban ${index + 1}` })
      .returning()
    const judgeIds = people.judgeIds.filter((_, seat) => seat % 2 === index)
    await tx
      .insert(panelCategories)
      .values(half.map((category) => ({ roundId, panelId: panel!.id, categoryId: category.id })))
    await tx
      .insert(panelSeats)
      .values(judgeIds.map((judgeId, seat) => ({ panelId: panel!.id, judgeId, chair: seat === 0 })))
    seats.push({ id: panel!.id, judgeIds, categoryIds: half.map((category) => category.id) })
  }
  return seats
}
