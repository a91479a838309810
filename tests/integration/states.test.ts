import { and, eq, sql, type SQL } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { states } from '#app/commands/states.ts'
import { database } from '#app/ground.server.ts'
import { accountChanges, accountStateOf } from '#app/modules/accounts/account-moves.ts'
import { confirmEmail } from '#app/modules/accounts/confirm-email.server.ts'
import { issueLinkToken } from '#app/modules/accounts/link-tokens.server.ts'
import { entryMoves, type EntryMove } from '#app/modules/entries/entry-moves.ts'
import { entryStates, type EntryState } from '#app/modules/entries/entry.ts'
import { submitEntry } from '#app/modules/entries/submit-entry.server.ts'
import { putBackEntry, takeBackEntry, withdrawEntry } from '#app/modules/entries/take-back-entry.server.ts'
import { castPaper } from '#app/modules/judging/cast-paper.server.ts'
import {
  closeRound,
  extendRound,
  openRound,
  reopenRound,
  unopenRound,
} from '#app/modules/judging/move-round.server.ts'
import type { RoundMove } from '#app/modules/judging/round-moves.ts'
import { roundStates } from '#app/modules/judging/round.ts'
import { recallSheet, saveSheet, submitSheet } from '#app/modules/judging/score-sheet.server.ts'
import { strikeSheet } from '#app/modules/judging/strike-sheet.server.ts'
import { letterMoves, type LetterMove } from '#app/modules/mail/letter-moves.ts'
import { mailStates } from '#app/modules/mail/mail.ts'
import { moveLetter } from '#app/modules/mail/move-letter.server.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'
import { closeBallot } from '#app/modules/results/close-ballot.server.ts'
import { disqualifyEntry, reinstateEntry } from '#app/modules/results/disqualify-entry.server.ts'
import { lockResults, unlockResults } from '#app/modules/results/lock-results.server.ts'
import { proposePrizes } from '#app/modules/results/propose-prizes.server.ts'
import { publishResults, retractResults } from '#app/modules/results/publish-results.server.ts'
import { extendReturn } from '#app/modules/screening/extend-return.server.ts'
import { screenEntry } from '#app/modules/screening/screen-entry.server.ts'
import {
  ballots,
  editions,
  entries,
  mailMessages,
  outcomes,
  prizesGiven,
  rounds,
  scoreSheets,
  users,
} from '#db/schema/index.ts'
import { makeActor, makeEntry } from '#tests/factories/index.ts'
import { keepWorld, restoreWorld } from '#tests/matrix/snapshot.ts'
import { plantWorld, type World } from '#tests/matrix/world.ts'

/** Each move of a table by the action that makes it, in every state: made where the table has it, refused elsewhere. */
let w: World
let work: { id: string }
beforeAll(async () => {
  w = await plantWorld()
  work = await makeEntry(w.actors.owner, w.open, {
    number: 90,
    submittedAt: new Date(),
    receiptCode: 'moves90',
  })
  await keepWorld()
})
beforeEach(restoreWorld)

const run = (statement: SQL) => database().execute(statement)
const wasDone = (answer: unknown) => answer !== null && answer !== undefined && !isRefusal(answer as object)
const inHours = (hours: number) => new Date(Date.now() + hours * 3600_000)
const inTable = (matter: keyof typeof states, move: string, from: string) =>
  states[matter].moves.some((one) => one.move === move && one.from === from)
const crossed = <State extends string, Move extends string>(all: readonly State[], moves: readonly Move[]) =>
  all.flatMap((state) => moves.map((move) => [state, move] as const))

