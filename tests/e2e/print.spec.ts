import { outside, overprinted, pagesOf, pdfFile } from '#tests/support/printed-pages.ts'
import { isHere } from '#tests/support/programs.ts'
import { expect, test } from './support.ts'

test.skip(!isHere('pdftotext'), 'apt-get install poppler-utils')

const organizer = 'bantochuc@demo.vn'
for (const [name, path, who, most] of [
  ['the home page', '/', undefined, 1],
  ['an organizer’s home', '/organizer/12', organizer, 1],
  ['participation', '/participation/11', undefined, 1],
  ['participation for the organizers', '/organizer/12/participation', organizer, 1],
  ['a province', '/province', 'khanhhoa@demo.vn', 2],
] as const)
  test(`${name} prints on ${most} A4, without buttons, nothing over another`, async ({ visitor }) => {
    const page = await visitor(who)
    await page.goto(path, { waitUntil: 'networkidle' })
    const file = pdfFile(await page.pdf({ format: 'A4', preferCSSPageSize: true }))
    const pages = await pagesOf(file)
    await page.emulateMedia({ media: 'print' })
    await expect(page.locator('button:visible, .button:visible, details:not([open]):visible')).toHaveCount(
      0,
      { timeout: 2000 },
    )
    for (const one of pages) {
      expect([one.width, one.height].map(Math.round)).toEqual([595, 842])
      expect(outside(one, 20)).toEqual([])
      expect(overprinted(one)).toEqual([])
    }
    expect(pages.length).toBeLessThanOrEqual(most)
  })
