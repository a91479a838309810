import { fileKindOf } from '../editions/file-kinds.ts'
import { CameToNothing, runApart, type Limits } from './apart/run-apart.server.ts'
import type { Source } from './apart/source.server.ts'
import { finding, judged, nothingSeen, type Asked, type MediaReport } from './report.ts'

/**
 * The report of a file, read to its end in a process of its own. What brings that process down is told as a file that
 * cannot be opened; what is too much for its limits is told so, and refused by nobody.
 */
export async function checkFile(
  source: Source,
  asked: Asked,
  options: { progress?: (share: number) => void; limits?: Limits; signal?: AbortSignal } = {},
): Promise<MediaReport> {
  const { name, bytes } = source
  try {
    return await runApart({ kind: 'look', name, bytes, asked }, source, options)
  } catch (error) {
    if (!(error instanceof CameToNothing)) throw error
    const beyond = error.why === 'time' || error.why === 'memory' || error.why === 'output'
    const kind = asked.kind ?? fileKindOf(name)?.kind ?? null
    const seen = { ...nothingSeen, kind: beyond ? kind : null }
    return judged({ ...seen, findings: [finding(beyond ? 'tooMuchToRead' : 'cannotOpen')] }, asked)
  }
}
