import { expect, it } from 'vitest'
import { signParts, startUpload, type StartedUpload } from '#app/modules/media/start-upload.server.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import { makeActor, makeEdition, makeEntry, makeMedia } from '#tests/factories/index.ts'

async function makeDraft() {
  const [owner, edition] = [await makeActor(), await makeEdition()]
  const { id } = await makeEntry(owner, edition, { withMedia: false })
  const { maxCount } = edition.categories[0]!.requirements.find(({ kind }) => kind === 'pdf')!
  const start = (name: string, bytes: number) => startUpload(owner, id, { name, bytes, fingerprint: name })
  return { owner, id, maxCount, start }
}

it('takes as many files of a kind as the category says, and not one more', async () => {
  const { id, maxCount, start } = await makeDraft()
  for (let made = 1; made < maxCount; made++) await makeMedia(id)
  expect(await start('cuối.pdf', 1000)).toEqual({
    mediaId: expect.stringMatching(/^med_/),
    partBytes: 5_242_880,
    done: [],
  })
  expect(await start('thừa.pdf', 1000)).toEqual(
    refuse('media.refused.tooMany', { name: 'thừa.pdf', max: maxCount }),
  )
})

it('signs the parts of the announced size and none before or beyond them', async () => {
  const { owner, start } = await makeDraft()
  const { mediaId, partBytes } = (await start('dài.pdf', 5_242_880 * 2 + 1)) as StartedUpload
  expect(partBytes).toBe(5_242_880)
  const sign = (...numbers: number[]) => signParts(owner, mediaId, numbers)
  expect(Object.keys((await sign(1, 2, 3))!)).toEqual(['1', '2', '3'])
  const invalid = refuse('form.error.invalid')
  expect([await sign(0), await sign(-1), await sign(4), await sign(1, 4)]).toEqual(Array(4).fill(invalid))
})
