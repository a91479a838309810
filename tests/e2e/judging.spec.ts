import type { Page } from '@playwright/test'
import { expect, expectOnlySignedOut, test } from './support.ts'

const unread = (page: Page) => page.locator('.queue li:has-text("Chưa chấm") a')

/** Opens a work of a judge that has no sheet yet and is followed by another without one. Each test takes some away. */
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
  await alert.getByRole('button', { name: 'Giữ bản trên màn hình này' }).click()
  await expect(other.getByText('Đã lưu.')).toBeVisible()
  await page.locator('#c0').fill('25')
  await expect(page.getByRole('alert')).toContainText('Phiếu này đã được sửa ở một cửa sổ khác')
  await page.getByRole('link', { name: 'Dùng bản đang lưu' }).click()
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

/** Fills every criterion with what each takes. */
async function fillAll(page: Page) {
  const fields = page.locator('.points input')
  for (let index = 0; index < (await fields.count()); index++) await page.locator(`#c${index}`).fill('5')
}

/** Nothing is fetched ahead, and each answer to a sheet takes a while. */
async function slowly(page: Page) {
  await page.route('**/judging/*/ahead', (route) => route.fulfill({ json: [] }))
  await page.route('**/judging/*/sheet', async (route) => {
    const answer = await route.fetch()
    await new Promise((done) => setTimeout(done, 600))
    await route.fulfill({ response: answer })
  })
}

test('Enter pressed again and again hands one sheet in, once, and leaves the judge at the next', async ({
  visitor,
}) => {
  const page = await visitor('giamkhao3@demo.vn')
  await slowly(page)
  const here = await openUnread(page)
  const handedIn: string[] = []
  page.on('request', (request) => {
    if (request.postData()?.includes('intent=submit')) handedIn.push(request.url())
  })
  await fillAll(page)
  for (let press = 0; press < 5; press++) await page.keyboard.press('Enter', { delay: 30 })
  await expect(page).not.toHaveURL(here)
  await expect(page.locator('#c0')).toBeFocused()
  await expect(page.getByText('Đã gửi phiếu chấm.')).toBeVisible()
  await expect(page.locator('#c0')).toHaveValue('')
  expect(handedIn).toEqual([`${here}/sheet`])
  await page.goto(here)
  await expect(page.getByText('Thu hồi phiếu để sửa')).toBeVisible()
})

test('typing into a field that has points takes their place', async ({ visitor }) => {
  const page = await visitor('giamkhao3@demo.vn')
  await openUnread(page)
  await page.locator('#c0').fill('19,5')
  await page.locator('#c1').fill('3')
  await page.locator('#c0').click()
  await page.keyboard.type('25')
  await expect(page.locator('#c0')).toHaveValue('25')
  // The second press puts the caret where it points.
  await page.locator('#c0').click()
  await page.keyboard.press('End')
  await page.keyboard.press('Backspace')
  await expect(page.locator('#c0')).toHaveValue('2')
  await page.keyboard.press('Tab')
  await page.keyboard.type('4')
  await expect(page.locator('#c1')).toHaveValue('4')
  await expect(page.getByText('Đã lưu.')).toBeVisible()
})

test('points that are not taken are marked once, where they stand, until they are others', async ({
  visitor,
  complaints,
}) => {
  const page = await visitor('giamkhao3@demo.vn')
  await openUnread(page)
  const told = page.getByText(/Hãy cho điểm từ 0 đến|Hãy nhập điểm bằng số/)
  const marked = page.locator('.criterion [aria-invalid]')
  await fillAll(page)
  await page.locator('#c0').fill('999')
  await expect(told).toHaveCount(1)
  await expect(marked).toHaveId('c0')
  await page.locator('#c0').press('Enter')
  await expect(page.locator('#c0')).toBeFocused()
  await expect(told).toHaveCount(1)
  await page.locator('#c0').fill('7')
  await expect(told).toHaveCount(0)
  await page.locator('#c1').fill('bảy')
  await expect(told).toHaveCount(1)
  await expect(marked).toHaveId('c1')
  await page.locator('#c1').fill('6')
  await expect(told).toHaveCount(0)
  await expect(marked).toHaveCount(0)
  await expect(page.getByText('Đã lưu.')).toBeVisible()
  expect(complaints.splice(0).every((complaint) => complaint.includes('409 (Conflict)'))).toBe(true)
})

