import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { cpuMilliseconds } from './processes.ts'
import { signIn, startBench } from './start.ts'
import type { Seeded } from './seed.ts'

type Size = 'small' | 'large'
type Measured = { small: number; large: number; ratio: number; whole: boolean }
type Page = { path: (seeded: Seeded) => string; as?: 'organizer' | 'judge'; whole?: boolean }

const organizers = (rest: string, whole = false): Page => ({
  path: ({ number }) => `/organizer/${number}${rest}`,
  as: 'organizer',
  whole,
})

/** `whole`: pages that show or count all works, which may grow as the award does. */
const pages: Record<string, Page> = {
  home: { path: () => '/' },
  'judge queue': { path: () => '/judging', as: 'judge' },
  'score form': { path: ({ judges }) => `/judging/${judges[0]!.assignmentIds[0]}`, as: 'judge' },
  'edition overview': organizers(''),
  rounds: organizers('/rounds'),
  'one round': {
    path: ({ number, roundId }) => `/organizer/${number}/rounds/${roundId}`,
    as: 'organizer',
  },
  'entries, first page': organizers('/entries'),
  search: organizers('/entries?q=so+1234'),
  'participation, public': { path: ({ number }) => `/participation/${number}`, whole: true },
  'participation, organizer': organizers('/participation', true),
  targets: organizers('/participation/targets', true),
  'all-rows list': organizers('/results?category=all', true),
  'ranking of one category': organizers('/results', true),
}

/** CPU of one request of each page, all processes and Postgres included, at 2,500 and at 25,000 works. */
export async function measureGrowth(folder: string, seconds: number): Promise<Record<string, Measured>> {
  const [small, large] = [
    await measureAt(folder, 'small', seconds),
    await measureAt(folder, 'large', seconds),
  ]
  return Object.fromEntries(
    Object.entries(pages).map(([name, { whole = false }]) => [
      name,
      { small: small[name]!, large: large[name]!, ratio: round(large[name]! / small[name]!), whole },
    ]),
  )
}

async function measureAt(folder: string, size: Size, seconds: number): Promise<Record<string, number>> {
  const home = join(folder, size)
  mkdirSync(home, { mode: 0o755 })
  const { portal, seeded, pids, stop } = await startBench(home, size)
  try {
    const cookies = {
      organizer: await signIn(portal.origin, seeded.organizer),
      judge: await signIn(portal.origin, seeded.judges[0]!.email),
    }
    const found: Record<string, number> = {}
    for (const [name, { path, as }] of Object.entries(pages)) {
      const ask = async () => {
        const answer = await fetch(portal.origin + path(seeded), {
          headers: { Cookie: as ? cookies[as] : '' },
        })
        if (answer.status !== 200) throw new Error(`${name} answered ${answer.status}`)
        await answer.arrayBuffer()
      }
      found[name] = await cpuOf(ask, pids, seconds)
    }
    return found
  } finally {
    await stop()
  }
}

/** One after the other, for so long and at least three times; the first ones, which compile and fill caches, apart. */
async function cpuOf(ask: () => Promise<void>, pids: () => number[], seconds: number): Promise<number> {
  for (let turn = 0; turn < 5; turn++) await ask()
  const before = cpuMilliseconds(pids())
  const until = performance.now() + seconds * 1000
  let asked = 0
  while (asked < 3 || performance.now() < until) {
    await ask()
    asked++
  }
  return round((cpuMilliseconds(pids()) - before) / asked)
}

const round = (value: number) => Math.round(value * 100) / 100
