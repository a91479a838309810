import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './support.ts'

/** Every page of every role: nothing for axe to find (WCAG 2.2 AA) and nothing wider than the screen, in both languages. */
type Open = string | ((page: Page) => Promise<void>)

const follow = (from: string, link: string) => async (page: Page) => {
  await page.goto(from)
  await page.goto((await page.locator(link).first().getAttribute('href'))!)
}

const deeper = (from: string, first: string, then: string) => async (page: Page) => {
  await follow(from, first)(page)
  await page.goto((await page.locator(then).first().getAttribute('href'))!)
}

const roles: Record<string, { email?: string; pages: Open[] }> = {
  anyone: {
    pages: [
      '/',
      '/sign-in',
      '/register',
      '/forgot-password',
      '/privacy',
      '/results/11',
      '/participation/11',
      '/participation/11?frame=2004',
      '/behalf/khong-co',
      '/confirm/khong-co',
      '/invitation/khong-co',
    ],
  },
  reporter: {
    email: 'tacgia@demo.vn',
    pages: [
      '/entries',
      follow('/entries', 'tr:has(.chip[data-tone=plain]) th a'),
      follow('/entries', 'tr:has(.chip[data-tone=done]) th a'),
      '/account',
      '/account/data',
      '/account/requests?kind=erase',
      '/account/passkeys',
    ],
  },
  judge: {
    email: 'giamkhao1@demo.vn',
    pages: [
      '/judging',
      follow('/judging', 'tr:has(.chip[data-tone=plain]) th a'),
      follow('/judging', 'tr:has(.chip[data-tone=done]) th a'),
      follow('/judging', 'main a[href*="/judging/conflicts"]'),
      follow('/judging', 'main a[href*="/judging/panels"]'),
    ],
  },
  organizer: {
    email: 'bantochuc@demo.vn',
    pages: [
      '/organizer',
      '/organizer/13',
      '/organizer/13/entries',
      follow('/organizer/13/entries', 'tbody th a'),
      '/organizer/12/rounds',
      follow('/organizer/12/rounds', 'tbody th a'),
      deeper('/organizer/12/rounds', 'tbody th a', 'a[href$="/quality"]'),
      deeper('/organizer/11/rounds', 'tbody th a', 'a[href$="/minutes"]'),
      '/organizer/11/results',
      '/organizer/12/results?category=all',
      '/organizer/13/exports',
      '/organizer/13/settings',
      follow('/organizer/13/settings', 'tbody th a'),
    ],
  },
  'organizer, participation': {
    email: 'bantochuc@demo.vn',
    pages: [
      '/organizer/11/participation',
      '/organizer/11/participation?frame=2004&sort=-received',
      '/organizer/11/participation?measure=eligibleRate',
      '/organizer/11/participation/measures?by=agency',
      '/organizer/11/participation/editions',
      '/organizer/13/participation/campaigns',
      '/organizer/13/participation/quotas',
      '/organizer/agencies',
      follow('/organizer/agencies', 'tbody th a'),
      '/organizer/13/participation/targets?propose',
    ],
  },
  coordinator: {
    email: 'khanhhoa@demo.vn',
    pages: [
      '/province?edition=13',
      '/province?edition=11',
      '/province/steps/submitted?edition=11',
      '/province/steps/invited?edition=13',
      '/province/launch?edition=13',
      '/province/launch/letter?edition=13',
      '/province/invitations?edition=13',
      '/province/drafts?edition=13',
      '/province/entering?edition=13',
      '/province/endorsement?edition=13',
    ],
  },
  admin: {
    email: 'quantri@demo.vn',
    pages: [
      '/admin',
      '/admin/outbox',
      '/admin/audit',
      '/admin/provinces',
      '/admin/people',
      follow('/admin/people', 'tbody a[href^="/admin/people/usr_"]'),
      '/admin/people/invitations',
      '/admin/people/inviting',
      '/admin/requests',
      '/admin/holidays',
      '/account/second-factor',
    ],
  },
}

// A finding names its page and element; recording every step makes the suite a fifth slower.
test.use({ trace: 'off' })

for (const [role, { email, pages }] of Object.entries(roles)) {
  test(`the pages of ${role} are sound`, async ({ visitor, baseURL }) => {
    test.setTimeout(480_000)
    const page = await visitor(email)
    for (const { width, language, colorScheme } of [
      { width: 1440, language: 'vi', colorScheme: 'light' },
      { width: 360, language: 'vi', colorScheme: 'dark' },
      { width: 360, language: 'en', colorScheme: 'light' },
    ] as const) {
      await page.context().addCookies([{ name: 'lng', value: language, url: baseURL! }])
      await page.setViewportSize({ width, height: width > 600 ? 900 : 740 })
      await page.emulateMedia({ colorScheme })
      for (const open of pages) {
        if (typeof open === 'string') await page.goto(open)
        else await open(page)
        await expect(page.locator('html')).toHaveAttribute('lang', language)
        await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
        const { violations } = await new AxeBuilder({ page })
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
          // Without it each page is looked at from a second, blank one; it leaves out only frames of other sites.
          .setLegacyMode()
          .analyze()
        expect(
          violations.map((found) => `${page.url()} ${width} ${found.id}: ${found.nodes[0]!.html}`),
        ).toEqual([])
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
          `${page.url()} at ${width}`,
        ).toBeLessThanOrEqual(0)
        if (width === 1440) await expect(page).not.toHaveTitle('')
      }
    }
  })
}

test('without script a draft is written, refused and kept', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false, locale: 'vi-VN' })
  const page = await context.newPage()
  await page.goto('/sign-in')
  await page.getByLabel('Địa chỉ thư điện tử').fill('tacgia10@demo.vn')
  await page.getByLabel('Mật khẩu').fill('thong-tin-doi-ngoai')
  await page.getByRole('main').getByRole('button', { name: 'Đăng nhập' }).click()
  await page.goto('/entries')
  await page.getByRole('button', { name: /Lập hồ sơ dự giải lần thứ XIII/ }).click()
  await page.getByLabel('Tên tác phẩm (tiếng Việt)').fill('Không cần kịch bản')
  await page.getByRole('button', { name: 'Thêm kỳ' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Không cần kịch bản' })).toBeVisible()
  await expect(page.getByText('Kỳ 2', { exact: true })).toBeVisible()
  await page.getByLabel('Bản giới thiệu tác phẩm').fill('x'.repeat(100_000))
  await page.getByRole('button', { name: 'Lưu bản nháp' }).click()
  await expect(page.getByText('Nội dung dài quá 20.000 ký tự. Hãy rút ngắn.')).toBeVisible()
  await expect(page.getByLabel('Bản giới thiệu tác phẩm')).toHaveValue('x'.repeat(100_000))
  await context.close()
})
