import fc from 'fast-check'
import { expect, it } from 'vitest'
import { translator } from '#app/i18n/all.server.ts'
import { mapLegend, mapValue, type MapMeasure } from '#app/modules/participation/map-values.ts'
import { levelOf } from '#app/modules/participation/measures.ts'
import { noFullMeasures } from '#app/modules/participation/rates.ts'

const texts = { t: translator('vi'), locale: 'vi' as const }
const noRate = 'không có, hoặc ít hơn 5 tác phẩm'

it.each<[number, MapMeasure, string[]]>([
  [0, 'received', ['0']],
  [1, 'prizes', ['0', '1']],
  [2, 'received', ['0', '1', '2']],
  [7, 'received', ['0', '1', '2–3', '4–5', '6–7']],
  [4000, 'authors', ['0', '1–1.000', '1.001–2.000', '2.001–3.000', '3.001–4.000']],
  [0.8, 'eligibleRate', [noRate, '≤ 20 %', '≤ 40 %', '≤ 60 %', '≤ 80 %']],
  [3, 'perMillion', [noRate, '≤ 0,8', '≤ 1,5', '≤ 2,3', '≤ 3,0']],
])('of at most %d the colours of %s stand for %j', (largest, measure, said) =>
  expect(mapLegend(largest, measure, texts).map((step) => step.said)).toEqual(said),
)

it('gives each whole number the colour whose range it lies in', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), (largest) => {
      const legend = mapLegend(largest, 'received', texts).slice(1)
      for (let value = 1; value <= largest; value++) {
        const [step] = legend.filter(({ said }) => {
          const [from, to = from] = said.split('–').map(Number)
          return value >= from! && value <= to!
        })
        expect(step?.level).toBe(levelOf(value, largest))
      }
    }),
  )
})

it('gives no colour to a rate of fewer than five works, and says the counts', () => {
  const row = { ...noFullMeasures, received: 4, eligible: 3 }
  expect(mapValue(row, 'eligibleRate', null, 'vi')).toEqual({ value: 0, said: '3/4' })
  expect(mapValue({ ...row, received: 8 }, 'eligibleRate', null, 'vi')).toEqual({
    value: 0.375,
    said: '38 %',
  })
  expect(mapValue(row, 'perMillion', 1_000_000, 'vi')).toEqual({ value: 0, said: '–' })
})
