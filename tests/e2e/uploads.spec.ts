import type { Page, Request } from '@playwright/test'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sized } from '../support/size.ts'
import { demoPassword, expect, expectOnlySignedOut, test } from './support.ts'

/** Files on the lines people have: slow, cut, refused for a while; each told truly, and each arrives. */
const MB = 1_000_000
const folder = mkdtempSync(join(tmpdir(), 'chungkhao-uploads-'))
const photo = readFileSync('db/seed/media/photo.jpg')

/** A real film, or photograph, made longer by what nobody looks at. */
function fileOf(name: string, bytes: number): string {
  const head = name.endsWith('.mp4') ? readFileSync('db/seed/media/television.mp4') : photo
  const path = join(folder, name)
  writeFileSync(path, Buffer.concat([head, randomBytes(Math.max(bytes - head.length, 0))]))
  return path
}

async function draftOf(page: Page, category: string) {
  await page.goto('/entries')
  await page.getByRole('button', { name: /Lập hồ sơ dự giải lần thứ XIII/ }).click()
  await page.getByLabel('Hạng mục').selectOption({ label: category })
  await expect(page.locator('#files')).toBeAttached()
}
const choose = (page: Page, files: string[]) => page.locator('#files').setInputFiles(files)
const rowOf = (page: Page, name: string) => page.locator('.files li').filter({ hasText: name })
const bar = (page: Page, name: string) => page.getByRole('progressbar', { name })
const toBucket = (request: Request) => request.method() === 'PUT'

/** Sets how many bytes a second go up the line. */
async function slow(page: Page, uploadThroughput: number) {
  const client = await page.context().newCDPSession(page)
  await client.send('Network.enable')
  const conditions = { offline: false, latency: 20, downloadThroughput: -1, uploadThroughput }
  await client.send('Network.emulateNetworkConditions', conditions)
}

/** The positions of a bar as they were drawn, until its file has arrived. */
async function positions(page: Page, name: string, until: number): Promise<number[]> {
  const seen: number[] = []
  const value = (one: HTMLProgressElement) => one.value
  await expect
    .poll(
      async () => {
        if (await page.getByRole('link', { name }).isVisible()) return true
        const now = await bar(page, name)
          .evaluate(value, null, { timeout: 200 })
          .catch(() => null)
        if (now !== null && now !== seen.at(-1)) seen.push(now)
        return false
      },
      { timeout: until, intervals: [100] },
    )
    .toBe(true)
  return seen
}

test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a film arrives over a slow line, one part at a time, and its bar only grows', async ({ visitor }) => {
  const [bytes, line] = [sized(11 * MB, 33 * MB), sized(600_000, 150_000)]
  test.setTimeout(600_000)
  const page = await visitor('tacgia14@demo.vn')
  await draftOf(page, 'Truyền hình')
  let [underWay, most, sent] = [0, 0, 0]
  page.on('request', (request) => {
    if (toBucket(request)) most = Math.max(most, ++underWay)
  })
  page.on('requestfinished', (request) => {
    if (!toBucket(request)) return
    underWay--
    sent++
  })
  await slow(page, line)
  await choose(page, [fileOf('chậm.mp4', bytes)])
  const seen = await positions(page, 'chậm.mp4', 500_000)
  const parts = Math.ceil(bytes / 5_242_880)
  expect(seen).toEqual([...seen].sort((a, b) => a - b))
  const [whole, last] = [5_242_880, bytes % 5_242_880]
  expect(seen.filter((value) => value % whole !== 0 && value % whole !== last)).toEqual([])
  expect([sent, most <= (line < 524_288 ? 1 : 2)]).toEqual([parts, true])
})

