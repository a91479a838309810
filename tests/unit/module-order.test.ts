import { cruise } from 'dependency-cruiser'
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, it } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'module-order-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** What the rules of the house say of a house with these files. */
async function faults(files: Record<string, string>): Promise<string[]> {
  rmSync(folder, { recursive: true })
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  const options = await extractOptions('./.dependency-cruiser.mjs')
  const { output } = await cruise(['.'], { ...options, baseDir: folder })
  if (typeof output === 'string') throw new Error(output)
  return output.summary.violations.map(({ rule }) => rule.name).sort()
}

const judging = { 'app/modules/judging/round.ts': 'export type Round = string\nexport const round = 1\n' }
const entries = 'app/modules/entries/entry.ts'

it('lets a module import what stands below it', async () => {
  const results = { 'app/modules/results/decide.ts': "export { round } from '../judging/round.ts'\n" }
  expect(await faults({ ...judging, ...results })).toEqual([])
})

it('refuses an arrow upwards, of a value, of a type, and to the schema of an upper module', async () => {
  const value = "import { round } from '../judging/round.ts'\nexport const entry = round\n"
  expect(await faults({ ...judging, [entries]: value })).toEqual(['entries-looks-up'])
  const type = "import type { Round } from '../judging/round.ts'\nexport type Entry = Round\n"
  expect(await faults({ ...judging, [entries]: type })).toEqual(['entries-looks-up'])
  const schema = { 'db/schema/judging.ts': 'export const rounds = 1\n' }
  const table = "import { rounds } from '../../../db/schema/judging.ts'\nexport const entry = rounds\n"
  expect(await faults({ ...schema, [entries]: table })).toEqual(['entries-looks-up'])
  const key = "import { rounds } from './judging.ts'\nexport const entries = rounds\n"
  expect(await faults({ ...schema, 'db/schema/entries.ts': key })).toEqual(['entries-looks-up'])
})

it('refuses a circle of files, be it of types alone', async () => {
  const one = "import type { Two } from './two.ts'\nexport type One = Two[]\n"
  const two = "import type { One } from './one.ts'\nexport type Two = One | null\n"
  expect(await faults({ 'app/modules/entries/one.ts': one, 'app/modules/entries/two.ts': two })).toEqual([
    'circle',
  ])
})

it('refuses a module without a place, a table nobody sees, and pages that modules or components lean on', async () => {
  const unlisted = { 'app/modules/weather/rain.ts': 'export const rain = 1\n' }
  expect(await faults({ ...unlisted, 'app/modules/weather/sun.ts': "import './rain.ts'\n" })).toContain(
    'unlisted-module',
  )
  const index = { 'db/schema/index.ts': 'export const entries = 1\n' }
  expect(await faults({ ...index, [entries]: "import '../../../db/schema/index.ts'\n" })).toEqual([
    'hidden-table',
  ])
  const route = { 'app/routes/home.ts': 'export type Page = string\n' }
  const page = "import type { Page } from '../../routes/home.ts'\nexport type Own = Page\n"
  expect(await faults({ ...route, 'app/modules/home/page.ts': page })).toEqual(['module-knows-edge'])
  expect(await faults({ ...route, 'app/components/ui/page.ts': page })).toEqual(['page-type-from-route'])
})
