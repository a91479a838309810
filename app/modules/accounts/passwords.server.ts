import { hash, verify } from '@node-rs/argon2'

/** Argon2id, 19 MiB, t=2, p=1 (OWASP Password Storage Cheat Sheet); at most two at once, or sign-in starves the pages. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
let free = 2
const waiting: (() => void)[] = []

export const hashPassword = (password: string) => oneOfTwo(() => hash(password.normalize('NFC'), cost))

/** Takes the same time whether the account exists or not. */
export async function checkPassword(stored: string | null | undefined, password: string): Promise<boolean> {
  const nobody =
    '$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$xXpjMTHtIfzhyDVHY1Kd+Hf6l1GPcKHLLzR9+ePMTEs'
  const matches = await oneOfTwo(() => verify(stored ?? nobody, password.normalize('NFC')))
  return matches && Boolean(stored)
}

async function oneOfTwo<Result>(work: () => Promise<Result>): Promise<Result> {
  if (free === 0) await new Promise<void>((turn) => waiting.push(turn))
  else free--
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else free++
  }
}
