import type { Locator, Page } from '@playwright/test'
import { expect, signIn, test } from './support.ts'

const phone = { width: 360, height: 740 }

async function newDraft(page: Page) {
  await page.goto('/entries')
  await page.getByRole('button', { name: /Lập hồ sơ dự giải lần thứ XIII/ }).click()
  await expect(page.getByLabel('Tên tác phẩm (tiếng Việt)')).toBeVisible()
}

/** Whether what stands in the middle of something on the screen is that, and nothing that covers it. */
const isOnTop = (place: Locator) =>
  place.evaluate((element) => {
    element.scrollIntoView({ block: 'center' })
    const { left, top, width, height } = element.getBoundingClientRect()
    const seen = document.elementFromPoint(left + width / 2, top + Math.min(height / 2, 20))
    return element.contains(seen)
  })

test('without script nothing covers a field on a phone, and the dossier is saved from below it', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false, viewport: phone })
  const page = await context.newPage()
  await page.goto('/sign-in')
  await page.getByLabel('Địa chỉ thư điện tử').fill('tacgia14@demo.vn')
  await page.getByLabel('Mật khẩu').fill('thong-tin-doi-ngoai')
  await page.getByRole('main').getByRole('button', { name: 'Đăng nhập' }).click()
  await newDraft(page)
  const fields = page.locator('#dossier :is(input:not([type=hidden]), select, textarea)')
  for (const field of await fields.all()) {
    await field.scrollIntoViewIfNeeded()
    await field.click({ trial: true })
  }
  await page.getByLabel('Tên tác phẩm (tiếng Việt)').fill('Gõ trên điện thoại không có script')
  await page.getByRole('button', { name: 'Lưu bản nháp' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Gõ trên điện thoại không có script')
  await context.close()
})

test('script that never comes leaves the panel below the page, open', async ({ visitor, complaints }) => {
  const page = await visitor('tacgia14@demo.vn')
  await newDraft(page)
  await page.setViewportSize(phone)
  await page.route('**/assets/**/*.js', (route) => route.abort())
  await page.route('**/assets/*.js', (route) => route.abort())
  await page.reload()
  await expect(page.getByRole('button', { name: 'Lưu bản nháp' })).toBeVisible()
  expect(await isOnTop(page.getByLabel('Bản giới thiệu tác phẩm (tiếng Việt)'))).toBe(true)
  complaints.splice(0)
})

test('the focus is seen on the choosing of files, and above the bar of a phone', async ({ visitor }) => {
  const page = await visitor('tacgia14@demo.vn')
  await newDraft(page)
  await page.setViewportSize(phone)
  await page.getByLabel('Hạng mục').selectOption({ label: 'Ảnh' })
  const label = page.locator('label[for=files]')
  await expect(label).toBeVisible()
  const outline = () => label.evaluate((element) => getComputedStyle(element).outlineStyle)
  expect(await outline()).toBe('none')
  const last = page.locator('#dossier :is(input, select, textarea, button):visible').last()
  await last.focus()
  await page.keyboard.press('Tab')
  await expect(page.locator('#files')).toBeFocused()
  expect(await outline()).toBe('solid')
  const bar = (await page.locator('.drawer-bar').boundingBox())!
  const seen = (await label.boundingBox())!
  expect(seen.y + seen.height).toBeLessThanOrEqual(bar.y)
})

test('the state of a work is on the screen of a phone, beside its title', async ({ visitor }) => {
  const page = await visitor()
  await page.setViewportSize(phone)
  await signIn(page, 'tacgia@demo.vn', 'thong-tin-doi-ngoai')
  await page.goto('/entries')
  const chips = await page.locator('tbody .chip').all()
  expect(chips.length).toBeGreaterThan(0)
  for (const chip of chips) {
    const box = (await chip.boundingBox())!
    expect(box.x + box.width).toBeLessThanOrEqual(phone.width)
  }
})
