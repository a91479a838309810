import { expect, it } from 'vitest'
import { draftFields, layOver } from '#app/modules/entries/draft-fields.ts'

const stored = {
  title: 'Biển',
  summary: '',
  'parts.p1.minutes': '5',
  'parts.p1.url': 'https://bao.vn',
}
const nothing = { fields: {}, conflicts: {}, gone: [] }

it.each<[string, string, string, string | undefined, boolean, object]>([
  ['says what is stored', 'title', 'Biển', 'Cũ', false, {}],
  ['says it with other blanks', 'title', '  Biển ', 'Cũ', false, {}],
  ['comes to what is stored', 'parts.p1.url', 'bao.vn', '', false, {}],
  ['was typed over what is stored', 'title', 'Sông', 'Biển', false, { fields: { title: 'Sông' } }],
  ['was typed over something else', 'title', 'Sông', 'Núi', true, { conflicts: { title: 'Biển' } }],
  ['does not say over what, on the newest', 'title', 'Sông', undefined, true, { fields: { title: 'Sông' } }],
  [
    'does not say over what, on an older',
    'title',
    'Sông',
    undefined,
    false,
    { conflicts: { title: 'Biển' } },
  ],
  [
    'is none, typed over what is stored',
    'parts.p1.minutes',
    '4,5',
    '5',
    false,
    {
      fields: { 'parts.p1.minutes': '4,5' },
    },
  ],
  ['of a row that is gone was typed in', 'parts.p9.title', 'Kỳ 9', '', true, { gone: ['parts.p9.title'] }],
  ['of a row that is gone was left', 'parts.p9.title', 'Kỳ 9', 'Kỳ 9', true, {}],
  ['of a row that is gone may have been left', 'parts.p9.title', 'Kỳ 9', undefined, true, {}],
  ['is no field', 'constructor', 'x', undefined, true, {}],
  [
    'tells of a new agency',
    'agencyLevel',
    'central',
    undefined,
    false,
    { fields: { agencyLevel: 'central' } },
  ],
  ['tells of no new agency', 'agencyLevel', '', undefined, true, {}],
])('a field that %s', (_how, name, typed, was, onNewest, expected) => {
  const ask = { fields: { [name]: typed }, was: was === undefined ? {} : { [name]: was }, onNewest }
  expect(layOver(stored, ask)).toEqual({ ...nothing, ...expected })
})

it('has every field of a form as it is typed, but for what is not kept', () => {
  const dossier = {
    entry: { title: 'Biển', categoryId: null, agencyLevel: 'central' },
    parts: [{ id: 'p1', minutes: 5, publishedOn: null }],
    authors: [],
    awards: [{ id: 'a1', name: 'Giải' }],
  }
  const fields = draftFields(dossier)
  expect(fields).toMatchObject({
    title: 'Biển',
    categoryId: '',
    'parts.p1.minutes': '5',
    'parts.p1.publishedOn': '',
    'awards.a1.name': 'Giải',
  })
  expect(Object.keys(fields).some((name) => name.startsWith('agency') && name !== 'agencyText')).toBe(false)
})
