/** Where the secretariat is reached; empty where the edition does not say it. */
export type Contact = { address: string; phone: string; email: string }

/** What of it is told, in the order it is read. */
export const contactLines = (contact: Contact) =>
  (['address', 'phone', 'email'] as const).filter((line) => contact[line] !== '')
