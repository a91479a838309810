import type { Page } from '@playwright/test'
import { freePort, startPortal, type Portal } from '../support/portal.ts'
import { demoPassword, expect, signIn, test } from './support.ts'

/** A passkey is bound to a name: a portal of its own that is reached as localhost. */
let portal: Portal
let origin: string

test.beforeAll(async () => {
  test.setTimeout(180_000)
  const port = await freePort()
  origin = `http://localhost:${port}`
  portal = await startPortal({
    env: { PORT: String(port), APP_ORIGIN: origin },
    flags: ['--no-build'],
  })
})
test.afterAll(() => portal?.stop())

/** A device that holds keys and knows its owner's finger. */
async function withDevice(page: Page) {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    keys: async () =>
      (await devtools.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length,
    owner: (isUserVerified: boolean) =>
      devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
  }
}

test('a judge adds a passkey, signs in with it without a name, and removes it', async ({
  browser,
  complaints,
}) => {
  test.setTimeout(120_000)
  const context = await browser.newContext({ baseURL: origin, locale: 'vi-VN' })
  const page = await context.newPage()
  page.on('pageerror', (error) => complaints.push(String(error)))
  const device = await withDevice(page)
  await signIn(page, 'giamkhao1@demo.vn', demoPassword)
  await page.goto('/account', { waitUntil: 'networkidle' })
  await page.getByRole('link', { name: 'Bước xác minh thứ hai' }).click()
  await page.getByLabel('Tên khóa').fill('Máy tính cơ quan')
  await page.getByRole('button', { name: 'Thêm khóa truy cập' }).click()
  await expect(page.getByRole('heading', { name: 'Mười mã khôi phục' })).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: /^[0-9a-z]{5}-[0-9a-z]{5}$/ })).toHaveCount(10)
  expect(await device.keys()).toBe(1)

  const signOut = () => page.getByRole('button', { name: 'Đăng xuất' }).click()
  const useKey = async () => {
    await page.goto('/sign-in', { waitUntil: 'networkidle' })
    await page.getByRole('button', { name: 'Đăng nhập bằng khóa truy cập (passkey)' }).click()
  }
  await signOut()
  await useKey()
  await expect(page).toHaveURL(/\/judging$/)
  await expect(page.getByRole('link', { name: 'Phạm Đình Trọng' })).toBeVisible()

  await signOut()
  await device.owner(false)
  await useKey()
  await expect(page.getByText('Không đăng nhập được bằng khóa truy cập.')).toBeVisible()
  await expect(page).toHaveURL(/\/sign-in/)
  await device.owner(true)
  await useKey()
  await expect(page).toHaveURL(/\/judging$/)

  await page.goto('/account/second-factor', { waitUntil: 'networkidle' })
  await expect(page.getByText('Máy tính cơ quan', { exact: true })).toBeVisible()
  await page.locator('summary', { hasText: 'Xóa khóa này' }).click()
  await page.getByRole('button', { name: 'Xóa khóa này' }).click()
  await expect(page.getByText('Đã xóa khóa truy cập.')).toBeVisible()
  await signOut()
  await useKey()
  await expect(page.getByText('Không đăng nhập được bằng khóa truy cập.')).toBeVisible()
  await context.close()
})
