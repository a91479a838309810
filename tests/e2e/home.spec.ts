import { expect, test } from './support.ts'

test('anyone reads the home page in both languages', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1 })).toContainText(
    'Giải thưởng toàn quốc về thông tin đối ngoại',
  )
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(
    'National External Information Service Award',
  )
})
