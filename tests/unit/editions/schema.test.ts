import { describe, expect, it } from 'vitest'
import { categoryDetails, editionDetails, newEdition } from '#app/modules/editions/schema.ts'

type Fields = Record<string, string | string[] | undefined>
type Parsed = { success: boolean; error?: { issues: { path: PropertyKey[]; message: string }[] } }
const faultsOf = ({ error }: Parsed) =>
  Object.fromEntries(error?.issues.map(({ path, message }) => [path.join('.'), message]) ?? [])

describe('an edition’s form', () => {
  const edition: Fields = {
    nameVi: 'Giải thử',
    nameEn: 'Award',
    windowStart: '2026-07-01',
    windowEnd: '2027-06-30',
    opensAt: '2027-06-01T00:00',
    closesAt: '2027-07-31T23:59',
    graceMinutes: '60',
    postmarkDays: '10',
    endorsementQuota: '20',
    provincesSee: 'own',
    maxParts: '5',
    capPerAuthor: '',
    rulesVi: '',
    rulesEn: '',
  }
  const faults = (fields: Fields) => faultsOf(editionDetails.safeParse({ ...edition, ...fields }))
  const window = { windowEnd: 'edition.error.window' }
  const opening = { closesAt: 'edition.error.opening' }
  const number = (field: string) => ({ [field]: 'form.error.number' })

  it.each<[string, Fields, object]>([
    ['as it is', {}, {}],
    ['a window of one day', { windowStart: '2027-06-30' }, {}],
    ['a window that ends before it begins', { windowStart: '2027-07-01' }, window],
    ['open for a minute', { opensAt: '2027-07-31T23:58' }, {}],
    ['closed as it opens', { opensAt: '2027-07-31T23:59' }, opening],
    ['closed before it opens', { opensAt: '2027-08-01T00:00' }, opening],
    ['a day that is none', { windowStart: '1/7/2026' }, { windowStart: 'form.error.date' }],
    ['a moment that is none', { closesAt: '2027-07-31' }, { closesAt: 'form.error.date' }],
    ['no grace', { graceMinutes: '0' }, {}],
    ['two days of grace', { graceMinutes: '2880' }, {}],
    ['more than two days of grace', { graceMinutes: '2881' }, number('graceMinutes')],
    ['less than no grace', { graceMinutes: '-1' }, number('graceMinutes')],
    ['sixty days by post', { postmarkDays: '60' }, {}],
    ['more days by post', { postmarkDays: '61' }, number('postmarkDays')],
    ['half a part', { maxParts: '1.5' }, number('maxParts')],
    ['no part', { maxParts: '0' }, number('maxParts')],
    ['fifty parts', { maxParts: '50' }, {}],
    ['more parts', { maxParts: '51' }, number('maxParts')],
    ['nowhere to reach the secretariat', { contactAddress: '', contactPhone: '', contactEmail: '' }, {}],
    ['where it is reached', { contactPhone: '024 3456 7890', contactEmail: 'ThuKy@giai.vn' }, {}],
    ['an address that is none', { contactEmail: 'thuky' }, { contactEmail: 'auth.error.email' }],
    ['a number that is none', { contactPhone: '12' }, { contactPhone: 'form.error.phone' }],
    ['one work an author', { capPerAuthor: '1' }, {}],
  ])('%s', (_what, fields, expected) => expect(faults(fields)).toEqual(expected))

  it.each([
    ['1', '2000', {}],
    ['3999', '2200', {}],
    ['0', '1999', { number: 'form.error.number', year: 'form.error.number' }],
    ['4000', '2201', { number: 'form.error.number', year: 'form.error.number' }],
  ])('a new one has a number like %s and a year like %s', (number, year, expected) =>
    expect(faultsOf(newEdition.safeParse({ number, year }))).toEqual(expected),
  )
})

describe('a category’s form', () => {
  const fields: Fields = {
    nameVi: 'Ảnh',
    nameEn: 'Photography',
    medium: 'photo',
    readingMinutes: '5',
    minutesPerPage: '0',
    languages: ['vi'],
    first: '1',
    second: '2',
    third: '3',
    consolation: '5',
    ...ofKind('pdf', 'none'),
    ...ofKind('image', 'required'),
    ...ofKind('audio', 'none'),
    ...ofKind('video', 'optional'),
    ...criterion(0, '50'),
    ...criterion(1, '50'),
  }

  function ofKind(kind: string, need: string): Fields {
    return {
      [`files.${kind}.need`]: need,
      [`files.${kind}.maxCount`]: '2',
      [`files.${kind}.megabytes`]: '3',
    }
  }

  function criterion(index: number, maxPoints: string): Fields {
    const at = (field: string) => `criteria.${index}.${field}`
    return {
      [at('nameVi')]: 'Tiêu chí',
      [at('nameEn')]: 'Criterion',
      [at('maxPoints')]: maxPoints,
      [at('guidanceVi')]: '',
      [at('guidanceEn')]: '',
    }
  }

  const plain = (kind: string, required: boolean) => ({ kind, required, maxCount: 2, maxBytes: 3_000_000 })
  const image = (more: object) => [{ ...plain('image', true), ...more }, plain('video', false)]

  it.each<[string, Fields, object[]]>([
    ['no more than the need', {}, image({})],
    ['no type', { 'files.image.types': [] }, image({})],
    ['one type', { 'files.image.types': ['png'] }, image({ types: ['png'] })],
    ['two types, in our order', { 'files.image.types': ['webp', 'jpg'] }, image({ types: ['jpg', 'webp'] })],
    ['every type', { 'files.image.types': ['png', 'jpg', 'webp', 'heic', 'tiff', 'avif'] }, image({})],
    [
      'a length and a size',
      { 'files.image.maxMinutes': '1', 'files.image.minPixels': '3000' },
      image({ maxMinutes: 1, minPixels: 3000 }),
    ],
    ['neither length nor size', { 'files.image.maxMinutes': '', 'files.image.minPixels': '' }, image({})],
  ])('asks for files by %s', (_what, more, files) =>
    expect(categoryDetails.parse({ ...fields, ...more }).files).toEqual(files),
  )

  it.each([
    ['0,01', 1],
    ['1,15', 115],
    ['4.35', 435],
    [' 27,5 ', 2750],
    ['9999.99', 999_999],
  ])('reads %j points as %i hundredths', (typed, hundredths) =>
    expect(categoryDetails.parse({ ...fields, ...criterion(0, typed) }).criteria[0]!.maxPoints).toBe(
      hundredths,
    ),
  )

  it.each(['0', '0,00', '-1', '1,155', '10000', 'nhiều'])('takes no %j points', (typed) =>
    expect(faultsOf(categoryDetails.safeParse({ ...fields, ...criterion(0, typed) }))).toEqual({
      'criteria.0.maxPoints': 'form.error.number',
    }),
  )

  it('leaves out criteria in which nothing but spaces was typed, and asks for one at least', () => {
    const empty = Object.fromEntries(Object.keys(criterion(0, '')).map((name) => [name, ' ']))
    expect(categoryDetails.parse({ ...fields, ...empty }).criteria.length).toBe(1)
    const none = { ...empty, ...Object.fromEntries(Object.keys(criterion(1, '')).map((name) => [name, ''])) }
    expect(faultsOf(categoryDetails.safeParse({ ...fields, ...none }))).toEqual({
      criteria: 'edition.error.criteria',
    })
    const without = Object.entries(fields).filter(([name]) => !name.startsWith('criteria.'))
    expect(faultsOf(categoryDetails.safeParse(Object.fromEntries(without)))).toEqual({
      criteria: 'edition.error.criteria',
    })
  })
})
