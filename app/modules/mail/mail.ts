/**
 * `kept` where no mail server is configured; `waiting` to be tried again; `failed` where the server will not have it;
 * `uncertain` where a sending was cut and nobody can tell; `stopped` by who it is to.
 */
export const mailStates = [
  'queued',
  'kept',
  'sending',
  'sent',
  'waiting',
  'failed',
  'uncertain',
  'stopped',
] as const
export type MailState = (typeof mailStates)[number]
