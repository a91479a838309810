import { allowanceOf, hasSessionCookie, type Allowance } from './body-allowance.ts'
import { fieldsIn, isPassword } from './fields-in.server.ts'
import { sentAgainAs, signedInAs, type KeptForm, type KeptRefusal } from './kept-form.ts'

/** More is not sent back: a worksheet is chosen again. */
const most: Allowance = { bytes: 1_000_000, fields: 5_000 }

/** What the sender of a form is told whose session has ended. */
export async function whileSignedOut(request: Request): Promise<KeptRefusal> {
  const kept = await keptOf(request)
  return { key: kept ? 'error.kept' : 'error.notKept', kept }
}

/** What whoever sends a form once more is told, who is not who filled it in. */
export const ofAnother = (form: FormData, request: Request): KeptRefusal => ({
  key: 'error.otherAccount',
  kept: keptIn(form, request),
})

/** What a form held that waits for a proof of its sender; null where that is more than a page should carry. */
export function heldBack(form: FormData, request: Request, as: string): KeptForm | null {
  if (Number(request.headers.get('Content-Length') ?? 0) > most.bytes) return null
  return { ...keptIn(form, request), as }
}

/**
 * What a form held that met an ended session, for the page to keep until the reader has signed in beside it. Passwords
 * and files stay behind. Null where nothing was typed, or more than a page should carry.
 */
async function keptOf(request: Request): Promise<KeptForm | null> {
  const { pathname } = new URL(request.url)
  const { bytes } = allowanceOf(pathname, hasSessionCookie(request.headers.get('Cookie')))
  const length = Number(request.headers.get('Content-Length') ?? 0)
  if (!length || length > Math.min(bytes, most.bytes)) return null
  const form = await fieldsIn(request).catch(() => null)
  const kept = form && keptIn(form, request)
  return kept?.as && kept.fields.length > 0 ? kept : null
}

function keptIn(form: FormData, request: Request): KeptForm {
  const { pathname, searchParams } = new URL(request.url)
  searchParams.delete('_data')
  const search = searchParams.size ? `?${searchParams}`.replace(/=(?=&|$)/g, '') : ''
  const kept: KeptForm = { path: pathname + search, as: '', fields: [], withoutFiles: false }
  for (const [name, value] of form)
    if (typeof value !== 'string') kept.withoutFiles ||= value.size > 0
    else if (name === signedInAs) kept.as = value
    else if (name !== sentAgainAs && !isPassword(name)) kept.fields.push([name, value])
  return kept
}
