import { containerOf, headBytes } from '../../editions/containers.ts'
import { fileKindOf } from '../../editions/file-kinds.ts'
import { finding, judged, nothingSeen, type Asked, type MediaReport, type Seen } from '../report.ts'
import { isFilmOrSound } from './readers.ts'
import type { Source } from './source.server.ts'

/** Looks at a whole file and holds it against what was asked; without a kind, against what its name says it is. */
export async function look(
  source: Source,
  asked: Asked,
  progress: (share: number) => void = () => {},
): Promise<MediaReport> {
  const kind = asked.kind ?? fileKindOf(source.name)?.kind ?? null
  return judged(await see(source, progress), { ...asked, kind })
}

async function see(source: Source, progress: (share: number) => void): Promise<Seen> {
  const container = containerOf(await source.read(0, Math.min(headBytes, source.bytes)))
  if (!container) return { ...nothingSeen, findings: [finding('cannotOpen')] }
  // Each brings a library of many megabytes: only the one that is needed is loaded.
  if (container === 'pdf') return (await import('./look-at-pages.server.ts')).lookAtPages(source)
  if (isFilmOrSound(container))
    return (await import('./look-at-film.server.ts')).lookAtFilm(source, container, progress)
  return (await import('./look-at-picture.server.ts')).lookAtPicture(source, container)
}
