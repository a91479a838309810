import { readFileSync } from 'node:fs'
import { searchKey } from '#app/modules/text/search-key.ts'
import type { Database } from '../client.ts'
import { provinceChanges, provinceFrames, provinces, provinceSuccessions } from '../schema/index.ts'

/**
 * The 63 units in force until 30/6/2025 and the 34 since 1/7/2025 (Resolution 202/2025/QH15), with the codes of the
 * statistics office. Planted in every database: without them no entry has a province.
 */
export async function plantProvinces(db: Database) {
  const rows = readCsv('provinces.csv')
  await db.transaction(async (tx) => {
    await tx.insert(provinceFrames).values(frames).onConflictDoNothing()
    const units = new Map<string, typeof provinces.$inferInsert>()
    for (const row of rows) {
      const name = row.name_2004!
      units.set(`2004:${row.code_2004}`, {
        frame: '2004',
        code: row.code_2004!,
        ...(startedAs.get(`2004:${row.code_2004}`) ?? { name, isCity: citiesOf2004.has(row.code_2004!) }),
        nameKey: searchKey(name),
      })
      units.set(`2025:${row.code_2025}`, {
        frame: '2025',
        code: row.code_2025!,
        name: row.name_2025!,
        nameKey: searchKey(row.name_2025!),
        isCity: row.kind_2025 === 'Thành phố',
        ...startedAs.get(`2025:${row.code_2025}`),
      })
    }
    await tx
      .insert(provinces)
      .values([...units.values()])
      .onConflictDoNothing()
    const successions = rows.map((row) => ({
      fromFrame: '2004' as const,
      fromCode: row.code_2004!,
      toFrame: '2025' as const,
      toCode: row.code_2025!,
    }))
    await tx.insert(provinceSuccessions).values(successions).onConflictDoNothing()
    await tx.insert(provinceChanges).values(changes).onConflictDoNothing()
  })
}

const frames: (typeof provinceFrames.$inferInsert)[] = [
  { frame: '2004', validFrom: '2004-01-01', validTo: '2025-06-30', decision: '22/2003/QH11; 15/2008/QH12' },
  { frame: '2025', validFrom: '2025-07-01', validTo: null, decision: '202/2025/QH15' },
]

/** Centrally run cities on the last day of the frame: Hà Nội, Hải Phòng, Huế (since 1/1/2025), Đà Nẵng, TP HCM, Cần Thơ. */
const citiesOf2004 = new Set(['01', '31', '46', '48', '79', '92'])

/** What became a city while its frame was in force: the mapping tells how they ended, this how they began. */
const startedAs = new Map([
  ['2004:46', { name: 'Thừa Thiên Huế', isCity: false }],
  ['2025:75', { name: 'Đồng Nai', isCity: false }],
])
const changes: (typeof provinceChanges.$inferInsert)[] = [
  { frame: '2004', code: '46', since: '2025-01-01', name: 'Huế', isCity: true, decision: '175/2024/QH15' },
  {
    frame: '2025',
    code: '75',
    since: '2026-04-30',
    name: 'Đồng Nai',
    isCity: true,
    decision: 'Thành lập thành phố Đồng Nai trực thuộc Trung ương, có hiệu lực từ 30/4/2026',
  },
]

export function readCsv(name: string): Record<string, string>[] {
  const [head, ...lines] = readFileSync(new URL(name, import.meta.url), 'utf8')
    .trim()
    .split(/\r?\n/)
  const names = head!.split(',')
  return lines.map((line) =>
    Object.fromEntries(line.split(',').map((value, index) => [names[index]!, value])),
  )
}
