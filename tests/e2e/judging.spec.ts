import type { Page } from '@playwright/test'
import { expect, expectOnlySignedOut, test } from './support.ts'

const unread = (page: Page) => page.locator('.queue li:has-text("Chưa chấm") a')

/** Opens a work of the demo's second judge that has no sheet yet and is followed by another without one. */
async function openUnread(page: Page): Promise<string> {
  await page.goto('/judging')
  await page.locator('tbody tr:has-text("Chưa chấm"):has(+ tr:has-text("Chưa chấm")) th a').first().click()
  await expect(page.locator('#c0')).toBeVisible()
  return page.url()
}

test('what was given last is kept when the judge goes on at once', async ({ visitor }) => {
  const page = await visitor('giamkhao2@demo.vn')
  const here = await openUnread(page)
  await page.locator('#c0').fill('21,5')
  const answered = page.waitForResponse((response) => response.url() === `${here}/sheet`)
  await unread(page).last().click()
  await expect(page).not.toHaveURL(here)
  expect((await answered).status()).toBe(200)
  await page.goto(here)
  await expect(page.locator('#c0')).toHaveValue('21,5')
})

test('two tabs on one sheet never overwrite each other silently', async ({ visitor, complaints }) => {
  const page = await visitor('giamkhao2@demo.vn')
  const here = await openUnread(page)
  const other = await page.context().newPage()
  await other.goto(here)
  await page.locator('#c0').fill('20')
  await expect(page.getByText('Đã lưu.')).toBeVisible()
  await other.locator('#c1').fill('11')
  const alert = other.getByRole('alert')
  await expect(alert).toContainText('Phiếu này đã được sửa ở một cửa sổ khác')
  await expect(alert.getByRole('listitem').first()).toHaveText('Đúng định hướng, chính xác, kịp thời: 20')
  await alert.getByRole('button', { name: 'Giữ bản tại đây' }).click()
  await expect(other.getByText('Đã lưu.')).toBeVisible()
  await page.locator('#c0').fill('25')
  await expect(page.getByRole('alert')).toContainText('Phiếu này đã được sửa ở một cửa sổ khác')
  await page.getByRole('link', { name: 'Lấy bản đang lưu' }).click()
  await expect(page.locator('#c0')).toHaveValue('')
  await expect(page.locator('#c1')).toHaveValue('11')
  expect(complaints.splice(0)).toEqual(
    Array.from(
      { length: 2 },
      () => `${here}: Failed to load resource: the server responded with a status of 409 (Conflict)`,
    ),
  )
})

test('without a line the sheet keeps what is given and sends itself when it is back', async ({ visitor }) => {
  const page = await visitor('giamkhao2@demo.vn')
  const here = await openUnread(page)
  await page.context().setOffline(true)
  await page.locator('#c2').fill('12,25')
  await expect(page.getByText(/Mất kết nối/)).toBeVisible()
  await page.context().setOffline(false)
  await expect(page.getByText('Đã lưu.')).toBeVisible()
  await page.goto(here)
  await expect(page.locator('#c2')).toHaveValue('12,25')
})

test('a sheet whose judge is signed out keeps what is given and goes on once the judge is back', async ({
  visitor,
  complaints,
}) => {
  const page = await visitor('giamkhao2@demo.vn')
  const here = await openUnread(page)
  const cookies = await page.context().cookies()
  await page.context().clearCookies()
  await page.locator('#c2').fill('13')
  await expect(page.getByText(/Phiên đăng nhập đã hết/)).toBeVisible()
  await page.context().addCookies(cookies)
  await expect(page.getByText('Đã lưu.')).toBeVisible()
  await page.goto(here)
  await expect(page.locator('#c2')).toHaveValue('13')
  expectOnlySignedOut(complaints)
})

test('a sheet is filled by Enter alone and asks for what is missing', async ({ visitor }) => {
  const page = await visitor('giamkhao2@demo.vn')
  await page.setViewportSize({ width: 1366, height: 768 })
  const here = await openUnread(page)
  await expect(page.locator('#c0')).toBeFocused()
  await page.keyboard.type('25')
  await page.keyboard.press('Enter')
  await page.keyboard.type('20')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.type('15')
  await page.keyboard.press('Enter')
  await expect(page.locator('#c2')).toBeFocused()
  await page.keyboard.press('?')
  await expect(page.getByText('về ô điểm')).toBeVisible()
  await page.keyboard.type('21,5')
  await expect(page.locator('output')).toHaveText('81,5')
  await expect(page.locator('#c0')).toBeInViewport({ ratio: 1 })
  await expect(page.getByRole('button', { name: 'Gửi và sang tác phẩm tiếp theo' })).toBeInViewport({
    ratio: 1,
  })
  await page.keyboard.press('Enter')
  await expect(page.getByText('Đã gửi phiếu chấm.')).toBeVisible()
  await expect(page).not.toHaveURL(here)
  await expect(page.locator('#c0')).toBeFocused()
})

test('on a phone the sheet is a drawer under the work', async ({ visitor }) => {
  const page = await visitor('giamkhao2@demo.vn')
  await page.setViewportSize({ width: 360, height: 740 })
  await page.goto('/judging')
  await page.locator('tr:has-text("Chưa chấm") th a').first().click()
  await expect(page.locator('#c0')).toBeHidden()
  await page.getByRole('button', { name: 'Phiếu chấm · –' }).click()
  await page.locator('#c0').fill('10')
  await expect(page.getByText('Đã lưu.')).toBeVisible()
  await page.getByRole('button', { name: 'Phiếu chấm · –' }).click()
  await expect(page.locator('#c0')).toBeHidden()
})
