/** What a link sent by mail is for. */
export const linkPurposes = ['confirm-email', 'reset-password', 'reset-second-factor'] as const
export type LinkPurpose = (typeof linkPurposes)[number]

/** Who is reminded: a judge of a round, or the author of an entry. */
export const reminderKinds = ['judge', 'author'] as const
