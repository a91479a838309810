import { eq, sql, type SQL } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { tokenHash } from '#app/modules/accounts/link-tokens.server.ts'
import { createDraft } from '#app/modules/entries/create-draft.server.ts'
import { saveDraft } from '#app/modules/entries/save-draft.server.ts'
import { submitEntry } from '#app/modules/entries/submit-entry.server.ts'
import { takeBackEntry } from '#app/modules/entries/take-back-entry.server.ts'
import { castPaper } from '#app/modules/judging/cast-paper.server.ts'
import { createRound } from '#app/modules/judging/form-round.server.ts'
import { imposeConflict } from '#app/modules/judging/impose-conflict.server.ts'
import { closeRound, extendRound, reopenRound } from '#app/modules/judging/move-round.server.ts'
import { replaceJudge } from '#app/modules/judging/replace-judge.server.ts'
import { genesis } from '#app/modules/judging/score-chain.ts'
import { recallSheet, saveSheet, submitSheet } from '#app/modules/judging/score-sheet.server.ts'
import { scoresOfRound } from '#app/modules/judging/scores-of-round.server.ts'
import { signOff } from '#app/modules/judging/sign-off.server.ts'
import { verifyScores } from '#app/modules/judging/verify-scores.server.ts'
import { confirmBulk } from '#app/modules/outreach/bulk-entries.server.ts'
import { confirmBehalf } from '#app/modules/outreach/confirm-behalf.server.ts'
import { isRefusal, refuse } from '#app/modules/refusal/refusal.ts'
import { proposePrizes } from '#app/modules/results/propose-prizes.server.ts'
import { publishResults } from '#app/modules/results/publish-results.server.ts'
import { advance } from '#app/modules/results/set-finalists.server.ts'
import { screenEntry } from '#app/modules/screening/screen-entry.server.ts'
import {
  assignments,
  auditEvents,
  ballots,
  ballotVoters,
  behalfEntries,
  bulkEntries,
  countingSheets,
  editions,
  entries,
  mailMessages,
  roundMoves,
  rounds,
  scoreChains,
  scoreEvents,
} from '#db/schema/index.ts'
import { plainRound } from '#tests/factories/index.ts'
import { restoreWorld } from '#tests/matrix/snapshot.ts'
import { ownWorld, type World } from '#tests/matrix/world.ts'
import { race, untilWaiting, whileHeld } from '#tests/support/race.ts'

let w: World
beforeAll(async () => {
  w = await ownWorld()
})
beforeEach(restoreWorld)

const run = (statement: SQL) => database().execute(statement)
const eventsOf = async (kind: string) =>
  (await database().select().from(auditEvents).where(eq(auditEvents.kind, kind))).length
const entryOf = async (id: string) => (await database().select().from(entries).where(eq(entries.id, id)))[0]!
const empty = { version: 0, points: {}, note: '' }
const moved = refuse('error.moved')
const later = () => ({ closesAt: new Date(Date.now() + 48 * 3600_000), reason: 'Mất điện tại ba cơ quan' })
const roundAsked = () => ({
  stage: 'preliminary' as const,
  readings: 2,
  ...plainRound,
  opensAt: '2030-01-01T08:00',
  closesAt: '2030-01-02T08:00',
})

/** The judge who stepped back has nothing to keep away from. */
async function letReadAgain() {
  await run(
    sql`update ${assignments} set recused_at = null, recusal_reason = null where id = ${w.given.recused}`,
  )
  await run(sql`delete from conflicts where judge_id = ${w.actors.recusedJudge.userId}`)
}

async function courseOf(roundId: string) {
  const [round] = await database().select().from(rounds).where(eq(rounds.id, roundId))
  const made = await database()
    .select()
    .from(roundMoves)
    .where(eq(roundMoves.roundId, roundId))
    .orderBy(roundMoves.id)
  return { round: round!, moves: made.map((row) => row.move) }
}

