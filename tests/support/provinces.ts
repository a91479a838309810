import type { ProvinceHistory } from '#app/modules/provinces/history.ts'
import { readCsv } from '#db/seed/provinces.ts'

/** The two frames as the mapping has them, with the two cities that came later. */
export function mappedHistory(): ProvinceHistory {
  const rows = readCsv('provinces.csv')
  const states = new Map<string, ProvinceHistory['states'][number]>()
  for (const row of rows) {
    states.set(`2004:${row.code_2004}`, {
      frame: '2004',
      code: row.code_2004!,
      since: '2004-01-01',
      name: row.name_2004!,
      isCity: false,
    })
    states.set(`2025:${row.code_2025}`, {
      frame: '2025',
      code: row.code_2025!,
      since: '2025-07-01',
      name: row.name_2025!,
      isCity: row.kind_2025 === 'Thành phố' && row.code_2025 !== '75',
    })
  }
  states.set('2004:46', { ...states.get('2004:46')!, name: 'Thừa Thiên Huế' })
  return {
    frames: [
      { frame: '2004', validFrom: '2004-01-01', validTo: '2025-06-30', decision: '' },
      { frame: '2025', validFrom: '2025-07-01', validTo: null, decision: '202/2025/QH15' },
    ],
    states: [
      ...states.values(),
      { frame: '2004', code: '46', since: '2025-01-01', name: 'Huế', isCity: true },
      { frame: '2025', code: '75', since: '2026-04-30', name: 'Đồng Nai', isCity: true },
    ],
    successions: rows.map((row) => ({
      fromFrame: '2004',
      fromCode: row.code_2004!,
      toFrame: '2025',
      toCode: row.code_2025!,
    })),
  }
}
