import { connect } from 'node:net'
import { environment } from '#app/env.server.ts'
import type { ScanVerdict } from '../entries/entry.ts'

/** The scanner does not answer, or not what it should: asked again later. */
export class ScannerAway extends Error {}

export type Verdict = { is: Exclude<ScanVerdict, 'infected'> } | { is: 'infected'; found: string }
export type Scanner = { ping(): Promise<void>; scan(body: AsyncIterable<Uint8Array>): Promise<Verdict> }

/** How long, in milliseconds, a scanner may say and take nothing; it reads a film for minutes after the last byte. */
const longestSilence = 300_000
/** A ping is answered by one that is well at once. */
const longestPing = 2500

/** The scanner that the environment names; null where there is none. */
export function ownScanner(): Scanner | null {
  const at = environment().CLAMAV_SOCKET
  return at ? scannerAt(at) : null
}

/**
 * A ClamAV daemon at a socket (a path, or `host:port`), asked as clamd(8) has it: a command that begins with `z` and its
 * answer end with a zero byte; `INSTREAM` is followed by pieces, each after its length in four bytes, and a length of 0.
 */
export function scannerAt(socket: string, silence = longestSilence): Scanner {
  return {
    async ping() {
      const answer = await ask(socket, Math.min(longestPing, silence), (write) =>
        write(Buffer.from('zPING\0')),
      )
      if (answer !== 'PONG') throw new ScannerAway('The scanner answers otherwise.')
    },
    async scan(body) {
      const answer = await ask(socket, silence, async (write) => {
        await write(Buffer.from('zINSTREAM\0'))
        for await (const piece of body) {
          if (piece.length === 0) continue
          if (!(await write(lengthOf(piece)))) return
          if (!(await write(piece))) return
        }
        await write(Buffer.alloc(4))
      })
      return verdictOf(answer)
    },
  }
}

function lengthOf(piece: Uint8Array): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(piece.length)
  return length
}

export function verdictOf(answer: string): Verdict {
  if (/^stream: OK$/.test(answer)) return { is: 'clean' }
  const found = /^stream: (.+) FOUND$/.exec(answer)
  if (found) return { is: 'infected', found: found[1]!.slice(0, 200) }
  if (/size limit exceeded/i.test(answer)) return { is: 'tooLarge' }
  throw new ScannerAway('The scanner could not scan.')
}

type Write = (bytes: Uint8Array) => Promise<boolean>

/** One question and its answer. `write` says whether there is any use in writing on: an answer may come before the end. */
async function ask(at: string, silence: number, send: (write: Write) => Promise<unknown>): Promise<string> {
  const socket = connect(addressOf(at))
  socket.setTimeout(silence, () => socket.destroy(new Error('Nothing moves.')))
  let over = false
  const answer = new Promise<string>((done, failed) => {
    const chunks: Buffer[] = []
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      const text = Buffer.concat(chunks).toString('utf8')
      if (text.includes('\0')) done(text.slice(0, text.indexOf('\0')).trim())
    })
    socket.once('error', (cause) => failed(new ScannerAway('The scanner does not answer.', { cause })))
    socket.once('close', () => failed(new ScannerAway('The scanner ended without an answer.')))
  })
  const ends = answer.then(
    () => void (over = true),
    () => void (over = true),
  )
  const write: Write = async (bytes) => {
    if (!over) await Promise.race([new Promise((taken) => socket.write(bytes, taken)), ends])
    return !over
  }
  try {
    await send(write)
    return await answer
  } finally {
    socket.destroy()
  }
}

function addressOf(at: string) {
  if (at.startsWith('/')) return { path: at }
  const colon = at.lastIndexOf(':')
  return { host: at.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(at.slice(colon + 1)) }
}
