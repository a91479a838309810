import { spawnSync } from 'node:child_process'
import { eq, sql } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import type { Actor } from '#app/modules/accounts/actor.ts'
import { makeReport } from '#app/modules/participation/make-report.server.ts'
import { printParticipation, type PrintedParticipation } from '#app/modules/participation/print.server.ts'
import { participationReport } from '#app/modules/participation/report.server.ts'
import { reportForm } from '#app/modules/participation/schema.ts'
import { auditEvents } from '#db/schema/index.ts'
import {
  makeActor,
  makeAgency,
  makeEdition,
  makeSubmitted,
  type MadeEdition,
} from '#tests/factories/index.ts'

let organizer: Actor
let edition: MadeEdition
const number = 61

beforeAll(async () => {
  organizer = await makeActor('organizer')
  edition = await makeEdition({ number })
  const owner = await makeActor('reporter', {}, 'Nguyễn Văn Báo')
  const agency = await makeAgency('Báo Báo Cáo', '56')
  const at = (day: string) => new Date(`${day}T23:59:59.999+07:00`)
  const works = [
    { day: '2027-06-30', provinceCode: '56', agencyId: agency.id },
    { day: '2027-07-01', provinceCode: '56', agencyId: agency.id, language: 'en' },
    { day: '2027-07-01', provinceCode: '01', state: 'ineligible' as const, screeningReason: 'other' },
    { day: '2027-07-02', provinceCode: null, provinceFrame: null, bucket: 'central' as const },
  ]
  for (const [index, { day, ...values }] of works.entries())
    await makeSubmitted(owner, edition, index + 1, { submittedAt: at(day), ...values })
})

const print = (more: Partial<Parameters<typeof printParticipation>[0]> = {}) =>
  printParticipation({ edition: number, frame: '2025', period: {}, ...more }) as Promise<PrintedParticipation>

it('prints the figures of a plain count', async () => {
  const figures = await print()
  const counted = await database().execute<{ code: string; received: number; eligible: number }>(sql`
    select province_code as code, count(*)::int as received, (count(*) filter (where state = 'eligible'))::int as eligible
    from entries where edition_id = ${edition.id} and province_code is not null group by 1 order by 1`)
  const received = figures.provinces.filter((row) => row.received > 0)
  expect(
    received
      .map(({ code, received: all, eligible }) => ({ code, received: all, eligible }))
      .sort((a, b) => (a.code < b.code ? -1 : 1)),
  ).toEqual([...counted])
  expect([figures.participating, figures.of, figures.absent.length]).toEqual([2, 34, 32])
  expect(figures.buckets.central.received).toBe(1)
  expect(figures.byLanguage).toEqual({ vi: 3, en: 1 })
  expect(figures.byDay).toEqual({ '2027-06-30': 1, '2027-07-01': 2, '2027-07-02': 1 })
  expect(figures.byCategory.reduce((sum, row) => sum + row.received, 0)).toBe(4)
})

it('keeps to the days of Viet Nam, both ends counted, and to one province', async () => {
  expect((await print({ period: { to: '2027-06-30' } })).byDay).toEqual({ '2027-06-30': 1 })
  expect((await print({ period: { from: '2027-07-01', to: '2027-07-01' } })).byDay).toEqual({
    '2027-07-01': 2,
  })
  const own = await print({ province: '56', period: { from: '2027-07-01' } })
  expect(own.provinces).toEqual([
    {
      code: '56',
      name: 'Khánh Hòa',
      received: 1,
      eligible: 1,
      inFinal: 0,
      prizes: 0,
      agencies: 1,
      authors: 1,
    },
  ])
  expect(own.byLanguage).toEqual({ en: 1 })
  expect(await print({ province: '99' })).toBeNull()
  expect(await print({ edition: 9999 })).toBeNull()
})

it('prints the same by command, and refuses a code of another frame', async () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['app/cli.ts', 'participation', ...args], {
      encoding: 'utf8',
      env: process.env,
    })
  const answer = run('--edition', String(number), '--province', '2025:56', '--from', '2027-07-01')
  expect(JSON.parse(answer.stdout)).toEqual(
    JSON.parse(JSON.stringify(await print({ province: '56', period: { from: '2027-07-01' } }))),
  )
  expect(run('--edition', String(number), '--province', '2025:56', '--frame', '2004').status).toBe(2)
  expect(run('--edition', '9999').status).toBe(2)
  expect(run('--edition', String(number), '--from', '1/7/2027').status).toBe(2)
})

const ask = { letterhead: 'party' as const, kind: 'participation' as const, command: 'npx …', province: null }
const textOf = (
  figures: PrintedParticipation,
  more: Partial<Parameters<typeof participationReport>[1]> = {},
) =>
  participationReport(figures, { ...ask, ...more }, new Date('2027-08-20T03:00:00Z'))
    .blocks.flatMap((block) => (block.kind === 'table' ? [] : [block.text]))
    .join('\n')

it('states who took part as officials do: all, all but some by name, nobody', async () => {
  const figures = await print()
  const stated = (participating: number, absent: string[]) =>
    textOf({ ...figures, participating, of: 34, absent: absent.map((name) => ({ code: '', name })) })
  expect(stated(34, [])).toContain('34/34 tỉnh, thành phố tham gia.')
  expect(stated(33, ['Cà Mau'])).toContain(
    '33/34 tỉnh, thành phố tham gia; 1 tỉnh, thành phố chưa có tác phẩm là: Cà Mau.',
  )
  expect(stated(0, ['An Giang', 'Cà Mau'])).toContain(
    'Chưa có tỉnh, thành phố nào trong 34 tỉnh, thành phố tham gia.',
  )
  const text = textOf(figures)
  expect(text).toContain(
    'Ban Tổ chức nhận 4 tác phẩm, sản phẩm; hợp lệ 3; chưa có tác phẩm vào vòng chung khảo; chưa có tác phẩm đoạt giải.',
  )
  expect(text).toContain('1 tác phẩm bằng tiếng nước ngoài (25,0 %): Tiếng Anh 1.')
  const nothing = await print({ province: '04' })
  expect(textOf(nothing, { province: { code: '04', name: 'Cao Bằng', isCity: false } })).toContain(
    'Tính đến thời điểm báo cáo, về phần tỉnh Cao Bằng: Chưa có tác phẩm, sản phẩm nào được gửi.',
  )
})

it('makes the report for organizers and the province’s own coordinator only, on the record', async () => {
  const form = (values: Record<string, string> = {}) => reportForm.parse(values)
  const own = await makeActor('coordinator', { provinceFrame: '2025', provinceCode: '56' })
  const other = await makeActor('coordinator', { provinceFrame: '2025', provinceCode: '01' })
  expect(await makeReport(other, edition, '56', form())).toBeNull()
  expect(await makeReport(own, edition, null, form())).toBeNull()
  expect(await makeReport(organizer, edition, '98', form())).toBeNull()
  const docx = (await makeReport(own, edition, '56', form({ from: '2027-07-01', letterhead: 'state' })))!
  expect([docx.name, docx.body.subarray(0, 2).toString()]).toEqual(['bao-cao-LXI-56.docx', 'PK'])
  const pdf = (await makeReport(organizer, edition, null, form({ format: 'pdf' })))!
  expect(pdf.body.subarray(0, 4).toString()).toBe('%PDF')
  const events = await database()
    .select()
    .from(auditEvents)
    .where(eq(auditEvents.kind, 'participation.reported'))
  expect(events.map((event) => event.details)).toMatchObject([
    { province: '56', from: '2027-07-01', letterhead: 'state' },
    { province: null, format: 'pdf' },
  ])
})
