import { describe, expect, it } from 'vitest'
import { endorsementOf, rankWorks } from '#app/modules/outreach/endorse.server.ts'
import { ownProvinces, type OwnProvince } from '#app/modules/participation/own-province.server.ts'
import { makeActor, makeEdition, makeSubmitted } from '#tests/factories/index.ts'

const here = { provinceFrame: '2025', provinceCode: '56' } as const

describe('a ranked work', () => {
  it.each([
    ['submitted', {}, 'endorsed', 'reserve'],
    ['returned', { returnUntil: new Date('2030-01-01T00:00:00Z') }, 'endorsed', 'reserve'],
    ['eligible', {}, 'endorsed', 'reserve'],
    ['ineligible', { screeningReason: 'other' }, 'out', 'endorsed'],
    ['withdrawn', {}, 'out', 'endorsed'],
  ] as const)('that is %s takes its place in the quota or leaves it', async (state, has, own, next) => {
    const edition = await makeEdition({ endorsement: true, endorsementQuota: 1 })
    const [owner, coordinator] = [await makeActor(), await makeActor('coordinator', here)]
    const [province] = (await ownProvinces(coordinator)) as [OwnProvince]
    const first = await makeSubmitted(owner, edition, 1, { ...here, ...has, state })
    const second = await makeSubmitted(owner, edition, 2, here)
    expect(await rankWorks(coordinator, edition.id, province, [first.id, second.id])).toEqual({ ranked: 2 })
    const { quota, works } = await endorsementOf(edition.id, province)
    expect([quota, works.map(({ id, standing }) => [id, standing])]).toEqual([
      1,
      [
        [first.id, own],
        [second.id, next],
      ],
    ])
  })
})
