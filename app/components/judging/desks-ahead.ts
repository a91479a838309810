import type { Desk, JudgePage } from '#app/modules/judging/judge-page.server.ts'
import { askServer } from '../ui/ask-server.ts'
import { lastAnswer } from './ask-sheet.ts'

/** Entries fetched ahead, and the queue as it was last seen with what was sent since. Lives as long as the page. */
const ahead = new Map<string, { desk: Desk; at: number }>()
let queue: JudgePage['queue'] = []
let me = ''
const freshFor = 15 * 60_000

/** What comes with a page from the server is newer than anything kept. */
export function rememberQueue(page: Pick<JudgePage, 'queue' | 'me'>) {
  queue = page.queue
  me = page.me
}

export function markSent(assignmentId: string, total: number | null) {
  queue = queue.map((row) => (row.id === assignmentId ? { ...row, state: 'submitted' as const, total } : row))
}

/** A sheet that waited to be sent and was opened again is a draft. */
export function markDraft(assignmentId: string) {
  queue = queue.map((row) => (row.id === assignmentId ? { ...row, state: 'draft' as const } : row))
}

/** The first after this one that is not sent. */
export function nextIn(rows: JudgePage['queue'], assignmentId: string): string | null {
  const here = rows.findIndex((row) => row.id === assignmentId)
  const rest = [...rows.slice(here + 1), ...rows.slice(0, Math.max(here, 0))]
  return rest.find((row) => row.state !== 'submitted')?.id ?? null
}

export const isAhead = (assignmentId: string) => {
  const kept = ahead.get(assignmentId)
  return kept !== undefined && Date.now() - kept.at < freshFor
}

/**
 * The page of an entry fetched ahead, once: who comes back to it gets it from the server again. Without a line it may
 * be opened as often as wanted.
 */
export function takeAhead(assignmentId: string): JudgePage | null {
  const kept = isAhead(assignmentId) ? ahead.get(assignmentId) : undefined
  if (!kept) return null
  // Saved from here after it was fetched: the server knows more.
  const known = lastAnswer(assignmentId)
  if (known && known.version > kept.desk.reading.sheet.version && navigator.onLine) return null
  if (navigator.onLine) ahead.delete(assignmentId)
  return { ...kept.desk, me, queue }
}

/** Fetches the entries that follow, quietly: without a line there is nothing to fetch, and nothing is lost. */
export async function fetchAhead(assignmentId: string, signal: AbortSignal): Promise<void> {
  try {
    const response = await askServer(`/judging/${assignmentId}/ahead`, { signal })
    if (!response.ok) return
    const at = Date.now()
    for (const desk of (await response.json()) as Desk[]) ahead.set(desk.reading.id, { desk, at })
  } catch {
    return
  }
}
