import { spawnSync } from 'node:child_process'
import { eq, sql } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { readWorksheet } from '#tests/support/worksheet.ts'
import { printParticipation, type PrintedParticipation } from '#app/modules/participation/print.server.ts'
import { reportFigures, type ReportFigures } from '#app/modules/reports/report-figures.server.ts'
import { participationReport } from '#app/modules/reports/report-document.server.ts'
import { tilesOf } from '#app/modules/provinces/tiles.ts'
import { drawReport } from '#app/modules/reports/draw-report.server.ts'
import { reportFile } from '#app/modules/reports/report-file.server.ts'
import { reportOf } from '#app/modules/reports/report-list.server.ts'
import { reportForm } from '#app/modules/reports/schema.ts'
import { wordReport } from '#app/modules/reports/word-report.server.ts'
import { auditEvents, prizesGiven, entries, invitees, users } from '#db/schema/index.ts'
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
  const printed = await print({ province: '56', period: { from: '2027-07-01' } })
  expect(JSON.parse(answer.stdout)).toEqual({
    ...(JSON.parse(JSON.stringify(printed)) as typeof printed),
    takenAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
  })
  expect(run('--edition', String(number), '--province', '2025:56', '--frame', '2004').status).toBe(2)
  expect(run('--edition', '9999').status).toBe(2)
  for (const [from, to] of [
    ['1/7/2027', '2027-07-31'],
    ['2027-02-29', '2027-07-31'],
    ['2027-07-01', '2027-06-31'],
    ['2027-07-02', '2027-07-01'],
  ] as const) {
    const refused = run('--edition', String(number), '--from', from, '--to', to)
    expect([refused.status, refused.stdout]).toEqual([2, ''])
    expect(refused.stderr).toMatch(/^✗ [^\n]+ \/ [^\n]+\n$/)
  }
  expect(run('--edition', '99999999999').stderr).toContain('--edition')
  expect(run('--edition', '9999999999999999').status).toBe(2)
})

const ask = {
  letterhead: 'party' as const,
  kind: 'participation' as const,
  province: null,
  tiles: tilesOf('2025'),
}
const told = { final: true, prizes: true }
const figuresOf = (more: { province?: string; told?: typeof told } = {}) =>
  reportFigures({
    edition,
    frame: '2025',
    province: more.province ?? null,
    period: {},
    told: more.told ?? told,
  }) as Promise<ReportFigures>
const textOf = (figures: ReportFigures, more: Partial<Parameters<typeof participationReport>[1]> = {}) =>
  participationReport(figures, { ...ask, ...more }, new Date('2027-08-20T03:00:00Z'))
    .blocks.flatMap((block) => (block.kind === 'table' ? [] : [block.text]))
    .join('\n')

it('states who took part as officials do: all, all but some by name, nobody', async () => {
  const figures = await figuresOf()
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
    'Ban Tổ chức đã nhận 4 tác phẩm, sản phẩm, trong đó 3 hợp lệ, 1 không hợp lệ; chưa có tác phẩm vào vòng chung khảo, chưa có tác phẩm đoạt giải.',
  )
  expect(text).toContain('1 trong 4 tác phẩm bằng tiếng nước ngoài: 1 bằng tiếng Anh.')
  expect(textOf({ ...figures, byLanguage: { en: 1, lo: 3, vi: 4 } })).toContain(
    '4 tác phẩm bằng tiếng nước ngoài (50,0 %): 3 bằng tiếng Lào, 1 bằng tiếng Anh.',
  )
  expect(text).toContain('Danh sách 4 tác phẩm, sản phẩm ở phụ lục kèm theo')
  const nothing = await figuresOf({ province: '04' })
  expect(textOf(nothing, { province: { code: '04', name: 'Cao Bằng', isCity: false } })).toContain(
    'Tính đến thời điểm báo cáo, tỉnh Cao Bằng chưa có tác phẩm, sản phẩm nào được gửi.',
  )
})

