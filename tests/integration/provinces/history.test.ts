import { eq, isNull, sql } from 'drizzle-orm'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { database } from '#app/ground.server.ts'
import {
  askedFrame,
  currentFrame,
  forgetProvinceHistory,
  frameChoices,
  provinceHistory,
  today,
  unitsOf,
} from '#app/modules/provinces/history.server.ts'
import { provinceFrames, provinces } from '#db/schema/index.ts'
import { keepWorld, restoreWorld } from '#tests/matrix/snapshot.ts'

const day = (days: number) =>
  new Date(Date.now() + 7 * 3600_000 + days * 86_400_000).toISOString().slice(0, 10)

/** A frame in force from that day on, in place of the one before it. */
async function open(frame: string, validFrom: string) {
  await database()
    .update(provinceFrames)
    .set({ validTo: sql`${validFrom}::date - 1` })
    .where(isNull(provinceFrames.validTo))
  await database().insert(provinceFrames).values({ frame, validFrom, validTo: null, decision: '' })
}

beforeAll(async () => {
  await keepWorld()
})
beforeEach(forgetProvinceHistory)
afterEach(async () => {
  vi.useRealTimers()
  await restoreWorld()
})

const copyUnits = async (frame: string, count: number) => {
  const rows = await database().select().from(provinces).where(eq(provinces.frame, '2025'))
  await database()
    .insert(provinces)
    .values(rows.slice(0, count).map((row) => ({ ...row, frame })))
}

describe('the frames to choose from', () => {
  it('are those until today, the newest first', async () => {
    expect(await frameChoices()).toEqual([
      { frame: '2025', units: 34, since: null },
      { frame: '2004', units: 63, since: null },
    ])
  })

  it('are told apart by their first day where two have as many units', async () => {
    await open('hôm nay', day(0))
    await open('ngày mai', day(1))
    await copyUnits('hôm nay', 34)
    await copyUnits('ngày mai', 30)
    expect(await frameChoices()).toEqual([
      { frame: 'hôm nay', units: 34, since: day(0) },
      { frame: '2025', units: 34, since: '2025-07-01' },
      { frame: '2004', units: 63, since: null },
    ])
    expect(await currentFrame()).toBe('hôm nay')
    expect((await unitsOf()).length).toBe(34)
    expect((await unitsOf('ngày mai')).length).toBe(30)
  })
})

describe('the frame of a page', () => {
  it.each([
    ['2004', undefined, '2004'],
    ['2025', '2025-06-30', '2025'],
    ['1990', undefined, '2025'],
    ['', undefined, '2025'],
    [null, undefined, '2025'],
    [undefined, '2025-06-30', '2004'],
    [undefined, '2025-07-01', '2025'],
    [undefined, '2099-01-01', '2025'],
  ])('asked for as %j in an edition that closes on %s is %s', async (asked, closes, frame) => {
    const edition = closes ? { closesAt: new Date(`${closes}T23:59:59.999+07:00`) } : undefined
    expect(await askedFrame(asked, edition)).toBe(frame)
  })

  it('is that of today before an edition closes, though another is to come', async () => {
    await open('mai sau', day(5))
    expect(await askedFrame('', { closesAt: new Date(Date.now() + 9 * 86_400_000) })).toBe('2025')
    expect(today()).toBe(day(0))
  })
})

describe('what is known of provinces', () => {
  const decided = async () => (await provinceHistory()).frames.at(-1)!.decision
  const rename = (decision: string) =>
    database().update(provinceFrames).set({ decision }).where(eq(provinceFrames.frame, '2025'))

  it('is read again after ten seconds, or once it is to be forgotten', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-26T00:00:00Z') })
    const before = await decided()
    await rename('của tiến trình khác')
    vi.setSystemTime(new Date('2026-11-26T00:00:09.999Z'))
    expect(await decided()).toBe(before)
    vi.setSystemTime(new Date('2026-11-26T00:00:10.000Z'))
    expect(await decided()).toBe('của tiến trình khác')
    await rename('của chính mình')
    forgetProvinceHistory()
    expect(await decided()).toBe('của chính mình')
  })

  it('is read over the connection that asks', async () => {
    await database().transaction(async (tx) => {
      await tx.update(provinceFrames).set({ decision: 'chưa xong' }).where(eq(provinceFrames.frame, '2025'))
      expect((await provinceHistory(tx)).frames.at(-1)!.decision).toBe('chưa xong')
    })
  })
})
