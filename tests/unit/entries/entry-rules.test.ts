import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { missingFrom } from '#app/modules/entries/completeness.ts'
import { eligibilityOf } from '#app/modules/entries/eligibility.ts'
import type { EditionRules, EntryFacts } from '#app/modules/entries/entry.ts'
import {
  whyNotEdit,
  whyNotSubmit,
  whyNotTakeBack,
  whyNotWithdraw,
  type EntryForPolicy,
} from '#app/modules/entries/policy.ts'
import { entryFields, rowFields } from '#app/modules/entries/schema.ts'

const rules: EditionRules = {
  windowStart: '2025-07-01',
  windowEnd: '2026-06-30',
  maxParts: 5,
  twoThirdsRule: true,
  capPerAuthor: 7,
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
  category: {
    languages: ['vi'],
    requirements: [{ kind: 'pdf', required: true, maxCount: 5, maxBytes: 1000 }],
  },
  parts: [{ id: 'p1', publishedOn: '2025-08-01', outlet: 'Báo A', minutes: null }],
  authors: [{ id: 'a1', name: 'Nguyễn Văn A', phone: '09', email: 'a@b.vn', address: 'Hà Nội' }],
  awards: [],
  media: [
    {
      id: 'm1',
      kind: 'pdf',
      name: 'bài.pdf',
      bytes: 1000,
      state: 'complete',
      durationSeconds: null,
      width: null,
      height: null,
    },
  ],
  worksOfAuthors: [{ name: 'Nguyễn Văn A', works: 1 }],
}
const parts = (...days: (string | null)[]) =>
  days.map((publishedOn, index) => ({
    id: `p${index}`,
    publishedOn,
    outlet: 'Báo',
    minutes: null as number | null,
  }))
const inside = '2025-09-01'
const outside = '2025-06-30'
const finding = (entry: Partial<EntryFacts>, rule: string, over: Partial<EditionRules> = {}) =>
  eligibilityOf({ ...whole, ...entry }, { ...rules, ...over }).find((one) => one.rule === rule)!

describe('window and two thirds', () => {
  it.each([
    ['one part inside', [inside], true, 'windowInside'],
    ['the first day of the window', ['2025-07-01'], true, 'windowInside'],
    ['the last day of the window', ['2026-06-30'], true, 'windowInside'],
    ['the day before', ['2025-06-30'], false, 'windowOutside'],
    ['the day after', ['2026-07-01'], false, 'windowOutside'],
    ['five parts outside', [outside, outside, outside, outside, outside], false, 'windowOutside'],
    ['two thirds exactly', [inside, inside, outside], true, 'windowTwoThirds'],
    ['three of five', [inside, inside, inside, outside, outside], false, 'windowUnderTwoThirds'],
    ['four of five', [inside, inside, inside, inside, outside], true, 'windowTwoThirds'],
    ['one of two', [inside, outside], false, 'windowUnderTwoThirds'],
    ['a part without a date', [inside, null], null, 'windowUnknown'],
    ['no part', [], null, 'windowUnknown'],
  ] as const)('%s', (_name, days, holds, key) => {
    const found = finding({ parts: parts(...days) }, 'window')
    expect([found.holds, found.why.key]).toEqual([holds, `rule.${key}`])
  })

  it('counts minutes where every part states them', () => {
    const long = [
      { id: '1', publishedOn: inside, outlet: '', minutes: 40 },
      { id: '2', publishedOn: outside, outlet: '', minutes: 20 },
    ]
    expect(finding({ parts: long }, 'window').holds).toBe(true)
    expect(finding({ parts: [long[0]!, { ...long[1]!, minutes: 21 }] }, 'window').holds).toBe(false)
    expect(finding({ parts: [long[0]!, { ...long[1]!, minutes: null }] }, 'window').holds).toBe(false)
  })

  it('needs all parts inside where the rule is off', () => {
    expect(finding({ parts: parts(inside, inside, outside) }, 'window', { twoThirdsRule: false }).holds).toBe(
      false,
    )
  })

  it('never says yes under two thirds, never no from two thirds on', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }), (within, without) => {
        const days = [...Array<string>(within).fill(inside), ...Array<string>(without).fill(outside)]
        expect(finding({ parts: parts(...days) }, 'window').holds).toBe(
          within / (within + without) >= 2 / 3 - 1e-12,
        )
      }),
    )
  })
})

describe('parts, cap and language', () => {
  it.each([
    [1, true],
    [5, true],
    [6, false],
    [0, null],
  ])('%i parts: %s', (count, holds) => {
    expect(finding({ parts: parts(...Array<string>(count).fill(inside)) }, 'parts').holds).toBe(holds)
  })
  it.each([
    [7, true],
    [8, false],
  ])('%i works of an author: %s', (works, holds) => {
    const found = finding(
      {
        worksOfAuthors: [
          { name: 'A', works: 1 },
          { name: 'B', works },
        ],
      },
      'cap',
    )
    expect(found.holds).toBe(holds)
    if (!holds) expect(found.why).toEqual({ key: 'rule.capOver', values: { name: 'B', works: 8, max: 7 } })
  })
  it('has no cap where the edition sets none', () =>
    expect(finding({ worksOfAuthors: [{ name: 'B', works: 80 }] }, 'cap', { capPerAuthor: null }).holds).toBe(
      true,
    ))
  it.each([
    ['vi', true],
    ['en', false],
  ])('language %s: %s', (language, holds) => expect(finding({ language }, 'language').holds).toBe(holds))
})

