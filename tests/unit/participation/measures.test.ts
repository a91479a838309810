import { describe, expect, it } from 'vitest'
import { translator } from '#app/i18n/all.server.ts'
import { isDimension } from '#app/modules/participation/dimensions.ts'
import { median } from '#app/modules/participation/funnel.ts'
import {
  atLeast,
  mapLegend,
  mapMeasures,
  mapValue,
  sayShare,
  toldMeasures,
  type MapMeasure,
} from '#app/modules/participation/map-values.ts'
import { levelOf, noMeasures, statementOf } from '#app/modules/participation/measures.ts'
import { noFullMeasures, perMillion, rates, shareOf } from '#app/modules/participation/rates.ts'
import { pastEditionForm, populationForm, targetForm } from '#app/modules/participation/schema.ts'

describe('a share', () => {
  it.each([
    [0, 0, { kind: 'none' }, '–'],
    [1, 4, { kind: 'counts', part: 1, whole: 4 }, '1/4'],
    [1, 5, { kind: 'rate', rate: 0.2 }, '20 %'],
    [2, 3000, { kind: 'rate', rate: 2 / 3000 }, '0 %'],
  ])('of %i in %i', (part, whole, share, said) => {
    expect(shareOf(part, whole)).toEqual(share)
    expect(sayShare(shareOf(part, whole), 'vi')).toBe(said)
  })

  it('is of what each rate is about', () => {
    const row = {
      ...noFullMeasures,
      received: 100,
      eligible: 50,
      inFinal: 10,
      foreignLanguage: 30,
      authors: 20,
      firstTime: 5,
    }
    const rate = (value: number) => ({ kind: 'rate', rate: value })
    expect(Object.fromEntries(Object.entries(rates).map(([name, of]) => [name, of(row)]))).toEqual({
      eligibleRate: rate(0.5),
      finalRate: rate(0.2),
      foreignShare: rate(0.3),
      firstTimeShare: rate(0.25),
    })
  })

  it.each([
    [4, 1_000_000, null],
    [5, 1_000_000, 5],
    [5, 2_000_000, 2.5],
    [5, null, null],
  ])('of %i works to %s people is %s a million', (received, people, value) =>
    expect(perMillion(received, people)).toBe(value),
  )
})

describe('a colour', () => {
  it.each([
    [0, 8, 0],
    [-1, 8, 0],
    [1, 0, 0],
    [0.01, 8, 1],
    [2, 8, 1],
    [2.01, 8, 2],
    [4, 8, 2],
    [5, 8, 3],
    [7, 8, 4],
    [8, 8, 4],
    [80, 8, 4],
    [1, -1, 0],
  ])('of %d where the largest is %d is level %i', (value, largest, level) =>
    expect(levelOf(value, largest)).toBe(level),
  )
})

describe('a value on the map', () => {
  const row = {
    received: 10,
    eligible: 8,
    inFinal: 6,
    prizes: 4,
    agencies: 3,
    authors: 12,
    foreignLanguage: 2,
    firstTime: 7,
  }
  it.each<[MapMeasure, number, string]>([
    ['received', 10, '10'],
    ['eligible', 8, '8'],
    ['eligibleRate', 0.8, '80 %'],
    ['inFinal', 6, '6'],
    ['finalRate', 0.75, '75 %'],
    ['prizes', 4, '4'],
    ['agencies', 3, '3'],
    ['authors', 12, '12'],
    ['firstTime', 7, '7'],
    ['foreignShare', 0.2, '20 %'],
    ['perMillion', 5, '5,0'],
  ])('of %s is %d and says %s', (measure, value, said) =>
    expect(mapValue(row, measure, 2_000_000, 'vi')).toEqual({ value, said }),
  )
  it('has no number without people, nor a rate without works', () => {
    const none = { value: 0, said: '–' }
    expect(mapValue(row, 'perMillion', null, 'vi')).toEqual(none)
    expect(mapValue(noFullMeasures, 'eligibleRate', 1, 'vi')).toEqual(none)
    expect(mapValue({ ...row, received: 3, eligible: 2 }, 'eligibleRate', 1, 'vi')).toEqual({
      value: 0,
      said: '2/3',
    })
  })
  it('of a unit that may have more is a number with a star, or none', () => {
    expect(atLeast({ value: 7, said: '7' }, 7)).toEqual({ value: 7, said: '7*' })
    expect(atLeast({ value: 7, said: '7' }, 0)).toEqual({ value: 0, said: '?' })
  })
  it('tells no results before they are out', () => {
    expect(toldMeasures(true)).toEqual(mapMeasures)
    expect(toldMeasures(false)).toEqual(
      mapMeasures.filter((name) => !['inFinal', 'finalRate', 'prizes'].includes(name)),
    )
  })
})

