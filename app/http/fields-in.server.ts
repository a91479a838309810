import { json } from '@remix-run/node'
import { cleanText } from '#app/modules/text/clean-text.ts'
import { allowanceOf, hasSessionCookie } from './body-allowance.ts'

/**
 * The fields that a request carries, whoever sent them. 413 where there are more than the sender may have (see
 * `allowanceOf`), counted before they are taken apart; 400 where the body is no form.
 */
export async function fieldsIn(request: Request): Promise<FormData> {
  const type = request.headers.get('Content-Type') ?? ''
  const separator = separatorOf(type)
  if (separator === null) throw json({ key: 'error.noForm' }, { status: 400 })
  const body = Buffer.from(await request.arrayBuffer())
  const { pathname } = new URL(request.url)
  const { fields } = allowanceOf(pathname, hasSessionCookie(request.headers.get('Cookie')))
  if (hasMoreThan(fields, body, separator)) throw json({ key: 'error.tooMuch' }, { status: 413 })
  const form = await new Response(body, { headers: { 'Content-Type': type } }).formData().catch(() => {
    throw json({ key: 'error.noForm' }, { status: 400 })
  })
  return cleaned(form)
}

/** Every text as it may be stored. A password keeps its blanks. */
function cleaned(form: FormData): FormData {
  const clean = new FormData()
  for (const [name, value] of form)
    if (typeof value !== 'string') clean.append(cleanText(name), value)
    else clean.append(cleanText(name), isPassword(name) ? keptWhole(value) : cleanText(value))
  return clean
}

export const isPassword = (name: string) => /password/i.test(name)

const keptWhole = (value: string) => value.replaceAll('\0', '').normalize('NFC')

/** What stands between two fields of a body of this type; null where it is no form. */
function separatorOf(type: string): string | null {
  if (/^application\/x-www-form-urlencoded\b/i.test(type)) return '&'
  const boundary = /^multipart\/form-data\s*;.*\bboundary=(?:"([^"]+)"|([^\s;]+))/i.exec(type)
  return boundary ? `--${boundary[1] ?? boundary[2]}` : null
}

function hasMoreThan(most: number, body: Buffer, separator: string): boolean {
  let found = 0
  for (let at = body.indexOf(separator); at !== -1; at = body.indexOf(separator, at + separator.length))
    if (++found > most) return true
  return false
}
