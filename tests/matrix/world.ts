import { eq, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Actor, Role } from '#app/modules/actor/actor.ts'
import { criteriaOf } from '#app/modules/editions/categories.server.ts'
import { drawReport } from '#app/modules/reports/draw-report.server.ts'
import { ownProvinces, type OwnProvince } from '#app/modules/participation/own-province.server.ts'
import {
  assignments,
  ballots,
  behalfEntries,
  bulkEntries,
  campaigns,
  conflicts,
  criteria,
  entries,
  exportPresets,
  exports,
  mailMessages,
  panelCategories,
  panelSeats,
  panels,
  passkeys,
  personRequests,
  returnAsks,
  roundEntries,
  rounds,
  scores,
  scoreSheets,
  userRoles,
  users,
} from '#db/schema/index.ts'
import {
  makeActor,
  makeAgency,
  makeEdition,
  makeEntry,
  makeMedia,
  makeSubmitted,
  type MadeEdition,
} from '../factories/index.ts'
import { planted } from '../support/planted.ts'
import { keepWorld } from './snapshot.ts'

/**
 * One award with somebody in every part: each kind of actor the rules tell apart, and one of everything they may touch.
 * The preliminary round is open; a row of the matrix brings about the state it is about.
 */
export const kinds = [
  'stranger',
  'owner',
  'otherReporter',
  'coordinator',
  'coordinatorElsewhere',
  'assignedJudge',
  'otherJudge',
  'otherPanelJudge',
  'recusedJudge',
  'barredJudge',
  'chair',
  'organizer',
  'organizerElsewhere',
  'barredOrganizer',
  'admin',
] as const
export type Kind = (typeof kinds)[number]

export type World = Awaited<ReturnType<typeof plantWorld>>

/** The world for a test file, with its rows kept beside it: `restoreWorld` before each test gives each its own. */
export const ownWorld = (): Promise<World> =>
  planted('matrix', async () => {
    const world = await plantWorld()
    await keepWorld()
    return world
  })

const here = { provinceFrame: '2025', provinceCode: '56' } as const
const hour = 3600_000

export async function plantWorld() {
  const open = await makeEdition({ number: 301, endorsement: true })
  const judged = await makeEdition({
    number: 302,
    opensAt: new Date(Date.now() - 90 * 24 * hour),
    closesAt: new Date(Date.now() - 30 * 24 * hour),
  })
  const elsewhere = await makeEdition({ number: 303 })
  const actors = await plantActors([open, judged], elsewhere)
  const [province] = (await ownProvinces(actors.coordinator)) as [OwnProvince]
  const entered = await plantEntries(actors, open)
  const judging = await plantJudging(actors, judged)
  const taken = await plantTaken(actors, judged)
  const agency = await makeAgency('Báo Khánh Hòa Thử', '56')
  const drawn = await plantReport(actors.coordinator, open)
  const rubric = await criteriaOf([judged.categories[0]!.id])
  return {
    open,
    judged,
    elsewhere,
    actors,
    province,
    agency,
    drawn,
    rubric,
    letter: await plantLetter(),
    passkey: await plantPasskey(actors.owner),
    request: await plantRequest(actors.owner),
    ...entered,
    ...judging,
    ...taken,
  }
}

