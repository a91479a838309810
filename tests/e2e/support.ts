import { test as base, expect, type Page } from '@playwright/test'

/** A page that fails its test on any console error or uncaught exception. */
export const test = base.extend<{ complaints: string[] }>({
  complaints: [
    async ({ context }, run) => {
      const complaints: string[] = []
      const listen = (page: Page) => {
        page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
        page.on('pageerror', (error) => complaints.push(String(error)))
      }
      context.on('page', listen)
      await run(complaints)
      expect(complaints).toEqual([])
    },
    { auto: true },
  ],
})

export { expect }

export async function signIn(page: Page, email: string, password: string) {
  await page.goto('/sign-in')
  await page.getByLabel('Địa chỉ thư điện tử').fill(email)
  await page.getByLabel('Mật khẩu').fill(password)
  await page.getByRole('button', { name: 'Đăng nhập' }).click()
  await expect(page.getByRole('button', { name: 'Đăng xuất' })).toBeVisible()
}
