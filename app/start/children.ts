import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { log } from '../log.server.ts'
import { StartRefused } from './refused.ts'

/** The flag that has a forked process end with this one. */
export const endWithParent = `--import=${new URL('./end-with-parent.ts', import.meta.url).href}`

export type Part = { name: string; file: string; flags?: string[] }

/** The processes of the portal: started, started again whenever one ends, and stopped in order. */
export function keepChildren(project: string) {
  const running = new Map<ChildProcess, string>()
  let stopping = false

  /** Resolves when the process says that it is ready, and rejects where it ends before. */
  function start(part: Part, env: NodeJS.ProcessEnv): Promise<void> {
    return new Promise((ready, failed) => {
      // In a group of its own, so that Ctrl-C reaches only the supervisor, which then stops all in order.
      const child = fork(join(project, part.file), [], {
        cwd: project,
        env,
        detached: true,
        execArgv: [endWithParent, '--enable-source-maps', ...(part.flags ?? [])],
      })
      running.set(child, part.name)
      let up = false
      child.on('message', (message) => {
        if (message !== 'ready') return
        up = true
        ready()
      })
      child.once('exit', (code, signal) => {
        running.delete(child)
        if (stopping) return
        const how = signal ?? `code ${code}`
        if (!up)
          return failed(
            new StartRefused(
              `${part.name} không khởi động được (${how}); lý do ghi ở trên. / ${part.name} could not start; the reason stands above.`,
            ),
          )
        log.warn(`${part.name} ended unexpectedly (${how}); it is started again.`)
        void again(part, env)
      })
    })
  }

  /** Until it is up, more and more seldom: what it needs may be away for longer than it takes to start. */
  async function again(part: Part, env: NodeJS.ProcessEnv) {
    for (let wait = 500; !stopping; wait = Math.min(wait * 2, 10_000)) {
      await pause(wait)
      if (stopping) return
      try {
        return await start(part, env)
      } catch (error) {
        log.warn((error as Error).message)
      }
    }
  }

  /** Those called `last` are stopped when all others have ended. */
  async function stop(last: string) {
    stopping = true
    const called = (name: (given: string) => boolean) =>
      Promise.all([...running].filter(([, given]) => name(given)).map(([child]) => end(child)))
    await called((name) => name !== last)
    await called((name) => name === last)
  }

  return { start, stop, watch: (child: ChildProcess, name: string) => watch(running, child, name) }
}

/** A process that ends by itself, to be stopped with the others where it has not. */
function watch(running: Map<ChildProcess, string>, child: ChildProcess, name: string) {
  running.set(child, name)
  child.once('exit', () => running.delete(child))
}

function end(child: ChildProcess): Promise<unknown> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  const gone = new Promise((done) => child.once('exit', done))
  child.kill('SIGTERM')
  const impatience = setTimeout(() => child.kill('SIGKILL'), 8000)
  return gone.finally(() => clearTimeout(impatience))
}