describe('a sheet', () => {
  it('is refused when its round is closed meanwhile', async () => {
    const closing = sql`update ${rounds} set state = 'closed', closed_at = now() where id = ${w.round.id}`
    const save = () => saveSheet(w.actors.assignedJudge, w.given.assigned, empty)
    expect(await race(closing, [save])).toMatchObject([{ refused: { key: 'judging.refused.closed' } }])
  })

  it('of a closed round counts no longer when a conflict is found, unless the results are locked', async () => {
    const close = sql`update ${rounds} set state = 'closed', closed_at = now() where id = ${w.round.id}`
    const strike = () =>
      imposeConflict(w.actors.organizer, w.round.id, {
        judgeId: w.actors.chair.userId,
        number: w.second.number!,
        reason: 'Người nhà',
      })
    await run(close)
    await run(sql`update ${editions} set results_locked_at = now() where id = ${w.judged.id}`)
    expect(await strike()).toEqual({ givenBack: 0 })
    await restoreWorld()
    await run(close)
    const counted = async () => (await scoresOfRound(w.round.id)).map(({ judgeId }) => judgeId)
    expect((await counted()).sort()).toEqual([w.actors.chair.userId, w.actors.otherJudge.userId].sort())
    expect(await strike()).toEqual({ givenBack: 1 })
    expect(await counted()).toEqual([w.actors.otherJudge.userId])
    expect(await eventsOf('assignment.recused')).toBe(1)
  })

  it('is nobody’s when its judge is kept away meanwhile', async () => {
    const away = sql`update ${assignments} set recused_at = now(), recusal_reason = 'x' where id = ${w.given.assigned}`
    expect(await race(away, [() => saveSheet(w.actors.assignedJudge, w.given.assigned, empty)])).toEqual([
      null,
    ])
  })

  it('of two judges at once is two links of one chain', async () => {
    await saveSheet(w.actors.assignedJudge, w.given.assigned, empty)
    const points = Object.fromEntries(w.rubric.map(({ id, maxPoints }) => [id, maxPoints]))
    await letReadAgain()
    const held = sql`select seq from ${scoreChains} where round_id = ${w.round.id} for update`
    const answers = await race(held, [
      () => submitSheet(w.actors.assignedJudge, w.given.assigned, { version: 1, points, note: '' }),
      () => submitSheet(w.actors.recusedJudge, w.given.recused, { version: 0, points, note: '' }),
    ])
    expect(answers).toMatchObject([{ state: 'submitted' }, { state: 'submitted' }])
    const [chain] = await database().select().from(scoreChains).where(eq(scoreChains.roundId, w.round.id))
    expect(chain!.seq).toBe(3)
    const faults = await verifyScores()
    expect(JSON.stringify(faults)).not.toContain(w.given.assigned)
  })

  it('of two judges who begin the chain at once is two links of it', async () => {
    await letReadAgain()
    const begun = sql`insert into ${scoreChains} (round_id, seq, head) values (${w.round.id}, 0, ${genesis})`
    await race(begun, [
      () => saveSheet(w.actors.assignedJudge, w.given.assigned, empty),
      () => saveSheet(w.actors.recusedJudge, w.given.recused, empty),
    ])
    const links = await database().select({ seq: scoreEvents.seq }).from(scoreEvents).orderBy(scoreEvents.seq)
    expect(links.filter(({ seq }) => seq).map(({ seq }) => seq)).toEqual([1, 2])
  })

  it('in two tabs at once is kept from one and told the other', async () => {
    const held = sql`select id from ${assignments} where id = ${w.given.assigned} for update`
    const save = (note: string) => () =>
      saveSheet(w.actors.assignedJudge, w.given.assigned, { ...empty, note })
    const answers = await race(held, [save('một'), save('hai')])
    expect(answers.filter((one) => one && 'version' in one).length).toBe(1)
    expect(answers.filter((one) => one && 'refused' in one)).toMatchObject([
      { refused: { key: 'judging.refused.stale' }, current: { version: 1 } },
    ])
  })
})

