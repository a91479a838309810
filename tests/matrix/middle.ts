import { eq, sql, type SQL } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import {
  assignmentPlans,
  assignments,
  ballots,
  ballotVoters,
  conflictDeclarations,
  conflicts,
  entries,
  entryAuthors,
  panelCategories,
  panelSeats,
  panels,
  roundEntries,
  rounds,
  scores,
  scoreSheets,
  secondLooks,
  userRoles,
  users,
} from '#db/schema/index.ts'
import { criteriaOf } from '#app/modules/editions/categories.server.ts'
import { makeActor, makeAgency, makeSubmitted, summary } from '../factories/index.ts'
import { planted } from '../support/planted.ts'
import { keepWorld } from './snapshot.ts'
import { kinds, plantJudging, plantWorld, type World } from './world.ts'

const run = (statement: SQL) => database().execute(statement)

type Judging = Awaited<ReturnType<typeof plantJudging>>

/**
 * The world with its round in the middle of being judged. In another edition the same people have the same rounds,
 * panels, works and ballots: of those no answer about the one says anything.
 */
export const ownMiddle = (): Promise<Middle> =>
  planted('middle', async () => {
    const middle = await plantMiddle()
    await keepWorld()
    return middle
  })

export type Middle = Awaited<ReturnType<typeof plantMiddle>>

async function plantMiddle() {
  const world = await plantWorld()
  const elsewhere = await plantJudging(world.actors, world.elsewhere)
  await plantSheets(world)
  await plantSaid(world, elsewhere)
  await plantBallots(world)
  await plantJury(world, elsewhere)
  const late = await plantLate(world, elsewhere)
  return { world, elsewhere, names: (await namesIn(world, elsewhere)).set(late.id, 'late') }
}

/** Sheets of every kind: begun, sent, sent and then stepped back from, of a reader from another panel. */
async function plantSheets(w: World) {
  const { assignedJudge, chair } = w.actors
  await database().update(panels).set({ open: true }).where(eq(panels.id, w.otherPanel))
  await database()
    .insert(assignments)
    .values([
      {
        id: 'asg_begun',
        roundId: w.round.id,
        panelId: w.panel,
        entryId: w.second.id,
        judgeId: assignedJudge.userId,
        position: 3,
      },
      {
        id: 'asg_guest',
        roundId: w.round.id,
        panelId: w.otherPanel,
        entryId: w.third.id,
        judgeId: chair.userId,
        position: 2,
      },
    ])
  const sheet = {
    roundId: w.round.id,
    entryId: w.work.id,
    updatedAt: new Date('2027-05-02T03:00:00Z'),
  }
  const sent = { state: 'submitted' as const, submittedAt: new Date('2027-05-01T03:00:00Z') }
  const guestRubric = await criteriaOf([w.third.categoryId!])
  // A sheet that is sent has all its points when the transaction ends.
  await database().transaction(async (tx) => {
    await tx.insert(scoreSheets).values([
      {
        ...sheet,
        id: 'sht_begun',
        assignmentId: 'asg_begun',
        entryId: w.second.id,
        judgeId: assignedJudge.userId,
        version: 4,
        total: 300,
        note: 'Đang đọc',
        privateNote: 'Đọc lại phần hai',
        flags: ['brokenMedia'],
      },
      {
        ...sheet,
        ...sent,
        id: 'sht_recused',
        assignmentId: w.given.recused,
        judgeId: w.actors.recusedJudge.userId,
        total: 9000,
        note: 'Trước khi từ chối',
        flags: ['suspectedCopy'],
      },
      {
        ...sheet,
        ...sent,
        id: 'sht_guest',
        assignmentId: 'asg_guest',
        entryId: w.third.id,
        judgeId: chair.userId,
        total: 8050,
        flags: ['suspectedCopy', 'wrongCategory'],
      },
    ])
    await tx
      .insert(scores)
      .values([
        { sheetId: 'sht_begun', criterionId: w.rubric[1]!.id, points: 300 },
        ...sharedOut(w.rubric, 'sht_recused', 9000),
        ...sharedOut(guestRubric, 'sht_guest', 8050),
      ])
  })
  // The guest read while the panel was open.
  await database().update(panels).set({ open: false }).where(eq(panels.id, w.otherPanel))
  await run(sql`
    update ${scoreSheets} set flags = '["wrongCategory"]', updated_at = '2027-05-02T03:00:00Z',
      submitted_at = '2027-05-01T03:00:00Z' where id in (${w.sheets.chairs.id}, ${w.sheets.others.id})`)
  await database()
    .insert(secondLooks)
    .values([
      {
        assignmentId: w.given.assigned,
        askedBy: chair.userId,
        note: 'Xem lại phần ba',
        askedAt: new Date(2),
      },
      { assignmentId: w.given.assigned, askedBy: chair.userId, note: 'Xem lại', askedAt: new Date(1) },
      { assignmentId: w.given.others, askedBy: chair.userId, note: 'Xem nữa' },
    ])
}

