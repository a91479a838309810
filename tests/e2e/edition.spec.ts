import type { Page } from '@playwright/test'
import { readXlsx } from 'hucre/xlsx'
import { readFileSync, statSync } from 'node:fs'
import { ffmpegIsHere, realMedia } from '../support/real-media.ts'
import { expect, mailedLink, registerReporter, test } from './support.ts'

/** One edition, from its making to its published results, by everyone who has a part in it. */
const number = 14
const at = (hours: number) => new Date(Date.now() + (hours + 7) * 3600_000).toISOString().slice(0, 16)
const password = 'mot cau that de nho'
const summary =
  'Tác phẩm kể câu chuyện những người giữ biển, được nhóm tác giả thực hiện trong ba tháng tại nhiều địa phương và được báo chí nước ngoài dẫn lại nhiều lần.'

test.skip(!ffmpegIsHere(), 'ffmpeg is needed: apt-get install ffmpeg')

test('an edition is run from its announcement to its results', async ({ visitor }) => {
  test.setTimeout(600_000)
  const organizer = await visitor('bantochuc@demo.vn')
  await test.step('the organizer makes an edition and sets its times', () => makeEdition(organizer))
  const judges = await test.step('judges are invited and accept', () => inviteJudges(organizer, visitor))
  const reporter = await test.step('a reporter registers', () => newReporter(visitor))
  const first = await test.step('the reporter writes a dossier', () =>
    writeEntry(reporter, 'Những người giữ biển'))
  await test.step('and uploads through a cut line and a reload', () => uploadThroughTrouble(reporter, first))
  await test.step('and submits', () => submit(reporter, 'XIV-0001'))
  await writeEntry(reporter, 'Chuyện làng gốm')
  await test.step('a second work with a photograph', async () => {
    await choose(reporter, [realMedia().photo])
    await expect(reporter.getByRole('link', { name: 'ảnh biển.jpg' })).toBeVisible()
    await submit(reporter, 'XIV-0002')
  })
  await test.step('the secretariat returns one, its author completes it, both are eligible', () =>
    screen(organizer, reporter, first))
  const round = await test.step('a preliminary round is formed, assigned and opened', () =>
    formRound(
      organizer,
      'preliminary',
      judges.map((judge) => judge.name),
    ))
  await test.step('judges score; one recuses and another takes over', () =>
    scorePreliminary(organizer, judges, round))
  await test.step('the round closes and both go to the final', () => advance(organizer, round))
  await test.step('the final is judged', () => judgeFinal(organizer, judges))
  await test.step('prizes are given, locked and published', () => publish(organizer, visitor))
  await test.step('the export holds what was judged, cell by cell', () => exportRanking(organizer))
  await test.step('and the province is counted', async () => {
    await organizer.goto(`/organizer/${number}/participation`)
    await expect(
      organizer.getByText('1/34 tỉnh, thành phố tham gia; chưa có tác phẩm: An Giang'),
    ).toBeVisible()
    await expect(organizer.getByRole('row', { name: /^Khánh Hòa/ })).toHaveText(/Khánh Hòa2222/)
  })
})

