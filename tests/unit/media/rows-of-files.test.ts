import { expect, it } from 'vitest'
import { rowsOfFiles } from '#app/modules/media/rows-of-files.ts'
import { emptyLine, step, type Sending } from '#app/modules/media/sending.ts'

const stored = (state: 'uploading' | 'complete', id = 'med_1', name = 'phim.mp4', bytes = 9) => ({
  id,
  name,
  bytes,
  state,
})
const file = (values: Partial<Sending> = {}): Sending => {
  const chosen = { id: 1, name: 'phim.mp4', bytes: 9, fingerprint: 'phim' }
  return { ...step(emptyLine, { kind: 'chosen', file: chosen }, 0).files[0]!, ...values }
}

it.each<[string, ReturnType<typeof stored>[], Sending[], string[]]>([
  ['stored alone', [stored('complete')], [], ['stored']],
  ['cut before this page', [stored('uploading')], [], ['stored']],
  ['chosen here', [], [file()], ['sent']],
  ['chosen again, before the server knows it', [stored('uploading')], [file()], ['sent']],
  ['chosen again, and known', [stored('uploading')], [file({ mediaId: 'med_1' })], ['sent']],
  ['on its way under another row', [stored('uploading')], [file({ mediaId: 'med_2' })], ['stored', 'sent']],
  ['another of that name', [stored('uploading', 'med_1', 'phim.mp4', 8)], [file()], ['stored', 'sent']],
  ['done, not told of yet', [], [file({ phase: 'done', mediaId: 'med_1' })], ['sent']],
  ['done, told of as begun', [stored('uploading')], [file({ phase: 'done', mediaId: 'med_1' })], ['sent']],
  ['done and there', [stored('complete')], [file({ phase: 'done', mediaId: 'med_1' })], ['stored']],
  ['there, and chosen once more', [stored('complete')], [file()], ['stored', 'sent']],
])('a file %s', (_what, files, line, rows) => {
  const found = rowsOfFiles(files, line)
  expect([...found.stored.map(() => 'stored'), ...found.sending.map(() => 'sent')]).toEqual(rows)
  expect([...found.sending, ...found.over]).toEqual(line)
})
