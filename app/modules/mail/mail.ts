/** `kept` where no mail server is configured; `uncertain` where a sending was cut and nobody can tell. */
export const mailStates = ['queued', 'kept', 'sending', 'sent', 'failed', 'uncertain', 'stopped'] as const
export type MailState = (typeof mailStates)[number]