describe('what is missing', () => {
  const fields = (entry: Partial<EntryFacts>) => missingFrom({ ...whole, ...entry }).map((row) => row.why.key)
  it.each<[string, Partial<EntryFacts>, string[]]>([
    ['nothing', {}, []],
    ['category', { category: null }, ['missing.category']],
    ['title', { title: '' }, ['missing.title']],
    ['original title of a foreign work', { language: 'en' }, ['missing.originalTitle']],
    ['summary too short', { summary: 'ngắn' }, ['missing.summary']],
    ['parts', { parts: [] }, ['missing.parts']],
    [
      'date and outlet of a part',
      { parts: [{ id: 'p', publishedOn: null, outlet: '', minutes: null }] },
      ['missing.partDate', 'missing.partOutlet'],
    ],
    ['authors', { authors: [] }, ['missing.authors']],
    [
      'contact of the first author only',
      {
        authors: [
          { id: '1', name: 'A', phone: '', email: '', address: '' },
          { id: '2', name: 'B', phone: '', email: '', address: '' },
        ],
      },
      ['missing.author_phone', 'missing.author_email', 'missing.author_address'],
    ],
    ['level of a new agency', { hasAgency: false }, ['missing.agencyLevel']],
    ['agency or own place', { hasAgency: false, agencyText: '' }, ['missing.agency']],
    ['own place is enough', { hasAgency: false, agencyText: '', ownPlace: 'overseas' }, []],
    ['required file', { media: [] }, ['missing.media_pdf']],
    [
      'upload under way',
      { media: [{ ...whole.media[0]!, state: 'uploading' }] },
      ['missing.mediaUploading', 'missing.media_pdf'],
    ],
    [
      'prize not declared whole',
      { awards: [{ id: 'w', name: 'Giải', level: '', organiser: '', awardedOn: '' }] },
      ['missing.award'],
    ],
  ])('%s', (_name, entry, keys) => expect(fields(entry)).toEqual(keys))

  it('measures media against the category', () => {
    const category = {
      languages: null,
      requirements: [
        { kind: 'video' as const, required: true, maxCount: 1, maxBytes: 1, maxMinutes: 5 },
        { kind: 'image' as const, required: false, maxCount: 1, maxBytes: 1, minPixels: 3000 },
      ],
    }
    const media = [
      {
        id: 'v',
        kind: 'video' as const,
        name: 'phim.mp4',
        bytes: 1,
        state: 'complete' as const,
        durationSeconds: 301,
        width: 1,
        height: 1,
      },
      {
        id: 'i',
        kind: 'image' as const,
        name: 'ảnh.jpg',
        bytes: 1,
        state: 'complete' as const,
        durationSeconds: null,
        width: 2999,
        height: 100,
      },
    ]
    expect(fields({ category, media })).toEqual(['missing.mediaTooLong', 'missing.mediaTooSmall'])
  })
})

describe('who may do what, and when', () => {
  const edition = {
    opensAt: new Date('2027-06-01T00:00:00Z'),
    closesAt: new Date('2027-07-31T16:59:59.999Z'),
    graceMinutes: 60,
  }
  const before = new Date('2027-05-31T23:59:59Z')
  const during = new Date('2027-07-01T00:00:00Z')
  const last = edition.closesAt
  const after = new Date(edition.closesAt.getTime() + 1)
  const entry = (state: EntryForPolicy['state']): EntryForPolicy => ({
    state,
    returnUntil: null,
    returnFields: null,
    uploadBeganInTime: false,
  })
  const key = (refusal: { refused: { key: string } } | null) =>
    refusal?.refused.key.replace('entry.refused.', '') ?? 'yes'

  it.each([
    ['draft', before, 'tooEarly', 'tooEarly', 'notSubmitted', 'yes'],
    ['draft', during, 'yes', 'yes', 'notSubmitted', 'yes'],
    ['draft', last, 'yes', 'yes', 'notSubmitted', 'yes'],
    ['draft', after, 'tooLate', 'tooLate', 'notSubmitted', 'yes'],
    ['submitted', during, 'notDraft', 'notDraft', 'yes', 'yes'],
    ['submitted', after, 'notDraft', 'notDraft', 'tooLate', 'tooLate'],
    ['eligible', during, 'notDraft', 'notDraft', 'notSubmitted', 'notSubmitted'],
    ['ineligible', during, 'notDraft', 'notDraft', 'notSubmitted', 'notSubmitted'],
    ['withdrawn', during, 'notDraft', 'notDraft', 'notSubmitted', 'notSubmitted'],
  ] as const)(
    '%s at %s: edit %s, submit %s, take back %s, withdraw %s',
    (state, now, edit, submit, takeBack, withdraw) => {
      expect(
        [
          whyNotEdit(entry(state), edition, now),
          whyNotSubmit(entry(state), edition, now),
          whyNotTakeBack(entry(state), edition, now),
          whyNotWithdraw(entry(state), edition, now),
        ].map(key),
      ).toEqual([edit, submit, takeBack, withdraw])
    },
  )
})

describe('fields as typed', () => {
  it('keeps NFC, emoji, markup and right-to-left text as plain text', () => {
    expect(entryFields.title.parse('Nguyễn'.normalize('NFD'))).toBe('Nguyễn')
    expect(entryFields.title.parse('  Phở 🍜  ')).toBe('Phở 🍜')
    expect(entryFields.title.parse('<script>alert(1)</script>')).toBe('<script>alert(1)</script>')
    expect(entryFields.originalTitle.parse('جزر الوطن')).toBe('جزر الوطن')
  })
  it('refuses what is too long or not what it should be', () => {
    expect(entryFields.summary.safeParse('x'.repeat(100_000)).success).toBe(false)
    expect(rowFields.parts.publishedOn.safeParse('2026-02-30').success).toBe(false)
    expect(rowFields.parts.url.safeParse('javascript:alert(1)').success).toBe(false)
    expect(rowFields.authors.email.safeParse('không phải thư').success).toBe(false)
  })
})