it('never says of a unit that cannot be told apart that it sent nothing', async () => {
  const figures = { ...(await figuresOf({ province: '04' })), untold: ['04'] }
  const province = { code: '04', name: 'Cao Bằng', isCity: false }
  expect(textOf(figures, { province })).toContain(
    'Theo địa giới này chưa xác định được số tác phẩm, sản phẩm của tỉnh Cao Bằng',
  )
  const some = { ...figures, provinces: [{ ...figures.provinces[0]!, received: 2 }] }
  expect(textOf(some, { province })).toContain('Số thực tế có thể lớn hơn')
  const country = await figuresOf()
  const text = textOf({
    ...country,
    participating: 19,
    of: 63,
    absent: [{ code: '02', name: 'Hà Giang' }],
    undecided: [{ code: '58', name: 'Ninh Thuận' }],
    unplaced: { ...country.unplaced, received: 46 },
    untold: ['58'],
  })
  expect(text).toContain('Xác định được 19/63 tỉnh, thành phố tham gia; chưa ghi nhận: Hà Giang.')
  const unsure = participationReport(
    {
      ...country,
      untold: ['58'],
      provinces: [{ ...country.provinces[0]!, code: '58', name: 'Ninh Thuận', received: 0 }],
    },
    ask,
    new Date(),
  ).blocks.flatMap((block) => (block.kind === 'table' ? block.rows : []))
  expect(unsure[0]).toEqual(['Ninh Thuận*', '?', '?', '?', '?', '?', '?'])
  expect(text).toContain('46 tác phẩm không xếp được vào tỉnh, thành phố nào theo địa giới này')
})

it('adds up: provinces, groups outside the grid and the total stand in one table', async () => {
  const figures = await figuresOf()
  const table = participationReport(figures, ask, new Date()).blocks.find((block) => block.kind === 'table')!
  const cells = table.kind === 'table' ? table.rows : []
  const received = cells.map((row) => Number(row[1]))
  expect(received.slice(0, -1).reduce((sum, one) => sum + one, 0)).toBe(received.at(-1))
  expect(cells.at(-1)![0]).toBe('Tổng')
})

it('says in a half-year report how the urging went, in the province and in the period', async () => {
  const province = { code: '56', name: 'Khánh Hòa', isCity: false }
  const text = async (code: string) =>
    textOf(await figuresOf({ province: code }), { kind: 'halfYear', province: { ...province, code } })
  expect(await text('56')).toContain('Trong kỳ báo cáo chưa có lời mời tham gia nào được gửi qua cổng.')
  const row = { editionId: edition.id, frame: '2025', code: '56', kind: 'person' as const, agency: '' }
  const known = await makeActor()
  const came = await makeActor()
  await database()
    .insert(invitees)
    .values([
      { ...row, name: 'An', email: known.email, invitedBy: organizer.userId },
      { ...row, name: 'Bình', email: 'binh61@thu.vn', invitedBy: organizer.userId },
      { ...row, name: 'Chi', email: came.email, invitedBy: organizer.userId },
    ])
  // who had an account before the invitation has not come by it
  await database()
    .update(users)
    .set({ emailConfirmedAt: new Date(Date.now() + 1000) })
    .where(eq(users.id, came.userId))
  expect(await text('56')).toContain(
    'Trong kỳ báo cáo đã gửi lời mời tham gia đến 3 cá nhân, cơ quan; 1 trong số đó đã đăng ký tham gia trên cổng.',
  )
  expect(await text('04')).toContain('chưa có lời mời tham gia nào')
  expect(textOf(await figuresOf({ province: '56' }), { province })).not.toContain('lời mời')
})

it('writes the letterhead of a province and of a city', async () => {
  const figures = await figuresOf({ province: '56' })
  const heads = (letterhead: 'party' | 'state', name: string, isCity: boolean) => {
    const {
      superior,
      number: line,
      recipients,
    } = participationReport(
      figures,
      { ...ask, letterhead, province: { code: '56', name, isCity } },
      new Date(),
    )
    return [superior, line, recipients!.at(-1)]
  }
  expect(participationReport(await figuresOf(), ask, new Date()).number).toBe('Số      -BC/BTC')
  expect(heads('party', 'Khánh Hòa', false)).toEqual([
    'TỈNH ỦY KHÁNH HÒA',
    'Số      -BC/BCĐ',
    'Lưu Văn phòng.',
  ])
  expect(heads('party', 'Huế', true)[0]).toBe('THÀNH ỦY HUẾ')
  expect(heads('state', 'Khánh Hòa', false)).toEqual([
    'ỦY BAN NHÂN DÂN TỈNH KHÁNH HÒA',
    'Số:      /BC-BCĐ',
    'Lưu: VT.',
  ])
  expect(heads('state', 'Huế', true)[0]).toBe('ỦY BAN NHÂN DÂN THÀNH PHỐ HUẾ')
})

