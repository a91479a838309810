import { expect, it } from 'vitest'
import { screeningPage } from '#app/modules/screening/screening-list.server.ts'
import { makeActor, makeAgency, makeEdition, makeSubmitted } from '#tests/factories/index.ts'

const nothing = { q: '', state: '', category: '', place: '', sort: '', after: '' }

it('sorts by every column as Vietnamese does, and pages by key without losing or repeating a row', async () => {
  const edition = await makeEdition()
  const owner = await makeActor()
  const agencies = [await makeAgency('Đài Ân'), await makeAgency('Báo Ước')]
  const words = ['Đất', 'Dân', 'Ánh', 'An', 'Ơn', 'On', 'Ước']
  for (let number = 1; number <= 120; number++)
    await makeSubmitted(owner, edition, number, {
      title: `${words[number % 7]} ${number % 5}`,
      language: number % 3 ? 'vi' : 'en',
      state: number % 4 ? 'eligible' : 'submitted',
      categoryId: edition.categories[number % 8]!.id,
      agencyId: number % 9 ? agencies[number % 2]!.id : null,
      submittedAt: new Date(Date.UTC(2027, 5, (number % 28) + 1)),
    })
  const walk = async (sort: string) => {
    const seen: Awaited<ReturnType<typeof screeningPage>>['rows'] = []
    for (let after: string | null = ''; after !== null;) {
      const page = await screeningPage(edition.id, { ...nothing, sort, after }, new Set())
      seen.push(...page.rows)
      after = page.next
    }
    return seen
  }
  for (const column of ['number', 'title', 'state', 'category', 'language', 'agency', 'submittedAt'])
    for (const sort of [column, `-${column}`])
      expect(new Set((await walk(sort)).map((row) => row.number)).size, sort).toBe(120)
  const vietnamese = new Intl.Collator('vi')
  const titles = (await walk('title')).map((row) => row.title)
  expect(titles).toEqual([...titles].sort(vietnamese.compare))
  expect([titles[0], titles.at(-1)]).toEqual(['An 0', 'Ước 4'])
  const down = (await walk('-title')).map((row) => row.title)
  expect(down).toEqual([...titles].reverse())
  expect((await walk('-number')).map((row) => row.number)).toEqual(
    Array.from({ length: 120 }, (_, index) => 120 - index),
  )
  const times = (await walk('submittedAt')).map((row) => row.submittedAt!.getTime())
  expect(times).toEqual([...times].sort((a, b) => a - b))
})

it('finds by title without diacritics, by author and by number', async () => {
  const edition = await makeEdition()
  const owner = await makeActor()
  const { searchKey } = await import('#app/modules/text/search-key.ts')
  for (const [index, title] of ['Đường sắt Bắc Nam', 'Hạt gạo'].entries())
    await makeSubmitted(owner, edition, index + 1, {
      title,
      searchKey: searchKey(title),
      authorName: index ? 'Đặng Thị Ước' : 'Lê An',
    })
  const found = async (q: string) =>
    (await screeningPage(edition.id, { ...nothing, q }, new Set())).rows.map((row) => row.number)
  expect(await found('duong sat')).toEqual([1])
  expect(await found('ước')).toEqual([2])
  expect(await found('XX-0002')).toEqual([2])
  expect(await found('không có')).toEqual([])
})
