import { readdirSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { containerOf, headBytes } from '../../editions/containers.ts'
import { copyNames, fileOfCopy, type MadeCopy } from '../copies.ts'
import { isFilmOrSound } from './readers.ts'
import type { Source } from './source.server.ts'

/** Writes the copies of a file into a folder: nothing of its metadata, names or times is in any of them. */
export async function prepare(
  source: Source,
  folder: string,
  progress: (share: number) => void,
): Promise<MadeCopy[]> {
  const container = containerOf(await source.read(0, Math.min(headBytes, source.bytes)))
  if (!container) throw new Error('Nothing that could be shown.')
  // Each brings a library of many megabytes: only the one that is needed is loaded.
  if (container === 'pdf') await (await import('./copy-pages.server.ts')).copyPages(source, folder, progress)
  else if (isFilmOrSound(container))
    await (await import('./copy-film.server.ts')).copyFilm(source, container, folder, progress)
  else await (await import('./copy-picture.server.ts')).copyPicture(source, container, folder)
  return written(folder)
}

/** The day of all copies: when one was made tells when its original came. */
const noDay = new Date(0)

function written(folder: string): MadeCopy[] {
  return readdirSync(folder)
    .toSorted()
    .flatMap((file) => {
      const name = copyNames.find((one) => file.startsWith(one))
      const position = Number(/-(\d+)\./.exec(file)?.[1] ?? 0)
      if (!name || file !== fileOfCopy(name, position)) return []
      utimesSync(join(folder, file), noDay, noDay)
      return [{ name, position, file, bytes: statSync(join(folder, file)).size }]
    })
}
