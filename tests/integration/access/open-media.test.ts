import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { openMedia } from '#app/modules/access/open-media.server.ts'
import { assignments } from '#db/schema/index.ts'
import { makeActor, makeEdition, makeMedia, makeSubmitted, openedRound } from '#tests/factories/index.ts'

describe('the name of a file', () => {
  it.each([
    ['blind', true, `attachment; filename="tac-pham.pdf"; filename*=UTF-8''tac-pham.pdf`],
    ['open', false, `attachment; filename="Le An.pdf"; filename*=UTF-8''L%C3%AA%20An.pdf`],
  ])('in a round that is %s', async (_round, blind, seen) => {
    const [organizer, owner, edition] = [await makeActor('organizer'), await makeActor(), await makeEdition()]
    const judges = [await makeActor('judge'), await makeActor('judge')]
    const work = await makeSubmitted(owner, edition, 1)
    const file = await makeMedia(work.id, { name: 'Lê An.pdf' })
    await openedRound(organizer, edition, judges, blind)
    expect(await database().$count(assignments, eq(assignments.judgeId, judges[0]!.userId))).toBe(1)
    const link = await openMedia(judges[0]!, file.id, true)
    expect((await fetch(link!)).headers.get('Content-Disposition')).toBe(seen)
  })
})
