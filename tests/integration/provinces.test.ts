import { eq } from 'drizzle-orm'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { loadDossier } from '#app/modules/entries/load-entry.server.ts'
import { saveDraft } from '#app/modules/entries/save-draft.server.ts'
import { screeningCount } from '#app/modules/screening/screening-list.server.ts'
import { agenciesLike } from '#app/modules/provinces/agencies.server.ts'
import { changeAgency } from '#app/modules/provinces/change-agency.server.ts'
import {
  changeProvince,
  mergeProvinces,
  splitProvince,
} from '#app/modules/provinces/change-provinces.server.ts'
import { reportForm } from '#app/modules/reports/schema.ts'
import { setTargets, targetsOf } from '#app/modules/participation/set-targets.server.ts'
import {
  endorsementOf,
  quotaBoard,
  rankWorks,
  setQuotas,
  unplacedWorks,
} from '#app/modules/outreach/endorse.server.ts'
import { readUnit } from '#app/modules/provinces/history.ts'
import { frameChoices, unitsOf } from '#app/modules/provinces/history.server.ts'
import { ownProvinces } from '#app/modules/participation/own-province.server.ts'
import { participationOf } from '#app/modules/participation/participation-of.server.ts'
import { drawReport } from '#app/modules/reports/draw-report.server.ts'
import { reportOf, reportsOf } from '#app/modules/reports/report-list.server.ts'
import { agencies, editions, provinceFrames } from '#db/schema/index.ts'
import {
  entryRow,
  makeActor,
  makeAgency,
  makeEdition,
  makeEntry,
  makeSubmitted,
} from '#tests/factories/index.ts'
import { keepWorld, restoreWorld } from '#tests/matrix/snapshot.ts'

beforeAll(keepWorld)
beforeEach(restoreWorld)

const decision = 'Nghị quyết giả định'
const agency = { governingBody: '', names: [], successor: '', mergedOn: '', level: 'provincial' as const }

it('takes a new name and kind of a province from its day on, from an administrator only', async () => {
  const ask = { code: '68', name: 'Lâm Đồng Mới', kind: 'city' as const, since: '2026-01-01', decision }
  expect(await changeProvince(await makeActor('organizer'), ask)).toBeNull()
  const admin = await makeActor('admin')
  expect(await changeProvince(admin, { ...ask, since: '2025-06-30' })).toMatchObject({ field: 'since' })
  expect(await changeProvince(admin, { ...ask, code: '02' })).toMatchObject({ field: 'code' })
  expect(await changeProvince(admin, ask)).toEqual({ done: true })
  const unit = (await unitsOf('2025')).find((one) => one.code === '68')
  expect(unit).toMatchObject({ name: 'Lâm Đồng Mới', isCity: true })
})

it('finds an agency by its earlier name, and its successor from the merger on', async () => {
  const organizer = await makeActor('organizer')
  const paper = await makeAgency('Báo Ninh Thuận', '56')
  const radio = await makeAgency('Đài Phát thanh - Truyền hình Ninh Thuận', '56')
  const merged = await makeAgency('Báo và phát thanh, truyền hình Khánh Hòa', '56')
  for (const one of [paper, radio])
    expect(
      await changeAgency(organizer, one.id, {
        ...agency,
        name: one.name,
        province: '56',
        successor: merged.name,
        mergedOn: '2025-07-01',
      }),
    ).toEqual({ done: true })
  expect(
    await changeAgency(organizer, merged.id, {
      ...agency,
      name: merged.name,
      province: '56',
      names: ['Báo Khánh Hòa'],
    }),
  ).toEqual({ done: true })
  for (const typed of ['bao ninh thuan', 'truyền hình Ninh', 'Báo Khánh Hoà'])
    expect((await agenciesLike(typed)).map((row) => row.name)).toEqual([merged.name])
  expect((await agenciesLike('báo ninh thuận'))[0]!.formerly).toBe('Báo Ninh Thuận')

  const reporter = await makeActor()
  const edition = await makeEdition()
  const draft = await makeEntry(reporter, edition)
  const fields = { agencyText: 'Báo Ninh Thuận' }
  await saveDraft(reporter, draft.id, { version: draft.version, fields, change: '' })
  expect(await entryRow(draft.id)).toMatchObject({
    agencyId: merged.id,
    provinceFrame: '2025',
    provinceCode: '56',
  })
  // not in a circle, not by a name that belongs to another, not by somebody else
  expect(
    await changeAgency(organizer, merged.id, {
      ...agency,
      name: merged.name,
      province: '56',
      successor: paper.name,
      mergedOn: '2026-01-01',
    }),
  ).toMatchObject({ refused: { key: 'agencies.error.circle' } })
  expect(
    await changeAgency(organizer, radio.id, { ...agency, name: 'Bao Khanh Hoa', province: '56' }),
  ).toMatchObject({ refused: { key: 'agencies.error.nameTaken' } })
  expect(await changeAgency(reporter, paper.id, { ...agency, name: 'X', province: '' })).toBeNull()
  const [stands] = await database().select().from(agencies).where(eq(agencies.id, paper.id))
  expect(stands!.successorId).toBe(merged.id)
})

