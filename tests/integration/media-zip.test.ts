import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { strFromU8, unzipSync } from 'fflate'
import { beforeAll, describe, expect, it } from 'vitest'
import { database, storage } from '#app/ground.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import type { ExportParameters } from '#app/modules/exports/kinds.ts'
import { makeExport } from '#app/modules/exports/make-export.server.ts'
import { cancelExport, requestExport, retryExport } from '#app/modules/exports/request-export.server.ts'
import { exports, mailMessages } from '#db/schema/index.ts'
import { makeActor, makeEdition, makeMedia, makeSubmitted } from '#tests/factories/index.ts'
import { sized } from '#tests/support/size.ts'

let organizer: Actor
beforeAll(async () => {
  organizer = await makeActor('organizer')
})

const stateOf = async (exportId: string) =>
  (await database().select().from(exports).where(eq(exports.id, exportId)))[0]!

describe('the files of works as ZIP', () => {
  it('has a folder a work, a list with SHA-256, and names what could not be had', async () => {
    const own = await makeEdition({ number: 21 })
    const author = await makeActor()
    const works = [
      await makeSubmitted(author, own, 1),
      await makeSubmitted(author, own, 2, { provinceCode: '56' }),
    ]
    const names = ['Bài viết.pdf', '../../etc/passwd', 'Bài viết.pdf']
    for (const [index, name] of names.entries()) await makeMedia(works[Math.floor(index / 2)]!.id, { name })
    const gone = await makeMedia(works[1]!.id, { name: 'mất.pdf' })
    await storage().remove(gone.objectKey)
    const changed = await makeMedia(works[1]!.id, { name: 'khác.pdf', sha256: '0'.repeat(64) })
    const { exportId } = (await requestExport(organizer, own.id, 'mediaZip', {}))!
    await makeExport(exportId)
    const row = await stateOf(exportId)
    expect([row.state, row.rows, row.failures]).toEqual([
      'done',
      5,
      ['XXI-0002/mất.pdf', 'XXI-0002/khác.pdf'],
    ])
    const files = unzipSync(await storage().read(row.objectKey!))
    const paths = [
      'XXI-0001/Bài viết.pdf',
      'XXI-0001/__.._etc_passwd',
      'XXI-0002/Bài viết.pdf',
      'XXI-0002/khác.pdf',
    ]
    expect(Object.keys(files).sort()).toEqual([...paths, 'manifest.csv'].sort())
    const list = strFromU8(files['manifest.csv']!)
      .replace('\ufeff', '')
      .trim()
      .split('\r\n')
      .map((line) => line.split(','))
    const sha = createHash('sha256').update(files[paths[0]!]!).digest('hex')
    const bytes = String(changed.bytes)
    expect(list).toEqual([
      ['path', 'sha256', 'bytes', 'state'],
      [paths[0], sha, bytes, 'đủ'],
      [paths[1], sha, bytes, 'đủ'],
      [paths[2], sha, bytes, 'đủ'],
      ['XXI-0002/mất.pdf', '', '0', 'không lấy được'],
      [paths[3], sha, bytes, 'khác mã lúc nộp'],
    ])
    const [mail] = await database()
      .select()
      .from(mailMessages)
      .where(eq(mailMessages.recipient, organizer.email))
    expect(mail!.subject).toBe('Tệp đã sẵn sàng: Tệp của các tác phẩm (ZIP)')
    const of = async (parameters: ExportParameters) => {
      const made = (await requestExport(organizer, own.id, 'mediaZip', parameters))!
      await makeExport(made.exportId)
      return (await stateOf(made.exportId)).rows
    }
    expect([
      await of({ place: '2025:56' }),
      await of({ place: '2025:01' }),
      await of({ place: 'central' }),
    ]).toEqual([3, 2, 0])
    expect([
      await of({ category: own.categories[0]!.id }),
      await of({ category: own.categories[1]!.id }),
    ]).toEqual([5, 0])
  })

  it('holds no file of a work whoever asks must keep away from', async () => {
    const own = await makeEdition({ number: 25 })
    const [author, asking] = [await makeActor(), await makeActor('organizer')]
    const works = [
      await makeSubmitted(author, own, 1),
      await makeSubmitted(author, own, 2, { authorName: asking.name }),
    ]
    for (const work of works) await makeMedia(work.id, { name: 'Bài viết.pdf' })
    const pathsFor = async (actor: Actor) => {
      const { exportId } = (await requestExport(actor, own.id, 'mediaZip', {}))!
      await makeExport(exportId)
      const { rows, objectKey } = await stateOf(exportId)
      return { rows, paths: Object.keys(unzipSync(await storage().read(objectKey!))).sort() }
    }
    const [first, second] = ['XXV-0001/Bài viết.pdf', 'XXV-0002/Bài viết.pdf']
    expect([await pathsFor(organizer), await pathsFor(asking)]).toEqual([
      { rows: 2, paths: [first, second, 'manifest.csv'] },
      { rows: 1, paths: [first, 'manifest.csv'] },
    ])
  })

  const files = sized(6, 12)

  it(`takes no more memory for ${files * 50} MB than for 20`, { timeout: 120_000 }, async () => {
    const own = await makeEdition({ number: 24 })
    const author = await makeActor()
    const megabytes = (count: number) => Buffer.alloc(count * 1_000_000, 7)
    const grown = async (files: number, size: number, place: string) => {
      const work = await makeSubmitted(author, own, files, { provinceCode: place })
      const body = megabytes(size)
      for (let index = 0; index < files; index++) {
        const file = await makeMedia(work.id, { bytes: body.length })
        await storage().put(file.objectKey, body, 'application/pdf')
      }
      const { exportId } = (await requestExport(organizer, own.id, 'mediaZip', { place: `2025:${place}` }))!
      const before = process.memoryUsage().rss
      let peak = before
      const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20)
      await makeExport(exportId)
      clearInterval(watch)
      expect(await stateOf(exportId)).toMatchObject({ state: 'done', rows: files, failures: [] })
      return (peak - before) / 1_000_000
    }
    await grown(1, 20, '04')
    const [small, large] = [await grown(2, 10, '08'), await grown(files, 50, '11')]
    console.log(
      `ZIP of 20 MB: +${small.toFixed(0)} MB of memory; of ${files * 50} MB: +${large.toFixed(0)} MB`,
    )
    expect(large).toBeLessThan((files * 50) / 2)
  })

  it('is cancelled while it is made, leaves nothing behind, and can be made again', async () => {
    const own = await makeEdition({ number: 22 })
    const work = await makeSubmitted(await makeActor(), own, 1)
    for (let index = 0; index < 40; index++) await makeMedia(work.id)
    const { exportId } = (await requestExport(organizer, own.id, 'mediaZip', {}))!
    const making = makeExport(exportId)
    while ((await stateOf(exportId)).progress === 0) await new Promise((done) => setTimeout(done, 1))
    expect(await cancelExport(await makeActor('reporter'), exportId)).toBeNull()
    expect(await cancelExport(organizer, exportId)).toEqual({ done: true })
    await making
    expect(await stateOf(exportId)).toMatchObject({ state: 'cancelled', objectKey: null })
    await makeExport(exportId)
    expect((await stateOf(exportId)).state).toBe('cancelled')
    expect(await retryExport(organizer, exportId)).toEqual({ done: true })
    await makeExport(exportId)
    expect(await stateOf(exportId)).toMatchObject({ state: 'done', rows: 40 })
  })
})
