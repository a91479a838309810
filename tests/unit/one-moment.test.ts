import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

/** Reads of figures that stand beside others on a page. */
const figures = [
  'participationOf',
  'participationOfProvince',
  'provinceFigures',
  'measuresBy',
  'acrossEditions',
  'targetBoard',
  'targetOfProvince',
  'populationsOf',
  'funnelOf',
  'funnelOfAll',
  'sameDayBefore',
  'silentAgencies',
  'silentOutside',
  'mapValuesOf',
  'publicParticipation',
  'publicFunnel',
  'editionCounts',
  'roundsOfEdition',
  'quotaBoard',
  'unplacedWorks',
  'standingOf',
  'dispatchRows',
]

it('asks what a page counts twice as of one moment', () => {
  const pages = globSync('app/routes/**/*.{ts,tsx}').map((file) => ({
    file,
    text: readFileSync(file, 'utf8'),
  }))
  const several = pages.filter(
    ({ text }) => figures.filter((name) => new RegExp(`\\b${name}\\(`).test(text)).length > 1,
  )
  expect(several.length).toBeGreaterThan(4)
  expect(several.filter(({ text }) => !/\basOf\(/.test(text)).map(({ file }) => file)).toEqual([])
})
