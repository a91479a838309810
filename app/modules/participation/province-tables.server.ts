import { asc } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { provinceChanges } from '#db/schema/provinces.ts'
import { unitsOn } from '../provinces/history.ts'
import { readProvinceHistory } from '../provinces/history.server.ts'

/** Every frame, the newest first, with its units, what each has been since when by which decision, and its predecessors. */
export async function provinceTables() {
  const history = await readProvinceHistory(database())
  const changes = await database().select().from(provinceChanges).orderBy(asc(provinceChanges.since))
  const nameOf = (frame: string, code: string) =>
    unitsOn(history, frame, '9999-12-31').find((unit) => unit.code === code)?.name ?? code
  /** Of units that go on as they were, a new frame's day and decision say nothing. */
  const goesOn = (frame: string, code: string, name: string) => {
    const from = history.successions.filter((row) => row.toFrame === frame && row.toCode === code)
    if (from.length !== 1) return false
    const [{ fromFrame, fromCode }] = from as [(typeof from)[number]]
    const into = history.successions.filter((row) => row.fromFrame === fromFrame && row.fromCode === fromCode)
    return into.length === 1 && nameOf(fromFrame, fromCode) === name
  }
  return history.frames
    .map((frame) => ({
      ...frame,
      units: unitsOn(history, frame.frame, '9999-12-31').map(({ code, name }) => ({
        code,
        name,
        goesOn: goesOn(frame.frame, code, name),
        predecessors: history.successions
          .filter((row) => row.toFrame === frame.frame && row.toCode === code)
          .map((row) => nameOf(row.fromFrame, row.fromCode)),
        states: history.states
          .filter((state) => state.frame === frame.frame && state.code === code)
          .map((state) => ({
            since: state.since,
            name: state.name,
            isCity: state.isCity,
            decision:
              changes.find(
                (row) => row.frame === frame.frame && row.code === code && row.since === state.since,
              )?.decision ?? frame.decision,
          })),
      })),
    }))
    .reverse()
}