test('an answer that was lost is no change of somebody else', async ({ visitor, complaints }) => {
  const page = await visitor('giamkhao3@demo.vn')
  const here = await openUnread(page)
  let lost = 0
  await page.route('**/judging/*/sheet', async (route) => {
    if (lost++ > 0) return route.continue()
    await route.fetch()
    await route.abort('connectionreset')
  })
  await page.locator('#c0').fill('11')
  await expect(page.getByText(/Mất kết nối/)).toBeVisible()
  await page.locator('#c0').fill('12')
  await page.locator('#c1').fill('8')
  await expect(page.getByText('Đã lưu.')).toBeVisible()
  await page.goto(here)
  await expect(page.locator('#c0')).toHaveValue('12')
  await expect(page.locator('#c1')).toHaveValue('8')
  expect(complaints.splice(0)).toEqual([`${here}: Failed to load resource: net::ERR_CONNECTION_RESET`])
})

test('a press too many sends nothing of the next sheet, whole as it may be', async ({ visitor }) => {
  const page = await visitor('giamkhao4@demo.vn')
  const here = await openUnread(page)
  const next = page.locator('.queue li:has([aria-current]) + li a')
  const nextUrl = new URL((await next.getAttribute('href'))!, here).href
  await page.goto(nextUrl)
  await fillAll(page)
  await expect(page.getByText('Đã lưu.')).toBeVisible()
  const ahead = page.waitForResponse('**/judging/*/ahead')
  await page.goto(here)
  await fillAll(page)
  await ahead
  await Promise.all([page.keyboard.press('Enter'), page.keyboard.press('Enter')])
  await expect(page).toHaveURL(nextUrl)
  await expect(page.getByText('Đã gửi phiếu chấm.')).toBeVisible()
  await expect(page.locator('#c0')).toHaveValue('5')
  await expect(page).toHaveURL(nextUrl)
})

test('who comes back to a sheet before its save is answered goes on where they were', async ({ visitor }) => {
  const page = await visitor('giamkhao4@demo.vn')
  await slowly(page)
  const here = await openUnread(page)
  const back = page.locator(`.queue a[href="${new URL(here).pathname}"]`)
  await page.locator('#c0').fill('9')
  const begun = page.waitForRequest(`${here}/sheet`)
  await begun
  await page.locator('#c1').fill('7')
  await unread(page).last().click()
  await expect(page).not.toHaveURL(here)
  await back.click()
  await expect(page).toHaveURL(here)
  await expect(page.locator('#c0')).toHaveValue('9')
  await expect(page.locator('#c1')).toHaveValue('7')
  await page.locator('#c2').fill('3')
  await expect(page.getByText('Đã lưu.')).toBeVisible()
  await page.goto(here)
  for (const [index, points] of ['9', '7', '3'].entries())
    await expect(page.locator(`#c${index}`)).toHaveValue(points)
})

test('signing out with something that is not stored asks, and then leaves nothing on the device', async ({
  visitor,
  complaints,
}) => {
  const page = await visitor('giamkhao4@demo.vn')
  const here = await openUnread(page)
  await page.route('**/judging/*/sheet', (route) => route.abort('connectionreset'))
  await page.locator('#c0').fill('17')
  await expect(page.getByText(/Mất kết nối/)).toBeVisible()
  const kept = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes(':sheet:')))
  expect((await kept()).length).toBe(1)

  const asked: string[] = []
  page.once('dialog', (dialog) => {
    asked.push(dialog.message())
    void dialog.dismiss()
  })
  await page.getByRole('button', { name: 'Đăng xuất' }).click()
  expect(asked).toEqual([
    'Trên thiết bị này còn nội dung chưa lưu được lên máy chủ. Đăng xuất sẽ xóa nội dung đó. Ông/Bà vẫn muốn đăng xuất?',
  ])
  await expect(page).toHaveURL(here)
  await expect(page.locator('#c0')).toHaveValue('17')

  page.once('dialog', (dialog) => void dialog.accept())
  await page.getByRole('button', { name: 'Đăng xuất' }).click()
  await expect(page.getByRole('link', { name: 'Đăng nhập' }).first()).toBeVisible()
  expect(await kept()).toEqual([])
  expect(complaints.splice(0).every((one) => one.includes('ERR_CONNECTION_RESET'))).toBe(true)
})
