/** What a browser brings back from a ceremony, as far as it is looked at before the library reads it whole. */
export type Brought = { id: string; response: { userHandle?: string } & Record<string, unknown> }

/** Passkeys are bound to a name: a portal that browsers reach by an address of the network has none (WebAuthn, RP ID). */
export function relyingPartyOf(origin: string): { id: string; origin: string } | null {
  const { hostname } = new URL(origin)
  const isAddress = /^\d+(?:\.\d+){3}$/.test(hostname) || hostname.startsWith('[')
  return isAddress ? null : { id: hostname, origin: new URL(origin).origin }
}

/** The text of the hidden field; null where it is nothing a browser made. */
export function broughtIn(text: string): Brought | null {
  try {
    const value = JSON.parse(text) as Partial<Brought> | null
    const fits =
      typeof value?.id === 'string' && typeof value.response === 'object' && value.response !== null
    return fits ? (value as Brought) : null
  } catch {
    return null
  }
}
