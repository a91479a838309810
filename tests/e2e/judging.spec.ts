import type { Page } from '@playwright/test'
import { expect, test } from './support.ts'

const unread = (page: Page) => page.locator('.queue li:has-text("Chưa chấm") a')

/** Opens the first work of the demo's second judge that has no sheet yet. */
async function openUnread(page: Page): Promise<string> {
  await page.goto('/judging')
  await page.locator('tr:has-text("Chưa chấm") th a').first().click()
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
