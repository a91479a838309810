import { expect, it } from 'vitest'
import { onlyWhatTells, pictureNamed, pictureNames } from '#app/modules/open-data/draw-picture.server.ts'
import { mapMeasures } from '#app/modules/participation/map-values.ts'

const edition = { id: 'edn_x', number: 13 }
const ask = { edition, frame: '2025', locale: 'vi', results: true, open: true, measure: 'received' } as const

it.each(pictureNames)('asks for few pictures of %s, whatever an address says', (name) => {
  const froms = [undefined, ...Array.from({ length: 10_000 }, (_, from) => from)]
  const asked = froms.flatMap((from) =>
    mapMeasures.map((measure) => onlyWhatTells(name, { ...ask, from, measure })),
  )
  const different = new Set(asked.map((one) => JSON.stringify([one.measure, one.from ?? null])))
  expect(different.size).toBe({ map: mapMeasures.length, slope: 13 }[name as string] ?? 1)
})

it('keeps what a picture tells', () => {
  expect(onlyWhatTells('slope', { ...ask, from: 12 }).from).toBe(12)
  expect(onlyWhatTells('map', { ...ask, measure: 'prizes' }).measure).toBe('prizes')
  expect(onlyWhatTells('map', { ...ask, results: false, measure: 'prizes' }).measure).toBe('received')
})

it.each([
  ['map.svg', 'map'],
  ['slope.png', 'slope'],
  ['khac.svg', null],
  ['map.gif', null],
  ['map.svg.svg', null],
])('takes %s for %s', (file, name) => expect(pictureNamed(file)).toBe(name))
