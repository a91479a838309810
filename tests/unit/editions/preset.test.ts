import { expect, it } from 'vitest'
import { changesBetween } from '#app/modules/editions/changes-between.ts'
import { presetCategories, presetRules } from '#app/modules/editions/preset.ts'

const MB = 1_000_000
const pdf = (required: boolean) => ({ kind: 'pdf', required, maxCount: 10, maxBytes: 100 * MB })
const image = (required: boolean, minPixels?: number) => ({
  kind: 'image',
  required,
  maxCount: 20,
  maxBytes: 40 * MB,
  minPixels,
})
const audio = (required: boolean) => ({
  kind: 'audio',
  required,
  maxCount: 5,
  maxBytes: 500 * MB,
  maxMinutes: 60,
})
const video = (required: boolean, maxMinutes: number) => ({
  kind: 'video',
  required,
  maxCount: 5,
  maxBytes: 5000 * MB,
  maxMinutes,
})

it('asks in each category of the preset for these files and offers these prizes', () => {
  expect(presetCategories.map(({ medium, requirements }) => [medium, requirements])).toEqual([
    ['print', [pdf(true), image(false)]],
    ['print', [pdf(true), image(false)]],
    ['radio', [audio(true), pdf(false)]],
    ['television', [video(true, 120), pdf(false)]],
    ['book', [pdf(true), image(false)]],
    ['photo', [image(true, 3000), pdf(false)]],
    ['digital', [pdf(false), image(false), audio(false), video(false, 30)]],
    ['initiative', [pdf(true), image(false), video(false, 30)]],
  ])
  for (const { quota } of presetCategories)
    expect(quota).toEqual({ first: 1, second: 2, third: 3, consolation: 5 })
})

it('puts on the record what changed, and nothing that did not', () => {
  const before = { name: 'Cũ', day: new Date(0), list: ['a'], none: null, same: 1 }
  expect(changesBetween(before, { ...before, day: new Date(0), list: ['a'] })).toEqual({})
  expect(changesBetween(before, { ...before, name: 'Mới', list: ['a', 'b'], none: null })).toEqual({
    name: { from: 'Cũ', to: 'Mới' },
    list: { from: ['a'], to: ['a', 'b'] },
  })
})

it('tells entrants the figures that the rules are kept by', () => {
  const { maxParts, capPerAuthor, rulesVi, rulesEn } = presetRules
  expect(rulesVi).toContain(`một loạt bài không quá ${maxParts} kỳ,`)
  expect(rulesVi).toContain(`nộp không quá ${capPerAuthor} tác phẩm.`)
  expect(rulesEn).toContain(`a series of at most ${maxParts} parts`)
  expect(rulesEn).toContain(`submits at most ${capPerAuthor} works.`)
  expect([maxParts, capPerAuthor]).toEqual([5, 7])
})
