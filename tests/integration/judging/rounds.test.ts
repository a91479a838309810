import { desc, eq, ne, sql, type SQL } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { changeRound, createRound, removePanel, savePanel } from '#app/modules/judging/form-round.server.ts'
import { toLocalInput } from '#app/modules/calendar/local-time.ts'
import { closeRound, openRound, remindJudges } from '#app/modules/judging/move-round.server.ts'
import { openBallot } from '#app/modules/judging/open-ballot.server.ts'
import type { JudgeLimits } from '#app/modules/judging/schema.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import {
  assignments,
  auditEvents,
  ballots,
  mailMessages,
  panelCategories,
  panelJudges,
  panels,
  reminders,
  roundEntries,
  rounds,
  scoreChains,
  scoreSheets,
  userRoles,
} from '#db/schema/index.ts'
import { makeActor } from '#tests/factories/index.ts'
import { makeSubmitted } from '#tests/factories/index.ts'
import { ownMiddle, type Middle } from '#tests/matrix/middle.ts'
import { restoreWorld } from '#tests/matrix/snapshot.ts'
import type { Kind, World } from '#tests/matrix/world.ts'
import { inOrderOfText, told } from '#tests/support/told.ts'

let w: World
let elsewhere: Middle['elsewhere']
let names: Map<string, string>

beforeAll(async () => {
  ;({ world: w, elsewhere, names } = await ownMiddle())
})
beforeEach(restoreWorld)

const run = (statement: SQL) => database().execute(statement)
const say = (answer: unknown) => told(answer, names)
const inOrder = (rows: unknown[]) => inOrderOfText(say(rows) as unknown[])
const setRound = (state: 'forming' | 'open' | 'closed') =>
  run(sql`
    update ${rounds} set state = ${state}, closed_at = case when ${state} = 'closed' then now() end
    where id = ${w.round.id}`)
const done = { done: true }
const organizer = () => w.actors.organizer

/** The newest event, whole but for its moment. */
async function lastEvent() {
  const [row] = await database().select().from(auditEvents).orderBy(desc(auditEvents.id)).limit(1)
  const { actorId, kind, subjectId, editionId, details } = row!
  return say({ actorId, kind, subjectId, editionId, details })
}
const event = (kind: string, subjectId: string, details: object = {}) => ({
  actorId: 'organizer',
  kind,
  subjectId,
  editionId: 'edition',
  details,
})

const form = {
  stage: 'preliminary' as const,
  kind: 'scoring' as const,
  quorum: 67,
  majority: 50,
  decidesBy: 'raw' as const,
  tieRule: ['mainCriterion' as const, 'spread' as const, 'council' as const],
  readings: 4,
  opensAt: '2027-06-01T08:00',
  closesAt: '2027-06-30T23:59',
}
const roundRow = async (id: string) => {
  const [row] = await database().select().from(rounds).where(eq(rounds.id, id))
  const { createdAt: _createdAt, closedAt: _closedAt, ...rest } = row!
  return say(rest)
}

