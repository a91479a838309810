import { describe, expect, it } from 'vitest'
import { missingFrom, type Missing } from '#app/modules/entries/completeness.ts'
import type { EntryFacts } from '#app/modules/entries/entry.ts'
import type { MediaRequirement } from '#app/modules/editions/edition.ts'

const pdf: MediaRequirement = { kind: 'pdf', required: true, maxCount: 5, maxBytes: 1000 }
const author = { id: 'a1', name: 'Nguyễn Văn A', phone: '09', email: 'a@b.vn', address: 'Hà Nội' }
const part = { id: 'p1', publishedOn: '2025-08-01', outlet: 'Báo A', minutes: null }
const award = { id: 'w1', name: 'Giải A', level: 'Tỉnh', organiser: 'Hội', awardedOn: '2025' }
const file = {
  id: 'm1',
  kind: 'pdf' as const,
  name: 'bài.pdf',
  bytes: 1000,
  state: 'complete' as const,
  durationSeconds: null,
  width: null,
  height: null,
}
const whole: EntryFacts = {
  title: 'Biển đảo',
  originalTitle: '',
  language: 'vi',
  genre: 'reportage',
  summary: 'x'.repeat(100),
  hasAgency: true,
  agencyText: 'Báo A',
  ownPlace: '',
  category: { languages: ['vi'], requirements: [pdf] },
  parts: [part],
  authors: [author],
  awards: [],
  media: [file],
  worksOfAuthors: [],
}
const missing = (field: string, key: string, values?: Record<string, number>): Missing => ({
  field,
  why: { key: `missing.${key}`, values },
})
const placeless = { hasAgency: false, agencyText: '', ownPlace: '' }

describe('what a work still lacks', () => {
  it.each<[string, Partial<EntryFacts>, Missing[]]>([
    ['nothing', {}, []],
    ['a category', { category: null }, [missing('categoryId', 'category')]],
    ['a title', { title: '' }, [missing('title', 'title')]],
    ['no original title in Vietnamese', { language: 'vi', originalTitle: '' }, []],
    ['an original title', { language: 'en' }, [missing('originalTitle', 'originalTitle')]],
    ['nothing once it has one', { language: 'en', originalTitle: 'Sea' }, []],
    ['a genre', { genre: '' }, [missing('genre', 'genre')]],
    ['a letter of summary', { summary: 'x'.repeat(99) }, [missing('summary', 'summary', { min: 100 })]],
    ['parts', { parts: [] }, [missing('parts', 'parts')]],
    [
      'a day',
      { parts: [part, { ...part, id: 'p2', publishedOn: null }] },
      [missing('parts.p2.publishedOn', 'partDate', { number: 2 })],
    ],
    [
      'an outlet',
      { parts: [{ ...part, outlet: '' }, part] },
      [missing('parts.p1.outlet', 'partOutlet', { number: 1 })],
    ],
    ['authors', { authors: [] }, [missing('authors', 'authors')]],
    [
      'a name',
      { authors: [author, { ...author, id: 'a2', name: '' }] },
      [missing('authors.a2.name', 'authorName', { number: 2 })],
    ],
    ['a telephone', { authors: [{ ...author, phone: '' }] }, [missing('authors.a1.phone', 'author_phone')]],
    [
      'an address by mail',
      { authors: [{ ...author, email: '' }] },
      [missing('authors.a1.email', 'author_email')],
    ],
    [
      'an address',
      { authors: [{ ...author, address: '' }] },
      [missing('authors.a1.address', 'author_address')],
    ],
    [
      'none of the second author’s',
      { authors: [author, { ...author, id: 'a2', phone: '', email: '', address: '' }] },
      [],
    ],
    ['an agency or place', placeless, [missing('agencyText', 'agency')]],
    [
      'the level of an agency',
      { ...placeless, agencyText: 'Báo Mới', ownPlace: 'p:01' },
      [missing('agencyLevel', 'agencyLevel')],
    ],
    ['nothing with a place', { ...placeless, ownPlace: 'p:01' }, []],
    ['nothing with an agency', { ...placeless, hasAgency: true }, []],
    ['nothing of a prize told whole', { awards: [award] }, []],
    ...(['name', 'level', 'organiser', 'awardedOn'] as const).map(
      (field): [string, Partial<EntryFacts>, Missing[]] => [
        `${field} of a prize`,
        { awards: [award, { ...award, id: 'w2', [field]: '' }] },
        [missing('awards.w2.name', 'award', { number: 2 })],
      ],
    ),
  ])('%s', (_what, entry, lacking) => expect(missingFrom({ ...whole, ...entry })).toEqual(lacking))

  it('in the order of the form', () => {
    const nothing = {
      ...whole,
      ...placeless,
      title: '',
      language: 'en',
      genre: '',
      summary: '',
      category: null,
      parts: [],
      authors: [],
      media: [{ ...file, state: 'uploading' as const }],
      awards: [{ ...award, name: '' }],
    }
    expect(missingFrom(nothing).map(({ field }) => field)).toEqual([
      'categoryId',
      'title',
      'originalTitle',
      'genre',
      'summary',
      'parts',
      'authors',
      'agencyText',
      'media',
      'awards.w1.name',
    ])
  })
})

