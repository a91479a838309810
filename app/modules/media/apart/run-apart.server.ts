import { fork, type ChildProcess } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Answers, FromChild, Task, ToChild } from './messages.ts'
import type { Source } from './source.server.ts'

/** What one file may cost. `idleSeconds`: without reading on, telling progress or ending. */
export type Limits = { seconds: number; idleSeconds: number; memoryBytes: number; outputBytes: number }

const GB = 1024 ** 3

/** A day's film is read in hours at worst; what grows or stands still beyond these is a file made to do so. */
export const usualLimits = (bytes: number): Limits => ({
  seconds: 600 + Math.ceil(bytes / (200 * 1024)),
  idleSeconds: 180,
  memoryBytes: 2 * GB,
  outputBytes: 4 * GB,
})

/** Why a process apart came to no answer. */
export class CameToNothing extends Error {
  readonly why: 'crashed' | 'time' | 'memory' | 'output' | 'failed'

  constructor(why: CameToNothing['why'], words: string) {
    super(words)
    this.why = why
  }
}

/** The bucket did not give what was asked: no fault of the file, to be tried again. */
export class SourceAway extends Error {}

/** Does one task on one file in a process of its own. Throws `CameToNothing`, or `SourceAway`. */
export function runApart<Kind extends Task['kind']>(
  task: Task & { kind: Kind },
  source: Source,
  {
    progress = () => {},
    limits = usualLimits(source.bytes),
    signal,
  }: { progress?: (share: number) => void; limits?: Limits; signal?: AbortSignal } = {},
): Promise<Answers[Kind]> {
  const child = fork(fileURLToPath(new URL('./child.server.ts', import.meta.url)), [], {
    serialization: 'advanced',
    // Nothing of ours: no addresses, no passwords.
    env: { NODE_ENV: 'production', MALLOC_ARENA_MAX: '2' },
    execArgv: ['--max-old-space-size=768', '--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  return new Promise((resolve, reject) => {
    let heard = Date.now()
    const begun = heard
    const watch = setInterval(() => {
      const excess = excessOf(child, limits, { begun, heard, folder: 'folder' in task ? task.folder : null })
      if (excess) end(() => reject(excess))
    }, 250)
    const end = (settle: () => void) => {
      clearInterval(watch)
      signal?.removeEventListener('abort', aborted)
      child.removeAllListeners()
      child.on('error', () => {})
      child.kill('SIGKILL')
      settle()
    }
    const aborted = () => end(() => reject(new SourceAway('The work was called off.')))
    signal?.addEventListener('abort', aborted)
    child.on('error', (error) => end(() => reject(error)))
    child.on('exit', (code, killed) =>
      end(() => reject(new CameToNothing('crashed', `It ended by itself (${killed ?? code}).`))),
    )
    child.on('message', (message: FromChild) => {
      heard = Date.now()
      if ('progress' in message) return progress(message.progress)
      if ('done' in message) return end(() => resolve(message.done as Answers[Kind]))
      if ('failed' in message) return end(() => reject(new CameToNothing('failed', message.failed)))
      source.read(message.from, message.bytes).then(
        (body) => tell(child, { piece: message.wants, body }),
        (error: unknown) => end(() => reject(new SourceAway('The bytes did not come.', { cause: error }))),
      )
    })
    tell(child, { task })
  })
}

function tell(child: ChildProcess, message: ToChild) {
  if (child.connected) child.send(message, () => {})
}

function excessOf(
  child: ChildProcess,
  limits: Limits,
  { begun, heard, folder }: { begun: number; heard: number; folder: string | null },
): CameToNothing | null {
  const now = Date.now()
  if (now - begun > limits.seconds * 1000) return new CameToNothing('time', `${limits.seconds} s are over.`)
  if (now - heard > limits.idleSeconds * 1000)
    return new CameToNothing('time', `Nothing was heard for ${limits.idleSeconds} s.`)
  if (residentBytes(child.pid) > limits.memoryBytes)
    return new CameToNothing('memory', `It took more than ${limits.memoryBytes} bytes.`)
  if (folder && bytesIn(folder) > limits.outputBytes)
    return new CameToNothing('output', `It wrote more than ${limits.outputBytes} bytes.`)
  return null
}

/** Where the system tells it (Linux); elsewhere the limits of time and output stand alone. */
function residentBytes(pid: number | undefined): number {
  try {
    const pages = readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]
    return Number(pages) * 4096
  } catch {
    return 0
  }
}

const bytesIn = (folder: string) =>
  readdirSync(folder).reduce(
    (sum, name) => sum + (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0),
    0,
  )