describe('a judge who is replaced', () => {
  const replace = () =>
    replaceJudge(w.actors.organizer, w.round.id, {
      panelId: w.panel,
      judgeId: w.actors.assignedJudge.userId,
      by: w.actors.otherPanelJudge.userId,
      reason: 'Đi công tác dài ngày',
      sheets: 'stay',
    })
  const submit = () => {
    const points = Object.fromEntries(w.rubric.map(({ id, maxPoints }) => [id, maxPoints]))
    return submitSheet(w.actors.assignedJudge, w.given.assigned, { version: 0, points, note: '' })
  }
  const held = () => sql`select id from ${rounds} where id = ${w.round.id} for update`

  it('has sent a sheet that stays, or none', async () => {
    for (const order of [
      [replace, submit],
      [submit, replace],
    ] as const) {
      await restoreWorld()
      const answers = await race<unknown>(held(), [...order])
      const [replaced, sent] = order[0] === replace ? answers : [answers[1], answers[0]]
      expect(replaced).toMatchObject({ waiting: 0 })
      const [reading] = await database()
        .select()
        .from(assignments)
        .where(eq(assignments.id, w.given.assigned))
      const sheets = await database()
        .select()
        .from(countingSheets)
        .where(eq(countingSheets.assignmentId, w.given.assigned))
      if (sent === null) expect([reading!.endedWhy, sheets.length]).toEqual(['replaced', 0])
      else expect([reading!.endedWhy, sheets.length]).toEqual([null, 1])
    }
  })

  it('keeps what was sent and may not take it back', async () => {
    expect(await submit()).toMatchObject({ state: 'submitted' })
    await replace()
    expect(await recallSheet(w.actors.assignedJudge, w.given.assigned, 'Nhầm')).toBeNull()
  })
})

describe('a ballot', () => {
  beforeEach(async () => {
    await run(
      sql`update ${rounds} set state = 'open', opens_at = now() - interval '1 hour' where id = ${w.final.id}`,
    )
  })

  it('keeps both of two papers cast at once', async () => {
    const held = sql`select id from ${ballots} where id = ${w.ballot.id} for update`
    const cast = (who: 'chair' | 'otherJudge') => () => castPaper(w.actors[who], w.ballot.id, [w.second.id])
    expect(await race(held, [cast('chair'), cast('otherJudge')])).toEqual([{ done: true }, { done: true }])
    const [ballot] = await database().select().from(ballots).where(eq(ballots.id, w.ballot.id))
    expect(ballot!.papers).toEqual([[w.second.id], [w.second.id]])
    expect((await database().select().from(ballotVoters)).length).toBe(2)
  })

  it('takes no second paper of one judge, and none once it is counted', async () => {
    const held = sql`select id from ${ballots} where id = ${w.ballot.id} for update`
    const cast = () => castPaper(w.actors.chair, w.ballot.id, [w.second.id])
    const twice = await race(held, [cast, cast])
    expect(twice).toContainEqual({ done: true })
    expect(twice).toContainEqual(refuse('ballot.refused.voted'))
    const counted = sql`update ${ballots} set state = 'counted', count = '{}', counted_at = now() where id = ${w.ballot.id}`
    const late = await race(counted, [() => castPaper(w.actors.otherJudge, w.ballot.id, [w.second.id])])
    expect(late).toEqual([refuse('ballot.refused.counted')])
  })
})

