import { strFromU8, unzipSync } from 'fflate'
import { beforeAll, expect, it } from 'vitest'
import { storage } from '#app/ground.server.ts'
import { mediaZip } from '#app/modules/exports/media-zip.server.ts'
import { makeActor, makeEdition, makeMedia, makeSubmitted, type MadeEdition } from '#tests/factories/index.ts'

let edition: MadeEdition
beforeAll(async () => {
  edition = await makeEdition({ number: 100 })
})

async function zipOf(place: string, barred: string[] = []) {
  const progress: number[] = []
  const ask = { editionId: edition.id, edition: 100, locale: 'en' as const, barred: new Set(barred) }
  const { body, files, failures } = await mediaZip({ ...ask, parameters: { place } }, async (done) => {
    progress.push(Math.round(done * 1000) / 1000)
  })
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk)
  const inside = unzipSync(new Uint8Array(Buffer.concat(chunks)))
  const manifest = strFromU8(inside['manifest.csv']!).replace('\ufeff', '').trim().split('\r\n')
  return { files, failures, progress, paths: Object.keys(inside), manifest }
}

it('gives every file a name of its own that stays in the folder of its work', async () => {
  const work = await makeSubmitted(await makeActor(), edition, 1, { provinceCode: '01' })
  const names = [
    'a.pdf',
    'A.PDF',
    'a.pdf',
    '.htaccess',
    '',
    `${'x'.repeat(200)}.pdf`,
    'không đuôi',
    'b:c/d\\e.tar.gz',
  ]
  for (const name of names) await makeMedia(work.id, { name })
  const { files, failures, paths, progress } = await zipOf('2025:01')
  expect([files, failures]).toEqual([8, []])
  expect(paths).toEqual([
    'C-0001/a.pdf',
    'C-0001/A (2).PDF',
    'C-0001/a (3).pdf',
    'C-0001/_htaccess',
    'C-0001/_',
    `C-0001/${'x'.repeat(150)}`,
    'C-0001/không đuôi',
    'C-0001/b_c_d_e.tar.gz',
    'manifest.csv',
  ])
  expect(progress).toEqual([0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1])
})

it('goes on past what the bucket lacks or holds otherwise, and says so', async () => {
  const author = await makeActor()
  const [work, other] = [
    await makeSubmitted(author, edition, 2, { provinceCode: '56' }),
    await makeSubmitted(author, edition, 3, { provinceCode: '56' }),
  ]
  const whole = await makeMedia(work.id, { name: 'a.pdf' })
  const gone = await makeMedia(work.id, { name: 'b.pdf' })
  await makeMedia(work.id, { name: 'c.pdf', bytes: whole.bytes * 2 })
  await makeMedia(other.id, { name: 'd.pdf', sha256: '0'.repeat(64) })
  await storage().remove(gone.objectKey)
  const all = await zipOf('2025:56')
  expect([all.files, all.failures]).toEqual([4, ['C-0002/b.pdf', 'C-0002/c.pdf', 'C-0003/d.pdf']])
  expect(all.paths).toEqual(['C-0002/a.pdf', 'C-0003/d.pdf', 'manifest.csv'])
  // a missing file is gone by at once: what is counted is the next one
  expect(all.progress).toEqual([0.2, 1])
  const state = (line: string) => [line.split(',')[0], line.split(',')[2], line.split(',').at(-1)]
  expect(all.manifest.slice(1).map(state)).toEqual([
    ['C-0002/a.pdf', String(whole.bytes), expect.any(String)],
    ['C-0002/b.pdf', '0', expect.any(String)],
    ['C-0002/c.pdf', String(whole.bytes), expect.any(String)],
    ['C-0003/d.pdf', String(whole.bytes), expect.any(String)],
  ])
  const said = all.manifest.slice(1).map((line) => line.split(',').at(-1))
  expect([said[1], new Set(said).size]).toEqual([said[2], 3])
  const kept = await zipOf('2025:56', [work.id])
  expect([kept.files, kept.paths, kept.progress]).toEqual([1, ['C-0003/d.pdf', 'manifest.csv'], [1]])
  const none = await zipOf('2025:56', [work.id, other.id])
  expect([none.files, none.paths, none.manifest.length]).toEqual([0, ['manifest.csv'], 1])
})
