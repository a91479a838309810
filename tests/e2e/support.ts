import { join } from 'node:path'
import postgres from 'postgres'
import { runningEmbeddedDatabase } from '#db/embedded.ts'
import { test as base, expect, type BrowserContext, type Page } from '@playwright/test'

export const demoPassword = 'thong-tin-doi-ngoai'

type Visitor = (email?: string, password?: string) => Promise<Page>

/** Pages that fail their test on any console error or uncaught exception; each visitor has a browser of their own. */
export const test = base.extend<{ complaints: string[]; visitor: Visitor }>({
  complaints: [
    async ({ context }, run) => {
      const complaints: string[] = []
      listen(context, complaints)
      await run(complaints)
      expect(complaints).toEqual([])
    },
    { auto: true },
  ],
  visitor: async ({ browser, complaints, baseURL }, run) => {
    const contexts: BrowserContext[] = []
    await run(async (email, password = demoPassword) => {
      const context = await browser.newContext({
        baseURL,
        locale: 'vi-VN',
        timezoneId: 'Asia/Ho_Chi_Minh',
        acceptDownloads: true,
      })
      contexts.push(context)
      listen(context, complaints)
      const page = await context.newPage()
      if (email) await signIn(page, email, password)
      return page
    })
    for (const context of contexts) await context.close()
  },
})

/** A line that the test itself cuts is no error of the page. */
const expected = /ERR_INTERNET_DISCONNECTED|Failed to fetch manifest patches/

function listen(context: BrowserContext, complaints: string[]) {
  context.on('page', (page) => {
    page.on('console', (message) => {
      if (message.type() === 'error' && !expected.test(message.text()))
        complaints.push(`${page.url()}: ${message.text()}`)
    })
    page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error}`))
  })
}

export { expect }

export async function signIn(page: Page, email: string, password: string) {
  // Typing and sending while React takes the page over ends in an error of React's own (#345) on the page that is left.
  await page.goto('/sign-in', { waitUntil: 'networkidle' })
  await page.getByLabel('Địa chỉ thư điện tử').fill(email)
  await page.getByLabel('Mật khẩu').fill(password)
  await page.getByRole('main').getByRole('button', { name: 'Đăng nhập', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Đăng xuất' })).toBeVisible()
}

/** A reporter registers, from the page itself or by a link to it, and confirms the address in the same browser. */
export async function registerReporter(
  page: Page,
  { name, email, password }: { name: string; email: string; password: string },
  from = '/register',
) {
  await page.goto(from, { waitUntil: 'networkidle' })
  await page.getByLabel('Họ và tên').fill(name)
  await page.getByLabel('Địa chỉ thư điện tử').fill(email)
  await page.getByLabel('Mật khẩu').fill(password)
  await expect(page.getByLabel('Tôi đồng ý')).not.toBeChecked()
  await page.getByLabel('Tôi đồng ý').check()
  await page.getByRole('button', { name: 'Đăng ký' }).click()
  await expect(page.getByRole('heading', { name: 'Hãy mở thư điện tử của Ông/Bà' })).toBeVisible()
  await page.goto(await mailedLink(email, '/confirm/'))
  await page.getByRole('button', { name: 'Xác nhận địa chỉ' }).click()
  await expect(page.getByText('Địa chỉ đã được xác nhận.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Đăng xuất' })).toBeVisible()
}

/** The newest link of a kind that was mailed to an address: from the database, for pages hide what it opens. */
export async function mailedLink(email: string, path: string): Promise<string> {
  const sql = postgres(runningEmbeddedDatabase(join(process.env.PORTAL_FOLDER!, 'postgres'))!, { max: 1 })
  const letters = await sql<{ body: string }[]>`
    select body from mail_messages
    where recipient = ${email} and position(${path} in body) > 0
    order by created_at desc limit 1`
  await sql.end()
  return letters[0]!.body.match(/https?:\/\/\S+/g)!.find((link) => link.includes(path))!
}

/** A page whose session ended complains of that and of nothing else. */
export function expectOnlySignedOut(complaints: string[]) {
  const said = complaints.splice(0).map((one) => one.split(': ').slice(1).join(': '))
  expect(new Set(said)).toEqual(
    new Set(['Failed to load resource: the server responded with a status of 401 (Unauthorized)']),
  )
}
