import type { Page } from '@playwright/test'
import { demoPassword, expect, signIn, test } from './support.ts'

/** What a browser writes of a form that came back: meant, and just this once. */
const cameBack = (url: string) => [
  `${url}: Failed to load resource: the server responded with a status of 400 (Bad Request)`,
]

test('somebody ends a session left open elsewhere and changes the password', async ({
  visitor,
  complaints,
}) => {
  const email = 'tacgia20@demo.vn'
  const elsewhere = await visitor(email)
  await expect(elsewhere).toHaveURL(/\/entries$/)
  const page = await visitor(email)
  await page.goto('/account')
  await expect(page.getByRole('row')).toHaveCount(3)
  await page.getByRole('button', { name: 'Kết thúc phiên này' }).click()
  await expect(page.getByRole('row')).toHaveCount(2)
  await elsewhere.goto('/entries')
  await expect(elsewhere).toHaveURL(/\/sign-in/)

  await page.getByRole('link', { name: 'Đổi mật khẩu' }).click()
  await page.getByLabel('Mật khẩu hiện nay').fill('không phải mật khẩu này')
  await page.getByLabel('Mật khẩu mới').fill('mot cau khac de nho')
  await page.getByRole('button', { name: 'Đổi mật khẩu' }).click()
  await expect(page.getByText('Mật khẩu hiện nay không đúng. Hãy nhập lại.')).toBeVisible()
  expect(complaints.splice(0)).toEqual(cameBack(page.url()))
  await page.getByLabel('Mật khẩu hiện nay').fill(demoPassword)
  await page.getByLabel('Mật khẩu mới').fill('mot cau khac de nho')
  await page.getByRole('button', { name: 'Đổi mật khẩu' }).click()
  await expect(page.getByText('Đã đổi mật khẩu')).toBeVisible()
  await page.getByRole('button', { name: 'Đăng xuất' }).click()
  await expect(page.getByRole('link', { name: 'Đăng nhập', exact: true })).toBeVisible()
  await signIn(page, email, 'mot cau khac de nho')
  await expect(page).toHaveURL(/\/entries$/)
})

test('the secretariat finds, sorts and is told of a refusal without an old success beside it', async ({
  visitor,
  complaints,
}) => {
  const page = await visitor('bantochuc@demo.vn')
  await expect(page).toHaveURL(/\/organizer$/)
  await page.goto('/organizer/13/entries', { waitUntil: 'networkidle' })
  await page.keyboard.press('/')
  await expect(page.getByLabel('Tên, số, tác giả')).toBeFocused()
  await page.getByRole('link', { name: 'Tên tác phẩm' }).click()
  await expect(page.getByRole('columnheader', { name: /Tên tác phẩm/ })).toHaveAttribute(
    'aria-sort',
    'ascending',
  )
  const titles = await page.locator('tbody th a').allTextContents()
  expect(titles).toEqual([...titles].sort(new Intl.Collator('vi').compare))
  await page.getByLabel('Trạng thái').selectOption({ label: 'Cần bổ sung' })
  await page.getByRole('button', { name: 'Lọc' }).click()
  await expect(page).toHaveURL(/state=returned/)
  // The address changes a moment before the rows do.
  await expect(page.locator('tbody .chip').filter({ hasNotText: 'Cần bổ sung' })).toHaveCount(0)
  expect(new Set(await page.locator('tbody .chip').allTextContents())).toEqual(new Set(['Cần bổ sung']))

  await page.goto('/organizer/13/settings')
  await page.getByRole('button', { name: 'Lưu thiết lập' }).click()
  await expect(page.getByText('Đã lưu thiết lập.')).toBeVisible()
  const start = await page.getByLabel('Đăng, phát từ ngày').inputValue()
  await page.getByLabel('đến hết ngày').fill(`${Number(start.slice(0, 4)) - 1}${start.slice(4)}`)
  await page.getByRole('button', { name: 'Lưu thiết lập' }).click()
  await expect(page.getByText('Ngày kết thúc phải sau ngày bắt đầu. Hãy chọn lại.')).toBeVisible()
  await expect(page.getByText('Đã lưu thiết lập.')).toHaveCount(0)
  expect(complaints.splice(0)).toEqual(cameBack(page.url()))
})

test('a form that meets an ended session waits for who filled it in, with and without script', async ({
  visitor,
  complaints,
  browser,
  baseURL,
}) => {
  const [email, other] = ['tacgia22@demo.vn', 'tacgia23@demo.vn']
  const filledIn = async (page: Page, name: string) => {
    await page.goto('/account')
    await page.getByLabel('Họ và tên').fill(name)
    await page.context().clearCookies({ name: 'session' })
    await page.getByRole('button', { name: 'Lưu thông tin', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'Phiên đăng nhập đã hết' })).toBeVisible()
    await page.getByText('Nội dung đang giữ').click()
    await expect(page.getByText(name)).toBeVisible()
  }
  const sendAgain = (page: Page) => page.getByRole('button', { name: 'Gửi lại' }).click()
  const signInBeside = async (page: Page, who: string) => {
    const beside = await page.context().newPage()
    await signIn(beside, who, demoPassword)
    return beside
  }

  const page = await visitor(email)
  await filledIn(page, 'Nguyễn Thị Giữ Lại')
  const beside = await signInBeside(page, other)
  await sendAgain(page)
  await expect(page.getByText('do một tài khoản khác nhập')).toBeVisible()
  await expect(page.getByText('Nguyễn Thị Giữ Lại')).toBeHidden()
  await beside.getByRole('button', { name: 'Đăng xuất' }).click()
  await signIn(beside, email, demoPassword)
  await sendAgain(page)
  await expect(page.getByLabel('Họ và tên')).toHaveValue('Nguyễn Thị Giữ Lại')
  await page.reload()
  await expect(page.getByLabel('Họ và tên')).toHaveValue('Nguyễn Thị Giữ Lại')

  const plain = await browser.newContext({ baseURL, locale: 'vi-VN', javaScriptEnabled: false })
  const bare = await plain.newPage()
  await bare.goto('/sign-in')
  await bare.getByLabel('Địa chỉ thư điện tử').fill(email)
  await bare.getByLabel('Mật khẩu').fill(demoPassword)
  await bare.getByRole('main').getByRole('button', { name: 'Đăng nhập' }).click()
  await filledIn(bare, 'Nguyễn Thị Không Tập Lệnh')
  await plain.addCookies(await beside.context().cookies())
  await sendAgain(bare)
  await expect(bare.getByLabel('Họ và tên')).toHaveValue('Nguyễn Thị Không Tập Lệnh')
  await plain.close()
  expect(complaints.splice(0).map((said) => said.replace(/^.*status of /, ''))).toEqual([
    '401 (Unauthorized)',
    '403 (Forbidden)',
  ])
})
