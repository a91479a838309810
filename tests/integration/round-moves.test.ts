import { eq, sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { applyPlan } from '#app/modules/judging/apply-plan.server.ts'
import { makePlan } from '#app/modules/judging/make-plan.server.ts'
import {
  closeRound,
  extendRound,
  openRound,
  reopenRound,
  unopenRound,
} from '#app/modules/judging/move-round.server.ts'
import { readingOfJudge } from '#app/modules/judging/desk.server.ts'
import { savePanel } from '#app/modules/judging/form-round.server.ts'
import { replaceJudge, type Replacement } from '#app/modules/judging/replace-judge.server.ts'
import { requestPlan } from '#app/modules/judging/request-plan.server.ts'
import { roundPage } from '#app/modules/judging/round-page.server.ts'
import { saveSheet } from '#app/modules/judging/score-sheet.server.ts'
import { signOff } from '#app/modules/judging/sign-off.server.ts'
import { strikeSheet } from '#app/modules/judging/strike-sheet.server.ts'
import { rankingOf } from '#app/modules/results/ranking-text.server.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import { advance } from '#app/modules/results/set-finalists.server.ts'
import { contentOf } from '#app/modules/results/minutes-content.server.ts'
import {
  assignments,
  ballots,
  conflicts,
  editions,
  panelEntries,
  panels,
  panelSeats,
  roundEntries,
  rounds,
} from '#db/schema/index.ts'
import { restoreWorld } from '#tests/matrix/snapshot.ts'
import { ownWorld, type World } from '#tests/matrix/world.ts'

let w: World
beforeAll(async () => {
  w = await ownWorld()
})
beforeEach(restoreWorld)

const inHours = (hours: number) => new Date(Date.now() + hours * 3600_000)
const roundNow = async () => (await database().select().from(rounds).where(eq(rounds.id, w.round.id)))[0]!
const signature = async () =>
  (await database().select().from(panels).where(eq(panels.id, w.panel)))[0]!.signedOffHash
const meanOf = async (entryId: string) =>
  (await rankingOf(w.round.id, '')).find((row) => row.id === entryId)!.mean
const whole = (less: number) => w.rubric.reduce((sum, criterion) => sum + criterion.maxPoints, 0) - less

describe('a round', () => {
  it('keeps each of its moves, by whom, why and until when', async () => {
    const { organizer } = w.actors
    await database().execute(sql`update ${rounds} set state = 'forming' where id = ${w.round.id}`)
    await openRound(organizer, w.round.id)
    const closesAt = inHours(24)
    await extendRound(organizer, w.round.id, { closesAt, reason: 'Mất điện' })
    expect((await roundNow()).closesAt).toEqual(closesAt)
    await closeRound(organizer, w.round.id)
    const again = inHours(48)
    await reopenRound(organizer, w.round.id, { closesAt: again, reason: 'Đóng nhầm' })
    expect(await roundNow()).toMatchObject({ state: 'open', closedAt: null, closesAt: again })
    const page = await roundPage({ ...w.judged, resultsLockedAt: null }, w.round.id, new Set())
    expect(page!.made.map(({ move, by, reason, closesAt }) => [move, by, reason, closesAt])).toEqual([
      ['opened', organizer.name, '', w.round.closesAt],
      ['extended', organizer.name, 'Mất điện', closesAt],
      ['closed', organizer.name, '', null],
      ['reopened', organizer.name, 'Đóng nhầm', again],
    ])
    expect(page!.moves).toEqual(['extended', 'closed'])
  })

  it('that is opened again takes sheets, and its lists have no signature any more', async () => {
    await closeRound(w.actors.organizer, w.round.id)
    await signOff(w.actors.chair, w.panel)
    expect(await signature()).toMatch(/^[0-9a-f]{64}$/)
    await reopenRound(w.actors.organizer, w.round.id, { closesAt: inHours(2), reason: 'Đóng nhầm' })
    expect(await signature()).toBeNull()
    const sheet = await saveSheet(w.actors.assignedJudge, w.given.assigned, {
      version: 0,
      points: {},
      note: '',
    })
    expect(sheet).toMatchObject({ version: 1 })
  })
})

it('leaves a struck sheet out of the ranking, and the signature falls that stood over it', async () => {
  await closeRound(w.actors.organizer, w.round.id)
  await signOff(w.actors.chair, w.panel)
  expect(await meanOf(w.second.id)).toBe(whole(250))
  await strikeSheet(w.actors.organizer, w.sheets.others.id, 'Người nhà của tác giả')
  expect(await meanOf(w.second.id)).toBe(whole(0))
  expect(await signature()).toBeNull()
})

describe('a judge who leaves a panel', () => {
  const replace = (more: Partial<Replacement> = {}) =>
    replaceJudge(w.actors.organizer, w.round.id, {
      panelId: w.panel,
      judgeId: w.actors.otherJudge.userId,
      by: w.actors.otherPanelJudge.userId,
      reason: 'Đi công tác dài ngày',
      sheets: 'stay',
      ...more,
    })
  const readersOf = async (entryId: string) =>
    (await database().select().from(assignments).where(eq(assignments.entryId, entryId)))
      .filter((row) => row.endedAt === null)
      .map((row) => row.judgeId)
      .sort()

  it('hands the seat over, and what was sent still counts', async () => {
    await replace()
    const seats = await database().select().from(panelSeats).where(eq(panelSeats.panelId, w.panel))
    const taken = seats.find((seat) => seat.judgeId === w.actors.otherPanelJudge.userId)!
    expect(seats.find((seat) => seat.judgeId === w.actors.otherJudge.userId)).toMatchObject({
      until: expect.any(Date) as Date,
      replacedBy: taken.id,
    })
    expect(await meanOf(w.second.id)).toBe(whole(250))
    expect(await readingOfJudge(w.actors.otherJudge.userId, w.given.others)).toBeNull()
  })

  it('hands on at once what was not sent, begun or not, but what the other keeps away from', async () => {
    const { assignedJudge, barredJudge, otherPanelJudge } = w.actors
    await saveSheet(assignedJudge, w.given.assigned, { version: 0, points: {}, note: 'Đang chấm' })
    const from = { judgeId: assignedJudge.userId }
    expect(await replace(from)).toEqual({ moved: 1, waiting: 0 })
    expect(await readersOf(w.work.id)).toEqual([barredJudge.userId, otherPanelJudge.userId].sort())
    await restoreWorld()
    await database().insert(conflicts).values({
      editionId: w.judged.id,
      judgeId: otherPanelJudge.userId,
      entryId: w.work.id,
      origin: 'declared',
      reason: 'Người nhà',
    })
    expect(await replace(from)).toEqual({ moved: 0, waiting: 1 })
    expect(await readersOf(w.work.id)).toEqual([barredJudge.userId])
  })

  it('leaves sheets that count, or takes them along for the other to read anew', async () => {
    const { chair, otherJudge, otherPanelJudge } = w.actors
    expect(await replace({ by: '' })).toEqual({ moved: 0, waiting: 0 })
    expect(await meanOf(w.second.id)).toBe(whole(250))
    await restoreWorld()
    expect(await replace({ sheets: 'fall' })).toEqual({ moved: 1, waiting: 0 })
    expect(await meanOf(w.second.id)).toBe(whole(0))
    expect(await readersOf(w.second.id)).toEqual([chair.userId, otherPanelJudge.userId].sort())
    const [ended] = await database().select().from(assignments).where(eq(assignments.id, w.given.others))
    expect(ended).toMatchObject({
      judgeId: otherJudge.userId,
      endedWhy: 'replaced',
      endedNote: 'Đi công tác dài ngày',
    })
  })

  it('of an open round does so with a reason and not by a tick that is gone', async () => {
    const { chair, organizer } = w.actors
    const form = {
      panelId: w.panel,
      name: 'Tiểu ban',
      categories: [w.judged.categories[0]!.id],
      judges: [chair.userId],
      chair: chair.userId,
      open: false,
      limits: new Map(),
    }
    expect(await savePanel(organizer, w.round.id, form)).toEqual(
      refuse('round.error.leaveInstead', {}, 'judges'),
    )
    for (const judge of ['assignedJudge', 'otherJudge', 'barredJudge'] as const)
      await replace({ judgeId: w.actors[judge].userId, by: '' })
    expect(await savePanel(organizer, w.round.id, form)).toEqual({ done: true })
  })

  it('is not asked again, stays the reader of what was sent, and takes up what was open on coming back', async () => {
    const { assignedJudge, chair, otherJudge, otherPanelJudge, organizer } = w.actors
    const save = (judges: { userId: string }[]) =>
      savePanel(organizer, w.round.id, {
        panelId: w.panel,
        name: 'Tiểu ban',
        categories: [w.judged.categories[0]!.id],
        judges: judges.map((judge) => judge.userId),
        chair: chair.userId,
        open: false,
        limits: new Map(),
      })
    const planned = async () => {
      const { planId } = (await requestPlan(organizer, w.round.id, true)) as { planId: string }
      await makePlan(planId)
      return applyPlan(organizer, planId)
    }
    const open = async () =>
      (await database().select().from(assignments).where(eq(assignments.id, w.given.assigned)))[0]!
    for (const judge of ['assignedJudge', 'otherJudge', 'barredJudge'] as const)
      await replace({ judgeId: w.actors[judge].userId, by: '' })
    await save([chair, otherPanelJudge])
    expect((await open()).endedWhy).toBe('replaced')
    await planned()
    expect(await readersOf(w.second.id)).toEqual([chair.userId, otherJudge.userId].sort())
    await replace({ judgeId: otherPanelJudge.userId, by: assignedJudge.userId })
    await planned()
    expect((await open()).endedAt).toBeNull()
  })
})

describe('the minutes of a panel', () => {
  const contentNow = async () => {
    const [edition] = await database().select().from(editions).where(eq(editions.id, w.judged.id))
    const round = await roundNow()
    return (await contentOf({ round, edition: edition! }, w.panel))!
  }

  it('name whoever left sheets that count, and leave out who left none', async () => {
    const by = w.actors.otherPanelJudge.userId
    const change = { panelId: w.panel, by, reason: 'Đi công tác dài ngày', sheets: 'stay' as const }
    await replaceJudge(w.actors.organizer, w.round.id, { ...change, judgeId: w.actors.otherJudge.userId })
    const { judges } = await contentNow()
    expect(judges).toContain(w.actors.otherJudge.name)
    await database().execute(sql`
      update ${assignments} set ended_at = now(), ended_why = 'conflict' where id = ${w.given.others}`)
    expect((await contentNow()).judges).not.toContain(w.actors.otherJudge.name)
  })

  it('list the works it reads of a category it shares', async () => {
    const listed = async () => (await contentNow()).categories[0]!.rows.map((row) => row.number).sort()
    expect(await listed()).toEqual([1, 2])
    await database().execute(sql`
      update ${panelEntries} set panel_id = ${w.otherPanel} where entry_id = ${w.second.id} and round_id = ${w.round.id}`)
    expect(await listed()).toEqual([1])
  })
})

describe('a final', () => {
  const openFinal = () => openRound(w.actors.organizer, w.final.id)
  const emptyFinal = async () => {
    await database().delete(ballots).where(eq(ballots.roundId, w.final.id))
    await database().delete(roundEntries).where(eq(roundEntries.roundId, w.final.id))
  }

  it('does not open without finalists, and one that was is formed, filled and opened again', async () => {
    const page = () => roundPage({ ...w.judged, resultsLockedAt: null }, w.final.id, new Set())
    await emptyFinal()
    expect(await openFinal()).toEqual(refuse('round.error.noFinalists'))
    expect(await page()).toMatchObject({ moves: [], cannotOpen: { key: 'round.error.noFinalists' } })
    await database().execute(sql`update ${rounds} set state = 'open' where id = ${w.final.id}`)
    expect((await page())!.moves).toContain('unopened')
    expect(await unopenRound(w.actors.organizer, w.final.id)).toEqual({ done: true })
    expect(await page()).toMatchObject({
      round: { state: 'forming' },
      made: [{ move: 'unopened', closesAt: null }],
    })
    await closeRound(w.actors.organizer, w.round.id)
    const category = w.judged.categories[0]!.id
    expect(await advance(w.actors.organizer, w.round.id, category, [w.second.id])).toEqual({ done: true })
    expect(await openFinal()).toEqual({ done: true })
  })

  it('with no round before it judges every eligible work of its categories', async () => {
    await emptyFinal()
    await database().execute(sql`
      update ${rounds} set number = case id when ${w.final.id} then 1 else 2 end, follows_id = null
      where edition_id = ${w.judged.id}`)
    expect(await openFinal()).toEqual({ done: true })
    expect(await database().$count(roundEntries, eq(roundEntries.roundId, w.final.id))).toBe(2)
  })
})
