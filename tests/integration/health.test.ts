import { expect, it } from 'vitest'
import { checkHealth } from '#app/modules/audit/check-health.server.ts'
import { unitsOf } from '#app/modules/provinces/history.server.ts'

it('finds database and bucket well', async () => {
  expect(await checkHealth()).toEqual([])
})

it('sorts provinces as Vietnamese does', async () => {
  const names = (await unitsOf('2025')).map((row) => row.name)
  expect(names).toHaveLength(34)
  expect(names.slice(0, 8)).toEqual([
    'An Giang',
    'Bắc Ninh',
    'Cà Mau',
    'Cao Bằng',
    'Cần Thơ',
    'Đà Nẵng',
    'Đắk Lắk',
    'Điện Biên',
  ])
})