/** A total over the rubric from above, as much to each criterion as it takes. */
export function sharedOut(rubric: { id: string; maxPoints: number }[], sheetId: string, total: number) {
  let left = total
  return rubric.map(({ id, maxPoints }) => {
    const points = Math.min(left, maxPoints)
    left -= points
    return { sheetId, criterionId: id, points }
  })
}

/** Works that no list of the round may name: one of the final alone, and those of the other edition. */
async function plantLate(w: World, elsewhere: Judging) {
  const agency = await makeAgency('Báo Ở Ngoài')
  const late = await makeSubmitted(w.actors.otherReporter, w.judged, 9, {
    categoryId: w.judged.categories[0]!.id,
    agencyId: agency.id,
    title: 'Chỉ vào chung khảo',
    state: 'ineligible',
    screeningReason: 'other',
  })
  await database().insert(roundEntries).values({ roundId: w.final.id, entryId: late.id })
  await run(sql`update ${entries} set agency_id = ${agency.id} where id = ${elsewhere.second.id}`)
  await run(sql`
    update ${entryAuthors} set name = 'Tác Giả Ở Ngoài', name_key = 'tac gia o ngoai'
    where entry_id = ${elsewhere.second.id}`)
  return late
}

/** What was declared, in both editions, and what was planned. */
async function plantSaid(w: World, elsewhere: Judging) {
  const { assignedJudge, otherJudge, organizer } = w.actors
  await run(sql`update ${entries} set agency_id = ${w.agency.id} where number = 3`)
  await run(sql`update ${conflicts} set created_at = to_timestamp(9)`)
  const declared = [w.judged, w.elsewhere].flatMap(({ id, number }) => [
    {
      editionId: id,
      agencyId: w.agency.id,
      reason: `Cộng tác viên (${number})`,
      createdAt: new Date(number),
    },
    { editionId: id, authorKey: 'nguoi khong co bai', reason: 'Họ hàng', createdAt: new Date(number + 10) },
  ])
  await database()
    .insert(conflicts)
    .values(declared.map((row) => ({ ...row, judgeId: otherJudge.userId })))
  await database()
    .insert(conflictDeclarations)
    .values([
      { roundId: w.round.id, judgeId: otherJudge.userId },
      { roundId: elsewhere.round.id, judgeId: assignedJudge.userId },
    ])
  const plan = { createdBy: organizer.userId, roundId: w.round.id }
  await database()
    .insert(assignmentPlans)
    .values([
      { ...plan, id: 'pln_old', state: 'ready', createdAt: new Date(1) },
      { ...plan, id: 'pln_new', state: 'running', progress: 0.5, relaxed: true, createdAt: new Date(2) },
      { ...plan, id: 'pln_elsewhere', roundId: elsewhere.round.id, createdAt: new Date(3) },
    ])
}

/** Beside the ballot that is open one that is counted, and a panel of the final that votes on neither. */
async function plantBallots(w: World) {
  const [panel] = await database()
    .insert(panels)
    .values({ roundId: w.final.id, position: 2, name: 'Hội đồng khác' })
    .returning()
  const [, , category] = w.judged.categories
  await database()
    .insert(panelCategories)
    .values({ roundId: w.final.id, panelId: panel!.id, categoryId: category!.id })
  await database().insert(panelSeats).values({ panelId: panel!.id, judgeId: w.actors.otherPanelJudge.userId })
  const count = {
    electorate: 3,
    cast: 2,
    quorumMet: true,
    votes: [
      { entryId: w.second.id, votes: 2 },
      { entryId: w.work.id, votes: 1 },
    ],
    elected: [w.second.id],
    tied: [w.work.id],
  }
  await database().insert(roundEntries).values({ roundId: w.final.id, entryId: w.work.id })
  // There are as many papers as voters when the transaction ends.
  await database().transaction(async (tx) => {
    await tx.insert(ballots).values({
      id: 'blt_counted',
      roundId: w.final.id,
      categoryId: w.judged.categories[0]!.id,
      kind: 'yesno',
      seats: 2,
      candidates: [w.second.id, w.work.id],
      repeats: w.ballot.id,
      state: 'counted',
      papers: [[w.second.id], [w.second.id, w.work.id]],
      count,
      // After its judges sat down, before the one that is open.
      openedAt: sql`(select opened_at - interval '1 millisecond' from ${ballots} where id = ${w.ballot.id})`,
      countedAt: sql`(select opened_at from ${ballots} where id = ${w.ballot.id})`,
    })
    await tx
      .update(ballots)
      .set({ papers: [[w.second.id]] })
      .where(eq(ballots.id, w.ballot.id))
    await tx.insert(ballotVoters).values([
      { ballotId: 'blt_counted', judgeId: w.actors.chair.userId },
      { ballotId: 'blt_counted', judgeId: w.actors.assignedJudge.userId },
      { ballotId: w.ballot.id, judgeId: w.actors.otherJudge.userId },
    ])
  })
}

