import { spawnSync } from 'node:child_process'
import { eq, sql } from 'drizzle-orm'
import { strFromU8, unzipSync } from 'fflate'
import { beforeAll, expect, it } from 'vitest'
import { database, storage } from '#app/ground.server.ts'
import en from '#app/i18n/en/index.ts'
import vi from '#app/i18n/vi/index.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { entryStates } from '#app/modules/entries/entry.ts'
import { exportKinds, tableFormats, tableKinds, type ExportFormat } from '#app/modules/exports/kinds.ts'
import { makeExport } from '#app/modules/exports/make-export.server.ts'
import { requestExport } from '#app/modules/exports/request-export.server.ts'
import { drawReport } from '#app/modules/reports/draw-report.server.ts'
import { reportFile } from '#app/modules/reports/report-file.server.ts'
import { reportForm } from '#app/modules/reports/schema.ts'
import { drawMinutes } from '#app/modules/results/draw-minutes.server.ts'
import { minutesFile } from '#app/modules/results/minutes-file.server.ts'
import { entries, exports } from '#db/schema/index.ts'
import { plantJudgedEdition, type JudgedEdition } from '#tests/support/judged-edition.ts'

/** The keys of all texts, without what i18n puts behind them for counts. */
const keysOf = (texts: object, before = ''): string[] =>
  Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'object'
      ? keysOf(value as object, `${before}${key}.`)
      : [before + key.replace(/_(one|other)$/, '')],
  )
const keys = new Set([...keysOf(vi), ...keysOf(en)])

/** What stands there raw: keys of texts, words of states (in English they are words as any), numbers with the digits of their binary. */
function rawIn(text: string, states: readonly string[] = entryStates): string[] {
  const words = (text.match(/\b[a-z]\w*(?:\.\w+)+\b/gi) ?? []).filter((word) => keys.has(word))
  const stated = [...text.matchAll(/(?<![\w.@/])[a-z]+(?:[A-Z][a-z]+)*(?![\w.@/(])/g)]
    .map(([word]) => word)
    .filter((word) => states.includes(word))
  return [
    ...words,
    ...stated,
    ...(text.match(/\d+[.,]\d*(?:0{9}|9{9})\d*/g) ?? []),
    ...(text.match(/\{\{.*?\}\}/g) ?? []),
  ]
}

/** What of a file its reader sees: the text of its parts, without its own tags. */
function readable(file: Uint8Array): string {
  if (file[0] !== 0x50 || file[1] !== 0x4b) return Buffer.from(file).toString('utf8')
  return Object.entries(unzipSync(file))
    .filter(([name]) => /^(?:xl\/(?:worksheets|sharedStrings)|word\/document)/.test(name))
    .map(([, part]) => strFromU8(part).replace(/<[^>]*>/g, ' '))
    .join('\n')
}

let world: JudgedEdition
let organizer: Actor

/** Works of every state, a judged round, prizes, events of the record; both letters' languages of the organizer. */
beforeAll(async () => {
  world = await plantJudgedEdition(88)
  organizer = world.organizer
  await database().execute(sql`
    update ${entries} set state = 'ineligible', screening_reason = 'window', screening_note = 'Ngoài thời gian'
    where id = ${world.works[20]!}`)
})

it('finds what is raw', () => {
  expect(rawIn('audit.entry.submitted, eligible; 0.30000000000000004 phút; {{count}} bài')).toEqual([
    'audit.entry.submitted',
    'eligible',
    '0.30000000000000004',
    '{{count}}',
  ])
  expect(rawIn('an eligible.vn, a@eligible.vn 0,3 phút; 1.000.000.000')).toEqual([])
})

it.each(['vi', 'en'] as const)(
  'shows nothing raw in any table taken out in %s, in any format',
  async (locale) => {
    const found: string[] = []
    let read = 0
    for (const kind of tableKinds)
      for (const format of tableFormats) {
        const text = readable(await exported(kind, format, locale))
        read += text.length
        found.push(
          ...rawIn(text, locale === 'vi' ? entryStates : []).map((raw) => `${kind}.${format}: ${raw}`),
        )
      }
    expect(found).toEqual([])
    expect(read).toBeGreaterThan(10_000)
    expect(exportKinds.length).toBe(tableKinds.length + 2)
  },
)

async function exported(
  kind: (typeof tableKinds)[number],
  format: ExportFormat,
  locale: 'vi' | 'en',
): Promise<Uint8Array> {
  const asked = (await requestExport({ ...organizer, locale }, world.edition.id, kind, { format }))!
  await makeExport((asked as { exportId: string }).exportId)
  const [row] = await database()
    .select()
    .from(exports)
    .where(eq(exports.id, (asked as { exportId: string }).exportId))
  return storage().read(row!.objectKey!)
}

it('shows nothing raw in reports, their annexes and minutes', async () => {
  for (const province of ['', '56'])
    for (const letterhead of ['party', 'state']) {
      const ask = reportForm.parse({
        province,
        letterhead,
        kind: 'halfYear',
        from: '2026-01-01',
        to: '2026-12-31',
      })
      const { reportId } = (await drawReport(organizer, world.edition, ask))!
      for (const format of ['docx', 'xlsx'])
        expect(rawIn(readable((await reportFile(organizer, reportId, format))!.body))).toEqual([])
    }
  for (const panelId of [world.panel.first, null]) {
    const drawn = await drawMinutes(organizer, world.round.id, { panelId, letterhead: 'party' })
    const { minutesId } = drawn as { minutesId: string }
    const file = (await minutesFile(organizer, minutesId, 'docx')) as { body: Uint8Array }
    expect(rawIn(readable(file.body))).toEqual([])
  }
})

it('shows no key in what the commands print, nor digits of binary', () => {
  const print = (...args: string[]) => {
    const { stdout, stderr } = spawnSync(process.execPath, ['app/cli.ts', ...args], {
      encoding: 'utf8',
      env: process.env,
      input: 'judge,entry,score\nA,x,0.1\nA,y,0.2\nB,x,0.7\nB,y,0.3\n',
    })
    return stdout + stderr
  }
  const said = [
    print('participation', '--edition', '88'),
    print('stats', '-'),
    print('stats', 'khong-co.csv'),
    print('participation', '--edition', '88', '--from', '2027-02-31'),
    print(),
  ]
  expect(said.every((text) => text.length > 30)).toBe(true)
  expect(
    said.flatMap((text) => (text.match(/\b[a-z]\w*(?:\.\w+)+\b/g) ?? []).filter((word) => keys.has(word))),
  ).toEqual([])
})
