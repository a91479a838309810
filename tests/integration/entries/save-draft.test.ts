import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { localDay } from '#app/modules/calendar/local-time.ts'
import { loadDossier, loadRows } from '#app/modules/entries/load-entry.server.ts'
import { saveDraft, type SavedDraft } from '#app/modules/entries/save-draft.server.ts'
import { agencies, entries, entryAuthors, entryParts, priorAwards } from '#db/schema/index.ts'
import { entryRow, makeActor, makeAgency, makeEdition, makeEntry } from '#tests/factories/index.ts'

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
    expect(await saveDraft(owner, id, change(1, `add:${kind}`))).toEqual({
      version: 2,
      errors: {},
      conflicts: {},
    })
    expect(await saveDraft(owner, id, change(2, `add:${kind}`))).toEqual({
      version: 2,
      errors: { [kind]: { key: 'entry.refused.tooManyRows', values: { max: most } } },
      conflicts: {},
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
    version: 1,
    errors: { categoryId: { key: 'form.error.invalid' } },
    conflicts: {},
  })
  expect((await entryRow(entry.id)).categoryId).toBe(edition.categories[0]!.id)
  expect(await choose(1, edition.categories[1]!.id)).toEqual({ version: 2, errors: {}, conflicts: {} })
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
    await saveDraft(owner, id, change(1, `remove:parts:${part}`)),
    await saveDraft(owner, id, change(1, 'add:authors')),
  ]).toEqual([
    { version: 1, errors: notAsked, conflicts: {} },
    { version: 1, errors: notAsked, conflicts: {} },
    { version: 2, errors: {}, conflicts: {} },
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

/** A draft, and what saving its next version answers. */
async function makeSaving(values: Parameters<typeof makeEntry>[2] = {}) {
  const [owner, edition] = [await makeActor(), await makeEdition()]
  const { id } = await makeEntry(owner, edition, { withMedia: false, ...values })
  const [part] = await rowsOf(id, 'parts')
  const [author] = await rowsOf(id, 'authors')
  const save = async (fields: Record<string, string>, asked = '', was = {}) =>
    saveDraft(owner, id, { version: (await entryRow(id)).version, fields, was, change: asked })
  return { id, owner, edition, part: part!, author: author!, save }
}

describe('what was typed', () => {
  it('is kept in every field of its own row, with keys to search by, and the rest stays', async () => {
    const { id, part, author, save } = await makeSaving({ updatedAt: new Date('2026-01-01T00:00:00Z') })
    await save({}, 'add:parts')
    await save({}, 'add:awards')
    const [, second] = await rowsOf(id, 'parts')
    const [award] = await rowsOf(id, 'awards')
    const answer = await save({
      title: 'Đất Nước',
      originalTitle: 'Le Pays',
      language: 'fr',
      genre: 'interview',
      summary: 'Tóm tắt',
      ownPlace: 'foreign',
      [`parts.${part}.title`]: 'Kỳ 1',
      [`parts.${part}.publishedOn`]: '2026-02-03',
      [`parts.${part}.outlet`]: 'Báo A',
      [`parts.${part}.url`]: 'https://bao.vn/1',
      [`parts.${part}.minutes`]: '7',
      [`authors.${author}.name`]: 'Đỗ Thị Ước',
      [`authors.${author}.standing`]: 'press',
      [`authors.${author}.unit`]: 'Ban Quốc tế',
      [`awards.${award}.name`]: 'Giải A',
      [`awards.${award}.awardedOn`]: '2025',
    })
    expect(answer).toEqual({ version: 4, errors: {}, conflicts: {} })
    const row = await entryRow(id)
    expect(row).toMatchObject({
      title: 'Đất Nước',
      originalTitle: 'Le Pays',
      language: 'fr',
      genre: 'interview',
      summary: 'Tóm tắt',
      ownPlace: 'foreign',
      searchKey: 'dat nuoc le pays',
      version: 4,
    })
    expect(Date.now() - row.updatedAt.getTime()).toBeLessThan(60_000)
    const { parts, authors, awards } = await loadRows(id, database())
    expect(parts).toMatchObject([
      {
        id: part,
        title: 'Kỳ 1',
        publishedOn: '2026-02-03',
        outlet: 'Báo A',
        url: 'https://bao.vn/1',
        minutes: 7,
      },
      { id: second, position: 2, title: '', publishedOn: null, outlet: '', minutes: null },
    ])
    expect(authors).toMatchObject([
      {
        name: 'Đỗ Thị Ước',
        nameKey: 'do thi uoc',
        standing: 'press',
        unit: 'Ban Quốc tế',
        phone: '0900000000',
      },
    ])
    expect(awards).toMatchObject([{ name: 'Giải A', level: '', awardedOn: '2025' }])
    await save({ [`authors.${author}.phone`]: '0911222333' })
    expect((await loadRows(id, database())).authors[0]).toMatchObject({
      nameKey: 'do thi uoc',
      phone: '0911222333',
    })
    await save({ originalTitle: '' })
    expect((await entryRow(id)).searchKey).toBe('dat nuoc')
  })

  it('is named where it is not well-formed, each with its reason, and left as it was', async () => {
    const { id, part, author, save } = await makeSaving()
    const before = await loadRows(id, database())
    const key = (name: string) => ({ key: `form.error.${name}` })
    expect(
      await save({
        title: 'x'.repeat(501),
        language: 'tiếng Việt',
        genre: 'khác',
        [`parts.${part}.publishedOn`]: 'hôm qua',
        [`parts.${part}.url`]: 'xem ở báo',
        [`parts.${part}.minutes`]: '-1',
        [`authors.${author}.email`]: 'không phải',
        [`authors.${author}.kind`]: 'robot',
      }),
    ).toEqual({
      version: 1,
      conflicts: {},
      errors: {
        title: { key: 'form.error.tooLong', values: { max: 500 } },
        language: key('invalid'),
        genre: key('invalid'),
        [`parts.${part}.publishedOn`]: key('date'),
        [`parts.${part}.url`]: key('url'),
        [`parts.${part}.minutes`]: key('number'),
        [`authors.${author}.email`]: { key: 'auth.error.email' },
        [`authors.${author}.kind`]: key('invalid'),
      },
    })
    const { parts, authors } = await loadRows(id, database())
    expect([parts, authors]).toEqual([before.parts, before.authors])
  })

  it('may take the category away', async () => {
    const { id, save } = await makeSaving()
    expect(await save({ categoryId: '' })).toEqual({ version: 2, errors: {}, conflicts: {} })
    expect((await entryRow(id)).categoryId).toBeNull()
    expect(await save({ categoryId: 'cat_khongco' })).toMatchObject({
      errors: { categoryId: { key: 'form.error.invalid' } },
    })
  })

  it.each(['add:media', 'add:', 'add', 'remove:nothing:x'])('asks for no row by %j', async (asked) => {
    const { save } = await makeSaving()
    expect(await save({}, asked)).toEqual({
      version: 1,
      errors: { form: { key: 'form.error.invalid' } },
      conflicts: {},
    })
  })

  it.each([
    ['baoquangninh.vn/bien-dao', 'https://baoquangninh.vn/bien-dao'],
    ['www.báo.vn', 'https://www.báo.vn'],
    ['//vtv.vn:8443?id=1', 'https://vtv.vn:8443?id=1'],
    ['http://bao.vn', 'http://bao.vn'],
    ['', ''],
  ])('is an address with its scheme: %s', async (typed, kept) => {
    const { id, part, save } = await makeSaving()
    expect((await save({ [`parts.${part}.url`]: typed })) as object).toMatchObject({ errors: {} })
    expect((await loadRows(id, database())).parts[0]!.url).toBe(kept)
  })

  it.each(['bao', 'xem ở báo.vn', 'javascript:alert(1)', 'ftp://bao.vn', 'a@bao.vn', '-bao.vn', 'bao.vn x'])(
    'is no address: %s',
    async (typed) => {
      const { part, save } = await makeSaving()
      expect(await save({ [`parts.${part}.url`]: typed })).toMatchObject({
        errors: { [`parts.${part}.url`]: { key: 'form.error.url' } },
      })
    },
  )

  it('beside what another page wrote is laid over it; what both wrote is named and left', async () => {
    const { id, owner, part, author, save } = await makeSaving({ title: 'Đầu', summary: '' })
    await save({ title: 'Một', [`parts.${part}.outlet`]: 'Báo A' })
    const other = (fields: object, change = '') =>
      saveDraft(owner, id, {
        version: 1,
        fields: { title: 'Hai', summary: 'Về biển', [`authors.${author}.name`]: 'Lê Lan', ...fields },
        was: { title: 'Đầu', summary: '', [`authors.${author}.name`]: 'Nguyễn Văn Thử' },
        change,
      })
    const stored = (await loadRows(id, database())).authors[0]!.name
    const asked = { [`authors.${author}.name`]: stored }
    expect(await other(asked, 'add:parts')).toEqual({ version: 3, errors: {}, conflicts: { title: 'Một' } })
    expect(await entryRow(id)).toMatchObject({ title: 'Một', summary: 'Về biển', version: 3 })
    expect((await rowsOf(id, 'parts')).length).toBe(2)
    const decided = { version: 3, fields: { title: 'Hai' }, was: { title: 'Một' }, change: '' }
    expect(await saveDraft(owner, id, decided)).toEqual({ version: 4, errors: {}, conflicts: {} })
  })

  it('of a page that does not tell what stood before is kept on the newest version alone', async () => {
    const { id, owner, save } = await makeSaving()
    await save({ title: 'Một' })
    const again = await saveDraft(owner, id, { version: 1, fields: { title: 'Hai' }, change: '' })
    expect(again).toEqual({ version: 2, errors: {}, conflicts: { title: 'Một' } })
    expect(await entryRow(id)).toMatchObject({ title: 'Một', version: 2 })
  })

  it('in a row that is no more is named, but not where nothing was changed', async () => {
    const { save } = await makeSaving()
    const gone = 'authors.aut_gone.name'
    const ask = (fields: Record<string, string>, was: Record<string, string>) => save(fields, '', was)
    expect(await ask({ [gone]: 'Lê Lan' }, { [gone]: '' })).toEqual({
      version: 1,
      errors: { [gone]: { key: 'entry.refused.rowGone' } },
      conflicts: {},
    })
    expect(await ask({ [gone]: '' }, { [gone]: '' })).toEqual({ version: 1, errors: {}, conflicts: {} })
  })

  it('adds a row once though it is asked twice, with an id of its kind', async () => {
    const { id, save } = await makeSaving()
    const row = `add:parts:prt_${'a'.repeat(20)}`
    expect([await save({}, row), await save({}, row)]).toMatchObject([{ errors: {} }, { errors: {} }])
    expect(await rowsOf(id, 'parts')).toContain(`prt_${'a'.repeat(20)}`)
    expect((await rowsOf(id, 'parts')).length).toBe(2)
    for (const wrong of ['add:parts:x', `add:parts:aut_${'a'.repeat(20)}`, `add:parts:prt_${'a'.repeat(19)}`])
      expect(await save({}, wrong)).toMatchObject({ errors: { form: { key: 'form.error.invalid' } } })
  })
})

it('takes of a returned work only fields of the sections asked for', async () => {
  const { id, part, author, save } = await makeSaving({
    state: 'returned',
    number: 2,
    submittedAt: new Date(),
    receiptCode: 'traVePhan002',
    returnUntil: new Date(Date.now() + 3600_000),
    returnFields: ['parts', 'agency'],
    title: 'Giữ nguyên',
  })
  const fields = {
    title: 'Đổi',
    ownPlace: 'overseas',
    agencyText: '',
    [`parts.${part}.outlet`]: 'Báo Mới',
    [`authors.${author}.phone`]: '0911222333',
  }
  expect(await save(fields, 'add:parts')).toEqual({ version: 2, errors: {}, conflicts: {} })
  expect(await entryRow(id)).toMatchObject({ title: 'Giữ nguyên', ownPlace: 'overseas', bucket: 'overseas' })
  const { parts, authors } = await loadRows(id, database())
  expect(parts.map(({ outlet }) => outlet)).toEqual(['Báo Mới', ''])
  expect(authors[0]!.phone).toBe('0900000000')
})

describe('the agency', () => {
  const nowhere = { provinceFrame: null, provinceCode: null }
  const kept = async (id: string) => {
    const { agencyText, agencyId, provinceFrame, provinceCode, bucket } = await entryRow(id)
    const [agency] = await database()
      .select()
      .from(agencies)
      .where(eq(agencies.id, agencyId ?? ''))
    return { agencyText, agency: agency?.name ?? null, provinceFrame, provinceCode, bucket }
  }

  it.each<[string, Record<string, string>, object]>([
    [
      'none: the own place counts',
      { agencyText: '' },
      { agency: null, provinceFrame: '2025', provinceCode: '01', bucket: null },
    ],
    [
      'none, and another own place',
      { agencyText: '', ownPlace: 'overseas' },
      { agency: null, ...nowhere, bucket: 'overseas' },
    ],
    [
      'one we know',
      { agencyText: 'bao da biet' },
      { agency: 'Báo Đã Biết', provinceFrame: '2025', provinceCode: '56', bucket: null },
    ],
    [
      'one we know, whatever level is told',
      { agencyText: 'Báo Đã Biết', agencyLevel: 'central' },
      { agency: 'Báo Đã Biết', provinceFrame: '2025', provinceCode: '56', bucket: null },
    ],
    [
      'one we do not know',
      { agencyText: 'Báo Chưa Biết', ownPlace: 'p:01' },
      { agency: null, ...nowhere, bucket: null },
    ],
    [
      'a new central one',
      { agencyText: 'Báo Mới Một', agencyLevel: 'central' },
      { agency: 'Báo Mới Một', ...nowhere, bucket: 'central' },
    ],
    [
      'a new foreign one',
      { agencyText: 'Báo Mới Hai', agencyLevel: 'foreign' },
      { agency: 'Báo Mới Hai', ...nowhere, bucket: 'foreign' },
    ],
    [
      'a new one of a province',
      { agencyText: 'Báo Mới Ba', agencyLevel: 'provincial', agencyProvince: '40' },
      { agency: 'Báo Mới Ba', provinceFrame: '2025', provinceCode: '40', bucket: null },
    ],
  ])('%s', async (_which, fields, expected) => {
    const [known] = await database().select().from(agencies).where(eq(agencies.nameKey, 'bao da biet'))
    if (!known) await makeAgency('Báo Đã Biết', '56')
    const { id, save } = await makeSaving()
    expect(await save(fields)).toMatchObject({ errors: {}, conflicts: {} })
    expect(await kept(id)).toEqual({ agencyText: fields.agencyText, ...expected })
  })

  it.each(['', '02'])('of a province is asked for one that is: %j is none', async (agencyProvince) => {
    const { id, save } = await makeSaving()
    const fields = { agencyText: 'Báo Vô Định', agencyLevel: 'provincial', agencyProvince }
    expect(await save(fields)).toEqual({
      version: 2,
      errors: { agencyProvince: { key: 'form.error.required' } },
      conflicts: {},
    })
    expect(await kept(id)).toEqual({ agencyText: 'Báo Vô Định', agency: null, ...nowhere, bucket: null })
    expect(await database().$count(agencies, eq(agencies.name, 'Báo Vô Định'))).toBe(0)
  })

  it('stays as it was where nothing is told of it', async () => {
    const agency = await makeAgency('Báo Ở Lại', '56')
    const place = { provinceFrame: '2025', provinceCode: '56' }
    const { id, save } = await makeSaving({ agencyId: agency.id, agencyText: agency.name, ...place })
    await save({ title: 'Mới' })
    expect(await kept(id)).toEqual({ agencyText: agency.name, agency: agency.name, ...place, bucket: null })
    expect(await database().$count(entries, eq(entries.agencyId, agency.id))).toBe(1)
  })
})
