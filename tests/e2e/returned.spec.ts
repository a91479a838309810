import { expect, test } from './support.ts'

/** A work of the demo that waits for screening, and its author. */
const work = { author: 'tacgia14@demo.vn', title: /Tiếng Việt ở xứ người/ }
const shots = process.env.SHOTS

test('what the secretariat asks for is ticked off before it is handed in, and comes back to it told', async ({
  visitor,
  complaints,
}) => {
  const organizer = await visitor('bantochuc@demo.vn')
  await organizer.goto(
    '/organizer/13/entries?state=submitted&q=ti%E1%BA%BFng+vi%E1%BB%87t+%E1%BB%9F+x%E1%BB%A9+ng%C6%B0%E1%BB%9Di',
  )
  const author = await visitor(work.author)
  await author.goto('/entries')
  const row = author.getByRole('row', { name: work.title }).filter({ hasText: 'Đã nộp' }).first()
  const here = (await row.getByRole('link').getAttribute('href'))!
  const number = (await row.getByRole('cell').nth(1).innerText()).trim()
  await organizer.getByRole('row', { name: number }).getByRole('link').click()
  await expect(organizer.getByLabel('Đề nghị bổ sung')).toBeVisible()
  const dossier = organizer.url()
  await organizer.getByLabel('Đề nghị bổ sung').check()
  await organizer.getByLabel('Hạn bổ sung').fill('2099-01-01T17:00')
  await organizer.getByRole('button', { name: 'Ghi kết luận và gửi thư cho tác giả' }).click()
  await expect(organizer.getByText('Chọn ít nhất một phần cần bổ sung.')).toBeVisible()
  expect(complaints.splice(0)).toEqual([
    `${dossier}: Failed to load resource: the server responded with a status of 400 (Bad Request)`,
  ])
  await organizer.locator('[name="reason.parts"]').fill('Kiểm tra lại ngày phát')
  await organizer.getByText('Chọn từng mục: Tác phẩm').click()
  await organizer.getByLabel('Bản giới thiệu tác phẩm (tiếng Việt)').check()
  await organizer.locator('[name="reason.work"]').fill('Chưa nêu phản hồi của công chúng')
  if (shots)
    for (const width of [360, 1440]) {
      await organizer.setViewportSize({ width, height: 900 })
      await organizer.screenshot({ path: `${shots}-form-${width}.png`, fullPage: true })
    }
  await organizer.getByRole('button', { name: 'Ghi kết luận và gửi thư cho tác giả' }).click()
  await expect(organizer.getByText('Đã ghi kết luận và gửi thư cho tác giả.')).toBeVisible()

  await author.goto(here)
  const asked = author.getByRole('region', { name: 'Ban Thư ký đề nghị' })
  const items = asked.getByRole('listitem')
  await expect(items).toHaveText([
    /Bản giới thiệu tác phẩm.*Chưa sửa.*Chưa nêu phản hồi của công chúng/,
    /Các kỳ.*Chưa sửa.*Kiểm tra lại ngày phát/,
  ])
  await expect(author.getByRole('heading', { name: 'Còn thiếu 2 mục' })).toBeVisible()
  await expect(author.getByRole('button', { name: 'Nộp bổ sung' })).toHaveCount(0)
  if (shots)
    for (const width of [360, 1440]) {
      await author.setViewportSize({ width, height: 900 })
      await author.screenshot({ path: `${shots}-asked-${width}.png` })
    }
  const summary = author.locator('#summary')
  await summary.fill(`${await summary.inputValue()} Độc giả phản hồi tích cực.`)
  await expect(items.nth(0).getByText('Đã sửa')).toBeVisible()
  await items
    .nth(1)
    .getByLabel(/Lý do giữ nguyên/)
    .fill('Đã kiểm tra, ngày phát đúng')
  await expect(items.nth(1).getByText('Giữ nguyên', { exact: true })).toBeVisible()
  await author.getByRole('button', { name: 'Nộp bổ sung' }).first().click()
  await expect(author.getByText('Đây là lần nộp bổ sung')).toBeVisible()

  await organizer.goto(dossier)
  const told = organizer.getByRole('listitem').filter({ hasText: 'Đã sửa' })
  await expect(told.last()).toContainText('Độc giả phản hồi tích cực.')
  await expect(organizer.getByText('“Đã kiểm tra, ngày phát đúng”')).toBeVisible()
  if (shots)
    for (const width of [360, 1440]) {
      await organizer.setViewportSize({ width, height: 900 })
      await organizer.screenshot({ path: `${shots}-told-${width}.png`, fullPage: true })
    }
})
