import { fileKindOf, partsOf } from '#app/modules/editions/file-kinds.ts'
import {
  bytesOfPart,
  counts,
  emptyLine,
  isUnderWay,
  step,
  tasksOf,
  type Failure,
  type Line,
  type Move,
  type Sending,
  type Task,
} from '#app/modules/media/sending.ts'
import type { Message } from '#app/modules/refusal/refusal.ts'
import { cleanText } from '#app/modules/text/clean-text.ts'
import { askServer, onReturn, SessionEnded } from '../ui/ask-server.ts'
import { NotRead, sendPart, tellsHead } from './send-part.ts'

/** What a page shows: the line, and of each file how fast it goes, in bytes a second, and what is still in the air. */
export type Seen = { line: Line; speed: number; inTheAir: ReadonlyMap<number, number> }

const nothing: Seen = { line: emptyLine, speed: 0, inTheAir: new Map() }
const known = new Map<string, Uploads>()

/** The uploads of a dossier; they go on while other pages are read, and are found again. */
export function uploadsOf(entryId: string): Uploads {
  if (!known.has(entryId)) known.set(entryId, new Uploads(entryId))
  return known.get(entryId)!
}
export const noUploads = () => nothing

/** How long the server may take to answer, in milliseconds; putting many parts together takes longest. */
const longestAnswer = 120_000
/** Links live for an hour; one is used for the beginning of a part only. */
const freshLink = 50 * 60_000
const linksAtOnce = 20

type Links = { turn: number; at: number; byPart: Map<number, Promise<string>> }

/** Does what `sending.ts` says may be done: reads files, asks the server, sends parts straight to the bucket. */
export class Uploads {
  readonly #entryId: string
  readonly #files = new Map<number, File>()
  readonly #links = new Map<number, Links>()
  readonly #underWay = new Map<string, { task: Task; abort: AbortController; loaded: number }>()
  readonly #listeners = new Set<() => void>()
  #seen = nothing
  #sent = 0
  #history: [at: number, sent: number][] = []
  #alarm: ReturnType<typeof setTimeout> | undefined
  #stopWaiting: (() => void) | null = null
  #nextId = 1

  constructor(entryId: string) {
    this.#entryId = entryId
  }

