import { asc } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import type { Connection } from '#db/client.ts'
import { provinceChanges, provinceFrames, provinceSuccessions, provinces } from '#db/schema/provinces.ts'
import { localDay } from '../calendar/local-time.ts'
import { frameOn, unitsOn, type Frame, type ProvinceHistory, type UnitState } from './history.ts'

/** Read again after this time: other processes enter changes too. */
const kept = 10_000
let known: { history: ProvinceHistory; until: number } | undefined
let reading: Promise<ProvinceHistory> | undefined

/**
 * Frames, units with their names by day, and successions. In a transaction pass its connection (or ask before it
 * begins): one that waits for another connection while it holds one can wait for ever.
 */
export async function provinceHistory(connection?: Connection): Promise<ProvinceHistory> {
  if (known && known.until > Date.now()) return known.history
  if (connection) return remember(await readProvinceHistory(connection))
  reading ??= readProvinceHistory(database())
    .then(remember)
    .finally(() => (reading = undefined))
  return reading
}

function remember(history: ProvinceHistory): ProvinceHistory {
  known = { history, until: Date.now() + kept }
  return history
}

export const forgetProvinceHistory = () => (known = undefined)

export async function readProvinceHistory(connection: Connection): Promise<ProvinceHistory> {
  const [frames, units, changes, successions] = await Promise.all([
    connection.select().from(provinceFrames).orderBy(asc(provinceFrames.validFrom)),
    connection.select().from(provinces),
    connection.select().from(provinceChanges).orderBy(asc(provinceChanges.since)),
    connection.select().from(provinceSuccessions),
  ])
  const began = new Map(frames.map((one) => [one.frame, one.validFrom]))
  const states: UnitState[] = [
    ...units.map(({ frame, code, name, isCity }) => ({
      frame,
      code,
      name,
      isCity,
      since: began.get(frame)!,
    })),
    ...changes.map(({ frame, code, name, isCity, since }) => ({ frame, code, name, isCity, since })),
  ]
  return { frames, states, successions }
}

/** The day it is in Viet Nam. */
export const today = () => localDay(new Date())

export const currentFrame = async (): Promise<Frame> => frameOn(await provinceHistory(), today())

/** The units of a frame by the names of today (or of its last day); of the frame in force where none is named. */
export async function unitsOf(frame?: Frame, connection?: Connection): Promise<UnitState[]> {
  const history = await provinceHistory(connection)
  return unitsOn(history, frame ?? frameOn(history, today()), today())
}

/** A frame with how many units it has, and since when where another one has as many. */
export type FrameChoice = { frame: Frame; units: number; since: string | null }

/** The frames until today, the newest first: what a switch offers. */
export async function frameChoices(): Promise<FrameChoice[]> {
  const history = await provinceHistory()
  const day = today()
  const counted = history.frames
    .filter((one) => one.validFrom <= day)
    .map(({ frame, validFrom }) => ({ frame, validFrom, units: unitsOn(history, frame, day).length }))
    .reverse()
  return counted.map(({ frame, validFrom, units }) => {
    const alike = counted.filter((one) => one.units === units).length > 1
    return { frame, units, since: alike ? validFrom : null }
  })
}

/** A frame that exists as asked for, or the one in force: today, or when the edition closed if that was before. */
export async function askedFrame(
  asked: string | null | undefined,
  edition?: { closesAt: Date },
): Promise<Frame> {
  const history = await provinceHistory()
  if (history.frames.some((one) => one.frame === asked)) return asked!
  const close = edition ? localDay(edition.closesAt) : today()
  return frameOn(history, close < today() ? close : today())
}