describe('a round', () => {
  it('is made as the form says, and on the record', async () => {
    const made = (await createRound(organizer(), w.open.id, {
      ...form,
      kind: 'ballot',
      quorum: 80,
      majority: 66,
      decidesBy: 'adjusted',
      blind: 'on',
      sameProvince: 'on',
    })) as { roundId: string }
    names.set(made.roundId, 'made').set(w.open.id, 'open edition')
    expect(await roundRow(made.roundId)).toEqual({
      id: 'made',
      editionId: 'open edition',
      stage: 'preliminary',
      kind: 'ballot',
      quorum: 80,
      majority: 66,
      blind: true,
      decidesBy: 'adjusted',
      tieRule: ['mainCriterion', 'spread', 'council'],
      sameProvince: true,
      readings: 4,
      opensAt: '2027-06-01T01:00:00.000Z',
      closesAt: '2027-06-30T16:59:59.999Z',
      state: 'forming',
      number: 1,
      nameVi: '',
      nameEn: '',
      followsId: null,
    })
    expect(await lastEvent()).toEqual({ ...event('round.created', 'made'), editionId: 'open edition' })
    const other = (await createRound(organizer(), w.open.id, { ...form, stage: 'final', tieRule: [] })) as {
      roundId: string
    }
    expect(await roundRow(other.roundId)).toMatchObject({
      stage: 'final',
      number: 2,
      followsId: 'made',
      blind: false,
      sameProvince: false,
      tieRule: ['council'],
    })
    expect(await createRound(organizer(), w.open.id, form)).toEqual(refuse('round.error.exists', {}, 'stage'))
    expect(await createRound(w.actors.organizerElsewhere, w.open.id, form)).toBeNull()
  })

  it('stands among any number of rounds, each final after the one before it, and closes in time to come', async () => {
    const make = async (stage: 'preliminary' | 'final', closesAt: string) =>
      (await createRound(organizer(), w.open.id, { ...form, stage, closesAt })) as { roundId: string }
    const made = [
      await make('final', '2027-08-01T10:00'),
      await make('final', '2027-08-02T10:00'),
      await make('preliminary', '2027-07-01T10:00'),
      await make('preliminary', '2027-07-02T10:00'),
    ]
    const rows = (await Promise.all(made.map(({ roundId }) => roundRow(roundId)))) as {
      number: number
      followsId: string | null
    }[]
    expect(rows.map(({ number }) => number)).toEqual([3, 4, 1, 2])
    expect(rows.map(({ followsId }) => followsId)).toEqual([made[3]!.roundId, made[0]!.roundId, null, null])
    const past = { ...form, opensAt: '2026-01-01T08:00', closesAt: '2026-01-02T08:00' }
    const refused = refuse('round.error.notAhead', {}, 'closesAt')
    expect(await createRound(organizer(), w.open.id, past)).toEqual(refused)
    expect(await changeRound(organizer(), made[0]!.roundId, past)).toEqual(refused)
  })

  it('may change in everything while it is formed, but in its stage', async () => {
    await setRound('forming')
    const change = {
      ...form,
      stage: 'final' as const,
      kind: 'ballot' as const,
      quorum: 80,
      majority: 66,
      decidesBy: 'adjusted' as const,
      tieRule: ['median' as const],
      sameProvince: 'on' as const,
    }
    expect(await changeRound(organizer(), w.round.id, change)).toEqual(done)
    expect(await roundRow(w.round.id)).toEqual({
      id: 'round',
      editionId: 'edition',
      stage: 'preliminary',
      kind: 'ballot',
      quorum: 80,
      majority: 66,
      blind: false,
      decidesBy: 'adjusted',
      tieRule: ['median'],
      sameProvince: true,
      readings: 4,
      opensAt: '2027-06-01T01:00:00.000Z',
      closesAt: '2027-06-30T16:59:59.999Z',
      state: 'forming',
      number: 1,
      nameVi: '',
      nameEn: '',
      followsId: null,
    })
    expect(await lastEvent()).toEqual(event('round.changed', 'round'))
  })

  it('once open may change in anything but what it decides by and when it closes', async () => {
    const closesAt = toLocalInput(w.round.closesAt)
    expect(
      await changeRound(organizer(), w.round.id, { ...form, closesAt, opensAt: '2026-06-01T08:00' }),
    ).toEqual(done)
    expect(await changeRound(organizer(), w.round.id, form)).toEqual(
      refuse('round.error.extendInstead', {}, 'closesAt'),
    )
    expect(await roundRow(w.round.id)).toMatchObject({ blind: false, readings: 4, decidesBy: 'raw' })
    const basis = [
      { kind: 'ballot' as const },
      { quorum: 68 },
      { majority: 51 },
      { decidesBy: 'adjusted' as const },
      { tieRule: ['spread' as const, 'mainCriterion' as const, 'council' as const] },
    ]
    for (const one of basis)
      expect(await changeRound(organizer(), w.round.id, { ...form, ...one, readings: 9 })).toEqual(
        refuse('round.error.basisFixed', {}, 'decidesBy'),
      )
    expect(await roundRow(w.round.id)).toMatchObject({ readings: 4 })
    await setRound('closed')
    expect(await changeRound(organizer(), w.round.id, form)).toEqual(refuse('judging.refused.closed'))
    expect(await changeRound(w.actors.organizerElsewhere, w.round.id, form)).toBeNull()
    expect(await changeRound(organizer(), 'rnd_never_was', form)).toBeNull()
  })
})