  readonly seen = () => this.#seen
  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  add(files: Iterable<File>) {
    for (const file of files) {
      const { name, size: bytes, lastModified } = file
      const id = this.#nextId++
      this.#files.set(id, file)
      this.#move({
        kind: 'chosen',
        file: { id, name: cleanText(name), bytes, fingerprint: `${name}|${bytes}|${lastModified}` },
      })
    }
  }

  pause = (id: number) => this.#move({ kind: 'paused', id })
  resume = (id: number) => this.#move({ kind: 'resumed', id })
  dismiss = (id: number) => this.#move({ kind: 'dismissed', id })

  #move(move: Move) {
    const line = step(this.#seen.line, move, Date.now())
    this.#seen = { ...this.#seen, line }
    for (const [key, { task, abort }] of this.#underWay)
      if (!counts(line, task)) {
        this.#underWay.delete(key)
        abort.abort()
      }
    for (const id of this.#files.keys()) if (!line.files.some((file) => file.id === id)) this.#forget(id)
    for (const task of tasksOf(line)) this.#begin(task)
    this.#wait()
    this.#guardLeaving()
    this.#tell()
  }

  #begin(task: Task) {
    const abort = new AbortController()
    const underWay = { task, abort, loaded: 0 }
    const key = JSON.stringify(task)
    this.#underWay.set(key, underWay)
    this.#seen = { ...this.#seen, line: step(this.#seen.line, { kind: 'begun', task }, Date.now()) }
    const over = (move: Move) => {
      if (this.#underWay.get(key) === underWay) this.#underWay.delete(key)
      this.#move(move)
    }
    this.#do(task, abort.signal, (loaded) => {
      this.#sent += Math.max(loaded - underWay.loaded, 0)
      underWay.loaded = loaded
      this.#tell()
    }).then(over, (error: unknown) => {
      this.#links.delete(task.id)
      over({ kind: 'failed', task, failure: failureOf(error) })
    })
  }

  #do(task: Task, signal: AbortSignal, onProgress: (loaded: number) => void): Promise<Move> {
    if (task.kind === 'look') return this.#look(task)
    if (task.kind === 'start') return this.#start(task, signal)
    if (task.kind === 'part') return this.#sendPart(task, signal, onProgress)
    return this.#complete(task, signal)
  }

  async #look(task: Task): Promise<Move> {
    const { name } = this.#of(task)
    // What the category does not take at all is the server's to say, with what it takes.
    const refusal = fileKindOf(name) && (await tellsHead(name, this.#files.get(task.id)!))
    if (refusal) throw new Failed({ why: 'refused', refusal })
    return { kind: 'looked', task }
  }

  async #start(task: Task, signal: AbortSignal): Promise<Move> {
    const { name, bytes, fingerprint } = this.#of(task)
    type Started = { mediaId: string; partBytes: number; done: number[] }
    const fields = { name, bytes: String(bytes), fingerprint }
    const answer = await ask<Started>(name, `/entries/${this.#entryId}/media`, fields, signal)
    return { kind: 'started', task, ...answer }
  }

  async #sendPart(
    task: Task & { kind: 'part' },
    signal: AbortSignal,
    onProgress: (loaded: number) => void,
  ): Promise<Move> {
    const file = this.#of(task)
    const from = (task.part - 1) * file.partBytes
    const part = this.#files.get(task.id)!.slice(from, from + bytesOfPart(file, task.part))
    const link = await this.#linkFor(task, file)
    const began = performance.now()
    const answer = await sendPart(link, part, { signal, onProgress })
    if (answer.status === 200) return { kind: 'arrived', task, seconds: (performance.now() - began) / 1000 }
    throw new Failed(failureOfStatus(answer.status, answer.retryAfter))
  }

  async #complete(task: Task, signal: AbortSignal): Promise<Move> {
    const { name, mediaId } = this.#of(task)
    await ask(name, `/entries/media/${mediaId}/completion`, {}, signal)
    return { kind: 'completed', task }
  }

  /** Links are asked for by the score, for this part and the next that will be sent. */
  #linkFor(task: Task & { kind: 'part' }, file: Sending): Promise<string> {
    let links = this.#links.get(task.id)
    if (!links || links.turn !== task.turn || Date.now() - links.at > freshLink) {
      links = { turn: task.turn, at: Date.now(), byPart: new Map() }
      this.#links.set(task.id, links)
    }
    const { byPart } = links
    if (!byPart.has(task.part)) {
      const acknowledged = new Set(file.acknowledged)
      const numbers = partsOf(file.bytes, file.partBytes)
        .map(({ partNumber }) => partNumber)
        .filter((number) => number >= task.part && !acknowledged.has(number) && !byPart.has(number))
        .slice(0, linksAtOnce)
      const signed = ask<Record<number, string>>(file.name, `/entries/media/${file.mediaId}/parts`, {
        parts: numbers.join(','),
      })
      for (const number of numbers) {
        const link = signed.then((answer) => answer[number]!)
        link.catch(() => {})
        byPart.set(number, link)
      }
    }
    return byPart.get(task.part)!
  }

  #of = ({ id }: Task) => this.#seen.line.files.find((file) => file.id === id)!

  #forget(id: number) {
    this.#files.delete(id)
    this.#links.delete(id)
  }

  /** Wakes when the hold is over, or before, when the line is back or the reader from another tab. */
  #wait() {
    const { hold } = this.#seen.line
    clearTimeout(this.#alarm)
    if (hold)
      this.#alarm = setTimeout(() => this.#move({ kind: 'woke' }), Math.max(hold.until - Date.now(), 0) + 1)
    if (hold) this.#stopWaiting ??= onReturn(() => this.#move({ kind: 'returned' }))
    else {
      this.#stopWaiting?.()
      this.#stopWaiting = null
    }
  }

  readonly #askFirst = (event: BeforeUnloadEvent) => event.preventDefault()

  #guardLeaving() {
    if (this.#seen.line.files.some(isUnderWay)) window.addEventListener('beforeunload', this.#askFirst)
    else window.removeEventListener('beforeunload', this.#askFirst)
  }

  #tell() {
    const now = performance.now()
    this.#history = [...this.#history.filter(([at]) => now - at < 10_000), [now, this.#sent]]
    const [first] = this.#history
    const speed = first && now - first[0] > 500 ? ((this.#sent - first[1]) / (now - first[0])) * 1000 : 0
    const inTheAir = new Map<number, number>()
    for (const { task, loaded } of this.#underWay.values())
      inTheAir.set(task.id, (inTheAir.get(task.id) ?? 0) + loaded)
    this.#seen = { ...this.#seen, speed, inTheAir }
    for (const listener of this.#listeners) listener()
  }
}

class Failed extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super(failure.why)
    this.failure = failure
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof Failed) return error.failure
  if (error instanceof SessionEnded) return { why: 'signedOut' }
  if (error instanceof NotRead) return { why: 'unreadable' }
  return { why: 'line' }
}

/** What an answer of bucket or server other than success means for what was asked. */
function failureOfStatus(status: number, retryAfter: string | null): Failure {
  if (status === 0) return { why: 'line' }
  if ([429, 502, 503, 504].includes(status)) return { why: 'busy', seconds: Number(retryAfter) || 0 }
  return { why: status === 404 ? 'lost' : 'fault' }
}

async function ask<Answer>(
  name: string,
  path: string,
  fields: Record<string, string>,
  signal?: AbortSignal,
): Promise<Answer> {
  const abort = new AbortController()
  const drop = () => abort.abort()
  const alarm = setTimeout(drop, longestAnswer)
  signal?.addEventListener('abort', drop)
  try {
    const response = await askServer(path, { body: new URLSearchParams(fields), signal: abort.signal })
    if (response.ok) return (await response.json()) as Answer
    // It is no longer this person's, or was removed elsewhere.
    if (response.status === 404) throw notThere(name)
    if (response.status !== 409)
      throw new Failed(failureOfStatus(response.status, response.headers.get('Retry-After')))
    const { refused: refusal } = (await response.json()) as { refused: Message }
    throw new Failed(
      refusal.key === 'media.refused.incomplete' ? { why: 'lost' } : { why: 'refused', refusal },
    )
  } finally {
    clearTimeout(alarm)
    signal?.removeEventListener('abort', drop)
  }
}

const notThere = (name: string) =>
  new Failed({ why: 'refused', refusal: { key: 'media.refused.gone', values: { name } } })
