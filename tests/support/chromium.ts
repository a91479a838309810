import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

/** The browser the journeys run in: one named, Playwright's own, or Debian's. */
export function chromiumPath(): string | null {
  const places = [
    process.env.CHROMIUM_PATH,
    chromium.executablePath(),
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ]
  return places.find((place) => place && existsSync(place)) ?? null
}