async function plantActors(own: MadeEdition[], other: MadeEdition): Promise<Record<Kind, Actor>> {
  const organizes = async (editions: MadeEdition[], name: string) => {
    const roles = editions.map((edition): Role => ({
      role: 'organizer',
      editionId: edition.id,
      provinceFrame: null,
      provinceCode: null,
    }))
    const actor = await makeActor('organizer', { editionId: editions[0]!.id }, name)
    for (const role of roles.slice(1))
      await database()
        .insert(userRoles)
        .values({ userId: actor.userId, ...role })
    return { ...actor, roles }
  }
  const judge = (name: string) => makeActor('judge', {}, name)
  const stranger = await makeActor('reporter', {}, 'Người Lạ')
  return {
    stranger: { ...stranger, roles: [] },
    owner: await makeActor('reporter', {}, 'Chủ Tác Phẩm'),
    otherReporter: await makeActor('reporter', {}, 'Phóng Viên Khác'),
    coordinator: await makeActor('coordinator', here, 'Đầu Mối Tỉnh'),
    coordinatorElsewhere: await makeActor(
      'coordinator',
      { provinceFrame: '2025', provinceCode: '01' },
      'Đầu Mối Tỉnh Khác',
    ),
    assignedJudge: await judge('Giám Khảo Được Giao'),
    otherJudge: await judge('Giám Khảo Cùng Tiểu Ban'),
    otherPanelJudge: await judge('Giám Khảo Tiểu Ban Khác'),
    recusedJudge: await judge('Giám Khảo Đã Từ Chối'),
    barredJudge: await judge('Giám Khảo Có Xung Đột'),
    chair: await judge('Trưởng Tiểu Ban Thử'),
    organizer: await organizes(own, 'Ban Tổ Chức Thử'),
    organizerElsewhere: await organizes([other], 'Ban Tổ Chức Kỳ Khác'),
    barredOrganizer: await organizes(own, 'Tác Giả Kiêm Tổ Chức'),
    admin: await makeActor('admin', {}, 'Quản Trị Thử'),
  }
}

async function plantLetter(): Promise<string> {
  const letter = { recipient: 'thu-matrix@thu.vn', subject: 'Thư', body: 'Kính gửi', state: 'kept' } as const
  const [row] = await database().insert(mailMessages).values(letter).returning()
  return row!.id
}

/** The owner has a key, and so recovery codes to make; of all others those have a second factor who must. */
async function plantPasskey({ userId }: Actor): Promise<string> {
  const key = { userId, credentialId: 'khoa-thu', publicKey: 'x', counter: 0, name: 'Khóa thử' }
  const [row] = await database().insert(passkeys).values(key).returning()
  return row!.id
}

/** The owner has asked to be erased; it is acknowledged. */
async function plantRequest({ userId, name, email }: Actor) {
  const [user] = await database().select().from(users).where(eq(users.id, userId))
  const [row] = await database()
    .insert(personRequests)
    .values({
      kind: 'erase',
      channel: 'account',
      state: 'acknowledged',
      personId: user!.personId,
      name,
      email,
      receivedAt: new Date(),
      acknowledgeBy: new Date(Date.now() + 48 * hour),
      dueBy: new Date(Date.now() + 480 * hour),
      acknowledgedAt: new Date(),
    })
    .returning()
  return row!
}

/** Dossiers of the open edition, one a state, all of the owner; and one the coordinator entered for somebody. */
async function plantEntries(actors: Record<Kind, Actor>, open: MadeEdition) {
  const draft = await makeEntry(actors.owner, open, here)
  const submitted = await makeEntry(actors.owner, open, {
    ...here,
    state: 'submitted',
    number: 11,
    submittedAt: new Date(),
    receiptCode: 'receipt00011',
    authorName: actors.barredOrganizer.name,
  })
  const returned = await makeEntry(actors.owner, open, {
    ...here,
    state: 'returned',
    number: 12,
    submittedAt: new Date(),
    receiptCode: 'receipt00012',
    returnUntil: new Date(Date.now() + hour),
    returnFields: ['work', 'parts', 'authors', 'media'],
  })
  const [asked] = await database()
    .insert(returnAsks)
    .values({ entryId: returned.id, position: 1, section: 'media', was: {} })
    .returning()
  const file = await makeMedia(submitted.id)
  const draftFile = await makeMedia(draft.id)
  const half = await makeEntry(actors.owner, open, here)
  const uploading = await makeMedia(half.id, {
    state: 'uploading',
    uploadId: 'upload-matrix',
    completedAt: null,
    name: 'dở.pdf',
  })
  const behalf = await makeEntry(actors.coordinator, open, { ...here, withMedia: false })
  await database().insert(behalfEntries).values({
    entryId: behalf.id,
    frame: '2025',
    code: '56',
    enteredBy: actors.coordinator.userId,
    authorName: 'Tác Giả Vắng',
    authorEmail: 'tac-gia-vang@thu.vn',
    tokenHash: 'matrix-behalf',
  })
  const [bulk] = await database()
    .insert(bulkEntries)
    .values({
      editionId: open.id,
      frame: '2025',
      code: '56',
      uploadedBy: actors.coordinator.userId,
      fileName: 'danh sách.xlsx',
      rows: [],
      wrong: 0,
      annotatedKey: '',
    })
    .returning()
  return { draft, half, submitted, returned, asked: asked!, file, draftFile, uploading, behalf, bulk: bulk! }
}

