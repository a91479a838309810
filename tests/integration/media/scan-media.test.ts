import { and, eq, inArray } from 'drizzle-orm'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { database, storage } from '#app/ground.server.ts'
import { openMedia } from '#app/modules/access/open-media.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { entryPage } from '#app/modules/home/entry-page.server.ts'
import { scanMedia, scannerTrouble } from '#app/modules/media/scan-media.server.ts'
import { ScannerAway, scannerAt } from '#app/modules/media/virus-scanner.server.ts'
import { putBackMedia } from '#app/modules/media/put-back-media.server.ts'
import { removeMedia } from '#app/modules/media/remove-media.server.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import { auditEvents, mailMessages, media } from '#db/schema/index.ts'
import {
  makeActor,
  makeEdition,
  makeEntry,
  makeMedia,
  makeSubmitted,
  type MadeEdition,
} from '#tests/factories/index.ts'
import { eicar, startClamd } from '#tests/support/clamd.ts'
import { granted } from '#tests/support/granted.ts'

const folder = mkdtempSync(join(tmpdir(), 'clamd-'))
let [owner, organizer, elsewhere] = [] as unknown as [Actor, Actor, Actor]
let edition: MadeEdition
let clamd: Awaited<ReturnType<typeof startClamd>> | undefined

beforeAll(async () => {
  edition = await makeEdition()
  owner = await makeActor()
  organizer = await makeActor('organizer', { editionId: edition.id })
  elsewhere = await makeActor('organizer', { editionId: (await makeEdition()).id })
})
afterEach(async () => {
  await clamd?.stop()
  clamd = undefined
  // Whatever a test left unread is none of the next one's.
  await database().update(media).set({ state: 'removed' })
})
afterAll(() => rmSync(folder, { recursive: true }))

const row = async (id: string) => (await database().select().from(media).where(eq(media.id, id)))[0]!
async function fileOf(entryId: string, body: string | Buffer) {
  const file = await makeMedia(entryId)
  await storage().put(file.objectKey, Buffer.from(body), 'application/pdf')
  return file
}
const work = async (number: number) => (await makeSubmitted(owner, edition, number)).id
const letters = async () => {
  const to = inArray(mailMessages.recipient, [owner.email, organizer.email, elsewhere.email])
  const rows = await database().select().from(mailMessages).where(to)
  return rows.map(({ recipient }) => recipient).sort()
}
const opens = async (actor: Actor, id: string) => {
  const answer = await openMedia(actor, id, false, true)
  return typeof answer === 'string' ? 'opens' : answer
}
const infected = refuse('media.refused.infected')
const waits = refuse('media.refused.unscanned')

describe.each(['a path', 'host and port'])('a scanner at %s', (where) => {
  it('tells what is clean, what is infected and what is too large, before the end of it is sent', async () => {
    const path = where === 'a path' ? join(folder, 'clamd.ctl') : undefined
    clamd = await startClamd({ path, most: 3_000_000 })
    const scanner = scannerAt(clamd.socket)
    await scanner.ping()
    async function* pieces(...list: (string | Buffer)[]) {
      for (const piece of list) yield await Promise.resolve(Buffer.from(piece))
    }
    expect(await scanner.scan(pieces('%PDF-1.7', '', 'sạch'))).toEqual({ is: 'clean' })
    expect(await scanner.scan(pieces())).toEqual({ is: 'clean' })
    expect(await scanner.scan(pieces('x', eicar.slice(0, 20), eicar.slice(20)))).toEqual({
      is: 'infected',
      found: 'Win.Test.EICAR_HDB-1',
    })
    const film = Array.from({ length: 40 }, () => Buffer.alloc(1_000_000))
    expect(await scanner.scan(pieces(...film))).toEqual({ is: 'tooLarge' })
  })
})

it('a scanner that is not there, or says nothing, is away', async () => {
  const away = expect.any(ScannerAway) as Error
  async function* body() {
    yield await Promise.resolve(Buffer.alloc(10))
  }
  const failure = (of: Promise<unknown>) => of.then(() => null).catch((error: unknown) => error)
  expect(await failure(scannerAt(join(folder, 'none')).scan(body()))).toEqual(away)
  clamd = await startClamd({ mute: true })
  expect(await failure(scannerAt(clamd.socket, 50).scan(body()))).toEqual(away)
  expect(await failure(scannerAt(clamd.socket, 50).ping())).toEqual(away)
})