const idsOf = (...kinds: Kind[]) => kinds.map((kind) => w.actors[kind].userId)
const panelForm = (values: Partial<Parameters<typeof savePanel>[2]> = {}) => ({
  panelId: w.panel,
  name: 'Tiểu ban đổi tên',
  categories: [w.judged.categories[0]!.id],
  judges: idsOf('chair', 'assignedJudge', 'otherJudge', 'recusedJudge', 'barredJudge'),
  chair: w.actors.chair.userId,
  open: true,
  limits: new Map<string, JudgeLimits>(),
  ...values,
})
const save = (values: Partial<Parameters<typeof savePanel>[2]> = {}) =>
  savePanel(organizer(), w.round.id, panelForm(values))

async function panelsNow() {
  const rows = await database()
    .select()
    .from(panels)
    .where(eq(panels.roundId, w.round.id))
    .orderBy(panels.position)
  const categories = await database().select().from(panelCategories)
  const judges = await database().select().from(panelJudges)
  return rows.map(({ id, name, position, open }) => ({
    id: say(id),
    name,
    position,
    open,
    categories: inOrder(categories.filter((row) => row.panelId === id).map((row) => row.categoryId)),
    judges: inOrder(
      judges
        .filter((row) => row.panelId === id)
        .map((row) => [row.judgeId, row.chair, row.maxEntries, row.maxMinutes, row.languages]),
    ),
  }))
}
const readingsNow = async () =>
  inOrder(
    (await database().select().from(assignments).where(eq(assignments.roundId, w.round.id))).map((row) => [
      row.panelId,
      row.judgeId,
      row.entryId,
      row.endedWhy,
    ]),
  )