async function makeEdition(page: Page) {
  await page.goto('/organizer')
  await page.getByLabel('Kỳ giải lần thứ').fill(String(number))
  await page.getByLabel('Năm').fill('2028')
  await page.getByRole('button', { name: 'Tạo kỳ giải' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Đã tạo kỳ giải' })).toBeVisible()
  await page.getByLabel('Đăng, phát từ ngày').fill('2026-01-01')
  await page.getByLabel('đến hết ngày').fill('2030-12-31')
  await page.getByLabel('Mở nhận tác phẩm').fill(at(-1))
  await page.getByLabel('Hạn nộp').fill(at(48))
  await page.getByRole('button', { name: 'Lưu thiết lập' }).click()
  await expect(page.getByText('Đã lưu thiết lập.')).toBeVisible()
}

type Judge = { page: Page; name: string }

async function inviteJudges(organizer: Page, visitor: () => Promise<Page>): Promise<Judge[]> {
  const judges: Judge[] = []
  for (const name of ['Bùi Giám Một', 'Cao Khảo Hai', 'Đinh Thẩm Ba']) {
    const email = `${judges.length + 1}.giamkhao14@thu.vn`
    await organizer.goto('/organizer')
    await organizer.getByLabel('Email').or(organizer.getByLabel('Thư điện tử')).fill(email)
    await organizer.getByLabel('Vai trò').selectOption({ label: 'Giám khảo' })
    await organizer
      .getByLabel('Kỳ giải (cho giám khảo, người của Ban Tổ chức)')
      .selectOption({ label: 'XIV' })
    await organizer.getByRole('button', { name: 'Gửi lời mời' }).click()
    await expect(organizer.getByText(`Đã gửi lời mời đến ${email}.`)).toBeVisible()
    const page = await visitor()
    await page.goto(await mailedLink(email, '/invitation/'), { waitUntil: 'networkidle' })
    await page.getByLabel('Họ và tên').fill(name)
    await page.getByLabel('Mật khẩu').fill(password)
    await page.getByLabel('Tôi đồng ý').check()
    await page.getByRole('button', { name: 'Chấp nhận lời mời' }).click()
    await expect(page.getByText('Đã chấp nhận lời mời.')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Đăng xuất' })).toBeVisible()
    judges.push({ page, name })
  }
  return judges
}

async function newReporter(visitor: () => Promise<Page>): Promise<Page> {
  const page = await visitor()
  await registerReporter(page, { name: 'Nguyễn Thị Biển', email: 'phongvien14@thu.vn', password })
  return page
}

async function writeEntry(page: Page, title: string): Promise<string> {
  await page.goto('/entries')
  await page.getByRole('button', { name: 'Lập hồ sơ dự giải lần thứ XIV' }).click()
  await expect(page.getByRole('heading', { name: '(chưa đặt tên)' })).toBeVisible()
  const id = /entries\/(ent_\w+)/.exec(page.url())![1]!
  await page.getByLabel('Hạng mục').selectOption({ label: 'Sản phẩm số, đa phương tiện' })
  await page.getByLabel('Tên tác phẩm (tiếng Việt)').fill(title.normalize('NFD'))
  await page.getByLabel('Thể loại').selectOption({ label: 'Phóng sự' })
  await page.getByLabel('Bản giới thiệu tác phẩm').fill(summary)
  await page.getByLabel('Ngày đăng, phát').fill('2026-10-01')
  await page.getByLabel('Cơ quan đăng, phát').fill('Báo Khánh Hòa')
  await page.getByLabel('Điện thoại').fill('0912345678')
  await page.getByLabel('Địa chỉ liên hệ').fill('Nha Trang')
  await page.getByRole('combobox', { name: 'Cơ quan đứng tên' }).fill('truyen hinh khanh')
  await page.getByRole('option', { name: 'Báo và phát thanh, truyền hình Khánh Hòa' }).click()
  await expect(page.getByRole('heading', { name: 'Hồ sơ đã đủ' })).toBeVisible()
  await expect(page.getByText('Tính cho: Khánh Hòa')).toBeVisible()
  await expect(page.locator('#files')).toBeAttached()
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
  return id
}

const choose = (page: Page, files: string[]) => page.locator('#files').setInputFiles(files)

async function uploadThroughTrouble(page: Page, id: string) {
  const { photo, voice, film, longFilm, paper } = realMedia()
  expect(statSync(longFilm).size).toBeGreaterThan(295_000_000)
  await choose(page, [photo, voice, film, paper])
  for (const name of ['ảnh biển.jpg', 'giọng đọc.mp3', 'phim ngắn.mp4', 'press.pdf'])
    await expect(page.getByRole('link', { name })).toBeVisible()
  const line = await lineOf(page)
  await line(40_000_000)
  await choose(page, [longFilm])
  const bar = page.getByRole('progressbar', { name: 'phim dài.mp4' })
  await expect.poll(() => bar.evaluate((one: HTMLProgressElement) => one.value)).toBeGreaterThan(20_000_000)
  await line(0)
  await expect(page.getByText('Mất kết nối, sẽ tự tiếp tục')).toBeVisible()
  await line(40_000_000)
  await expect(page.getByText('Đang gửi')).toBeVisible()
  await page.getByRole('button', { name: 'Tạm dừng' }).click()
  await expect(page.getByText('Đã tạm dừng')).toBeVisible()
  const sent = await bar.evaluate((one: HTMLProgressElement) => one.value)
  page.once('dialog', (dialog) => dialog.accept())
  await page.goto(`/entries/${id}`)
  await expect(page.getByText('Chưa xong: chọn lại tệp này để tiếp tục')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Nộp tác phẩm' })).toHaveCount(0)
  await choose(page, [longFilm])
  await expect
    .poll(() => bar.evaluate((one: HTMLProgressElement) => one.value))
    .toBeGreaterThanOrEqual(Math.min(sent, 8_388_608))
  await expect(page.getByRole('link', { name: 'phim dài.mp4' })).toBeVisible({ timeout: 120_000 })
}

/** Sets how many bytes a second go up the line; 0 cuts it, with what is under way. */
async function lineOf(page: Page) {
  const client = await page.context().newCDPSession(page)
  await client.send('Network.enable')
  return (uploadThroughput: number) =>
    client.send('Network.emulateNetworkConditions', {
      offline: uploadThroughput === 0,
      latency: 5,
      downloadThroughput: -1,
      uploadThroughput,
    })
}

async function submit(page: Page, numbered: string) {
  await expect(page.getByText(/tệp chưa gửi xong/)).toHaveCount(0)
  await page.getByRole('button', { name: 'Nộp tác phẩm' }).click()
  await expect(page.getByText(`Đã nhận tác phẩm, số ${numbered}.`)).toBeVisible()
  await expect(page.getByRole('link', { name: 'Tải biên nhận (PDF)' })).toBeVisible()
  await page.getByRole('link', { name: 'Trang xác nhận công khai' }).click()
  await expect(page.getByRole('heading', { name: `Xác nhận biên nhận ${numbered}` })).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('link', { name: 'Tải biên nhận (PDF)' })).toBeVisible()
}

async function screen(organizer: Page, reporter: Page, first: string) {
  await organizer.goto(`/organizer/${number}/entries`)
  await organizer.getByRole('link', { name: 'Những người giữ biển' }).click()
  await expect(organizer.locator('video').first()).toBeVisible()
  await organizer.getByLabel('Đề nghị bổ sung').check()
  await organizer.getByLabel('Hạn bổ sung').fill(at(24))
  await organizer.getByLabel('Các kỳ').check()
  await organizer.getByLabel('Ghi chú gửi tác giả').fill('Xin bổ sung tên kỳ.')
  await organizer.getByRole('button', { name: 'Ghi kết luận và gửi thư cho tác giả' }).click()
  await expect(organizer.getByText('Đã ghi kết luận')).toBeVisible()

  await reporter.goto(`/entries/${first}`)
  await expect(reporter.getByText('Xin bổ sung tên kỳ.')).toBeVisible()
  await expect(reporter.getByLabel('Tên tác phẩm (tiếng Việt)')).toBeDisabled()
  await reporter.getByLabel('Tên kỳ').fill('Kỳ duy nhất')
  await expect(reporter.getByText(/Đã lưu lúc/)).toBeVisible()
  await reporter.getByRole('button', { name: 'Nộp bổ sung' }).click()
  await expect(reporter.getByText('Đã nhận tác phẩm, số XIV-0001.')).toBeVisible()

  for (const title of ['Những người giữ biển', 'Chuyện làng gốm']) {
    await organizer.goto(`/organizer/${number}/entries?state=submitted`)
    await organizer.getByRole('link', { name: title }).click()
    await organizer.getByLabel('Hợp lệ', { exact: true }).check()
    await organizer.getByRole('button', { name: 'Ghi kết luận và gửi thư cho tác giả' }).click()
    await expect(organizer.getByText('Đã ghi kết luận')).toBeVisible()
  }
}

async function formRound(page: Page, stage: string, judges: string[]): Promise<string> {
  await page.goto(`/organizer/${number}/rounds`)
  await page.getByLabel('Vòng', { exact: true }).selectOption(stage)
  await page.getByLabel('Bắt đầu').fill(at(-1))
  await page.getByLabel('Kết thúc').fill(at(24))
  await page.getByLabel('Số lượt chấm').fill('2')
  await page.getByRole('button', { name: 'Lưu vòng chấm' }).click()
  await expect(page.getByText('Đã lập vòng chấm.')).toBeVisible()
  await page.getByLabel('Tên tiểu ban').fill('Tiểu ban số')
  await page.getByLabel('Sản phẩm số, đa phương tiện').check()
  for (const name of judges) await page.getByLabel(name).first().check()
  await page.getByLabel('Trưởng tiểu ban').selectOption({ label: judges[0]! })
  await page.getByRole('button', { name: 'Lưu tiểu ban' }).click()
  await expect(page.getByText('Đã lưu tiểu ban.')).toBeVisible()
  if (stage === 'preliminary')
    await assignAndOpen(page, 'Đã giao 4 lượt chấm; 0 tác phẩm còn thiếu giám khảo.')
  return page.url().split('/').at(-1)!
}

async function assignAndOpen(page: Page, notice: string) {
  await page.getByRole('button', { name: 'Lập phương án giao tác phẩm' }).click()
  await page.getByRole('button', { name: 'Áp dụng phương án' }).click()
  await expect(page.getByText(notice)).toBeVisible()
  await page.getByRole('button', { name: 'Mở vòng chấm' }).click()
  await expect(page.getByText('Vòng chấm đã mở.')).toBeVisible()
}

const points: Record<string, string[]> = {
  'Những người giữ biển': ['28,5', '24', '23', '19'],
  'Chuyện làng gốm': ['25', '20', '20', '15,5'],
}

/** Scores everything a judge has left, by keyboard, and answers how many sheets that were. */
async function scoreAll({ page }: Judge): Promise<number> {
  let sheets = 0
  for (;;) {
    await page.goto('/judging')
    const next = page.getByRole('link', { name: 'Chấm tác phẩm tiếp theo' })
    if ((await next.count()) === 0) return sheets
    await next.click()
    await page.waitForURL(/\/judging\/asg_/)
    const title = (await page.getByRole('article').getByRole('heading', { level: 1 }).textContent())!
    await expect(page.getByText('Nguyễn Thị Biển')).toHaveCount(0)
    await expect(page.locator('#c0')).toBeFocused()
    for (const [index, given] of points[title]!.entries()) {
      await expect(page.locator(`#c${index}`)).toBeFocused()
      await page.keyboard.type(given)
      if (index < 3) await page.keyboard.press(index === 1 ? 'Tab' : 'Enter')
    }
    await expect(page.getByText('Đã lưu.')).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(page.getByText('Đã gửi phiếu chấm.')).toBeVisible()
    sheets++
  }
}

async function scorePreliminary(organizer: Page, judges: Judge[], round: string) {
  const recuser = await firstWithWork(judges)
  await recuser.page.goto('/judging')
  await recuser.page.getByRole('link', { name: 'Chấm tác phẩm tiếp theo' }).click()
  await recuser.page.getByText('Từ chối chấm do xung đột lợi ích').click()
  await recuser.page.getByLabel('Lý do').fill('Tác giả là người thân')
  await recuser.page.getByRole('button', { name: 'Từ chối chấm tác phẩm này' }).click()
  await expect(recuser.page.getByText('Đã ghi nhận từ chối chấm')).toBeVisible()
  await organizer.goto(`/organizer/${number}/rounds/${round}`)
  await expect(organizer.getByText('1 tác phẩm còn thiếu lượt chấm')).toBeVisible()
  await organizer.getByRole('button', { name: 'Lập phương án giao tác phẩm' }).click()
  await organizer.getByRole('button', { name: 'Áp dụng phương án' }).click()
  await expect(organizer.getByText('Đã giao 1 lượt chấm; 0 tác phẩm còn thiếu giám khảo.')).toBeVisible()
  await organizer.getByRole('button', { name: 'Nhắc giám khảo qua thư' }).click()
  await expect(organizer.getByText(/Đã gửi \d thư nhắc/)).toBeVisible()
  let sheets = 0
  for (const judge of judges) sheets += await scoreAll(judge)
  expect(sheets).toBe(4)
  await organizer.goto(`/organizer/${number}/rounds/${round}`)
  await expect(organizer.getByText('4/4 phiếu đã gửi').first()).toBeVisible()
}

async function firstWithWork(judges: Judge[]): Promise<Judge> {
  for (const judge of judges) {
    await judge.page.goto('/judging')
    if (await judge.page.getByRole('link', { name: 'Chấm tác phẩm tiếp theo' }).count()) return judge
  }
  throw new Error('Nobody has anything to score.')
}

/** Presses a button that first says what it means, and then means it. */
async function confirm(page: Page, label: string) {
  await page.locator('summary', { hasText: label }).click()
  await page.locator('.confirmed[open]').getByRole('button', { name: label }).click()
}

async function advance(page: Page, round: string) {
  await page.goto(`/organizer/${number}/rounds/${round}`)
  await confirm(page, 'Kết thúc vòng chấm')
  await expect(page.getByText('Vòng chấm đã kết thúc;')).toBeVisible()
  await formRound(page, 'final', ['Bùi Giám Một', 'Cao Khảo Hai', 'Đinh Thẩm Ba'])
  await page.goto(`/organizer/${number}/results?round=${round}`)
  await page.getByRole('link', { name: 'Sản phẩm số, đa phương tiện' }).click()
  await expect(page.getByRole('row', { name: /Những người giữ biển/ })).toContainText('94,50')
  await expect(page.getByRole('row', { name: /Chuyện làng gốm/ })).toContainText('80,50')
  await page.getByLabel('Chọn Những người giữ biển vào chung khảo').check()
  await page.getByLabel('Chọn Chuyện làng gốm vào chung khảo').check()
  await page.getByRole('button', { name: 'Lưu danh sách vào chung khảo' }).click()
  await expect(page.getByText('Đã chọn 2 tác phẩm vào chung khảo.')).toBeVisible()
}

async function judgeFinal(organizer: Page, judges: Judge[]) {
  await organizer.goto(`/organizer/${number}/rounds`)
  await organizer.getByRole('link', { name: 'Vòng chung khảo' }).click()
  await assignAndOpen(organizer, 'Đã giao 4 lượt chấm; 0 tác phẩm còn thiếu giám khảo.')
  let sheets = 0
  for (const judge of judges) sheets += await scoreAll(judge)
  expect(sheets).toBe(4)
  await organizer.reload()
  await confirm(organizer, 'Kết thúc vòng chấm')
  await expect(organizer.getByText('Vòng chấm đã kết thúc;')).toBeVisible()
}

async function publish(organizer: Page, visitor: () => Promise<Page>) {
  await organizer.goto(`/organizer/${number}/results`)
  await organizer.getByRole('link', { name: 'Sản phẩm số, đa phương tiện' }).click()
  for (const [title, prize] of [
    ['Những người giữ biển', 'Giải Nhất'],
    ['Chuyện làng gốm', 'Giải Nhì'],
  ] as const)
    await organizer.getByLabel(`Giải cho ${title}`).selectOption({ label: prize })
  await organizer.getByRole('button', { name: 'Lưu giải' }).click()
  await expect(organizer.getByText('Đã lưu 2 thay đổi về giải.')).toBeVisible()
  const anyone = await visitor()
  await organizer.getByRole('button', { name: 'Khóa kết quả' }).click()
  await expect(organizer.getByText('Kết quả đã khóa.', { exact: true })).toBeVisible()
  await confirm(organizer, 'Công bố kết quả')
  await expect(organizer.getByText('Kết quả đã công bố.')).toBeVisible()
  await anyone.goto(`/results/${number}`)
  await expect(
    anyone.getByText(
      'Giải Nhất: Sản phẩm số, đa phương tiện – Những người giữ biển – Nguyễn Thị Biển – (Báo và phát thanh, truyền hình Khánh Hòa)',
    ),
  ).toBeVisible()
  await anyone.getByRole('button', { name: 'English' }).click()
  await expect(
    anyone.getByText('First prize: Digital and multimedia products – Những người giữ biển – Nguyễn Thị Biển'),
  ).toBeVisible()
}

async function exportRanking(page: Page) {
  await page.goto(`/organizer/${number}/exports`)
  await page.getByRole('button', { name: 'Xuất XLSX: Xếp hạng' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Tải về' }).first().click({ timeout: 60_000 })
  const file = await (await download).path()
  const { sheets } = await readXlsx(readFileSync(file))
  const agency = 'Báo và phát thanh, truyền hình Khánh Hòa'
  const category = 'Sản phẩm số, đa phương tiện'
  const row = (stage: string, rank: number, entry: string, title: string, mean: number, prize: string) => [
    stage,
    category,
    rank,
    entry,
    title,
    agency,
    mean,
    2,
    0,
    null,
    null,
    null,
    'Có',
    prize,
  ]
  expect(sheets[0]!.rows).toEqual([
    [
      'Vòng',
      'Hạng mục',
      'Hạng',
      'Số',
      'Tên tác phẩm',
      'Cơ quan',
      'Điểm trung bình',
      'Lượt chấm',
      'Độ lệch chuẩn',
      'Hiệu chỉnh',
      'Sai số chuẩn',
      'Khả năng đạt trên ngưỡng',
      'Vào chung khảo',
      'Giải',
    ],
    row('Vòng sơ khảo', 1, 'XIV-0001', 'Những người giữ biển', 94.5, 'Giải Nhất'),
    row('Vòng sơ khảo', 2, 'XIV-0002', 'Chuyện làng gốm', 80.5, 'Giải Nhì'),
    row('Vòng chung khảo', 1, 'XIV-0001', 'Những người giữ biển', 94.5, 'Giải Nhất'),
    row('Vòng chung khảo', 2, 'XIV-0002', 'Chuyện làng gốm', 80.5, 'Giải Nhì'),
  ])
}
