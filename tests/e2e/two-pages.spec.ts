import type { Page } from '@playwright/test'
import { demoPassword, expect, signIn, test } from './support.ts'

const title = (page: Page) => page.getByLabel('Tên tác phẩm (tiếng Việt)')
const original = (page: Page) => page.getByLabel('Tên gốc')
const saved = (page: Page) => expect(page.getByText(/Đã lưu lúc/)).toBeVisible()

async function newDossier(page: Page): Promise<string> {
  await page.goto('/entries')
  await page.getByRole('button', { name: /Lập hồ sơ dự giải lần thứ XIII/ }).click()
  await expect(title(page)).toBeVisible()
  await page.waitForLoadState('networkidle')
  return page.url()
}

async function openBeside(page: Page, address: string): Promise<Page> {
  const other = await page.context().newPage()
  await other.goto(address, { waitUntil: 'networkidle' })
  return other
}

test('two pages write beside each other, and a field that both wrote is decided in the page', async ({
  visitor,
}) => {
  const one = await visitor('tacgia15@demo.vn')
  const address = await newDossier(one)
  const other = await openBeside(one, address)
  await title(one).fill('Biển gọi')
  await saved(one)
  await original(other).fill('The sea calls')
  await saved(other)
  await expect(title(other)).toHaveValue('Biển gọi')
  await expect(other.getByText('nội dung mới đã hiện trên trang này')).toBeVisible()

  await title(one).fill('Biển gọi ta về')
  await saved(one)
  await expect(one.getByText('Đang lưu…')).toBeHidden()
  await title(other).fill('Biển Đông gọi')
  await expect(other.getByText('Ở nơi khác vừa ghi:')).toBeVisible()
  await expect(other.getByRole('blockquote')).toHaveText('Biển gọi ta về')
  await expect(other.getByRole('heading', { name: '1 ô chưa lưu được' })).toBeVisible()
  await other.getByRole('button', { name: 'Giữ nội dung tôi nhập' }).click()
  await expect(other.getByText('Ở nơi khác vừa ghi:')).toBeHidden()
  await saved(other)
  await one.reload()
  await expect(title(one)).toHaveValue('Biển Đông gọi')
  await expect(original(one)).toHaveValue('The sea calls')
})

test('what is refused stays on the screen and over a reload, and the rest is stored', async ({ visitor }) => {
  const page = await visitor('tacgia15@demo.vn')
  await newDossier(page)
  const minutes = page.getByLabel('Thời lượng (phút)')
  await minutes.fill('4,5')
  await title(page).fill('Bốn phút rưỡi')
  await page.getByLabel('Đường dẫn').fill('baoquangninh.vn/bien')
  const side = page.getByRole('complementary')
  await expect(side.getByRole('link', { name: 'Thời lượng (phút)' })).toBeVisible()
  await expect(side.getByText('Hồ sơ đã đủ')).toBeHidden()
  page.on('dialog', (dialog) => void dialog.accept())
  await page.reload({ waitUntil: 'networkidle' })
  await expect(minutes).toHaveValue('4,5')
  await expect(title(page)).toHaveValue('Bốn phút rưỡi')
  await expect(page.getByLabel('Đường dẫn')).toHaveValue('https://baoquangninh.vn/bien')
  await minutes.fill('5')
  await saved(page)
  await expect(side.getByRole('link', { name: 'Thời lượng (phút)' })).toBeHidden()
})

test('what was typed without a line is there after the page was closed, for its author alone', async ({
  visitor,
  complaints,
}) => {
  const page = await visitor('tacgia15@demo.vn')
  const context = page.context()
  const address = await newDossier(page)
  await title(page).fill('Trước khi mất mạng')
  await saved(page)
  await context.setOffline(true)
  await title(page).fill('Gõ khi mất')
  await expect(page.getByText('Chưa lưu được, đang thử lại…')).toBeVisible()
  await title(page).fill('Gõ khi mất mạng')
  await page.close({ runBeforeUnload: false })
  await context.setOffline(false)
  const list = await context.newPage()
  await list.goto('/entries')
  const here = list.getByText('Có nội dung giữ trong trình duyệt này')
  await expect(here).toHaveCount(1)
  await expect(list.getByRole('row').filter({ has: here })).toContainText('Trước khi mất mạng')
  const again = await openBeside(await context.newPage(), address)
  await expect(title(again)).toHaveValue('Gõ khi mất mạng')
  await saved(again)
  await expect(here).toHaveCount(0)
  await list.close()

  await context.setOffline(true)
  await title(again).fill('Chưa gửi')
  await expect(again.getByText('Chưa lưu được, đang thử lại…')).toBeVisible()
  const asked = again.waitForEvent('dialog')
  const pressed = again.getByRole('button', { name: 'Đăng xuất' }).click()
  await (await asked).dismiss()
  await pressed
  await expect(title(again)).toHaveValue('Chưa gửi')
  await context.setOffline(false)
  again.once('dialog', (dialog) => void dialog.accept())
  await saved(again)
  await again.getByRole('button', { name: 'Đăng xuất' }).click()
  await signIn(again, 'tacgia16@demo.vn', demoPassword)
  expect(
    await again.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('dossier'))),
  ).toEqual([])
  complaints.splice(0)
})

test('without script a field that was changed elsewhere is shown with both texts, and nothing is lost', async ({
  visitor,
  browser,
  baseURL,
  complaints,
}) => {
  const one = await visitor('tacgia15@demo.vn')
  const address = await newDossier(one)
  const plain = await browser.newContext({ baseURL, locale: 'vi-VN', javaScriptEnabled: false })
  await plain.addCookies(await one.context().cookies())
  const bare = await plain.newPage()
  await bare.goto(address)
  await title(one).fill('Từ trang kia')
  await saved(one)
  await title(bare).fill('Không tập lệnh')
  await original(bare).fill('No script')
  await bare.getByRole('button', { name: 'Lưu bản nháp' }).click()
  await expect(bare.getByText('thành “Từ trang kia”')).toBeVisible()
  await expect(title(bare)).toHaveValue('Không tập lệnh')
  await bare.getByRole('button', { name: 'Lưu bản nháp' }).click()
  await expect(bare.getByText('thành “Từ trang kia”')).toBeHidden()
  await one.reload()
  await expect(title(one)).toHaveValue('Không tập lệnh')
  await expect(original(one)).toHaveValue('No script')
  await plain.close()
  complaints.splice(0)
})