describe('a panel', () => {
  it('that is new stands last, with its categories, judges, caps and chair, and on the record', async () => {
    const before = await panelsNow()
    const limits = new Map([
      [w.actors.otherJudge.userId, { maxEntries: 5, maxMinutes: 60, languages: ['vi', 'en'] }],
    ])
    expect(
      await save({
        panelId: '',
        name: 'Tiểu ban mới',
        categories: [w.judged.categories[2]!.id, w.judged.categories[3]!.id],
        judges: idsOf('otherJudge', 'otherPanelJudge'),
        chair: w.actors.otherPanelJudge.userId,
        open: false,
        limits,
      }),
    ).toEqual(done)
    const [made] = await database().select().from(panels).where(eq(panels.name, 'Tiểu ban mới'))
    names.set(made!.id, 'made')
    expect(await panelsNow()).toEqual([
      ...before,
      {
        id: 'made',
        name: 'Tiểu ban mới',
        position: 3,
        open: false,
        categories: ['category 2', 'category 3'],
        judges: [
          ['otherJudge', false, 5, 60, ['vi', 'en']],
          ['otherPanelJudge', true, null, null, null],
        ],
      },
    ])
    expect(await lastEvent()).toEqual(event('panel.created', 'made'))
  })

  it('that changes is what the form says now; who leaves gives back what was not begun, nobody else does', async () => {
    await run(sql`delete from ${scoreSheets} where id = 'sht_begun'`)
    await run(sql`update ${rounds} set state = 'forming' where id = ${w.round.id}`)
    const [, other] = await panelsNow()
    const before = await readingsNow()
    const without = { judges: idsOf('chair', 'otherJudge', 'recusedJudge', 'barredJudge') }
    expect(await save({ ...without, chair: w.actors.otherJudge.userId })).toEqual(done)
    expect(await panelsNow()).toEqual([
      {
        id: 'panel',
        name: 'Tiểu ban đổi tên',
        position: 1,
        open: true,
        categories: ['category 0'],
        judges: ['barredJudge', 'chair', 'otherJudge', 'recusedJudge'].map((judge) => [
          judge,
          judge === 'otherJudge',
          null,
          null,
          null,
        ]),
      },
      other,
    ])
    const gone = [
      ['panel', 'assignedJudge', 'second', null],
      ['panel', 'assignedJudge', 'work', null],
    ]
    const after = await readingsNow()
    expect(before.filter((row) => !after.some((one) => String(one) === String(row)))).toEqual(gone)
    expect(after.filter((row) => !before.some((one) => String(one) === String(row)))).toEqual(
      gone.map((row) => row.with(3, 'replaced')),
    )
    expect(await lastEvent()).toEqual(event('panel.changed', 'panel'))
  })

  it('keeps those who read for it from outside, and what was stepped back from', async () => {
    const before = await readingsNow()
    const values = { panelId: w.otherPanel, categories: [w.judged.categories[1]!.id], chair: '' }
    expect(await save({ ...values, judges: idsOf('otherPanelJudge') })).toEqual(done)
    expect(await readingsNow()).toEqual(before)
    const leaver = idsOf('chair', 'assignedJudge', 'otherJudge', 'barredJudge')
    expect(await save({ judges: leaver })).toEqual(done)
    expect(await readingsNow()).toEqual(before)
  })

  it('takes the categories of another panel only when it gives them up', async () => {
    const second = w.judged.categories[1]!.id
    expect(await save({ categories: [w.judged.categories[0]!.id, second] })).toEqual(
      refuse('round.error.categoryTaken', {}, 'categories'),
    )
    expect(await save({ panelId: '', categories: [second] })).toEqual(
      refuse('round.error.categoryTaken', {}, 'categories'),
    )
    await run(sql`delete from ${panelCategories} where panel_id = ${w.otherPanel}`)
    expect(await save({ categories: [w.judged.categories[0]!.id, second] })).toEqual(done)
  })

  it('is refused what does not belong to its edition or round', async () => {
    const stranger = await makeActor('reporter')
    const abroad = await makeActor('judge', { editionId: w.elsewhere.id })
    const here = await makeActor('judge', { editionId: w.judged.id })
    const judges = panelForm().judges
    const refusals: [Parameters<typeof save>[0], unknown][] = [
      [{ panelId: w.council }, refuse('form.error.invalid')],
      [{ panelId: elsewhere.panel }, refuse('form.error.invalid')],
      [{ categories: [w.elsewhere.categories[0]!.id] }, refuse('form.error.invalid', {}, 'categories')],
      [{ judges: [...judges, stranger.userId] }, refuse('form.error.invalid', {}, 'judges')],
      [{ judges: [...judges, abroad.userId] }, refuse('form.error.invalid', {}, 'judges')],
      [{ judges: [...judges, 'usr_never_was'] }, refuse('form.error.invalid', {}, 'judges')],
    ]
    for (const [values, refusal] of refusals) expect(await save(values)).toEqual(refusal)
    await database()
      .insert(userRoles)
      .values({ userId: here.userId, role: 'judge', editionId: w.elsewhere.id })
    expect(await save({ judges: [...judges, here.userId] })).toEqual(done)
    await setRound('closed')
    expect(await save()).toEqual(refuse('judging.refused.closed'))
  })

  it('goes where nobody has begun a sheet in it', async () => {
    expect(await removePanel(organizer(), w.round.id, w.panel)).toEqual(refuse('round.error.judgeHasSheets'))
    await run(sql`delete from ${scoreSheets} where assignment_id = 'asg_guest'`)
    expect(await removePanel(organizer(), w.final.id, w.otherPanel)).toBeNull()
    expect(await removePanel(organizer(), w.round.id, w.otherPanel)).toEqual(done)
    expect((await panelsNow()).map((panel) => panel.id)).toEqual(['panel'])
    expect(await lastEvent()).toEqual(event('panel.removed', 'otherPanel'))
    await setRound('closed')
    expect(await removePanel(organizer(), w.round.id, w.panel)).toEqual(refuse('judging.refused.closed'))
  })
})

