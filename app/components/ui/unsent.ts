/**
 * What somebody typed on this device and the server may not have, kept in the browser under their account: nobody else at
 * the same device is shown it. Signing out asks first, and then clears it.
 */
export const unsentPrefix = (kind: Kind, accountId: string) => `chungkhao:${kind}:${accountId}:`

const kinds = ['sheet', 'dossier'] as const
type Kind = (typeof kinds)[number]

/** Null where the browser keeps nothing. */
export function browserStorage(): Storage | null {
  try {
    return window.localStorage
  } catch {
    return null
  }
}

let letGoOf: string | null = null

/** Until the page is left: what would be kept of this account now is not kept any more. */
export const isLetGo = (accountId: string) => letGoOf === accountId

export const hasUnsent = (accountId: string) => keysOf(accountId).length > 0

export function letGo(accountId: string) {
  letGoOf = accountId
  for (const key of keysOf(accountId)) browserStorage()?.removeItem(key)
}

const keysOf = (accountId: string) =>
  Object.keys(browserStorage() ?? {}).filter((key) =>
    kinds.some((kind) => key.startsWith(unsentPrefix(kind, accountId))),
  )