describe('an entry', () => {
  const screen = (decision: 'eligible' | 'ineligible' | 'returned') => () =>
    screenEntry(
      w.actors.organizer,
      work.id,
      decision === 'ineligible'
        ? { decision, reason: 'other', note: '' }
        : decision === 'returned'
          ? { decision, until: '2099-01-01T00:00', sections: ['work'], note: '' }
          : { decision, note: '' },
    )
  const asked: Record<EntryMove, () => Promise<unknown>> = {
    submitted: () => submitEntry(w.actors.owner, work.id),
    completed: () => submitEntry(w.actors.owner, work.id),
    takenBack: () => takeBackEntry(w.actors.owner, work.id),
    discarded: () => withdrawEntry(w.actors.owner, work.id),
    withdrawn: () => withdrawEntry(w.actors.owner, work.id),
    putBack: () => putBackEntry(w.actors.owner, work.id),
    eligible: screen('eligible'),
    ineligible: screen('ineligible'),
    returned: screen('returned'),
    disqualified: () => disqualifyEntry(w.actors.organizer, work.id, 'Sao chép của báo khác'),
    reinstated: () => reinstateEntry(w.actors.organizer, work.id, 'Đã làm rõ nguồn'),
    extended: () => extendReturn(w.actors.organizer, work.id, { until: inHours(9), note: '' }),
  }
  /** Moves that one button makes, by the state it is pressed in. */
  const same: Partial<Record<EntryMove, EntryMove>> = { submitted: 'completed', withdrawn: 'discarded' }
  const twin = (move: EntryMove) =>
    same[move] ?? (Object.keys(same) as EntryMove[]).find((one) => same[one] === move) ?? move
  const stateOf = async () =>
    (await database().select().from(entries).where(eq(entries.id, work.id)))[0]!.state

  it.each(crossed(entryStates, Object.keys(entryMoves) as EntryMove[]))('%s: %s', async (state, move) => {
    const overdue = entryMoves[move].by[0] === 'organizer'
    await run(sql`update ${entries} set state = ${state}, screening_reason = 'other', return_fields = array['work'],
      return_until = now() + ${overdue ? '-1 hour' : '1 hour'}::interval,
      rests_until = case ${state} when 'withdrawn' then now() + interval '1 hour' end where id = ${work.id}`)
    const may = inTable('entry', move, state) || inTable('entry', twin(move), state)
    expect(wasDone(await asked[move]())).toBe(may)
    const to = inTable('entry', move, state) ? entryMoves[move].to : entryMoves[twin(move)].to
    expect(await stateOf()).toBe<EntryState>(may ? to : state)
  })
})

describe('a round', () => {
  const later = { reason: 'Mất điện cả ngày', closesAt: inHours(48) }
  const asked: Record<RoundMove, () => Promise<unknown>> = {
    opened: () => openRound(w.actors.organizer, w.round.id),
    unopened: () => unopenRound(w.actors.organizer, w.round.id),
    extended: () => extendRound(w.actors.organizer, w.round.id, later),
    closed: () => closeRound(w.actors.organizer, w.round.id),
    reopened: () => reopenRound(w.actors.organizer, w.round.id, later),
  }
  it.each(crossed(roundStates, Object.keys(asked) as RoundMove[]))('%s: %s', async (state, move) => {
    await database().delete(scoreSheets).where(eq(scoreSheets.roundId, w.round.id))
    await run(sql`update ${rounds} set state = ${state}, closed_at = case ${state} when 'closed' then now() end
      where id = ${w.round.id}`)
    expect(wasDone(await asked[move]())).toBe(inTable('round', move, state))
  })
})

describe('a ballot', () => {
  const asked = {
    cast: () => castPaper(w.actors.chair, w.ballot.id, []),
    counted: () => closeBallot(w.actors.organizer, w.ballot.id),
  }
  it.each(crossed(['open', 'counted'], Object.keys(asked) as ('cast' | 'counted')[]))(
    '%s: %s',
    async (state, move) => {
      await run(
        sql`update ${rounds} set state = 'open', opens_at = now() - interval '1 hour' where id = ${w.final.id}`,
      )
      if (state === 'counted') await closeBallot(w.actors.organizer, w.ballot.id)
      expect(wasDone(await asked[move]())).toBe(inTable('ballot', move, state))
      const [row] = await database().select().from(ballots).where(eq(ballots.id, w.ballot.id))
      expect(row!.state).toBe(move === 'counted' ? 'counted' : state)
    },
  )
})