it('takes a merger, and carries every count and every coordinator into the new units', async () => {
  const admin = await makeActor('admin')
  const owner = await makeActor()
  const edition = await makeEdition()
  const coordinator = await makeActor('coordinator', { provinceFrame: '2025', provinceCode: '33' })
  const old = await makeSubmitted(owner, edition, 1, { provinceFrame: '2004', provinceCode: '36' })
  const own = await makeSubmitted(owner, edition, 2, { provinceFrame: '2025', provinceCode: '33' })
  const other = await makeSubmitted(owner, edition, 3, { provinceFrame: '2025', provinceCode: '40' })
  expect(await loadDossier(coordinator, old.id)).toBeNull()
  await database().update(editions).set({ endorsement: true }).where(eq(editions.id, edition.id))
  const [held] = await ownProvinces(coordinator)
  const organizer = await makeActor('organizer')
  await setTargets(organizer, edition.id, new Map(Object.entries({ '33': 2, '37': 3, '40': 9 })))
  await setQuotas(organizer, edition.id, new Map([['40', 1]]))
  const report = (await drawReport(coordinator, edition, reportForm.parse({ province: '33' })))!
  expect(await rankWorks(coordinator, edition.id, held!, [own.id])).toEqual({ ranked: 1 })
  const ask = {
    units: ['37', '33'],
    code: '37',
    name: 'Sông Hồng',
    kind: 'province' as const,
    since: '2026-11-01',
    decision,
  }
  expect(await mergeProvinces(owner, ask)).toBeNull()
  expect(await mergeProvinces(admin, { ...ask, units: ['37'] })).toMatchObject({ field: 'units' })
  expect(await mergeProvinces(admin, { ...ask, code: '40' })).toMatchObject({ field: 'code' })
  expect(await mergeProvinces(admin, ask)).toEqual({ done: true })
  expect(await mergeProvinces(admin, { ...ask, units: ['42', '44'], code: '42', name: 'Hoành Sơn' })).toEqual(
    {
      done: true,
    },
  )
  expect((await frameChoices()).map((one) => [one.frame, one.units])).toEqual([
    ['2026', 32],
    ['2025', 34],
    ['2004', 63],
  ])
  const [before] = await database().select().from(provinceFrames).where(eq(provinceFrames.frame, '2025'))
  expect(before!.validTo).toBe('2026-10-31')

  const now = await participationOf(edition.id, '2026')
  expect(now.rows.filter((row) => row.received > 0).map((row) => [row.name, row.received])).toEqual([
    ['Nghệ An', 1],
    ['Sông Hồng', 2],
  ])
  expect(now.statement).toMatchObject({ participating: 2, of: 32, undecided: [] })
  expect(now.tiles.filter((tile) => !tile.island).length).toBe(32)
  expect((await loadDossier(coordinator, old.id))?.entry.id).toBe(old.id)
  expect((await loadDossier(coordinator, own.id))?.entry.id).toBe(own.id)
  expect(await loadDossier(coordinator, other.id)).toBeNull()

  const [joined] = await ownProvinces(coordinator)
  expect(await targetsOf(edition.id)).toEqual(new Map(Object.entries({ '37': 5, '40': 9 })))
  const quotas = await quotaBoard({ id: edition.id, endorsementQuota: 4 })
  expect(quotas.filter((row) => row.own).map((row) => [row.code, row.quota])).toEqual([['40', 1]])
  expect((await reportOf(coordinator, report.reportId))?.report.code).toBe('33')
  const listed = await reportsOf(edition.id, { userId: coordinator.userId, ...joined! })
  expect(listed.map((row) => row.id)).toEqual([report.reportId])
  expect(await rankWorks(coordinator, edition.id, joined!, [old.id, own.id])).toEqual({ ranked: 2 })
  expect((await endorsementOf(edition.id, joined!)).works.map((work) => [work.id, work.place])).toEqual([
    [old.id, 1],
    [own.id, 2],
  ])

  // A second merger in the same year, by another decision.
  const again = { ...ask, units: ['37', '40'], code: '40', name: 'Nghệ An', since: '2026-11-15' }
  expect(await mergeProvinces(admin, again)).toEqual({ done: true })
  expect((await frameChoices()).map((one) => [one.frame, one.units])).toEqual([
    ['2026-11-15', 31],
    ['2026', 32],
    ['2025', 34],
    ['2004', 63],
  ])
  expect(readUnit('2026-11-15:40')).toEqual({ frame: '2026-11-15', code: '40' })
  const later = await participationOf(edition.id, '2026-11-15')
  expect(later.rows.filter((row) => row.received > 0).map((row) => [row.name, row.received])).toEqual([
    ['Nghệ An', 3],
  ])
  expect((await loadDossier(coordinator, other.id))?.entry.id).toBe(other.id)
  expect(await ownProvinces(coordinator)).toMatchObject([{ frame: again.since, code: '40' }])

  const everything = { q: '', state: '', category: '', sort: 'number', after: '' }
  expect(
    (await screeningCount(edition.id, { ...everything, place: `${again.since}:40` }, new Set())).count,
  ).toBe(3)

  // One unit becomes two: what was counted in it before is nobody's, and said to be so.
  const part = { code: '40', newCode: '41', name: 'Phủ Quỳ', kind: 'province' as const, decision }
  const on = { ...part, since: '2026-11-20' }
  expect(await splitProvince(owner, on)).toBeNull()
  expect(await splitProvince(admin, { ...on, newCode: '38' })).toMatchObject({ field: 'newCode' })
  expect(await splitProvince(admin, { ...on, code: '33' })).toMatchObject({ field: 'code' })
  expect(await splitProvince(admin, on)).toEqual({ done: true })
  await makeSubmitted(owner, edition, 4, { provinceFrame: on.since, provinceCode: '41' })
  const split = await participationOf(edition.id, on.since)
  expect(split.rows.filter((row) => row.received > 0).map((row) => [row.name, row.received])).toEqual([
    ['Phủ Quỳ', 1],
  ])
  expect(split.unplaced.received).toBe(3)
  expect(await unplacedWorks(edition.id)).toBe(3)
  expect(split.statement.undecided.map((unit) => unit.name)).toEqual(['Nghệ An'])
  expect(split.tiles.filter((tile) => !tile.island).length).toBe(32)
  const back = await participationOf(edition.id, again.since)
  expect(back.rows.filter((row) => row.received > 0).map((row) => [row.name, row.received])).toEqual([
    ['Nghệ An', 4],
  ])
  expect(await ownProvinces(coordinator)).toEqual([])
  expect(
    (await screeningCount(edition.id, { ...everything, place: `${on.since}:41` }, new Set())).count,
  ).toBe(1)
})