/** Caps of a judge, a second chair, and judges who may not judge here: of another edition, and one who is locked out. */
async function plantJury(w: World, elsewhere: Judging) {
  const { assignedJudge, otherPanelJudge } = w.actors
  await run(sql`update ${rounds} set readings = 3 where id = ${w.round.id}`)
  await run(sql`
    update ${panelSeats} set chair = true
    where judge_id = ${otherPanelJudge.userId} and panel_id in (${w.otherPanel}, ${elsewhere.otherPanel})`)
  await run(sql`
    update ${panelSeats} set max_entries = 7, max_minutes = 90, languages = '{vi,lo}'
    where judge_id = ${assignedJudge.userId} and panel_id = ${w.panel}`)
  await run(
    sql`update ${userRoles} set edition_id = ${w.judged.id}, all_editions = false where user_id = ${otherPanelJudge.userId}`,
  )
  const disabled = await makeActor('judge', {}, 'Giám Khảo Đã Khóa')
  await run(sql`update ${users} set disabled_at = now() where id = ${disabled.userId}`)
  await makeActor('judge', { editionId: w.elsewhere.id }, 'Giám Khảo Kỳ Khác')
}

/** Names for what differs from run to run, and for long texts. */
async function namesIn(w: World, elsewhere: Judging) {
  const found = new Map<string, string>([[summary, 'summary']])
  const places = { '': w, 'elsewhere ': elsewhere }
  for (const [where, place] of Object.entries(places)) {
    const { round, final, ballot, work, second, third } = place
    for (const [name, { id }] of Object.entries({ round, final, ballot, work, second, third }))
      found.set(id, `${where}${name}`)
    for (const [name, { opensAt, closesAt, createdAt }] of Object.entries({ round, final }))
      found
        .set(opensAt.toISOString(), `${where}${name} opens`)
        .set(closesAt.toISOString(), `${where}${name} closes`)
        .set(createdAt.toISOString(), `${where}${name} made`)
    for (const name of ['panel', 'otherPanel', 'council'] as const) found.set(place[name], `${where}${name}`)
    found.set(second.title, `${where}title of second`).set(third.title, `${where}title of third`)
  }
  for (const kind of kinds)
    found.set(w.actors[kind].userId, kind).set(w.actors[kind].email, `mail of ${kind}`)
  for (const [name, id] of Object.entries(w.given)) found.set(id, `reading ${name}`)
  for (const [index, { id, nameVi, nameEn }] of w.judged.categories.entries())
    found.set(id, `category ${index}`).set(nameVi, `category ${index} vi`).set(nameEn, `category ${index} en`)
  for (const [index, { id, nameVi, nameEn, guidanceVi, guidanceEn }] of w.rubric.entries())
    found
      .set(id, `criterion ${index}`)
      .set(nameVi, `criterion ${index} vi`)
      .set(nameEn, `criterion ${index} en`)
      .set(guidanceVi, `guidance ${index} vi`)
      .set(guidanceEn, `guidance ${index} en`)
  found.set(w.judged.id, 'edition').set(w.agency.id, 'agency').set(w.workFile.id, 'file')
  found.set(new Date().toISOString().slice(0, 10), 'today')
  for (const row of await database().select().from(conflicts))
    found.set(
      row.id,
      `${row.origin} by ${found.get(row.judgeId)}, ${row.editionId === w.judged.id ? 'here' : 'there'}`,
    )
  return found
}
