import { beforeEach, expect, it } from 'vitest'
import { database, storage } from '#app/ground.server.ts'
import { media, users } from '#db/schema/index.ts'
import { makeActor, makeEdition, makeEntry } from '#tests/factories/index.ts'
import { planted } from '#tests/support/planted.ts'

let times = 0
beforeEach(() => void (times = 0))

async function plantOne() {
  times++
  const owner = await makeActor('reporter', {}, `Lần ${times}`)
  const entry = await makeEntry(owner, await makeEdition())
  return { owner, entry, about: new Map([[entry.id, times]]) }
}

const stored = async () => {
  const [file] = await database().select().from(media)
  return storage().size(file!.objectKey)
}

it('plants a world once and answers copies of it, rows and files, whatever became of the last', async () => {
  const first = await planted('one', plantOne)
  const [file] = await database().select().from(media)
  await storage().remove(file!.objectKey)
  expect(await stored()).toBeNull()
  await database().delete(media)
  await makeActor('reporter', {}, 'Sau đó')

  expect(await planted('one', plantOne)).toEqual(first)
  expect([times, await stored()]).toEqual([1, file!.bytes])
  expect(first.about.get(first.entry.id)).toBe(1)
  const people = await database().select({ name: users.name }).from(users)
  expect(people).toEqual([{ name: 'Lần 1' }])
})

it('plants what has another name, or is older than its moments may be', async () => {
  await planted('two', plantOne)
  await planted('three', plantOne)
  expect(times).toBe(2)
  await planted('three', plantOne, '0 seconds')
  expect(times).toBe(3)
})
