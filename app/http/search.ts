import { cleanLine } from '#app/modules/text/clean-text.ts'

/** What stands behind the `?` of an address, each value as it may be asked for. */
export function searchOf(request: Request): URLSearchParams {
  const clean = new URLSearchParams()
  for (const [name, value] of new URL(request.url).searchParams) clean.append(name, cleanLine(value))
  return clean
}

/** The whole number a part of an address says, up to `most` (what the column takes); null for anything else. */
export function numberIn(text: string | null | undefined, most = 2_147_483_647): number | null {
  if (!text || !/^(0|[1-9]\d{0,15})$/.test(text)) return null
  const number = Number(text)
  return number <= most ? number : null
}
