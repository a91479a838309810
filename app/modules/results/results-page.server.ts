import { eq, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { assignments, rounds, scoreSheets } from '#db/schema/judging.ts'
import type { Actor } from '../actor/actor.ts'
import { categoriesOf } from '../editions/categories.server.ts'
import { resultMovesOf } from '../editions/edition-moves.ts'
import { worksBarredTo } from '../judging/known-conflicts.server.ts'
import { counts } from '../judging/counting.server.ts'
import { inOrder, lastOf } from '../judging/rounds-in-order.server.ts'
import { awardedWithoutReading } from './awards.server.ts'
import { categoryDecision, withoutScoresOf } from './decision.server.ts'
import { outcomesOf } from './outcomes.server.ts'
import { quotaBoard } from './quota-board.server.ts'
import { asOfFitted } from './round-model.server.ts'
import { rankingText } from './ranking-text.server.ts'

export type ResultsPage = Awaited<ReturnType<typeof resultsPage>>

type Edition = { id: string; number: number; resultsLockedAt: Date | null; publishedAt: Date | null }

/**
 * The results of an edition for its organizers: one category of one round with all a decision on it rests on, or
 * (`all`) the whole round. What was not asked for is the final once it has begun, and the first category; `places` is
 * where to draw the cut.
 */
export async function resultsPage(actor: Actor, edition: Edition, ask: Ask) {
  const round = chosenRound(await shownRounds(edition.id), ask.round)
  return asOfFitted(round && ask.category !== 'all' ? [round.id] : [], (takenAt) =>
    pageAt(takenAt, actor, edition, { ...ask, round: round?.id ?? null }),
  )
}

type Ask = { round: string | null; category: string | null; places: number | null }

async function pageAt(takenAt: Date, actor: Actor, edition: Edition, ask: Ask) {
  const [shown, categories, quotas, unread, outcomes, barred] = await Promise.all([
    shownRounds(edition.id),
    categoriesOf(edition.id),
    quotaBoard(edition.id),
    awardedWithoutReading(edition.id),
    outcomesOf(edition.id),
    worksBarredTo(actor.userId, edition.id),
  ])
  const round = chosenRound(shown, ask.round)
  const category =
    ask.category === 'all'
      ? null
      : (categories.find((row) => row.id === ask.category) ?? categories[0] ?? null)
  const decision =
    round && category ? await categoryDecision(round.id, category.id, barred, ask.places) : null
  const whole = round && !decision ? withoutScoresOf(await rankingText(round.id, ''), barred) : '[]'
  return {
    takenAt,
    edition: edition.number,
    locked: edition.resultsLockedAt !== null,
    published: edition.publishedAt !== null,
    moves: resultMovesOf(edition),
    rounds: shown,
    round,
    quotas,
    unread,
    ranking: decision?.ranking ?? whole,
    deciding: decision?.deciding ?? null,
    notAdjusted: decision?.notAdjusted ?? null,
    undecided: decision?.undecided ?? [],
    barred: barred.size,
    // How a tie was broken tells of a work that must not be told of.
    outcomes: barred.size === 0 ? outcomes : outcomes.map((row) => ({ ...row, ties: [] })),
    category: category && { id: category.id, nameVi: category.nameVi, nameEn: category.nameEn },
    categories: categories.map(({ id, nameVi, nameEn }) => ({ id, nameVi, nameEn })),
  }
}

type ShownRound = Awaited<ReturnType<typeof shownRounds>>[number]

/** The rounds with whether any sheet counts yet. It is asked twice a page: one sheet tells, none is counted. */
function shownRounds(editionId: string) {
  return database()
    .select({
      id: rounds.id,
      stage: rounds.stage,
      state: rounds.state,
      /** whether its works go on from here: to a final that is there, or is formed as they are chosen */
      chooses: sql<boolean>`rounds.stage = 'preliminary' or exists (
        select 1 from ${rounds} n where n.follows_id = rounds.id and n.stage = 'final')`,
      begun: sql<boolean>`exists (
        select 1
        from ${scoreSheets} s
        join ${assignments} a on a.id = s.assignment_id
        where s.round_id = rounds.id and ${counts})`,
    })
    .from(rounds)
    .where(eq(rounds.editionId, editionId))
    .orderBy(inOrder)
}

function chosenRound(shown: ShownRound[], asked: string | null): ShownRound | null {
  return (
    shown.find((row) => row.id === asked) ??
    lastOf(
      shown.filter((row) => row.begun),
      'final',
    ) ??
    lastOf(shown, 'preliminary') ??
    null
  )
}
