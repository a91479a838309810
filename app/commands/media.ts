import { constants } from 'node:fs'
import { mkdir, open } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { CameToNothing, runApart } from '#app/modules/media/apart/run-apart.server.ts'
import type { Source } from '#app/modules/media/apart/source.server.ts'
import { checkFile } from '#app/modules/media/check-file.server.ts'
import { isMediaKind, type MediaReport } from '#app/modules/media/report.ts'
import { inBoth, numberOption, WrongCommand } from './input.ts'

type Typed = Record<string, string | boolean | undefined>

/** `chungkhao media check FILE [--kind …] [--limit-minutes N]`: what the worker's check says of it. */
export async function check(file: string, typed: Typed): Promise<MediaReport> {
  const asked = { kind: kindOption(typed.kind), limitMinutes: limitOption(typed['limit-minutes']) }
  return withSource(file, (source) => checkFile(source, asked))
}

/**
 * `chungkhao media prepare FILE --out DIR [--blind]`: the copies a judge would get. They are the same in every round;
 * where it is blind, the answer does not name the original either.
 */
export async function prepare(file: string, { out, blind }: Typed): Promise<object> {
  if (typeof out !== 'string') throw wrongOption('out', out)
  const folder = resolve(out)
  await mkdir(folder, { recursive: true })
  return withSource(file, async (source) => {
    const { name, bytes } = source
    const copies = await runApart({ kind: 'prepare', name, bytes, folder }, source).catch(
      (error: unknown) => {
        if (!(error instanceof CameToNothing)) throw error
        throw new WrongCommand(inBoth({ key: 'command.noCopies', values: { file } }))
      },
    )
    return { ...(!blind && { of: name }), copies }
  })
}

const wrongOption = (name: string, value: unknown) =>
  new WrongCommand(inBoth({ key: 'command.option', values: { name, value: String(value ?? '–') } }))

function kindOption(kind: string | boolean | undefined) {
  if (kind === undefined) return null
  if (typeof kind === 'string' && isMediaKind(kind)) return kind
  throw new WrongCommand(
    inBoth({ key: 'command.option', values: { name: 'kind', value: String(kind) || '–' } }),
  )
}

const limitOption = (minutes: string | boolean | undefined) =>
  minutes === undefined
    ? null
    : numberOption('limit-minutes', String(minutes), { least: 0.01, most: 100_000 })

/** A file of this machine, read by range as one of the bucket is. */
async function withSource<Answer>(file: string, run: (source: Source) => Promise<Answer>): Promise<Answer> {
  const handle = await open(file, constants.O_RDONLY).catch(() => null)
  try {
    const about = await handle?.stat()
    if (!handle || !about?.isFile())
      throw new WrongCommand(inBoth({ key: 'command.noFile', values: { file } }))
    return await run({
      name: basename(file),
      bytes: about.size,
      async read(from, bytes) {
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, from)
        return buffer.subarray(0, bytesRead)
      },
    })
  } finally {
    await handle?.close()
  }
}