describe('an entry', () => {
  it('saved in two tabs at once is kept from one, and the other is told', async () => {
    const held = sql`select id from ${entries} where id = ${w.draft.id} for update`
    const save = (title: string) => () =>
      saveDraft(w.actors.owner, w.draft.id, { version: 1, fields: { title }, change: '' })
    const answers = await race(held, [save('Tựa một'), save('Tựa hai')])
    const { title, version } = await entryOf(w.draft.id)
    const other = title === 'Tựa một' ? 1 : 0
    expect([version, answers[other]]).toEqual([2, { version: 2, errors: {}, conflicts: { title } }])
  })

  it('is begun while another one’s submission stands at its end', async () => {
    const mail = sql`lock table ${mailMessages} in exclusive mode`
    const { begun, submitted } = await whileHeld(mail, async () => {
      const submitted = submitEntry(w.actors.owner, w.draft.id)
      await untilWaiting(1)
      const late = new Promise((done) => setTimeout(done, 5000, 'waits'))
      const begun = await Promise.race([createDraft(w.actors.otherReporter, w.open.id), late])
      return { begun, submitted: { answer: submitted } }
    })
    expect(begun).toEqual({ entryId: expect.stringMatching(/^ent_/) as string })
    expect(await submitted.answer).toHaveProperty('numberText')
  })

  it('submitted twice at once has one number and one event', async () => {
    const held = sql`select id from ${editions} where id = ${w.open.id} for update`
    const submit = () => submitEntry(w.actors.owner, w.draft.id)
    const answers = await race(held, [submit, submit])
    expect(answers.filter((one) => one && 'numberText' in one).length).toBe(1)
    expect(answers).toContainEqual(refuse('entry.refused.notDraft'))
    expect(await eventsOf('entry.submitted')).toBe(1)
  })

  it('is judged by the deadline as it is when its turn comes', async () => {
    const earlier = sql`update ${editions} set closes_at = now() - interval '1 minute' where id = ${w.open.id}`
    expect(await race(earlier, [() => submitEntry(w.actors.owner, w.draft.id)])).toEqual([
      refuse('entry.refused.tooLate'),
    ])
  })

  it('is not screened once it is taken back, and not taken back once it is screened', async () => {
    const back = sql`update ${entries} set state = 'draft' where id = ${w.submitted.id}`
    const screen = () => screenEntry(w.actors.organizer, w.submitted.id, { decision: 'eligible', note: '' })
    expect(await race(back, [screen])).toEqual([refuse('screening.refusedState')])
    await restoreWorld()
    const found = sql`update ${entries} set state = 'eligible' where id = ${w.submitted.id}`
    expect(await race(found, [() => takeBackEntry(w.actors.owner, w.submitted.id)])).toEqual([
      refuse('entry.refused.notSubmitted'),
    ])
  })

  it('entered for somebody is taken over once', async () => {
    await run(
      sql`update ${behalfEntries} set token_hash = ${tokenHash('khóa')} where entry_id = ${w.behalf.id}`,
    )
    const held = sql`select entry_id from ${behalfEntries} where entry_id = ${w.behalf.id} for update`
    const account = { name: 'Tác Giả Vắng', password: 'mat-khau-cua-toi', locale: 'vi' as const }
    const take = () => confirmBehalf('khóa', null, account)
    const answers = await race(held, [take, take])
    expect(answers).toContainEqual(expect.objectContaining({ entryId: w.behalf.id, made: true }))
    expect(answers).toContainEqual(refuse('auth.error.deadLink'))
  })

  it('of a worksheet confirmed twice is entered once', async () => {
    const held = sql`select id from ${bulkEntries} where id = ${w.bulk.id} for update`
    const confirm = () => confirmBulk(w.actors.coordinator, w.bulk.id)
    await race(held, [confirm, confirm])
    expect(await eventsOf('entry.bulkEntered')).toBe(1)
  })
})

