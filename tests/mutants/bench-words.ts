/** What a run and its benches say to each other; `limits` are the milliseconds that test files may take. */
export type Order = { texts: Record<string, string> } | { files: string[]; limits: Record<string, number> }
export type Outcome = { file: string; seconds: number; failed: string | null; touched: number[] }
/** After `over` a bench ends by itself: stopping a test file at its limit leaves its pool of processes broken. */
export type Answer = { ready: string[] } | { done: true } | { outcomes: Outcome[]; over?: true }

export const atLimit = 'stopped at its limit'