test('a film goes on as one row after a pause, a reload and an ended session', async ({
  visitor,
  complaints,
}) => {
  const page = await visitor('tacgia15@demo.vn')
  await draftOf(page, 'Truyền hình')
  const here = page.url()
  const film = fileOf('tiếp.mp4', 16 * MB)
  await slow(page, 700_000)
  await choose(page, [film])
  await expect(page.getByText(/đã nhận [12]\/4 phần/)).toBeVisible({ timeout: 60_000 })
  await page.getByRole('button', { name: 'Tạm dừng' }).click()
  await expect(page.getByText('Đã tạm dừng')).toBeVisible()
  const sent = await bar(page, 'tiếp.mp4').evaluate((one: HTMLProgressElement) => one.value)
  expect(sent).toBeGreaterThanOrEqual(5_242_880)

  await page.goto(here)
  await expect(page.getByText('Chưa xong: chọn lại tệp này để tiếp tục')).toBeVisible()
  await choose(page, [film])
  await expect(rowOf(page, 'tiếp.mp4')).toHaveCount(1)
  await expect(page.getByText(/đã nhận [123]\/4 phần/)).toBeVisible()
  await expect(rowOf(page, 'tiếp.mp4')).toHaveCount(1)

  await page.context().clearCookies()
  await expect(page.getByText('Đang chờ Ông/Bà đăng nhập lại, sẽ tự gửi tiếp')).toBeVisible({
    timeout: 60_000,
  })
  const opened = page.waitForEvent('popup')
  await page.getByRole('link', { name: 'Đăng nhập ở thẻ mới' }).click()
  const beside = await opened
  await beside.waitForLoadState('networkidle')
  await beside.getByLabel('Địa chỉ thư điện tử').fill('tacgia15@demo.vn')
  await beside.getByLabel('Mật khẩu').fill(demoPassword)
  await beside.getByRole('main').getByRole('button', { name: 'Đăng nhập' }).click()
  await expect(beside.getByRole('button', { name: 'Đăng xuất' })).toBeVisible()
  await beside.close()
  await slow(page, 20 * MB)
  await expect(page.getByRole('link', { name: 'tiếp.mp4' })).toBeVisible({ timeout: 60_000 })
  await expect(rowOf(page, 'tiếp.mp4')).toHaveCount(1)
  expectOnlySignedOut(complaints)
})

test('twenty photographs arrive though the bucket was away, and none costs its author a try', async ({
  visitor,
  complaints,
}) => {
  const page = await visitor('tacgia16@demo.vn')
  await draftOf(page, 'Ảnh')
  let away = true
  await page.route(
    (url) => url.searchParams.has('partNumber'),
    (route) =>
      away
        ? route.fulfill({ status: 503, headers: { 'Access-Control-Allow-Origin': '*' }, body: 'SlowDown' })
        : route.continue(),
  )
  const names = Array.from({ length: 20 }, (_, index) => `ảnh ${String(index + 1).padStart(2, '0')}.jpg`)
  await choose(
    page,
    names.map((name) => fileOf(name, 0)),
  )
  await expect(page.getByText('Máy chủ đang bận, sẽ tự gửi tiếp')).toHaveCount(20)
  away = false
  for (const name of names) await expect(page.getByRole('link', { name })).toBeVisible({ timeout: 60_000 })
  await expect(page.locator('.files li')).toHaveCount(20)
  expect(complaints.splice(0).filter((one) => !one.includes('503'))).toEqual([])
})

test('a file that is not what it is called, or not there any more, is told by name before it is sent', async ({
  visitor,
  complaints,
}) => {
  const page = await visitor('tacgia17@demo.vn')
  await draftOf(page, 'Truyền hình')
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.method() !== 'GET') asked.push(new URL(request.url()).pathname)
  })
  const lying = join(folder, 'giả.mp4')
  writeFileSync(lying, Buffer.concat([Buffer.from('MZ\x90\x00'), Buffer.alloc(4096, 1)]))
  await choose(page, [lying])
  await expect(page.getByText('Tệp “giả.mp4” không phải là tệp .mp4 như tên gọi')).toBeVisible()
  expect(asked.filter((path) => path.endsWith('/media'))).toEqual([])
  await page.getByRole('button', { name: 'Thử lại' }).click()
  await expect(page.getByText('Tệp “giả.mp4” không phải là tệp .mp4 như tên gọi')).toBeVisible()
  await page.getByRole('button', { name: 'Bỏ qua' }).click()
  await expect(rowOf(page, 'giả.mp4')).toHaveCount(0)

  await choose(page, [fileOf('bảng.xlsx', 0)])
  await expect(page.getByText('các loại được nhận: .mp4')).toBeVisible()
  await page.getByRole('button', { name: 'Bỏ qua' }).click()

  await slow(page, 700_000)
  const film = fileOf('mất.mp4', 16 * MB)
  await choose(page, [film])
  await expect(page.getByText(/đã nhận 1\/4 phần/)).toBeVisible({ timeout: 60_000 })
  rmSync(film)
  await expect(page.getByText('Tệp “mất.mp4” đã bị sửa, chuyển đi hoặc xóa khỏi máy')).toBeVisible({
    timeout: 60_000,
  })
  fileOf('mất.mp4', 16 * MB)
  await slow(page, 20 * MB)
  await choose(page, [film])
  await expect(page.getByRole('link', { name: 'mất.mp4' })).toBeVisible({ timeout: 60_000 })
  // A refusal is an answer with a status that the console tells of.
  expect(complaints.splice(0).filter((one) => !one.includes('409'))).toEqual([])
})
