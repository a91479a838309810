/** A set of provincial units in force during a period, known by the year it began, or by the day where that year has one already: `2004`, `2025`, `2027-10-01`. */
export type Frame = string
export type Unit = { frame: Frame; code: string }

const frame = String.raw`\d{4}(?:-\d\d-\d\d)?`
export const framePattern = new RegExp(`^${frame}$`)
const unitPattern = new RegExp(`^(${frame}):(\\d\\d)$`)

/** A unit as addresses and commands write it (`2025:56`); null where it is none. */
export function readUnit(written: string | null | undefined): Unit | null {
  const parts = unitPattern.exec(written ?? '')
  return parts && { frame: parts[1]!, code: parts[2]! }
}

/** The key of its place. */
export const placeIdOf = ({ frame, code }: Unit) => `${frame}:${code}`

/** What a unit has been since a day: the first of a unit with the first day of its frame. Days are `yyyy-MM-dd`. */
export type UnitState = Unit & { since: string; name: string; isCity: boolean }

/** All that is known of the provinces: frames in the order they came, states (of one day, the last one holds), and who went into whom. */
export type ProvinceHistory = {
  frames: { frame: Frame; validFrom: string; validTo: string | null; decision: string }[]
  states: UnitState[]
  successions: { fromFrame: Frame; fromCode: string; toFrame: Frame; toCode: string }[]
}

/** The frame in force on a day; before the first one, the first. */
export function frameOn({ frames }: ProvinceHistory, day: string): Frame {
  return (frames.findLast((one) => one.validFrom <= day) ?? frames[0]!).frame
}

/** The units of a frame as they were on a day of it: its last one where the day lies beyond. */
export function unitsOn(history: ProvinceHistory, frame: Frame, day: string): UnitState[] {
  const { validTo } = history.frames.find((one) => one.frame === frame) ?? { validTo: null }
  const at = validTo !== null && validTo < day ? validTo : day
  const latest = new Map<string, UnitState>()
  for (const state of history.states)
    if (state.frame === frame) {
      const known = latest.get(state.code)
      const later = !known || known.since > at || state.since >= known.since
      if (!known || (state.since <= at && later)) latest.set(state.code, state)
    }
  const byName = new Intl.Collator('vi')
  return [...latest.values()].sort((a, b) => byName.compare(a.name, b.name))
}

/** Every unit of another frame that a unit may lie in: its successors on the way forward, its predecessors back. */
export function reach(history: ProvinceHistory, from: Unit, to: Frame): string[] {
  const order = history.frames.map((one) => one.frame)
  const step = Math.sign(order.indexOf(to) - order.indexOf(from.frame))
  let codes = [from.code]
  for (let at = order.indexOf(from.frame); order[at] !== to; at += step) {
    const [here, next] = [order[at], order[at + step]]
    codes = codes.flatMap((code) =>
      step > 0
        ? history.successions
            .filter((row) => row.fromFrame === here && row.fromCode === code && row.toFrame === next)
            .map((row) => row.toCode)
        : history.successions
            .filter((row) => row.toFrame === here && row.toCode === code && row.fromFrame === next)
            .map((row) => row.fromCode),
    )
    codes = [...new Set(codes)]
  }
  return codes
}

/**
 * A unit in another frame. Forward from 63 to 34 every unit has one successor; back, only a unit with one predecessor
 * can be told, and null says that it cannot.
 */
export function carry(history: ProvinceHistory, from: Unit, to: Frame): string | null {
  const codes = reach(history, from, to)
  return codes.length === 1 ? codes[0]! : null
}

/** The seat of an agency on a day: its unit in the frame of that day, or as it is where that cannot be told. */
export function seatOn(history: ProvinceHistory, seat: Unit, day: string): Unit {
  const frame = frameOn(history, day)
  const code = carry(history, seat, frame)
  return code === null ? seat : { frame, code }
}

/**
 * What was set for units, by the units of a frame: its own rows where it has any, else those of the nearest frame before
 * it that has, each with what its unit has become; `whole` where every predecessor has a row. What cannot be carried is
 * left out.
 */
export function inFrame<Row extends Unit>(
  history: ProvinceHistory,
  rows: readonly Row[],
  to: Frame,
): Map<string, { rows: Row[]; whole: boolean }> {
  const order = history.frames.map((one) => one.frame)
  const from = order
    .slice(0, order.indexOf(to) + 1)
    .findLast((frame) => rows.some((row) => row.frame === frame))
  const byCode = new Map<string, Row[]>()
  for (const row of rows) {
    const code = row.frame === from ? carry(history, row, to) : null
    if (code !== null) byCode.set(code, [...(byCode.get(code) ?? []), row])
  }
  return new Map(
    [...byCode].map(([code, found]) => {
      const predecessors = from === undefined ? [] : reach(history, { frame: to, code }, from)
      return [code, { rows: found, whole: predecessors.length === found.length }]
    }),
  )
}
