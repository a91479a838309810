import { eq } from 'drizzle-orm'
import { defaultsFor, fromPreset } from '#app/modules/editions/create-edition.server.ts'
import { hashPassword } from '#app/modules/accounts/passwords.server.ts'
import { searchKey } from '#app/modules/text/search-key.ts'
import type { Storage } from '#storage/storage.ts'
import type { Database, Transaction } from '../client.ts'
import {
  agencies,
  auditEvents,
  categories,
  criteria,
  editions,
  invitees,
  provinces,
  userRoles,
  users,
} from '../schema/index.ts'
import { demoAccounts, demoPassword } from './demo-accounts.ts'
import { plantEntries, putFiles } from './demo-entries.ts'
import { judgePreliminary, judgeToTheEnd } from './demo-judging.ts'
import { plantMail } from './demo-mail.ts'
import { makeChance, type Chance } from './chance.ts'
import { centralAgencies, foreignAgency, familyNames, givenNames, middleNames } from './demo-words.ts'
import type { DemoCategory, DemoEdition, People, Sources, Upload, World } from './world.ts'

export async function isEmpty(db: Database): Promise<boolean> {
  return (await db.select({ id: users.id }).from(users).limit(1)).length === 0
}

const dayMs = 24 * 3600_000

/** Three editions that make every page look alive: XI published, XII being judged, XIII open for entries. */
export async function plantDemo(db: Database, storage: Storage, now = new Date()) {
  const chance = makeChance(2027)
  const uploads: Upload[] = []
  await db.transaction(async (tx) => {
    const people = await plantPeople(tx, chance)
    const sources = await plantAgencies(tx)
    const ago = (days: number) => new Date(now.getTime() - days * dayMs)
    const endOf = (moment: Date) => new Date(`${day(moment)}T16:59:59.999Z`)
    const world = { tx, uploads, chance, people, sources, now }

    const xi = await plantEdition(tx, 11, 2025, {
      windowStart: '2024-07-01',
      windowEnd: '2025-09-10',
      opensAt: new Date('2025-05-31T17:00:00Z'),
      closesAt: new Date('2025-09-15T16:59:59.999Z'),
    })
    const won = await plantEntries(world, xi, {
      count: 96,
      from: new Date('2025-06-03T02:00:00Z'),
      to: new Date('2025-09-15T16:00:00Z'),
      window: ['2024-07-02', '2025-09-09'],
      state: 'screened',
    })
    await judgeToTheEnd(world, xi, won)

    const xii = await plantEdition(tx, 12, 2026, {
      windowStart: day(ago(500)),
      windowEnd: day(ago(140)),
      opensAt: ago(170),
      closesAt: endOf(ago(60)),
    })
    const read = await plantEntries(world, xii, {
      count: 84,
      from: ago(168),
      to: ago(60.2),
      window: [day(ago(490)), day(ago(150))],
      state: 'screened',
    })
    await judgePreliminary(world, xii, read)

    const xiii = await plantEdition(tx, 13, 2027, {
      windowStart: day(ago(200)),
      windowEnd: day(ago(-30)),
      opensAt: ago(25),
      closesAt: endOf(ago(-45)),
      endorsement: true,
      endorsementQuota: 5,
      participationPublic: true,
    })
    await plantEntries(world, xiii, {
      count: 34,
      from: ago(24),
      to: ago(0.1),
      window: [day(ago(190)), day(ago(26))],
      state: 'fresh',
    })
    await plantInvitees(world, xiii)
    await plantMail(world, xiii, xii)
    await tx.insert(auditEvents).values({
      kind: 'edition.created',
      subjectId: xiii.id,
      editionId: xiii.id,
      actorId: people.organizerId,
    })
  })
  await putFiles(storage, uploads)
}

/** Whom Khánh Hòa has asked to take part: some have an account, some have not answered. */
async function plantInvitees({ tx }: World, edition: DemoEdition) {
  const [coordinator] = await tx.select().from(users).where(eq(users.email, 'khanhhoa@demo.vn'))
  const rows = [
    { kind: 'person' as const, name: 'Nguyễn Thị Bích Hằng', email: 'tacgia@demo.vn' },
    { kind: 'person' as const, name: 'Phan Văn Đoàn', email: 'phandoan@khanhhoa.demo.vn' },
    { kind: 'person' as const, name: 'Lê Ngọc Ánh', email: 'lengocanh@khanhhoa.demo.vn' },
    {
      kind: 'agency' as const,
      name: 'Báo và phát thanh, truyền hình Khánh Hòa',
      email: 'toasoan@khanhhoa.demo.vn',
    },
  ]
  await tx.insert(invitees).values(
    rows.map((row) => ({
      ...row,
      editionId: edition.id,
      frame: '2025',
      code: '56',
      agency: 'Báo và phát thanh, truyền hình Khánh Hòa',
      invitedBy: coordinator!.id,
    })),
  )
}