describe('a score sheet', () => {
  const given = async () => {
    const [sheet] = await database()
      .select()
      .from(scoreSheets)
      .where(eq(scoreSheets.assignmentId, w.given.others))
    const points = Object.fromEntries(w.rubric.map(({ id, maxPoints }) => [id, maxPoints]))
    return { version: sheet!.version, points, note: 'Khác' }
  }
  const asked = {
    saved: async () => saveSheet(w.actors.otherJudge, w.given.others, await given()),
    submitted: async () => submitSheet(w.actors.otherJudge, w.given.others, await given()),
    recalled: () => recallSheet(w.actors.otherJudge, w.given.others, 'Xem lại'),
    struck: async () => {
      await closeRound(w.actors.organizer, w.round.id)
      return strikeSheet(w.actors.organizer, w.sheets.others.id, 'Người nhà')
    },
  }
  it.each(crossed(['draft', 'submitted'], Object.keys(asked) as (keyof typeof asked)[]))(
    '%s: %s',
    async (state, move) => {
      if (state === 'draft') await recallSheet(w.actors.otherJudge, w.given.others, 'Xem lại')
      expect(wasDone(await asked[move]())).toBe(inTable('sheet', move, state))
    },
  )
})

/** The edition that was judged, ready to be decided. */
async function decideJudged() {
  await database().delete(ballots).where(eq(ballots.roundId, w.final.id))
  await run(sql`update ${rounds} set state = 'closed', closed_at = now() where edition_id = ${w.judged.id}`)
  await proposePrizes(w.actors.organizer, w.judged.id, new Map([[w.second.id, 'first']]))
}
const results = {
  locked: () => lockResults(w.actors.organizer, w.judged.id),
  unlocked: () => unlockResults(w.actors.organizer, w.judged.id),
  published: () => publishResults(w.actors.organizer, w.judged.id),
  retracted: () => retractResults(w.actors.organizer, w.judged.id, 'Nhầm tên tác giả'),
}
const editionIn: Record<string, () => Promise<unknown>> = {
  upcoming: () =>
    run(sql`update ${editions} set opens_at = now() + interval '1 day', closes_at = now() + interval '2 days'
    where id = ${w.judged.id}`),
  open: () =>
    run(sql`update ${editions} set closes_at = now() + interval '2 days' where id = ${w.judged.id}`),
  judging: () => Promise.resolve(),
  locked: results.locked,
  published: async () => [await results.locked(), await results.published()],
}

describe('the results of an edition', () => {
  it.each(crossed(Object.keys(editionIn), Object.keys(results) as (keyof typeof results)[]))(
    '%s: %s',
    async (state, move) => {
      await decideJudged()
      await editionIn[state]!()
      expect(wasDone(await results[move]())).toBe(inTable('edition', move, state))
    },
  )
})

describe('a prize', () => {
  const propose = (prize: 'second' | '') =>
    proposePrizes(w.actors.organizer, w.judged.id, new Map([[w.second.id, prize]]))
  it.each(crossed(['none', 'proposed', 'given', 'published'], ['proposed', 'takenBack'] as const))(
    '%s: %s',
    async (state, move) => {
      await decideJudged()
      if (state === 'none') await propose('')
      if (state === 'given') await editionIn.locked!()
      if (state === 'published') await editionIn.published!()
      const answer = await propose(move === 'proposed' ? 'second' : '')
      const changed = wasDone(answer) && (answer as { changed: number }).changed > 0
      expect(changed).toBe(inTable('award', move, state))
    },
  )
})

