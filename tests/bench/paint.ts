import { chromium } from '@playwright/test'
import { chromiumPath } from '../support/chromium.ts'

/**
 * Largest contentful paint of a first visit, in milliseconds: 4× slower CPU, 1.6 Mbit/s down, 150 ms round trip (the
 * figures Lighthouse uses for a phone on a slow line), nothing stored. The median of three visits.
 */
export async function largestPaints(pages: { name: string; url: string; cookie: string }[]) {
  const executablePath = chromiumPath()
  if (!executablePath) return null
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
  })
  const result: Record<string, number> = {}
  try {
    for (const { name, url, cookie } of pages) {
      const times: number[] = []
      for (let visit = 0; visit < 3; visit++) {
        const context = await browser.newContext({ viewport: { width: 1366, height: 768 } })
        await context.addCookies(cookiesOf(cookie, url))
        const page = await context.newPage()
        const client = await context.newCDPSession(page)
        await client.send('Network.emulateNetworkConditions', {
          offline: false,
          latency: 150,
          downloadThroughput: 200_000,
          uploadThroughput: 90_000,
        })
        await client.send('Emulation.setCPUThrottlingRate', { rate: 4 })
        await page.goto(url, { waitUntil: 'load' })
        times.push(
          await page.evaluate(
            () =>
              new Promise<number>((found) =>
                new PerformanceObserver((list) => found(list.getEntries().at(-1)!.startTime)).observe({
                  type: 'largest-contentful-paint',
                  buffered: true,
                }),
              ),
          ),
        )
        await context.close()
      }
      result[name] = Math.round(times.sort((a, b) => a - b)[1]!)
    }
    return result
  } finally {
    await browser.close()
  }
}

function cookiesOf(header: string, url: string) {
  return header
    .split('; ')
    .filter(Boolean)
    .map((pair) => {
      const [key, ...rest] = pair.split('=')
      return { name: key!, value: rest.join('='), url: new URL(url).origin }
    })
}
