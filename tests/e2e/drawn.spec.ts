import { expect, test } from './support.ts'

/** What is drawn is in sight: measured, because a picture without its dot is no error to a browser. */
test('a ranking shows every dot, and its prizes beside the scores', async ({ visitor }) => {
  const page = await visitor('bantochuc@demo.vn')
  await page.setViewportSize({ width: 1366, height: 900 })
  await page.goto('/organizer/11/results')
  const frame = page.locator('.table-frame.ranking')
  const [inside, shown] = await frame.evaluate((element) => [element.scrollWidth, element.clientWidth])
  expect(inside).toBeLessThanOrEqual(shown!)
  const dots = await frame.locator('svg.spread').evaluateAll((pictures) =>
    pictures.map((picture) => {
      const [box, dot] = [picture, picture.querySelector('circle')!].map((one) => one.getBoundingClientRect())
      return { width: box!.width, inside: dot!.left >= box!.left && dot!.right <= box!.right }
    }),
  )
  expect(dots.length).toBeGreaterThan(2)
  for (const { width, inside: seen } of dots) expect([width >= 120, seen]).toEqual([true, true])

  await page.setViewportSize({ width: 360, height: 700 })
  await frame.scrollIntoViewIfNeeded()
  await frame.evaluate((element) => element.scrollTo({ left: element.scrollWidth }))
  await expect(frame.locator('tbody th.title').first()).toBeInViewport()
})

test('participation is printed on one sheet, without what only a screen can do', async ({ visitor }) => {
  const page = await visitor()
  await page.goto('/participation/11')
  await page.emulateMedia({ media: 'print' })
  for (const control of ['button', 'select', '.button', 'summary'])
    expect(await page.locator(`main ${control}:visible`).count()).toBe(0)
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true })
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)!.length).toBe(1)
})