it.each(crossed(mailStates, Object.keys(letterMoves) as LetterMove[]))(
  'a letter, %s: %s',
  async (state, move) => {
    await database().update(mailMessages).set({ state }).where(eq(mailMessages.id, w.letter))
    const moved = await moveLetter(w.letter, move)
    expect(moved?.state ?? state).toBe(inTable('mail', move, state) ? letterMoves[move].to : state)
  },
)

it('an account is opened by its link, once', async () => {
  const { userId } = w.actors.stranger
  const stateNow = async () => {
    const [row] = await database().select().from(users).where(eq(users.id, userId))
    return accountStateOf({ confirmed: row!.emailConfirmedAt !== null, disabled: row!.disabledAt !== null })
  }
  await database().update(users).set({ emailConfirmedAt: null }).where(eq(users.id, userId))
  expect(await stateNow()).toBe(states.account.start)
  const token = await database().transaction((tx) => issueLinkToken(tx, userId, 'confirm-email'))
  const confirm = () => confirmEmail(token, { chosen: 'một mật khẩu dài và lạ' })
  expect(wasDone(await confirm())).toBe(true)
  expect(await stateNow()).toBe(accountChanges.confirmed.to)
  expect(wasDone(await confirm())).toBe(false)
})

it('walks at random over the real actions, and ends where its people bring it', async () => {
  const { organizer, chair } = w.actors
  const actor = await makeActor('reporter')
  const done = async (answer: Promise<unknown>) => wasDone(await answer)
  await decideJudged()
  let seed = 20784
  const chance = (below: number) => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) % below
  const roundId = () => [w.round.id, w.final.id][chance(2)]!
  const later = () => ({ reason: 'Đi lại bước này', closesAt: inHours(24 + chance(100)) })
  const things = [
    () => done(openRound(organizer, roundId())),
    () => done(unopenRound(organizer, roundId())),
    () => done(closeRound(organizer, roundId())),
    () => done(reopenRound(organizer, roundId(), later())),
    () => done(extendRound(organizer, roundId(), later())),
    ...Object.values(results).map((move) => () => done(move())),
    () =>
      done(
        proposePrizes(organizer, w.judged.id, new Map([[w.second.id, (['first', ''] as const)[chance(2)]!]])),
      ),
    () => done(screenEntry(organizer, work.id, { decision: 'eligible', note: '' })),
    () => done(screenEntry(organizer, work.id, { decision: 'ineligible', reason: 'other', note: '' })),
    () =>
      done(
        screenEntry(organizer, work.id, {
          decision: 'returned',
          until: '2099-01-01T00:00',
          sections: ['work'],
          note: '',
        }),
      ),
    () => done(submitEntry(w.actors.owner, work.id)),
    () => done(takeBackEntry(w.actors.owner, work.id)),
    () => done(castPaper(chair, w.ballot.id, [])),
    () => done(withdrawEntry(actor, work.id)),
  ]
  let made = 0
  for (let step = 0; step < 250; step++) if (await things[chance(things.length)]!()) made++
  expect(made).toBeGreaterThan(40)
  await results.retracted()
  await results.unlocked()
  for (const id of [w.round.id, w.final.id]) {
    await openRound(organizer, id)
    await closeRound(organizer, id)
  }
  await proposePrizes(organizer, w.judged.id, new Map([[w.second.id, 'first']]))
  await database()
    .update(outcomes)
    .set({ reason: 'Hội đồng thống nhất' })
    .where(and(outcomes.departs, eq(outcomes.reason, '')))
  expect(await results.locked()).toEqual({ done: true })
  expect(await results.published()).toEqual({ done: true })
  await run(
    sql`update ${entries} set return_until = now() - interval '1 hour' where id = ${work.id} and state = 'returned'`,
  )
  await submitEntry(w.actors.owner, work.id)
  expect(await done(screenEntry(organizer, work.id, { decision: 'eligible', note: '' }))).toBe(true)
  expect(await database().$count(prizesGiven, eq(prizesGiven.editionId, w.judged.id))).toBe(1)
})
