/** How much one request may carry: bytes of its body, and fields once it is read as a form. */
export type Allowance = { bytes: number; fields: number }

const stranger: Allowance = { bytes: 64_000, fields: 100 }
const signedIn: Allowance = { bytes: 1_000_000, fields: 5_000 }
/** A form that carries a worksheet. */
const worksheet: Allowance = { bytes: 12_000_000, fields: 5_000 }

/** Where only people with an account have anything to say; each action there asks who it is before it reads. */
const ownAreas = /^\/(?:account|admin|entries|judging|organizer|province|reports|resources)(?:\/|$)/
const forAnybody = /^\/resources\/language$/
export const worksheetPages =
  /^\/(?:province\/(?:bulk|invitations)|organizer\/[^/]+\/participation\/(?:editions|targets))$/

/**
 * What a request to this address may carry. `hasSession` is only what the request says of itself: whoever makes a
 * session up gets more read into memory nowhere but where the action refuses them before it reads.
 */
export function allowanceOf(path: string, hasSession: boolean): Allowance {
  const page = path.replace(/\.data$/, '').replace(/(?<=.)\/$/, '')
  if (!hasSession || !ownAreas.test(page) || forAnybody.test(page)) return stranger
  return worksheetPages.test(page) ? worksheet : signedIn
}

export const hasSessionCookie = (cookie: string | null | undefined) =>
  /(?:^|;\s*)(?:__Host-)?session=/.test(cookie ?? '')