it('does not tell a coordinator what is not published', async () => {
  await database()
    .insert(prizesGiven)
    .values({
      editionId: edition.id,
      categoryId: edition.categories[0]!.id,
      entryId: (await database().select().from(entries).where(eq(entries.provinceCode, '56')))[0]!.id,
      prize: 'first',
    })
  const hidden = await figuresOf({ province: '56', told: { final: false, prizes: false } })
  expect(hidden.provinces[0]).toMatchObject({ received: 2, prizes: 0 })
  const text = textOf(hidden, { province: { code: '56', name: 'Khánh Hòa', isCity: false } })
  expect(text).toContain('kết quả chung khảo chưa công bố')
  expect(text).not.toContain('đoạt giải')
  const { blocks } = participationReport(
    hidden,
    { ...ask, province: { code: '56', name: 'Khánh Hòa', isCity: false } },
    new Date(),
  )
  const rows = blocks.flatMap((block) => (block.kind === 'table' ? block.rows : []))
  expect(rows.every((row) => row[3] === '–' && row[4] === '–')).toBe(true)
  expect(hidden.annex.map((row) => row.prize)).toEqual([null, null])
  const open = await figuresOf({ province: '56' })
  expect(open.provinces[0]!.prizes).toBe(1)
  expect(open.annex.map((row) => row.prize).sort()).toEqual(['first', null])
  await database().delete(prizesGiven)
})

it('keeps figures and wording of a report, for organizers and the coordinator who drew it', async () => {
  const form = (values: Record<string, string> = {}) => reportForm.parse(values)
  const own = await makeActor('coordinator', { provinceFrame: '2025', provinceCode: '56' })
  const other = await makeActor('coordinator', { provinceFrame: '2025', provinceCode: '01' })
  expect(await drawReport(other, edition, form({ province: '56' }))).toBeNull()
  expect(await drawReport(own, edition, form())).toBeNull()
  expect(await drawReport(organizer, edition, form({ province: '98' }))).toBeNull()
  const { reportId } = (await drawReport(
    own,
    edition,
    form({ province: '56', from: '2027-07-01', letterhead: 'state' }),
  ))!
  const country = (await drawReport(organizer, edition, form()))!
  expect(await reportOf(other, reportId)).toBeNull()
  expect(await reportOf(own, country.reportId)).toBeNull()
  const before = (await reportOf(own, reportId))!
  expect(before.figures.provinces[0]!.received).toBe(1)
  expect(before.figures.annex.map((row) => row.number)).toEqual([2])
  expect(before.command).toBe('npx chungkhao participation --edition 61 --province 2025:56 --from 2027-07-01')

  // a work that comes later changes the numbers of today, not those of the report
  const late = await makeSubmitted(await makeActor(), edition, 40, {
    provinceCode: '56',
    submittedAt: new Date('2027-07-03T05:00:00Z'),
  })
  expect((await reportOf(own, reportId))!.figures.provinces[0]!.received).toBe(1)
  const wording = {
    abstract: 'về một việc khác',
    'block.1': 'Đoạn một.\nĐoạn hai.',
    'block.0': '',
    signerName: 'Nguyễn Văn Ký',
    recipients: 'Nơi A\nNơi B',
  }
  expect(await wordReport(other, reportId, { version: 1, wording })).toBeNull()
  expect(await wordReport(own, reportId, { version: 1, wording })).toEqual({ done: true })
  expect(await wordReport(own, reportId, { version: 1, wording })).toMatchObject({
    refused: { key: 'entry.refused.stale' },
  })
  const { document } = (await reportOf(own, reportId))!
  expect([document.abstract, document.recipients, document.signatures[1]!.name]).toEqual([
    'về một việc khác',
    ['Nơi A', 'Nơi B'],
    'Nguyễn Văn Ký',
  ])
  expect(document.blocks.slice(0, 2)).toEqual([
    { kind: 'paragraph', text: 'Đoạn một.' },
    { kind: 'paragraph', text: 'Đoạn hai.' },
  ])
  expect(await reportFile(other, reportId, 'docx')).toBeNull()
  const docx = (await reportFile(own, reportId, 'docx'))!
  expect([docx.name, docx.body.subarray(0, 2).toString()]).toEqual(['bao-cao-LXI-56.docx', 'PK'])
  const pdf = (await reportFile(organizer, country.reportId, 'pdf'))!
  expect(pdf.body.subarray(0, 4).toString()).toBe('%PDF')
  const cells = (await readWorksheet((await reportFile(organizer, country.reportId, 'xlsx'))!.body))!
  expect(cells.length).toBe(8)
  expect(await reportFile(organizer, country.reportId, 'exe')).toBeNull()
  await database().delete(entries).where(eq(entries.id, late.id))
  const events = await database()
    .select()
    .from(auditEvents)
    .where(eq(auditEvents.kind, 'participation.reported'))
  expect(events.map((event) => event.details)).toMatchObject([
    { province: '56', from: '2027-07-01', letterhead: 'state' },
    { province: null },
  ])
})