describe('opening a round', () => {
  it('wants it formed, in time, and something assigned in it unless it votes', async () => {
    expect(await openRound(organizer(), w.round.id)).toEqual(refuse('error.moved'))
    await setRound('closed')
    expect(await openRound(organizer(), w.round.id)).toEqual(refuse('error.moved'))
    await setRound('forming')
    await run(sql`update ${rounds} set closes_at = now() - interval '1 second', opens_at = now() - interval '1 hour'
      where id = ${w.round.id}`)
    expect(await openRound(organizer(), w.round.id)).toEqual(refuse('round.error.past', {}, 'closesAt'))
    await run(sql`update ${rounds} set closes_at = now() + interval '5 seconds' where id = ${w.round.id}`)
    expect(await openRound(organizer(), w.round.id)).toEqual(done)
    expect(await roundRow(w.round.id)).toMatchObject({ state: 'open' })
    expect(await lastEvent()).toEqual(event('round.opened', 'round'))
    expect(await openRound(organizer(), w.final.id)).toEqual(done)
    await restoreWorld()
    await run(sql`update ${rounds} set kind = 'scoring' where id = ${w.final.id}`)
    expect(await openRound(organizer(), w.final.id)).toEqual(refuse('round.error.nothingAssigned'))
  })
})

describe('closing a round', () => {
  it('waits for its own ballots and for no others', async () => {
    await run(sql`update ${rounds} set state = 'open' where id in (${w.final.id}, ${elsewhere.final.id})`)
    expect(await closeRound(organizer(), w.round.id)).toEqual(done)
    expect(await closeRound(organizer(), w.final.id)).toEqual(refuse('ballot.refused.stillOpen'))
    await run(
      sql`update ${ballots} set state = 'counted', count = '{}', counted_at = now() where id = ${w.ballot.id}`,
    )
    expect(await closeRound(organizer(), w.final.id)).toEqual(done)
    const [row] = await database().select().from(rounds).where(eq(rounds.id, w.final.id))
    expect([row!.state, Math.abs(Date.now() - row!.closedAt!.getTime()) < 60_000]).toEqual(['closed', true])
    expect(await lastEvent()).toEqual(event('round.closed', 'final'))
    expect(await closeRound(organizer(), w.final.id)).toEqual(refuse('error.moved'))
  })

  it('sends the end of its chain, if it has one, to who closed it', async () => {
    await database()
      .insert(scoreChains)
      .values({ roundId: elsewhere.round.id, seq: 5, head: 'đầu chuỗi khác' })
    expect(await closeRound(organizer(), w.round.id)).toEqual(done)
    expect(await database().select().from(mailMessages).where(ne(mailMessages.id, w.letter))).toEqual([])
    await restoreWorld()
    await database()
      .insert(scoreChains)
      .values([
        { roundId: elsewhere.round.id, seq: 5, head: 'đầu chuỗi khác' },
        { roundId: w.round.id, seq: 71, head: 'đầu chuỗi này' },
      ])
    await closeRound(organizer(), w.round.id)
    const letters = await database().select().from(mailMessages).where(ne(mailMessages.id, w.letter))
    expect(letters.map((letter) => [letter.recipient, letter.subject])).toEqual([
      [organizer().email, 'Vòng sơ khảo đã kết thúc: mã chuỗi phiếu chấm'],
    ])
    expect(letters[0]!.body).toContain('đầu chuỗi này')
    expect(letters[0]!.body).toContain('71')
  })
})

describe('a reminder', () => {
  it('goes once a day to each judge with sheets to send, and says how many', async () => {
    await run(sql`update ${rounds} set closes_at = '2099-07-01T10:00:00Z' where id = ${w.round.id}`)
    expect(await remindJudges(organizer(), w.round.id)).toEqual({ sent: 3 })
    const letters = await database().select().from(mailMessages).where(ne(mailMessages.id, w.letter))
    const left = letters.map((letter) => [
      say(letter.recipient),
      /Ông\/Bà còn (\d+) tác phẩm/.exec(letter.body)![1],
      letter.body.includes('17 giờ 00 phút') && letter.body.includes('http://portal.test/judging'),
    ])
    expect(inOrder(left)).toEqual([
      ['mail of assignedJudge', '2', true],
      ['mail of barredJudge', '1', true],
      ['mail of otherPanelJudge', '1', true],
    ])
    const noted = (await database().select().from(reminders)).map(({ userId, kind, subjectId, sentBy }) => [
      userId,
      kind,
      subjectId,
      sentBy,
    ])
    expect(inOrder(noted)).toEqual(
      ['assignedJudge', 'barredJudge', 'otherPanelJudge'].map((judge) => [
        judge,
        'judge',
        'round',
        'organizer',
      ]),
    )
    expect(await lastEvent()).toEqual(event('round.reminded', 'round', { sent: 3 }))
    expect(await remindJudges(organizer(), w.round.id)).toEqual({ sent: 0 })
    await run(sql`update ${reminders} set day = '2027-01-01' where user_id = ${w.actors.barredJudge.userId}`)
    expect(await remindJudges(organizer(), w.round.id)).toEqual({ sent: 1 })
    expect((await database().select().from(mailMessages).where(ne(mailMessages.id, w.letter))).length).toBe(4)
    expect(await lastEvent()).toEqual(event('round.reminded', 'round', { sent: 1 }))
  })
})

