/** A path of this site to go on to, or the fallback: never somebody else's address. */
export function ownPath(value: unknown, fallback: string): string {
  return typeof value === 'string' && /^\/(?![/\\])[^\s\\]*$/.test(value) ? value : fallback
}