const day = (moment: Date) => moment.toISOString().slice(0, 10)

/** The accounts that can sign in, and more reporters and judges behind them. */
async function plantPeople(tx: Transaction, chance: Chance): Promise<People> {
  const passwordHash = await hashPassword(demoPassword)
  const names = Array.from(
    { length: 34 },
    () => `${chance.of(familyNames)} ${chance.of(middleNames)} ${chance.of(givenNames)}`,
  )
  const more = names.map((name, index) => ({
    role: index < 6 ? ('judge' as const) : ('reporter' as const),
    email: `${index < 6 ? 'giamkhao' : 'tacgia'}${index + 3}@demo.vn`,
    name,
  }))
  const rows = [...demoAccounts, ...more]
  const made = await tx
    .insert(users)
    .values(
      rows.map(({ email, name }) => ({
        email,
        name,
        nameKey: searchKey(name),
        passwordHash,
        emailConfirmedAt: new Date(),
        phone: `09${String(chance.upTo(100_000_000)).padStart(8, '0')}`,
      })),
    )
    .returning({ id: users.id, email: users.email })
  const idOf = new Map(made.map((row) => [row.email, row.id]))
  const roles = rows.map(({ role, email }) => ({
    userId: idOf.get(email)!,
    role,
    allEditions: role === 'judge' || role === 'organizer',
    ...(role === 'coordinator' ? { provinceFrame: '2025' as const, provinceCode: '56' } : {}),
  }))
  await tx.insert(userRoles).values(roles)
  const of = (role: string) => rows.filter((row) => row.role === role).map((row) => idOf.get(row.email)!)
  return {
    reporterId: of('reporter')[0]!,
    reporterIds: of('reporter'),
    judgeIds: of('judge'),
    organizerId: of('organizer')[0]!,
  }
}

/** A press agency in every province, five central ones and one abroad. */
async function plantAgencies(tx: Transaction): Promise<Sources> {
  const units = await tx.select().from(provinces).where(eq(provinces.frame, '2025'))
  const base = (name: string) => ({ name, nameKey: searchKey(name), approvedAt: new Date() })
  const provincial = units.map((unit) => ({
    ...base(`Báo và phát thanh, truyền hình ${unit.name}`),
    level: 'provincial' as const,
    provinceFrame: '2025' as const,
    provinceCode: unit.code,
    governingBody: `Tỉnh ủy, Thành ủy ${unit.name}`,
  }))
  const central = centralAgencies.map((name) => ({ ...base(name), level: 'central' as const }))
  const made = await tx
    .insert(agencies)
    .values([...provincial, ...central, { ...base(foreignAgency), level: 'foreign' as const }])
    .returning()
  return {
    provincial: new Map(made.filter((row) => row.provinceCode).map((row) => [row.provinceCode!, row])),
    central: made.filter((row) => row.level === 'central'),
    foreign: made.find((row) => row.level === 'foreign')!,
  }
}

/** Where a secretariat that does not exist would be reached. */
const reached = {
  contactAddress: 'Số 1, phố Ví Dụ, Hà Nội',
  contactPhone: '024 0000 0000',
  contactEmail: 'thuky@example.vn',
}

async function plantEdition(
  tx: Transaction,
  number: number,
  year: number,
  times: Partial<typeof editions.$inferInsert>,
): Promise<DemoEdition> {
  const [edition] = await tx
    .insert(editions)
    .values({ ...defaultsFor(number, year), ...times, ...reached })
    .returning()
  const planted: DemoCategory[] = []
  for (const { criteria: rubric, ...category } of fromPreset()) {
    const [made] = await tx
      .insert(categories)
      .values({ ...category, editionId: edition!.id })
      .returning()
    const rows = await tx
      .insert(criteria)
      .values(rubric.map((row) => ({ ...row, categoryId: made!.id })))
      .returning()
    planted.push({ ...made!, criteria: rows.sort((a, b) => a.position - b.position) })
  }
  return { id: edition!.id, number, categories: planted }
}
