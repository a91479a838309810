import { eq, sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { handlers } from '#app/jobs/handlers.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { rowKinds, type RowKind } from '#app/modules/entries/entry.ts'
import { loadDossier } from '#app/modules/entries/load-entry.server.ts'
import { removedRowsOf } from '#app/modules/entries/removed-rows.server.ts'
import { saveDraft } from '#app/modules/entries/save-draft.server.ts'
import { submitEntry } from '#app/modules/entries/submit-entry.server.ts'
import { entryPage } from '#app/modules/home/entry-page.server.ts'
import { removedRows } from '#db/schema/index.ts'
import { entryRow, makeActor, makeEdition, makeEntry } from '#tests/factories/index.ts'
import { granted } from '#tests/support/granted.ts'

let owner: Actor
let id: string
beforeEach(async () => {
  owner = await makeActor('reporter', {}, 'Trần Minh')
  id = (await makeEntry(owner, await makeEdition())).id
})

const ask = async (change: string, fields: Record<string, string> = {}) =>
  saveDraft(owner, id, { version: (await entryRow(id)).version, fields, change })
const rowsOf = async (kind: RowKind) => (await loadDossier(owner, id))![kind]
const restOver = (kind: RowKind) => ({ [kind]: { key: 'entry.refused.restOver', values: undefined } })

/** A second row of a kind, with something in its first field. */
async function second(kind: RowKind) {
  await ask(`add:${kind}`)
  if (kind === 'awards') await ask(`add:${kind}`)
  const rows = await rowsOf(kind)
  const field = kind === 'parts' ? 'title' : 'name'
  await ask(
    '',
    Object.fromEntries(rows.map((row, index) => [`${kind}.${row.id}.${field}`, `Mục ${index + 1}`])),
  )
  return rowsOf(kind)
}

describe.each(rowKinds)('a row of %s that was deleted', (kind) => {
  it('rests, and comes back as it was, where it stood', async () => {
    const before = await second(kind)
    const [first] = before
    await ask(`remove:${kind}:${first!.id}`)
    expect((await rowsOf(kind)).map((row) => row.id)).toEqual([before[1]!.id])
    expect(granted(await entryPage(owner, id)).removed.rows).toMatchObject([
      { id: first!.id, kind, name: 'Mục 1' },
    ])
    expect(await ask(`restore:${kind}:${first!.id}`)).toMatchObject({ errors: {} })
    const after = await rowsOf(kind)
    expect(after.map((row) => ({ ...row, personId: null }))).toEqual(
      before.map((row) => ({ ...row, personId: null })),
    )
    expect(await removedRowsOf(id)).toEqual([])
    expect(await ask(`restore:${kind}:${first!.id}`)).toMatchObject({ errors: restOver(kind) })
  })

  it('comes back behind the others where another stands in its place', async () => {
    const [first, last] = await second(kind)
    await ask(`remove:${kind}:${last!.id}`)
    await ask(`add:${kind}`)
    await ask(`restore:${kind}:${last!.id}`)
    const rows = await rowsOf(kind)
    expect([rows.length, rows[0]!.id, rows[2]!.id]).toEqual([3, first!.id, last!.id])
  })

  it('takes with it what was typed at the same time', async () => {
    const [, last] = await second(kind)
    const field = `${kind}.${last!.id}.${kind === 'parts' ? 'title' : 'name'}`
    await ask(`remove:${kind}:${last!.id}`, { [field]: 'Gõ rồi xóa' })
    expect(await removedRowsOf(id)).toMatchObject([{ name: 'Gõ rồi xóa' }])
  })

  it('is not kept where nothing stood in it', async () => {
    await ask(`add:${kind}`)
    const rows = await rowsOf(kind)
    await ask(`remove:${kind}:${rows.at(-1)!.id}`)
    expect(await removedRowsOf(id)).toEqual([])
  })

  it('is put back in its own work only', async () => {
    const [, last] = await second(kind)
    await ask(`remove:${kind}:${last!.id}`)
    const other = await makeEntry(owner, await makeEdition())
    const answer = await saveDraft(owner, other.id, {
      version: 1,
      fields: {},
      change: `restore:${kind}:${last!.id}`,
    })
    expect(answer).toMatchObject({ errors: restOver(kind) })
    expect(await removedRowsOf(id)).toHaveLength(1)
  })
})

const kept = () => database().$count(removedRows, eq(removedRows.entryId, id))
const clear = () => handlers['clear-past']!({}, {} as never)

it.each([
  ['6 days 23:59', 1],
  ['7 days 00:01', 0],
])('%s after, there are %i', async (time, count) => {
  const [, last] = await second('authors')
  await ask(`remove:authors:${last!.id}`)
  await database()
    .update(removedRows)
    .set({ restsUntil: sql`${removedRows.restsUntil} - ${time}::interval` })
  const answer = (await ask(`restore:authors:${last!.id}`)) as { errors: object }
  expect(Object.keys(answer.errors)).toHaveLength(1 - count)
  if (count) await ask(`remove:authors:${last!.id}`)
  await clear()
  expect(await kept()).toBe(count)
})

it('is no part of what is handed in, and is cleared after it', async () => {
  const [, last] = await second('authors')
  await ask(`remove:authors:${last!.id}`)
  expect(await submitEntry(owner, id)).toHaveProperty('receiptCode')
  expect(await rowsOf('authors')).toHaveLength(1)
  expect(granted(await entryPage(owner, id)).removed.rows).toEqual([])
  await clear()
  expect(await kept()).toBe(0)
})

it('of more than thirty the first ones give way', async () => {
  for (let index = 1; index <= 31; index++) {
    await ask('add:awards')
    const [row] = await rowsOf('awards')
    await ask(`remove:awards:${row!.id}`, { [`awards.${row!.id}.name`]: `Giải ${index}` })
  }
  const names = (await removedRowsOf(id)).map(({ name }) => name)
  expect([names.length, names.includes('Giải 1'), names.includes('Giải 2')]).toEqual([30, false, true])
})

it('takes no place that a full list has not', async () => {
  for (let index = 1; index <= 20; index++) await ask('add:awards')
  const [row] = await rowsOf('awards')
  await ask(`remove:awards:${row!.id}`, { [`awards.${row!.id}.name`]: 'Giải' })
  await ask('add:awards')
  expect(await ask(`restore:awards:${row!.id}`)).toMatchObject({
    errors: { awards: { key: 'entry.refused.tooManyRows', values: { max: 20 } } },
  })
  expect(await kept()).toBe(1)
})