describe('opening a ballot', () => {
  const ask = () => ({
    categoryId: w.judged.categories[0]!.id,
    kind: 'prize' as const,
    prize: 'second' as const,
    seats: 3,
    candidates: [w.second.id],
    repeats: w.ballot.id,
  })
  const open = (values: Partial<Parameters<typeof openBallot>[2]> = {}, roundId = w.final.id) =>
    openBallot(organizer(), roundId, { ...ask(), ...values })

  it('keeps what the vote is about, and is on the record', async () => {
    await run(sql`update ${rounds} set state = 'open' where id = ${w.final.id}`)
    const both = [w.second.id, w.work.id]
    const made = [
      (await open({ candidates: both, repeats: '' })) as { ballotId: string },
      (await open({ kind: 'yesno', seats: 1, candidates: both, repeats: '' })) as { ballotId: string },
    ]
    for (const [index, { ballotId }] of made.entries()) names.set(ballotId, `ballot ${index}`)
    const rows = await database()
      .select()
      .from(ballots)
      .where(eq(ballots.roundId, w.final.id))
      .orderBy(ballots.openedAt)
    const { openedAt: _prize, ...prize } = rows.at(-2)!
    const { openedAt: _yesno, ...yesno } = rows.at(-1)!
    const common = {
      roundId: 'final',
      editionId: 'edition',
      categoryId: 'category 0',
      candidates: ['second', 'work'],
      state: 'open',
      papers: [],
      count: null,
      countedAt: null,
    }
    expect(say([prize, yesno])).toEqual([
      { ...common, id: 'ballot 0', kind: 'prize', prize: 'second', seats: 3, repeats: null },
      { ...common, id: 'ballot 1', kind: 'yesno', prize: null, seats: 2, repeats: null },
    ])
    expect(await lastEvent()).toEqual(event('ballot.opened', 'ballot 1'))
  })

  it('is refused but in an open round of votes, on works of the category that are in it', async () => {
    expect(await open()).toEqual(refuse('judging.refused.notOpen'))
    await run(sql`update ${rounds} set state = 'open' where id = ${w.final.id}`)
    expect(await open({}, w.round.id)).toEqual(refuse('form.error.invalid'))
    await database().insert(roundEntries).values({ roundId: w.final.id, entryId: w.third.id })
    const outside = await makeSubmitted(w.actors.owner, w.judged, 8, {
      categoryId: w.judged.categories[0]!.id,
    })
    for (const candidates of [[outside.id], [w.third.id], [w.second.id, w.second.id], [elsewhere.second.id]])
      expect(await open({ candidates })).toEqual(refuse('form.error.invalid', {}, 'candidates'))
    await run(sql`update ${rounds} set state = 'closed', closed_at = now() where id = ${w.final.id}`)
    expect(await open()).toEqual(refuse('judging.refused.notOpen'))
  })
})

it('is nothing to those who do not organize its edition, and to nobody where there is none', async () => {
  const { organizerElsewhere, organizer, chair } = w.actors
  const ballot = {
    categoryId: '',
    kind: 'yesno' as const,
    prize: 'first' as const,
    seats: 1,
    candidates: [],
    repeats: '',
  }
  for (const [actor, id] of [
    [organizerElsewhere, w.final.id],
    [chair, w.final.id],
    [organizer, 'rnd_never_was'],
  ] as const)
    expect(
      await Promise.all([
        openRound(actor, id),
        closeRound(actor, id),
        remindJudges(actor, id),
        removePanel(actor, id, w.council),
        savePanel(actor, id, panelForm()),
        openBallot(actor, id, ballot),
      ]),
    ).toEqual([null, null, null, null, null, null])
})