it('an infected file is opened by nobody, told once to its author and the secretariat, and no part of the dossier', async () => {
  clamd = await startClamd()
  const scanner = scannerAt(clamd.socket)
  const entryId = await work(1)
  const [bad, good] = [await fileOf(entryId, `%PDF ${eicar}`), await fileOf(entryId, '%PDF sạch')]
  expect([await opens(organizer, bad.id), await opens(owner, bad.id)]).toEqual([waits, 'opens'])
  expect(await openMedia(organizer, bad.id, false)).toMatch(/^http/)

  await scanMedia(scanner)
  await scanMedia(scanner)
  expect(clamd.scanned()).toBe(2)
  expect(await row(bad.id)).toMatchObject({
    scan: 'infected',
    infection: 'Win.Test.EICAR_HDB-1',
    aside: true,
    state: 'complete',
  })
  expect(await row(good.id)).toMatchObject({ scan: 'clean', infection: null, aside: false })
  expect(await opens(owner, bad.id)).toEqual(infected)
  // Kept aside, it is not there for anybody else.
  expect([await opens(organizer, bad.id), await opens(organizer, good.id)]).toEqual([null, 'opens'])
  expect(await openMedia(owner, bad.id, false, false)).toEqual(infected)
  expect(await letters()).toEqual([owner.email, organizer.email].sort())
  const told = and(eq(auditEvents.kind, 'media.infected'), eq(auditEvents.subjectId, bad.id))
  expect(await database().$count(auditEvents, told)).toBe(1)

  const seen = (page: Awaited<ReturnType<typeof entryPage>>) =>
    granted(page).files.map(({ id, misfit }) => [id, misfit])
  expect(seen(await entryPage(owner, entryId)).sort()).toEqual(
    [
      [bad.id, 'infected'],
      [good.id, null],
    ].sort(),
  )
  expect(seen(await entryPage(organizer, entryId))).toEqual([[good.id, null]])
})

it('stays infected when it was deleted and put back, and a draft is its author’s to know alone', async () => {
  clamd = await startClamd()
  const before = (await letters()).length
  const { id } = await makeEntry(owner, edition, { withMedia: false })
  const bad = await fileOf(id, eicar)
  await scanMedia(scannerAt(clamd.socket))
  expect((await letters()).length).toBe(before + 1)
  await removeMedia(owner, bad.id)
  expect(await putBackMedia(owner, bad.id)).toEqual({ entryId: id })
  expect(await opens(owner, bad.id)).toEqual(infected)
})

it('waits while the scanner is down, which health tells, and is scanned once it is back', async () => {
  const entryId = await work(2)
  const [first, second] = [await fileOf(entryId, 'một'), await fileOf(entryId, 'hai')]
  const down = scannerAt(join(folder, 'none'))
  await scanMedia(down)
  expect([(await row(first.id)).scan, await opens(organizer, second.id)]).toEqual([null, waits])
  expect(await scannerTrouble(down)).toBe('virus scanner down, files waiting 2')
  expect(await scannerTrouble(null)).toBe('virus scanner none')
  await scanMedia(null)
  expect((await row(first.id)).scan).toBeNull()
  clamd = await startClamd()
  const back = scannerAt(clamd.socket)
  expect(await scannerTrouble(back)).toBeNull()
  await storage().remove(first.objectKey)
  await expect(scanMedia(back)).rejects.toThrow('1 files were not scanned.')
  expect([(await row(first.id)).scan, (await row(second.id)).scan]).toEqual([null, 'clean'])
  expect(await opens(organizer, second.id)).toBe('opens')
})

it('is open where it is larger than the scanner takes', async () => {
  clamd = await startClamd({ most: 10 })
  const file = await fileOf(await work(3), 'dài hơn mười byte')
  await scanMedia(scannerAt(clamd.socket))
  expect([(await row(file.id)).scan, await opens(organizer, file.id)]).toEqual(['tooLarge', 'opens'])
})
