import { setTimeout as pause } from 'node:timers/promises'
import { EmbeddedDatabaseError, startEmbeddedDatabase, type EmbeddedDatabase } from '#db/embedded.ts'
import { log } from '../log.server.ts'

/** More ends within a minute than this are no accident: something is wrong that starting again does not mend. */
const mostEnds = 5

/** How long Postgres is tried again: what is left of one that was killed holds its memory for a moment. */
const patience = 30_000

/**
 * The embedded Postgres, kept running: where it ends unasked it is started again on the same port, and whoever used it
 * connects again. `onLost` hears the sentence when that is given up.
 */
export async function keepEmbeddedDatabase(folder: string, onLost: (sentence: string) => void) {
  let current = await startEmbeddedDatabase(folder)
  let stopping = false
  const ends: number[] = []
  const { url } = current
  const port = Number(new URL(url).port)

  const watch = ({ ended }: EmbeddedDatabase) =>
    void ended.then((unasked) => (unasked ? bringBack() : undefined))

  async function bringBack() {
    if (stopping) return
    const now = performance.now()
    ends.push(now)
    if (ends.filter((at) => now - at < 60_000).length > mostEnds)
      return onLost(lost('it ends again and again'))
    log.warn('Postgres ended unexpectedly; it is started again.')
    try {
      current = await startAgain(now + patience)
    } catch (error) {
      if (!stopping) onLost(lost((error as Error).message))
      return
    }
    if (stopping) return void current.stop()
    log.warn('Postgres is back.')
    watch(current)
  }

  async function startAgain(until: number): Promise<EmbeddedDatabase> {
    for (;;) {
      try {
        return await startEmbeddedDatabase(folder, { port })
      } catch (error) {
        if (stopping || performance.now() > until || !(error instanceof EmbeddedDatabaseError)) throw error
        await pause(500)
      }
    }
  }

  watch(current)
  const stop = async () => {
    stopping = true
    await current.stop()
  }
  return { url, stop }
}

const lost = (why: string) =>
  `Postgres đã dừng và không khởi động lại được; cổng dừng theo. / Postgres ended and could not be started again; everything stops. (${why})`