describe('a legend', () => {
  const texts = { t: translator('vi'), locale: 'vi' as const }
  const legend = (largest: number, measure: MapMeasure) =>
    mapLegend(largest, measure, texts).map(({ level, said }) => `${level} ${said}`)
  const none = `0 ${texts.t('measures.legend.none')}`
  const noRate = `0 ${texts.t('measures.legend.noRate')}`
  it.each<[number, MapMeasure, string[]]>([
    [0, 'received', [none]],
    [0, 'finalRate', [noRate]],
    [0, 'perMillion', [noRate]],
    [3, 'received', [none, '2 1', '3 2', '4 3']],
    [6, 'agencies', [none, '1 1', '2 2–3', '3 4', '4 5–6']],
    [1, 'finalRate', [noRate, '1 ≤ 25 %', '2 ≤ 50 %', '3 ≤ 75 %', '4 ≤ 100 %']],
    [10, 'perMillion', [noRate, '1 ≤ 2,5', '2 ≤ 5,0', '3 ≤ 7,5', '4 ≤ 10,0']],
  ])('to %d of %s', (largest, measure, steps) => expect(legend(largest, measure)).toEqual(steps))
})

it('states who took part, who was absent and of whom it cannot be told', () => {
  const unit = (code: string, received: number) => ({
    ...noMeasures,
    code,
    name: `Tỉnh ${code}`,
    isCity: false,
    received,
  })
  const named = (code: string) => ({ code, name: `Tỉnh ${code}` })
  const units = [unit('1', 1), unit('2', 0), unit('3', 0), unit('4', 2)]
  expect(statementOf(units, new Set(['3', '4']))).toEqual({
    participating: 2,
    of: 4,
    absent: [named('2')],
    undecided: [named('3')],
  })
})

it.each([
  [[], 0],
  [[7], 7],
  [[10, 2], 6],
  [[9, 1, 100], 9],
  [[1, 2, 3, 4], 2.5],
  [[1, 2, 10, 11, 12], 10],
])('the middle of %j is %d', (values, middle) => expect(median(values)).toBe(middle))

it('knows by what may be counted', () => {
  expect([isDimension('agency'), isDimension('agencies'), isDimension(null)]).toEqual([true, false, false])
})

const wrongIn = (form: typeof pastEditionForm | typeof populationForm, fields: object) =>
  form.safeParse(fields).error?.issues.map((issue) => [issue.path.join('.'), issue.message]) ?? []

describe('the form of an earlier edition', () => {
  const past = { number: '9', year: '2023', received: '1.204', source: 'Báo cáo' }
  it('reads totals with or without groups, none where they are empty', () => {
    expect(pastEditionForm.parse({ ...past, eligible: '1 100', prizes: '0', rough: 'on' })).toEqual({
      number: 9,
      year: 2023,
      received: 1204,
      eligible: 1100,
      inFinal: null,
      prizes: 0,
      rough: 'on',
      source: 'Báo cáo',
    })
  })
  it.each([
    [{ number: '0' }, [['number', 'form.error.number']]],
    [{ number: '1' }, []],
    [{ number: '3999' }, []],
    [{ number: '4000' }, [['number', 'form.error.number']]],
    [{ number: '1.5' }, [['number', 'form.error.number']]],
    [{ number: 'x' }, [['number', 'form.error.number']]],
    [{ year: '1989' }, [['year', 'form.error.number']]],
    [{ year: '1990' }, []],
    [{ year: '2200' }, []],
    [{ year: '2201' }, [['year', 'form.error.number']]],
    [{ received: '9999999' }, []],
    [{ received: '-1' }, [['received', 'form.error.number']]],
    [{ source: 'ab' }, [['source', 'form.error.required']]],
    [{ source: 'abc' }, []],
  ])('%j', (fields, wrong) => expect(wrongIn(pastEditionForm, { ...past, ...fields })).toEqual(wrong))
  it.each([
    [{ received: '10000000' }, 'received'],
    [{ source: 'x'.repeat(301) }, 'source'],
    [{ frame: 'x' }, 'frame'],
  ])('is bounded: %#', (fields, field) =>
    expect(wrongIn(pastEditionForm, { ...past, ...fields }).map(([name]) => name)).toContain(field),
  )
  it('of populations has a year and a source', () => {
    const fields = { year: '1990', source: 'Niên giám', frame: '2025' }
    expect(populationForm.parse(fields)).toEqual({ ...fields, year: 1990 })
    expect(wrongIn(populationForm, { ...fields, year: '1989' })).toEqual([['year', 'form.error.number']])
    expect(wrongIn(populationForm, { ...fields, year: '2201' })).toEqual([['year', 'form.error.number']])
  })
})

it.each([
  ['0', false],
  ['1', true],
  ['10000', true],
  ['10001', false],
  ['2.5', false],
  [' ', true],
])('a target of %j can be: %s', (target, fine) =>
  expect(targetForm.safeParse({ 'target.56': target, 'targets.01': 'x', target: 'x' }).success).toBe(fine),
)