describe('a decision', () => {
  const closed = () => sql`update ${rounds} set state = 'closed', closed_at = now() where id = ${w.round.id}`

  it('to close a round is made once', async () => {
    const held = sql`select id from ${rounds} where id = ${w.round.id} for update`
    const close = () => closeRound(w.actors.organizer, w.round.id)
    const answers = await race(held, [close, close])
    expect(answers).toContainEqual({ done: true })
    expect(answers).toContainEqual(moved)
    expect(await eventsOf('round.closed')).toBe(1)
  })

  it('to give a round more time is not made once it is closed, and closes nothing that was given more', async () => {
    const held = sql`select id from ${rounds} where id = ${w.round.id} for update`
    const answers = await race(held, [
      () => extendRound(w.actors.organizer, w.round.id, later()),
      () => closeRound(w.actors.organizer, w.round.id),
    ])
    const { round, moves } = await courseOf(w.round.id)
    expect(round.state).toBe('closed')
    expect(answers[1]).toEqual({ done: true })
    if (isRefusal(answers[0])) expect(answers[0]).toEqual(moved)
    expect(moves).toEqual(isRefusal(answers[0]) ? ['closed'] : ['extended', 'closed'])
  })

  it('to open a round again is made once, and lets a sheet that waited in', async () => {
    await run(closed())
    const held = sql`select id from ${rounds} where id = ${w.round.id} for update`
    const reopen = () => reopenRound(w.actors.organizer, w.round.id, later())
    const answers = await race(held, [reopen, reopen])
    expect(answers).toContainEqual({ done: true })
    expect(answers).toContainEqual(moved)
    expect((await courseOf(w.round.id)).moves).toEqual(['reopened'])
    await run(closed())
    const opening = sql`update ${rounds} set state = 'open', closed_at = null where id = ${w.round.id}`
    const save = () => saveSheet(w.actors.assignedJudge, w.given.assigned, empty)
    expect(await race(opening, [save])).toMatchObject([{ version: 1 }])
  })

  it('to open a round again is not made once results are locked', async () => {
    await run(closed())
    const locking = sql`update ${editions} set results_locked_at = now() where id = ${w.judged.id}`
    const reopen = () => reopenRound(w.actors.organizer, w.round.id, later())
    expect(await race(locking, [reopen])).toEqual([refuse('results.refused.locked')])
  })

  it('to sign a list is not made once its round is open again', async () => {
    await run(closed())
    const opening = sql`update ${rounds} set state = 'open', closed_at = null where id = ${w.round.id}`
    expect(await race(opening, [() => signOff(w.actors.chair, w.panel)])).toEqual([
      refuse('chair.refused.notClosed'),
    ])
  })

  it('to form a round of a stage is made once', async () => {
    const held = sql`select id from ${editions} where id = ${w.open.id} for update`
    const form = () => createRound(w.actors.organizer, w.open.id, roundAsked())
    const answers = await race(held, [form, form])
    expect(answers.filter((one) => one && 'roundId' in one).length).toBe(1)
    expect(answers).toContainEqual(refuse('round.error.exists', {}, 'stage'))
  })

  it('on finalists is not made once the final has opened', async () => {
    await run(closed())
    const opening = sql`update ${rounds} set state = 'open' where id = ${w.final.id}`
    const choose = () => advance(w.actors.organizer, w.round.id, w.judged.categories[0]!.id, [w.work.id])
    expect(await race(opening, [choose])).toEqual([refuse('results.refused.finalOpen')])
  })

  it('on prizes is not made once results are locked', async () => {
    const locking = sql`update ${editions} set results_locked_at = now() where id = ${w.judged.id}`
    const propose = () => proposePrizes(w.actors.organizer, w.judged.id, new Map([[w.second.id, 'first']]))
    expect(await race(locking, [propose])).toEqual([refuse('results.refused.locked')])
  })

  it('is published once', async () => {
    await run(sql`update ${editions} set results_locked_at = now() where id = ${w.judged.id}`)
    const held = sql`select id from ${editions} where id = ${w.judged.id} for update`
    const publish = () => publishResults(w.actors.organizer, w.judged.id)
    const answers = await race(held, [publish, publish])
    expect(answers).toContainEqual({ done: true })
    expect(answers).toContainEqual(moved)
  })

  it('is signed off once', async () => {
    await run(closed())
    const held = sql`select id from panels where id = ${w.panel} for update`
    const sign = () => signOff(w.actors.chair, w.panel)
    const answers = await race(held, [sign, sign])
    expect(answers).toContainEqual({ done: true })
    expect(answers).toContainEqual(moved)
  })
})
