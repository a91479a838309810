import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { loadDossier, loadRows } from '#app/modules/entries/load-entry.server.ts'
import { localDay } from '#app/modules/calendar/local-time.ts'
import { saveDraft, type SavedDraft } from '#app/modules/entries/save-draft.server.ts'
import { entryAuthors, entryParts, priorAwards } from '#db/schema/index.ts'
import { entryRow, makeActor, makeEdition, makeEntry } from '#tests/factories/index.ts'

const tables = { parts: entryParts, authors: entryAuthors, awards: priorAwards } as const
type Kind = keyof typeof tables
const kinds = Object.keys(tables) as Kind[]

/** A draft with exactly so many rows of a kind. */
async function makeDraft(kind: Kind, count: number) {
  const [owner, edition] = [await makeActor(), await makeEdition()]
  const { id } = await makeEntry(owner, edition, { withMedia: false })
  const table = tables[kind]
  await database().delete(table).where(eq(table.entryId, id))
  const rows = Array.from({ length: count }, (_, index) => ({ entryId: id, position: index + 1 }))
  await database().insert(table).values(rows)
  return { owner, id }
}

const change = (version: number, asked: string) => ({ version, fields: {}, change: asked })
const rowsOf = async (entryId: string, kind: Kind) =>
  (await loadRows(entryId, database()))[kind].map((row) => row.id)

describe.each(kinds)('rows of %s', (kind) => {
  it('are taken from the own work and from no other', async () => {
    const [own, other] = [await makeDraft(kind, 2), await makeDraft(kind, 1)]
    const [first, second] = await rowsOf(own.id, kind)
    const [others] = await rowsOf(other.id, kind)
    await saveDraft(own.owner, own.id, change(1, `remove:${kind}:${others}`))
    expect([await rowsOf(own.id, kind), await rowsOf(other.id, kind)]).toEqual([[first, second], [others]])
    await saveDraft(own.owner, own.id, change(2, `remove:${kind}:${first}`))
    expect(await rowsOf(own.id, kind)).toEqual([second])
  })
})

describe('the most rows', () => {
  it.each([
    ['parts', 50],
    ['authors', 30],
    ['awards', 20],
  ] as const)('of %s are %i', async (kind, most) => {
    const { owner, id } = await makeDraft(kind, most - 1)
    expect(await saveDraft(owner, id, change(1, `add:${kind}`))).toEqual({ version: 2, errors: {} })
    expect(await saveDraft(owner, id, change(2, `add:${kind}`))).toEqual({
      version: 3,
      errors: { [kind]: { key: 'entry.refused.tooManyRows', values: { max: most } } },
    })
    expect((await rowsOf(id, kind)).length).toBe(most)
  })
})

it('takes a category of its own edition only', async () => {
  const [owner, edition, elsewhere] = [await makeActor(), await makeEdition(), await makeEdition()]
  const entry = await makeEntry(owner, edition, { withMedia: false })
  const choose = (version: number, categoryId: string) =>
    saveDraft(owner, entry.id, { version, fields: { categoryId }, change: '' })
  expect(await choose(1, elsewhere.categories[1]!.id)).toEqual({
    version: 2,
    errors: { categoryId: { key: 'form.error.invalid' } },
  })
  expect((await entryRow(entry.id)).categoryId).toBe(edition.categories[0]!.id)
  expect(await choose(2, edition.categories[1]!.id)).toEqual({ version: 3, errors: {} })
  expect((await entryRow(entry.id)).categoryId).toBe(edition.categories[1]!.id)
})

it('adds and removes rows of a returned work only in the sections asked for', async () => {
  const [owner, edition] = [await makeActor(), await makeEdition()]
  const { id } = await makeEntry(owner, edition, {
    withMedia: false,
    state: 'returned',
    number: 1,
    submittedAt: new Date(),
    receiptCode: 'traVeBoSung',
    returnUntil: new Date(Date.now() + 3600_000),
    returnFields: ['authors'],
  })
  const [part] = await rowsOf(id, 'parts')
  const notAsked = { parts: { key: 'entry.refused.notAsked' } }
  expect([
    await saveDraft(owner, id, change(1, 'add:parts')),
    await saveDraft(owner, id, change(2, `remove:parts:${part}`)),
    await saveDraft(owner, id, change(3, 'add:authors')),
  ]).toEqual([
    { version: 2, errors: notAsked },
    { version: 3, errors: notAsked },
    { version: 4, errors: {} },
  ])
  expect([await rowsOf(id, 'parts'), (await rowsOf(id, 'authors')).length]).toEqual([[part], 2])
})

it('takes no day that has not come, no number nobody can dial, no damaged letter, no row of a kind there is not', async () => {
  const [owner, edition] = [await makeActor(), await makeEdition()]
  const { id: entryId } = await makeEntry(owner, edition, { withMedia: false })
  const dossier = (await loadDossier(owner, entryId))!
  const [part, author] = [dossier.parts[0]!.id, dossier.authors[0]!.id]
  const tomorrow = localDay(new Date(Date.now() + 86_400_000))
  const saved = (await saveDraft(owner, entryId, {
    version: dossier.entry.version,
    change: '',
    fields: {
      title: 'xuất bản hoặc \ufffd\ufffdứng dụng',
      [`parts.${part}.publishedOn`]: tomorrow,
      [`authors.${author}.phone`]: '1',
      [`authors.${author}.email`]: 'nguyễn@bao.vn',
      [`authors.${author}.name`]: 'Ý',
    },
  })) as SavedDraft
  expect(saved.errors).toEqual({
    title: { key: 'form.error.damaged' },
    [`parts.${part}.publishedOn`]: { key: 'form.error.future' },
    [`authors.${author}.phone`]: { key: 'form.error.phone' },
    [`authors.${author}.email`]: { key: 'form.error.emailCharacter', values: { character: '“ễ” (U+1EC5)' } },
  })
  const after = (await loadDossier(owner, entryId))!
  expect(after.entry.title).toBe(dossier.entry.title)
  expect(after.parts[0]!.publishedOn).toBe(dossier.parts[0]!.publishedOn)
  expect(after.authors[0]).toMatchObject({ name: 'Ý', phone: dossier.authors[0]!.phone })
  for (const [index, change] of ['add:__proto__', 'add:constructor', 'remove:toString:x'].entries())
    expect(
      await saveDraft(owner, entryId, { version: saved.version + index, change, fields: {} }),
    ).toMatchObject({ errors: { form: { key: 'form.error.invalid' } } })
})
