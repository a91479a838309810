/** A link that opens an account, a role or a work to whoever holds it, and one that stops mail: as far as its secret. */
const opening = /(\/(?:reset|recover|confirm|invitation|behalf|address|objection)\/)[\w-]{20,}/g
const stopping = /(\/mail\/)[\w-]{20,}/g

/** The text as it may be read by anybody but whom it was written to. */
export const withoutSecrets = (text: string) => text.replace(opening, '$1…').replace(stopping, '$1…')

/** Whether a letter holds what opens something; once it has gone nobody but its reader needs it. */
export const opensSomething = (text: string) => text.search(opening) >= 0
