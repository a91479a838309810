import type { BrowserContext, CDPSession, Page } from '@playwright/test'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { runningEmbeddedDatabase } from '#db/embedded.ts'
import { expect, expectOnlySignedOut, registerReporter, test } from './support.ts'

/**
 * A work is entered on a phone over a bad line, from the registration to the receipt. What every step says is held
 * against what is stored.
 */
const phone = { width: 360, height: 740 }
const password = 'mot cau that de nho'
const [email, name] = ['ngayxau@thu.vn', 'Đỗ Thị Kiên Nhẫn']
const title = 'Bão qua làng chài'
const summary =
  'Phóng sự ảnh kể về một làng chài trước và sau cơn bão, được thực hiện trong ba tuần, được bạn đọc trong và ngoài nước chia sẻ nhiều lần.'
const [bytes, part] = [12_000_000, 5_242_880]
const folder = mkdtempSync(join(tmpdir(), 'chungkhao-bad-day-'))
const photo = join(folder, 'ảnh bão.jpg')

const sql = postgres(runningEmbeddedDatabase(join(process.env.PORTAL_FOLDER!, 'postgres'))!, { max: 1 })
test.afterAll(async () => {
  await sql.end()
  rmSync(folder, { recursive: true, force: true })
})

type Stored = {
  state: string
  title: string
  summary: string
  genre: string
  category: string | null
  number: number | null
  receipt: string | null
}
async function entry(id: string): Promise<Stored> {
  const [row] = await sql<Stored[]>`
    select e.state, e.title, e.summary, e.genre, c.name_vi as category, e.number, e.receipt_code as receipt
    from entries e left join categories c on c.id = e.category_id
    where e.id = ${id}`
  return row!
}
const files = (id: string) =>
  sql<{ name: string; state: string; bytes: number }[]>`
    select name, state, bytes::int as bytes from media where entry_id = ${id} and state <> 'removed'`
const stored = (read: () => Promise<unknown>) => expect.poll(read, { timeout: 60_000 })

/** A phone's line: so many bytes a second, a fifth of a second away; or none. */
class Line {
  readonly #client: CDPSession
  constructor(client: CDPSession) {
    this.#client = client
  }
  static async of(page: Page): Promise<Line> {
    const client = await page.context().newCDPSession(page)
    await client.send('Network.enable')
    return new Line(client)
  }
  slow = (up: number) => this.#set({ offline: false, uploadThroughput: up })
  cut = () => this.#set({ offline: true, uploadThroughput: 0 })
  #set = (conditions: { offline: boolean; uploadThroughput: number }) =>
    this.#client.send('Network.emulateNetworkConditions', {
      latency: 200,
      downloadThroughput: 400_000,
      ...conditions,
    })
}

