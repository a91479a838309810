/** How far a sending came: no letter was named yet, its envelope was, its text was being taken. */
export type Stage = 'server' | 'envelope' | 'text'

/** Where a sending ended, the code of the server's answer (null for none) and its words, or what broke. */
export type Fault = { stage: Stage; code: number | null; words: string }

/** RFC 4954: the server wants a password, or another; it says so of every letter. */
const asksForPassword = [530, 534, 535, 538]

/**
 * What a fault tells: the `server` takes nothing now, whatever the letter; it `refused` this letter for good; or for now
 * (`later`), or the connection broke before the text went; or it broke after, so nobody can tell (`unanswered`).
 */
export function faultKind({ stage, code }: Fault): 'server' | 'refused' | 'later' | 'unanswered' {
  if (stage === 'server' || (code !== null && asksForPassword.includes(code))) return 'server'
  if (code !== null && code >= 500) return 'refused'
  return code !== null && code >= 400 ? 'later' : stage === 'envelope' ? 'later' : 'unanswered'
}
