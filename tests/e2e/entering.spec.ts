import { demoPassword, expect, expectOnlySignedOut, test } from './support.ts'

test('choosing a category asks for its files at once, and what arrived counts at once', async ({
  visitor,
}) => {
  const page = await visitor('tacgia11@demo.vn')
  await page.goto('/entries')
  await page.getByRole('button', { name: /Lập hồ sơ dự giải lần thứ XIII/ }).click()
  await expect(page.getByText('Chọn hạng mục trước')).toBeVisible()
  await page.getByLabel('Hạng mục').selectOption({ label: 'Ảnh' })
  const side = page.getByRole('complementary')
  await expect(side.getByRole('link', { name: 'Tệp ảnh' })).toBeVisible()
  await page.locator('#files').setInputFiles('public/screenshots/judge.png')
  await expect(page.getByRole('link', { name: 'judge.png' })).toBeVisible()
  await expect(side.getByRole('link', { name: 'Tệp ảnh' })).toHaveCount(0)
  await expect(side.getByRole('link', { name: 'Có ảnh nhỏ hơn 3000 px' })).toBeVisible()
})

test('a row asked for while a save is under way is added, and the last words are kept', async ({
  visitor,
}) => {
  const page = await visitor('tacgia11@demo.vn')
  await page.goto('/entries')
  await page.getByRole('button', { name: /Lập hồ sơ dự giải lần thứ XIII/ }).click()
  await page.getByLabel('Tên tác phẩm (tiếng Việt)').fill('Vừa gõ vừa thêm')
  await page.getByRole('button', { name: 'Thêm tác giả' }).click()
  await page.getByRole('button', { name: 'Thêm kỳ' }).click()
  await expect(page.getByText('Kỳ 2', { exact: true })).toBeVisible()
  await expect(page.getByText('Tác giả 2', { exact: true })).toBeVisible()
  for (const number of [3, 4, 5]) {
    await page.getByRole('button', { name: 'Thêm kỳ' }).click()
    await expect(page.getByText(`Kỳ ${number}`, { exact: true })).toBeVisible()
  }
  await expect(page.getByText('Thể lệ cho phép tối đa 5 kỳ')).toBeVisible()
  const here = page.url()
  await page.getByLabel('Tên tác phẩm (tiếng Việt)').fill('Chữ cuối cùng')
  await page.getByRole('link', { name: 'Tác phẩm của tôi' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Tác phẩm của tôi' })).toBeVisible()
  await page.waitForLoadState('networkidle')
  await page.goto(here)
  await expect(page.getByLabel('Tên tác phẩm (tiếng Việt)')).toHaveValue('Chữ cuối cùng')
})

test('an ended session is told on a phone too, and what is typed goes on once its author is back', async ({
  visitor,
  complaints,
}) => {
  const page = await visitor('tacgia13@demo.vn')
  await page.goto('/entries')
  await page.getByRole('button', { name: /Lập hồ sơ dự giải lần thứ XIII/ }).click()
  const title = page.getByLabel('Tên tác phẩm (tiếng Việt)')
  await title.fill('Trước khi hết phiên')
  await expect(page.getByText(/Đã lưu lúc/)).toBeVisible()
  await page.setViewportSize({ width: 360, height: 740 })
  await page.context().clearCookies()
  await title.fill('Sau khi hết phiên')
  await page.getByRole('button', { name: 'Phiên đăng nhập đã hết' }).click()
  const opened = page.waitForEvent('popup')
  await page.getByRole('link', { name: 'Đăng nhập ở thẻ mới' }).click()
  const beside = await opened
  await beside.waitForLoadState('networkidle')
  await beside.getByLabel('Địa chỉ thư điện tử').fill('tacgia13@demo.vn')
  await beside.getByLabel('Mật khẩu').fill(demoPassword)
  await beside.getByRole('main').getByRole('button', { name: 'Đăng nhập' }).click()
  await expect(beside.getByRole('button', { name: 'Đăng xuất' })).toBeVisible()
  await beside.close()
  await expect(page.getByText(/Đã lưu lúc/)).toBeVisible()
  await page.reload()
  await expect(title).toHaveValue('Sau khi hết phiên')
  expectOnlySignedOut(complaints)
})

test('a draft is withdrawn only after its author has read what that means', async ({ visitor }) => {
  const page = await visitor('tacgia12@demo.vn')
  await page.goto('/entries')
  await page.getByRole('button', { name: /Lập hồ sơ dự giải lần thứ XIII/ }).click()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.locator('summary', { hasText: 'Rút tác phẩm' }).click()
  await expect(page.getByText('Bản nháp đã rút được giữ lại một tuần')).toBeVisible()
  await page.locator('.confirmed').getByRole('button', { name: 'Rút tác phẩm' }).click()
  await expect(page.getByText('Đã rút', { exact: true }).first()).toBeVisible()
})
