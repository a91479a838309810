import type { Actor } from '#app/modules/actor/actor.ts'
import { rescindInvitation, resendInvitation } from '#app/modules/accounts/move-invitation.server.ts'
import { invitationEdition } from '#app/modules/accounts/open-invitations.server.ts'
import { roundsSaid } from '#app/modules/outreach/invite-to-role.server.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'
import { notFound } from './guard.server.ts'
import { redirectWithNotice } from './notice.server.ts'

/** Sends an invitation again or takes it back, and leads to where it stood. */
export async function moveInvitation(
  actor: Actor,
  ask: { move: 'resend' | 'rescind'; id: string },
  back: string,
) {
  const answer =
    ask.move === 'rescind'
      ? await rescindInvitation(actor, ask.id)
      : await resendInvitation(actor, ask.id, await roundsSaid(await invitationEdition(ask.id)))
  if (!answer) notFound()
  if (isRefusal(answer)) return redirectWithNotice(back, answer.refused.key, answer.refused.values, 'error')
  return redirectWithNotice(back, ask.move === 'rescind' ? 'people.rescinded' : 'people.resent', answer)
}