/** Two panels on two categories; the assigned judge, the recused and the barred one have the same work. */
export async function plantJudging(actors: Record<Kind, Actor>, judged: MadeEdition) {
  const [first, second] = judged.categories
  const times = { opensAt: new Date(Date.now() - hour), closesAt: new Date(Date.now() + hour) }
  const [round] = await database()
    .insert(rounds)
    .values({ editionId: judged.id, stage: 'preliminary', readings: 2, state: 'open', ...times })
    .returning()
  const [final] = await database()
    .insert(rounds)
    .values({
      editionId: judged.id,
      stage: 'final',
      followsId: round!.id,
      kind: 'ballot',
      readings: 2,
      opensAt: new Date(Date.now() + 2 * hour),
      closesAt: new Date(Date.now() + 3 * hour),
    })
    .returning()
  const work = await makeSubmitted(actors.owner, judged, 1, {
    categoryId: first!.id,
    ...here,
    title: 'Tác phẩm chung',
    authorName: actors.barredOrganizer.name,
  })
  const second2 = await makeSubmitted(actors.owner, judged, 2, { ...here, categoryId: first!.id })
  const third = await makeSubmitted(actors.owner, judged, 3, { ...here, categoryId: second!.id })
  const workFile = await makeMedia(work.id)
  await database()
    .insert(roundEntries)
    .values([work, second2, third].map((row) => ({ roundId: round!.id, entryId: row.id })))
  await database().insert(roundEntries).values({ roundId: final!.id, entryId: second2.id })
  const panel = await seat(round!.id, 1, first!.id, [
    actors.chair,
    actors.assignedJudge,
    actors.otherJudge,
    actors.recusedJudge,
    actors.barredJudge,
  ])
  const otherPanel = await seat(round!.id, 2, second!.id, [actors.otherPanelJudge])
  const council = await seat(final!.id, 1, first!.id, [actors.chair, actors.assignedJudge, actors.otherJudge])
  const give = async (panelId: string, judge: Actor, entryId: string, position: number, recused = false) => {
    const [made] = await database()
      .insert(assignments)
      .values({
        roundId: round!.id,
        panelId,
        entryId,
        judgeId: judge.userId,
        position,
        ...(recused && {
          endedAt: new Date(),
          endedWhy: 'recused' as const,
          endedBy: judge.userId,
          endedNote: 'Quen biết',
        }),
      })
      .returning()
    return made!.id
  }
  const given = {
    assigned: await give(panel, actors.assignedJudge, work.id, 1),
    recused: await give(panel, actors.recusedJudge, work.id, 1, true),
    barred: await give(panel, actors.barredJudge, work.id, 1),
    chairs: await give(panel, actors.chair, second2.id, 1),
    others: await give(panel, actors.otherJudge, second2.id, 1),
  }
  await give(otherPanel, actors.otherPanelJudge, third.id, 1)
  const sheets = {
    chairs: await sheetOf(given.chairs, round!.id, second2.id, actors.chair, 0),
    others: await sheetOf(given.others, round!.id, second2.id, actors.otherJudge, 500),
  }
  const keptAway = { editionId: judged.id, entryId: work.id, reason: 'Người nhà' }
  await database()
    .insert(conflicts)
    .values([
      { ...keptAway, judgeId: actors.barredJudge.userId, origin: 'declared' },
      { ...keptAway, judgeId: actors.recusedJudge.userId, origin: 'recused' },
    ])
  const [ballot] = await database()
    .insert(ballots)
    .values({
      roundId: final!.id,
      categoryId: first!.id,
      kind: 'prize',
      prize: 'first',
      seats: 1,
      candidates: [second2.id],
    })
    .returning()
  return {
    round: round!,
    final: final!,
    panel,
    otherPanel,
    council,
    work,
    second: second2,
    third,
    workFile,
    given,
    sheets,
    ballot: ballot!,
  }
}

