import { expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { damagedTexts } from '#db/damaged-texts.ts'
import { agencies, agencyNames } from '#db/schema/provinces.ts'

it('lists what is stored damaged by table, column and row, and nothing else', async () => {
  expect(await damagedTexts(database())).toEqual([])
  const agency = { name: 'Báo \ufffd\ufffdứng dụng', nameKey: 'bao ung dung', level: 'central' as const }
  await database()
    .insert(agencies)
    .values({ id: 'agc_damaged', ...agency })
  await database().insert(agencyNames).values({ agencyId: 'agc_damaged', name: 'Tin \ufffd', nameKey: 'tin' })
  expect(await damagedTexts(database())).toEqual([
    { table: 'agencies', column: 'name', row: 'agc_damaged', near: 'Báo \ufffd\ufffdứng dụng' },
    { table: 'agency_names', column: 'name', row: 'agency_id=agc_damaged, name_key=tin', near: 'Tin \ufffd' },
  ])
})
