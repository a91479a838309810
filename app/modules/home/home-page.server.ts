import { asOf } from '#app/ground.server.ts'
import { categoriesOf } from '../editions/categories.server.ts'
import { listEditions } from '../editions/editions.server.ts'
import { askedFrame } from '../provinces/history.server.ts'
import { currentOf } from '../editions/phase.ts'
import { participationOf } from '../participation/participation-of.server.ts'
import { publishedResults } from '../results/published-results.server.ts'

/** What the public sees first: the edition now running, and the winners and participation of the last published one. */
export const homePage = () => asOf(pageAt)

async function pageAt(now: Date) {
  const editions = await listEditions()
  const current = currentOf(editions)
  const published = editions.find((edition) => edition.phase === 'published')
  const [categories, results, participation] = await Promise.all([
    current ? categoriesOf(current.id) : [],
    published ? publishedResults(published.number) : null,
    published ? participationOf(published.id, await askedFrame(null, published)) : null,
  ])
  const edition = current && {
    number: current.number,
    year: current.year,
    phase: current.phase,
    opensAt: current.opensAt,
    closesAt: current.closesAt,
    windowStart: current.windowStart,
    windowEnd: current.windowEnd,
    rulesVi: current.rulesVi,
    rulesEn: current.rulesEn,
    categories: categories.map(({ nameVi, nameEn }) => ({ nameVi, nameEn })),
  }
  const last = results &&
    participation && {
      number: results.number,
      results: results.results,
      participation: {
        takenAt: participation.takenAt,
        rows: participation.rows,
        tiles: participation.tiles,
        statement: participation.statement,
      },
    }
  return { edition: edition ?? null, last, now }
}