describe('files', () => {
  const lacking = (requirements: MediaRequirement[], media: EntryFacts['media']) =>
    missingFrom({ ...whole, category: { languages: null, requirements }, media })
  const video = { ...pdf, kind: 'video' as const }
  const image = { ...pdf, kind: 'image' as const }
  const noPdf = missing('media', 'media_pdf')
  const arriving = { ...file, state: 'uploading' as const }

  it.each<[string, MediaRequirement[], EntryFacts['media'], Missing[]]>([
    ['required and there', [pdf], [file], []],
    ['required and not there', [pdf], [], [noPdf]],
    ['required and of another kind', [pdf], [{ ...file, kind: 'image' }], [noPdf]],
    ['required and taken away', [pdf], [{ ...file, state: 'removed' }], [noPdf]],
    ['not required and not there', [{ ...pdf, required: false }], [], []],
    ['still arriving', [pdf], [file, arriving, arriving], [missing('media', 'mediaUploading', { count: 2 })]],
    ['two kinds, one there', [video, pdf], [file], [missing('media', 'media_video')]],
    ['required and larger than is taken', [pdf], [{ ...file, bytes: 1001 }], [noPdf]],
    ['required and of no type that is taken', [{ ...pdf, types: [] }], [file], [noPdf]],
    ['of no kind that is taken, still arriving', [pdf], [file, { ...arriving, kind: 'video' }], []],
    ['as many as are taken', [{ ...pdf, maxCount: 2 }], [file, file], []],
    [
      'one more than are taken',
      [{ ...pdf, maxCount: 1 }],
      [file, file],
      [missing('media', 'mediaOver_pdf', { max: 1 })],
    ],
    [
      'one more than are taken, but kept aside',
      [{ ...pdf, maxCount: 1 }],
      [file, { ...file, bytes: 1001 }],
      [],
    ],
  ])('%s', (_what, requirements, media, expected) => expect(lacking(requirements, media)).toEqual(expected))

  const tooLong = [missing('media', 'mediaTooLong', { minutes: 5 })]
  const long = { ...video, maxMinutes: 5 }
  it.each<[string, MediaRequirement, Partial<EntryFacts['media'][number]>, Missing[]]>([
    ['a second less', long, { durationSeconds: 299 }, []],
    ['exactly as long', long, { durationSeconds: 300 }, []],
    ['a second more', long, { durationSeconds: 301 }, tooLong],
    ['not measured', long, { durationSeconds: null }, []],
    ['as long as one likes', video, { durationSeconds: 9999 }, []],
    [
      'longer, but of another kind',
      { ...long, required: false },
      { durationSeconds: 301, kind: 'audio' },
      [],
    ],
    [
      'longer, but still arriving',
      { ...long, required: false },
      { durationSeconds: 301, state: 'removed' },
      [],
    ],
  ])('of at most five minutes: %s', (_what, requirement, measured, expected) =>
    expect(lacking([requirement], [{ ...file, kind: 'video', ...measured }])).toEqual(expected),
  )

  const tooSmall = [missing('media', 'mediaTooSmall', { pixels: 3000 })]
  const large = { ...image, minPixels: 3000 }
  it.each<[string, MediaRequirement, Partial<EntryFacts['media'][number]>, Missing[]]>([
    ['wide enough', large, { width: 3000, height: 10 }, []],
    ['high enough', large, { width: 10, height: 3000 }, []],
    ['a pixel less', large, { width: 2999, height: 2999 }, tooSmall],
    ['not high, as far as is known', large, { width: 2999, height: null }, tooSmall],
    ['not measured', large, { width: null, height: null }, []],
    ['as small as one likes', image, { width: 1, height: 1 }, []],
    ['smaller, but of another kind', { ...large, required: false }, { width: 1, height: 1, kind: 'pdf' }, []],
  ])('of at least 3,000 pixels: %s', (_what, requirement, measured, expected) =>
    expect(lacking([requirement], [{ ...file, kind: 'image', ...measured }])).toEqual(expected),
  )
})
