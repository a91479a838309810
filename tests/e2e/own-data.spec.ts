import { expect, test } from './support.ts'

test('somebody sees what is held of them and asks to be erased; an administrator sees first what would go', async ({
  visitor,
  complaints,
}) => {
  const page = await visitor('tacgia19@demo.vn')
  await page.goto('/account')
  await page.getByRole('link', { name: 'Dữ liệu của tôi' }).click()
  await page.getByRole('main').locator('summary').first().click()
  await expect(page.getByRole('definition').filter({ hasText: 'tacgia19@demo.vn' }).first()).toBeVisible()
  await page.getByRole('link', { name: 'Xóa dữ liệu' }).click()
  await page.getByRole('button', { name: 'Gửi yêu cầu' }).click()
  await expect(page.getByText('Hãy đánh dấu xác nhận trước khi gửi.')).toBeVisible()
  expect(complaints.splice(0)).toHaveLength(1)
  await page.getByLabel('Tôi hiểu những điều trên').check()
  await page.getByRole('button', { name: 'Gửi yêu cầu' }).click()
  await expect(page.getByText('Đã gửi yêu cầu.')).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'Chờ tiếp nhận' })).toBeVisible()

  const admin = await visitor('quantri@demo.vn')
  await admin.goto('/admin/requests')
  await admin.getByRole('row').filter({ hasText: 'Xóa dữ liệu' }).first().getByRole('link').click()
  await admin.getByRole('button', { name: 'Xác nhận đã tiếp nhận' }).click()
  await expect(admin.getByText('Đã ghi và gửi thư cho người yêu cầu.')).toBeVisible()
  await admin.getByRole('link', { name: 'Xem trước việc xóa' }).click()
  await expect(admin.getByText('Chưa có gì bị xóa.')).toBeVisible()
  await expect(admin.getByRole('row').filter({ hasText: 'Tài khoản: thư điện tử' })).toContainText(
    'thay bằng địa chỉ không dùng được',
  )

  const organizer = await visitor('bantochuc@demo.vn')
  await organizer.getByRole('link', { name: 'Yêu cầu về dữ liệu cá nhân' }).click()
  await expect(organizer.getByRole('row').filter({ hasText: 'Xóa dữ liệu' }).first()).toContainText(
    'Đã tiếp nhận',
  )
})
