import { eq, sql, type SQL } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { openMedia } from '#app/modules/access/open-media.server.ts'
import type { Actor, Role } from '#app/modules/actor/actor.ts'
import {
  assignments,
  ballots,
  conflicts,
  entryAuthors,
  media,
  roundEntries,
  rounds,
} from '#db/schema/index.ts'
import { makeActor, makeEdition, makeMedia, makeSubmitted, openedRound } from '#tests/factories/index.ts'
import { keepWorld, restoreWorld } from '#tests/matrix/snapshot.ts'
import { plantWorld, type Kind, type World } from '#tests/matrix/world.ts'
import { granted } from '#tests/support/granted.ts'

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
    const link = granted(await openMedia(judges[0]!, file.id, true))
    expect((await fetch(link)).headers.get('Content-Disposition')).toBe(seen)
  })
})

describe('a file is opened', () => {
  let w: World
  let candidate: string
  beforeAll(async () => {
    w = await plantWorld()
    candidate = (await makeMedia(w.second.id)).id
    await keepWorld()
  })
  beforeEach(restoreWorld)

  const run = (statement: SQL) => database().execute(statement)
  const opens = async (actor: Actor, fileId: string) => (await openMedia(actor, fileId, false)) !== null
  const judge: Role = { role: 'judge', editionId: null, provinceFrame: null, provinceCode: null }
  const finalIs = (state: 'open' | 'forming') =>
    run(sql`update ${rounds} set state = ${state} where id = ${w.final.id}`)

  it('by its owner even as a judge, who must keep away from the work everywhere else', async () => {
    const { owner } = w.actors
    const judging = { ...owner, roles: [...owner.roles, judge] }
    expect(await opens(judging, w.workFile.id)).toBe(true)
    await run(sql`update ${entryAuthors} set name_key = 'dau moi tinh' where entry_id = ${w.work.id}`)
    expect(await opens(w.actors.coordinator, w.workFile.id)).toBe(true)
    const both = { ...w.actors.coordinator, roles: [...w.actors.coordinator.roles, judge] }
    expect(await opens(both, w.workFile.id)).toBe(false)
  })

  it('by a judge while the reading stands and the round is not being formed', async () => {
    const { assignedJudge, recusedJudge } = w.actors
    expect(await opens(assignedJudge, w.workFile.id)).toBe(true)
    await database().delete(conflicts)
    expect(await opens(recusedJudge, w.workFile.id)).toBe(false)
    await run(sql`update ${rounds} set state = 'forming' where id = ${w.round.id}`)
    expect(await opens(assignedJudge, w.workFile.id)).toBe(false)
  })

  it('by those who vote on the work, once the round of the ballot is open, and by nobody else', async () => {
    const asked: Kind[] = ['assignedJudge', 'otherPanelJudge', 'recusedJudge']
    const answers = () => Promise.all(asked.map((kind) => opens(w.actors[kind], candidate)))
    expect(await answers()).toEqual([false, false, false])
    await database().insert(roundEntries).values({ roundId: w.final.id, entryId: w.work.id })
    await finalIs('open')
    expect(await answers()).toEqual([true, false, false])
    await run(sql`update ${ballots} set candidates = array[${w.work.id}]`)
    expect(await answers()).toEqual([false, false, false])
  })

  it('by a link that holds for two hours', async () => {
    const link = granted(await openMedia(w.actors.organizer, w.workFile.id, false))
    expect(new URL(link).searchParams.get('X-Amz-Expires')).toBe('600')
  })

  it('once it is whole', async () => {
    await run(sql`
      update ${media} set state = 'uploading', upload_id = 'x', completed_at = null where id = ${w.workFile.id}`)
    for (const kind of ['owner', 'organizer', 'assignedJudge'] as const)
      expect(await opens(w.actors[kind], w.workFile.id)).toBe(false)
  })
})
