import type { KeptRefusal } from './kept-form.ts'

/**
 * The routes whose action cannot be undone and asks for a proof again (`requireRecentProof`). A test holds this list
 * against the routes both ways.
 */
export const askingForProof = [
  'account+/passkeys.tsx',
  'account+/passkeys_.$passkeyId.removal.ts',
  'account+/second-factor.tsx',
  'account+/second-factor_.recovery-codes.tsx',
  'account+/second-factor_.removal.ts',
  'admin+/requests_.$requestId_.erasure.tsx',
  'organizer+/$edition+/exports.tsx',
  'organizer+/$edition+/results_.publication.ts',
  'organizer+/$edition+/results_.retraction.ts',
  'organizer+/$edition+/results_.unlocking.ts',
  'resources+/invitations.ts',
] as const

/** The field in which the proof comes with the form that is sent once more. */
export const proofField = 'proofPassword'

/** A form that was held back until its sender has shown who they are. */
export type AskedForProof = KeptRefusal & { proof: true }

export const isAskedForProof = (why: unknown): why is AskedForProof =>
  typeof why === 'object' && why !== null && 'proof' in why
