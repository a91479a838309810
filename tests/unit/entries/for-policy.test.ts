import { expect, it } from 'vitest'
import { forPolicy } from '#app/modules/entries/load-entry.server.ts'

const closesAt = new Date('2027-07-31T16:59:59.999Z')
const at = (ms: number) => new Date(closesAt.getTime() + ms)

type Dossier = Parameters<typeof forPolicy>[0]
const entry = {
  state: 'draft',
  returnUntil: null,
  returnFields: null,
  postmarkedOn: '2027-07-30',
  title: 'x',
}
const dossier = (...files: { startedAt: Date; completedAt: Date | null }[]) =>
  ({ entry, edition: { closesAt }, files }) as unknown as Dossier

it.each<[string, { startedAt: Date; completedAt: Date | null }[], boolean]>([
  ['no file', [], false],
  ['one begun as the edition closed, and not finished', [{ startedAt: at(0), completedAt: null }], true],
  ['one begun after it closed', [{ startedAt: at(1), completedAt: null }], false],
  ['one begun and finished after it closed', [{ startedAt: at(1), completedAt: at(2) }], false],
  ['one finished as it closed', [{ startedAt: at(-9), completedAt: at(0) }], false],
  ['one finished just after', [{ startedAt: at(-9), completedAt: at(1) }], true],
  [
    'one of two',
    [
      { startedAt: at(-9), completedAt: at(-1) },
      { startedAt: at(-9), completedAt: at(1) },
    ],
    true,
  ],
])('%s was on its way at the closing', (_which, files, uploadBeganInTime) =>
  expect(forPolicy(dossier(...files))).toEqual({
    state: 'draft',
    returnUntil: null,
    returnFields: null,
    uploadBeganInTime,
    postmarkedOn: '2027-07-30',
  }),
)