async function seat(roundId: string, position: number, categoryId: string, judges: Actor[]): Promise<string> {
  const [panel] = await database()
    .insert(panels)
    .values({ roundId, position, name: `Tiểu ban ${position}` })
    .returning()
  await database().insert(panelCategories).values({ roundId, panelId: panel!.id, categoryId })
  await database()
    .insert(panelSeats)
    .values(judges.map((judge, index) => ({ panelId: panel!.id, judgeId: judge.userId, chair: index === 0 })))
  return panel!.id
}

/** A sheet that is sent, every criterion at its most, less some hundredths of a point on the first. */
async function sheetOf(assignmentId: string, roundId: string, entryId: string, judge: Actor, less: number) {
  const rubric = await database()
    .select({ id: criteria.id, most: criteria.maxPoints })
    .from(criteria)
    .where(sql`${criteria.categoryId} = (select e.category_id from ${entries} e where e.id = ${entryId})`)
    .orderBy(criteria.position)
  const points = rubric.map(({ id, most }, index) => ({
    criterionId: id,
    points: index === 0 ? most - less : most,
  }))
  return database().transaction(async (tx) => {
    const [sheet] = await tx
      .insert(scoreSheets)
      .values({
        assignmentId,
        roundId,
        entryId,
        judgeId: judge.userId,
        state: 'submitted',
        total: points.reduce((sum, row) => sum + row.points, 0),
        submittedAt: new Date(),
      })
      .returning()
    await tx.insert(scores).values(points.map((row) => ({ sheetId: sheet!.id, ...row })))
    return sheet!
  })
}

/** What is taken out of an edition: a preset, an export that is done, a campaign. */
async function plantTaken(actors: Record<Kind, Actor>, judged: MadeEdition) {
  const by = { editionId: judged.id, createdBy: actors.organizer.userId }
  const [preset] = await database()
    .insert(exportPresets)
    .values({ ...by, name: 'Mẫu', kind: 'entries', parameters: {} })
    .returning()
  const asked = { editionId: judged.id, requestedBy: actors.organizer.userId, locale: 'vi' as const }
  const [done, queued, failed] = await database()
    .insert(exports)
    .values([
      {
        ...asked,
        kind: 'scoresPreliminary',
        state: 'done',
        objectKey: 'exports/matrix',
        finishedAt: new Date(),
      },
      { ...asked, kind: 'entries', state: 'queued' },
      { ...asked, kind: 'entries', state: 'failed' },
    ])
    .returning()
  const [campaign] = await database()
    .insert(campaigns)
    .values({ ...by, condition: 'all', subject: 'Nhắc', body: 'Kính gửi' })
    .returning()
  return {
    preset: preset!,
    done: done!,
    queued: queued!,
    failed: failed!,
    campaign: campaign!,
  }
}

/** The report of the coordinator's province. */
async function plantReport(coordinator: Actor, open: MadeEdition): Promise<{ id: string }> {
  const ask = {
    kind: 'participation',
    letterhead: 'party',
    frame: '',
    from: '',
    to: '',
    province: '56',
  } as const
  const drawn = await drawReport(coordinator, open, ask)
  return { id: (drawn as { reportId: string }).reportId }
}
