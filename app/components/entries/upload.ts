import { askServer } from '../ui/ask-server.ts'

/**
 * Sends files straight to the bucket in presigned parts: three at once, each read from disk only when it goes. Nothing
 * is held in memory, and a cut line only costs the parts under way.
 */
export type UploadState = {
  id: number
  name: string
  bytes: number
  sent: number
  /** bytes a second over the last seconds; 0 while unknown */
  speed: number
  phase: 'sending' | 'paused' | 'waiting' | 'checking' | 'done' | 'refused'
  refusal?: { key: string; values?: Record<string, string | number> }
}

type Started = { mediaId: string; partBytes: number; done: number[] }
type Answer<Value> = Value | { refused: { key: string; values?: Record<string, string | number> } }

const atOnce = 3
let nextId = 1

export class Upload {
  readonly id = nextId++
  readonly #file: File
  readonly #entryId: string
  readonly #changed: () => void
  #phase: UploadState['phase'] = 'sending'
  #refusal: UploadState['refusal']
  #started: Started | null = null
  #doneBytes = 0
  #flying = new Map<number, { request: XMLHttpRequest; loaded: number }>()
  #history: [number, number][] = []

  constructor(file: File, entryId: string, changed: () => void) {
    this.#file = file
    this.#entryId = entryId
    this.#changed = changed
    void this.#run()
  }

  get mediaId() {
    return this.#started?.mediaId
  }

  state(): UploadState {
    const sent = this.#sent()
    return {
      id: this.id,
      name: this.#file.name,
      bytes: this.#file.size,
      sent,
      speed: this.#speed(sent),
      phase: this.#phase,
      refusal: this.#refusal,
    }
  }

  pause() {
    if (this.#phase !== 'sending' && this.#phase !== 'waiting') return
    this.#move('paused')
    for (const { request } of this.#flying.values()) request.abort()
  }

  resume() {
    if (this.#phase === 'paused' || this.#phase === 'waiting') void this.#run()
  }

  cancel() {
    this.#move('refused')
    for (const { request } of this.#flying.values()) request.abort()
  }

  /** From the beginning or from where it stopped: the bucket says which parts it has. */
  async #run() {
    this.#move('sending')
    for (
      let pause = 1000;
      this.#phase === 'sending' || this.#phase === 'waiting';
      pause = Math.min(pause * 2, 15_000)
    ) {
      try {
        if (!(await this.#start())) return
        await this.#sendParts()
        if (this.#phase !== 'sending') return
        if (await this.#complete()) return
      } catch {
        if (this.#stopped()) return
        this.#move('waiting')
        await untilOnline(pause)
        if (this.#stopped()) return
        this.#move('sending')
      }
    }
  }

  #stopped() {
    return this.#phase === 'paused' || this.#phase === 'refused'
  }

  async #start(): Promise<boolean> {
    const { name, size, lastModified } = this.#file
    const answer = await post<Started>(`/entries/${this.#entryId}/media`, {
      name,
      bytes: String(size),
      fingerprint: `${name}|${size}|${lastModified}`,
    })
    if ('refused' in answer) return this.#refuse(answer.refused)
    this.#started = answer
    this.#doneBytes = answer.done.reduce((sum, number) => sum + this.#bytesOf(number), 0)
    this.#history = []
    return true
  }

  async #sendParts() {
    const { partBytes, done } = this.#started!
    const have = new Set(done)
    const left = Array.from(
      { length: Math.ceil(this.#file.size / partBytes) },
      (_, index) => index + 1,
    ).filter((number) => !have.has(number))
    const links = new Map<number, string>()
    let signing: Promise<void> | null = null
    const next = async () => {
      while (left.length && this.#phase === 'sending') {
        const number = left.shift()!
        if (!links.has(number))
          await (signing ??= this.#sign([number, ...left.slice(0, 19)], links).finally(
            () => (signing = null),
          ))
        if (!links.has(number)) await this.#sign([number], links)
        await this.#sendPart(number, links.get(number)!)
      }
    }
    await Promise.all(Array.from({ length: atOnce }, next))
  }

  async #sign(numbers: number[], links: Map<number, string>) {
    const answer = await post<Record<number, string>>(`/entries/media/${this.mediaId}/parts`, {
      parts: numbers.join(','),
    })
    if ('refused' in answer) {
      this.#refuse((answer as { refused: UploadState['refusal'] }).refused!)
      throw new Error('refused')
    }
    for (const [number, link] of Object.entries(answer)) links.set(Number(number), link)
  }

  #sendPart(number: number, link: string): Promise<void> {
    const from = (number - 1) * this.#started!.partBytes
    return new Promise((done, failed) => {
      const request = new XMLHttpRequest()
      this.#flying.set(number, { request, loaded: 0 })
      request.upload.onprogress = (event) => {
        this.#flying.get(number)!.loaded = event.loaded
        this.#changed()
      }
      request.onloadend = () => {
        this.#flying.delete(number)
        if (request.status !== 200) return failed(new Error(`part ${number}: ${request.status}`))
        this.#doneBytes += this.#bytesOf(number)
        this.#changed()
        done()
      }
      request.open('PUT', link)
      request.timeout = 120_000
      request.send(this.#file.slice(from, from + this.#started!.partBytes))
    })
  }

  async #complete(): Promise<boolean> {
    this.#move('checking')
    try {
      const answer = await post<{ mediaId: string }>(`/entries/media/${this.mediaId}/completion`, {})
      if ('refused' in answer) this.#refuse(answer.refused)
      else this.#move('done')
      return true
    } catch (error) {
      this.#move('sending')
      throw error
    }
  }

  #bytesOf(number: number) {
    const { partBytes } = this.#started!
    return Math.min(partBytes, this.#file.size - (number - 1) * partBytes)
  }

  #sent() {
    const flying = [...this.#flying.values()].reduce((sum, part) => sum + part.loaded, 0)
    return Math.min(this.#doneBytes + flying, this.#file.size)
  }

  #speed(sent: number): number {
    const now = performance.now()
    this.#history = [...this.#history.filter(([at]) => now - at < 5000), [now, sent]]
    const [first] = this.#history
    return first && now - first[0] > 500 ? ((sent - first[1]) / (now - first[0])) * 1000 : 0
  }

  #refuse(refusal: NonNullable<UploadState['refusal']>): false {
    this.#refusal = refusal
    this.#move('refused')
    return false
  }

  #move(phase: UploadState['phase']) {
    this.#phase = phase
    this.#changed()
  }
}

async function post<Value>(path: string, fields: Record<string, string>): Promise<Answer<Value>> {
  const response = await askServer(path, { body: new URLSearchParams(fields) })
  if (!response.ok && response.status !== 409) throw new Error(String(response.status))
  return (await response.json()) as Answer<Value>
}

function untilOnline(milliseconds: number): Promise<void> {
  return new Promise((done) => {
    const wake = () => {
      clearTimeout(timer)
      window.removeEventListener('online', wake)
      done()
    }
    const timer = setTimeout(wake, milliseconds)
    window.addEventListener('online', wake)
  })
}