test('a work is entered on a bad day', async ({ visitor, browser, baseURL, complaints }) => {
  test.setTimeout(600_000)
  writeFileSync(
    photo,
    Buffer.concat([readFileSync('db/seed/media/photo.jpg'), randomBytes(bytes)]).subarray(0, bytes),
  )
  const page = await visitor()
  await page.setViewportSize(phone)
  const line = await Line.of(page)
  await line.slow(60_000)

  await test.step('registers and confirms the address', async () => {
    await registerReporter(page, { name, email, password })
    const [user] = await sql`select name, email_confirmed_at as confirmed from users where email = ${email}`
    expect(user).toEqual({ name, confirmed: expect.any(Date) as Date })
  })
  const id = await test.step('begins a dossier', async () => {
    await page.goto('/entries')
    await page.getByRole('button', { name: /Lập hồ sơ dự giải lần thứ XIII/ }).click()
    await expect(page.getByRole('heading', { name: '(chưa đặt tên)' })).toBeVisible()
    const made = /entries\/(ent_\w+)/.exec(page.url())![1]!
    expect(await entry(made)).toMatchObject({ state: 'draft', title: '' })
    return made
  })

  await test.step('the line is cut in the middle of a sentence', async () => {
    await page.getByLabel('Hạng mục').selectOption({ label: 'Ảnh' })
    await page.getByLabel('Tên tác phẩm (tiếng Việt)').fill('Bão qua')
    await stored(() => entry(id)).toMatchObject({ title: 'Bão qua', category: 'Ảnh' })
    // The other category's files are on their way to the page at this moment.
    await line.cut()
    await page.getByLabel('Tên tác phẩm (tiếng Việt)').fill(title)
    await page.getByLabel('Bản giới thiệu tác phẩm').fill(summary)
    await page.getByLabel('Thể loại').selectOption({ label: 'Phóng sự' })
    await expect(page.getByText('Chưa lưu được, đang thử lại…')).toBeAttached()
    expect(await entry(id)).toMatchObject({ title: 'Bão qua', summary: '' })
    await line.slow(60_000)
    await stored(() => entry(id)).toMatchObject({ title, summary, genre: 'reportage' })
  })

  await test.step('and in the middle of a photograph', async () => {
    await line.slow(1_500_000)
    await expect(page.locator('#files')).toBeAttached()
    await page.locator('#files').setInputFiles(photo)
    await expect(page.getByText(/đã nhận [12]\/3 phần/)).toBeVisible({ timeout: 60_000 })
    await line.cut()
    await expect(page.getByText('Mất kết nối, sẽ tự tiếp tục')).toBeVisible({ timeout: 60_000 })
    expect(await files(id)).toEqual([{ name: 'ảnh bão.jpg', state: 'uploading', bytes }])
    const arrived = await page.getByRole('progressbar').evaluate((bar: HTMLProgressElement) => bar.value)
    expect(arrived).toBeGreaterThanOrEqual(part)
    await line.slow(3_000_000)
    await expect(page.getByRole('link', { name: 'ảnh bão.jpg' })).toBeVisible({ timeout: 120_000 })
    expect(await files(id)).toEqual([{ name: 'ảnh bão.jpg', state: 'complete', bytes }])
  })

  await test.step('the session ends, and what is typed waits for its author', async () => {
    await page.context().clearCookies()
    await page.getByLabel('Địa chỉ liên hệ').fill('Thôn Đông, Lý Sơn')
    await page.getByRole('button', { name: 'Phiên đăng nhập đã hết' }).click()
    const opened = page.waitForEvent('popup')
    await page.getByRole('link', { name: 'Đăng nhập ở thẻ mới' }).click()
    const beside = await opened
    await signInHere(beside)
    await beside.close()
    await stored(() => addressOf(id)).toEqual('Thôn Đông, Lý Sơn')
    expectOnlySignedOut(complaints)
  })

  await test.step('the rest is typed where script does not run', async () => {
    await page.goto('/account')
    const plain = await browser.newContext({
      baseURL,
      javaScriptEnabled: false,
      viewport: phone,
      storageState: await page.context().storageState(),
    })
    await typeTheRest(plain, id)
    await plain.close()
    const [part] = await sql`
      select published_on::text as day, outlet from entry_parts where entry_id = ${id}`
    expect(part).toEqual({ day: '2026-10-01', outlet: 'Báo Quảng Ngãi' })
  })

  await test.step('and the work is handed in, with its receipt', async () => {
    await page.goto(`/entries/${id}`)
    await page.locator('.drawer-bar').getByRole('button', { name: 'Nộp tác phẩm' }).click()
    await expect(page.getByText(/Đã nhận tác phẩm, số XIII-/)).toBeVisible({ timeout: 60_000 })
    const { state, number, receipt } = await entry(id)
    expect([state, number !== null]).toEqual(['submitted', true])
    expect(await files(id)).toEqual([{ name: 'ảnh bão.jpg', state: 'complete', bytes }])
    await page.getByRole('link', { name: 'Trang xác nhận công khai' }).click()
    await expect(page.getByText('Ban Thư ký đã nhận tác phẩm mang số này.')).toBeVisible()
    expect(page.url()).toContain(`/receipts/${receipt}`)
    const letters =
      await sql`select subject from mail_messages where recipient = ${email} order by created_at`
    expect(letters.at(-1)!.subject).toMatch(/^Đã nhận tác phẩm XIII-/)
  })
})

async function addressOf(id: string): Promise<string> {
  const [row] = await sql<{ address: string }[]>`
    select address from entry_authors where entry_id = ${id} order by position limit 1`
  return row!.address
}

async function signInHere(page: Page) {
  await page.waitForLoadState('networkidle')
  await page.getByLabel('Địa chỉ thư điện tử').fill(email)
  await page.getByLabel('Mật khẩu').fill(password)
  await page.getByRole('main').getByRole('button', { name: 'Đăng nhập' }).click()
  await expect(page.getByRole('button', { name: 'Đăng xuất' })).toBeVisible()
}

async function typeTheRest(context: BrowserContext, id: string) {
  const page = await context.newPage()
  await page.goto(`/entries/${id}`)
  await page.getByLabel('Ngày đăng, phát').fill('2026-10-01')
  await page.getByLabel('Cơ quan đăng, phát').fill('Báo Quảng Ngãi')
  await page.getByLabel('Điện thoại').fill('0905 123 456')
  await page.getByLabel('Nơi công tác hoặc cư trú').selectOption({ label: 'Quảng Ngãi' })
  await page.getByRole('button', { name: 'Lưu bản nháp' }).click()
  await expect(page.getByRole('heading', { name: 'Hồ sơ đã đủ' })).toBeVisible()
}

test('a page that reads itself again stays where nobody is signed in any more', async ({
  visitor,
  complaints,
}) => {
  const page = await visitor('bantochuc@demo.vn')
  await page.goto('/organizer/13/participation/quotas')
  const field = page.locator('main input[type=number], main input[inputmode=numeric]').first()
  await field.fill('17')
  const here = page.url()
  await page.context().clearCookies()
  const asked = () =>
    page.waitForResponse((answer) => answer.url().endsWith('/resources/session') && answer.status() === 401)
  await asked()
  await asked()
  expect(page.url()).toBe(here)
  await expect(field).toHaveValue('17')
  expectOnlySignedOut(complaints)
})
