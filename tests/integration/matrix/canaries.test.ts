import { eq, inArray } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { startSession } from '#app/modules/accounts/lucia.server.ts'
import { worksBarredTo } from '#app/modules/judging/known-conflicts.server.ts'
import {
  ballots,
  entries,
  entryAuthors,
  entryParts,
  media,
  priorAwards,
  roundEntries,
  screenings,
} from '#db/schema/index.ts'
import { pages } from '#tests/matrix/pages.ts'
import { ownWorld, type World } from '#tests/matrix/world.ts'
import { portalPages } from '#tests/support/answer-page.ts'

/**
 * Every page, list and file that can be asked for, read by somebody who must keep away from two works: no word of theirs
 * is in any answer. What is looked for can be read by who need not keep away.
 */
const { routes, ask } = await portalPages()
const word = 'Hoàngyến'
let w: World

beforeAll(async () => {
  w = await ownWorld()
  const ids = [w.submitted.id, w.work.id]
  const said = (what: string) => `${word} ${what}`
  const texts = { title: said('tên'), originalTitle: said('tên gốc'), summary: said('tóm tắt') }
  const noted = { agencyText: said('cơ quan'), screeningNote: said('ghi chú') }
  await database()
    .update(entries)
    .set({ ...texts, ...noted, searchKey: 'hoang yen' })
    .where(inArray(entries.id, ids))
  await database()
    .update(media)
    .set({ name: `${word}.pdf` })
    .where(inArray(media.entryId, ids))
  await database().insert(roundEntries).values({ roundId: w.final.id, entryId: w.work.id })
  await database()
    .update(ballots)
    .set({ candidates: [w.second.id, w.work.id] })
    .where(eq(ballots.id, w.ballot.id))
  for (const entryId of ids) {
    const name = said('tác giả')
    const reached = { phone: '0912345678', email: 'hoangyen@thu.vn', address: said('địa chỉ') }
    const written = { penName: said('bút danh'), unit: said('đơn vị'), jobTitle: said('chức vụ') }
    await database()
      .insert(entryAuthors)
      .values({ entryId, position: 2, name, nameKey: 'hoangyen tac gia', ...reached, ...written })
    await database()
      .insert(entryParts)
      .values({ entryId, position: 2, title: said('kỳ'), outlet: said('báo'), url: 'https://hoangyen.vn/' })
    await database()
      .insert(priorAwards)
      .values({ entryId, position: 1, name: said('giải'), level: said('cấp'), organiser: said('nơi trao') })
    await database()
      .insert(screenings)
      .values({ entryId, decision: 'eligible', note: said('nhận xét'), by: w.actors.organizer.userId })
  }
})

/** The addresses whose answers hold a word of the two works, each with where it stands. */
async function tellers(actor: Actor): Promise<string[]> {
  const cookie = (await startSession(actor.userId, { agent: 'thử', address: '127.0.0.1' })).split(';')[0]!
  const found: string[] = []
  for (const { id, path } of routes.filter(({ gets }) => gets))
    for (const edition of path.includes(':edition') ? ['301', '302'] : [''])
      for (const search of searches(id)) {
        const page = pages[id]!
        const own: Record<string, string> = { ...page.at?.(w), ...theirs(id), ...(edition && { edition }) }
        const address = path.replace(/:(\w+)/g, (_, name: string) => own[name] ?? `no-${name}`)
        const request = new Request(`http://portal.test${address}${search}`, { headers: { Cookie: cookie } })
        const answer = await ask(request)
        const text = (await answer.text()) + decodeURIComponent(answer.headers.get('Location') ?? '')
        if (/hoàngyến|hoangyen|0912345678/i.test(text)) found.push(id)
      }
  return [...new Set(found)].sort()
}

/** What is asked of a route about the works: searched for, one page after the other. */
const searches = (id: string) => ['', ...(/entries|results|drafts|_index/.test(id) ? ['?q=hoang+yen'] : [])]

/** Where the table of pages has another work in the address. */
function theirs(id: string): Record<string, string> {
  if (id.includes('media.$mediaId')) return { mediaId: w.workFile.id }
  if (id.includes('$entryId') && id.startsWith('organizer+')) return { entryId: w.work.id }
  return {}
}

it('tells no word of a work to the organizer or judge who must keep away from it, on any page', async () => {
  const { organizer, barredOrganizer, assignedJudge, barredJudge } = w.actors
  for (const [edition, work] of [
    [w.open, w.submitted],
    [w.judged, w.work],
  ] as const)
    expect(await worksBarredTo(barredOrganizer.userId, edition.id)).toContain(work.id)
  expect(await worksBarredTo(barredJudge.userId, w.judged.id)).toContain(w.work.id)

  expect(await tellers(organizer)).toEqual([
    'entries+/$entryId',
    'organizer+/$edition+/entries',
    'organizer+/$edition+/entries_.$entryId',
    'organizer+/$edition+/results',
    'organizer+/$edition+/rounds_.$roundId',
    'organizer+/$edition+/rounds_.$roundId_.ballots',
    'resources+/media.$mediaId',
  ])
  expect(await tellers(assignedJudge)).toEqual([
    'judging+/$assignmentId',
    'judging+/_index',
    'judging+/ballots.$ballotId',
  ])
  expect(await tellers(barredOrganizer)).toEqual([])
  expect(await tellers(barredJudge)).toEqual([])
})
