import { json } from '@remix-run/node'
import type { Actor } from '#app/modules/actor/actor.ts'
import { provedLately, proveAgain } from '#app/modules/accounts/recent-proof.server.ts'
import type { Message } from '#app/modules/refusal/refusal.ts'
import { fieldsIn } from './fields-in.server.ts'
import { heldBack, ofAnother } from './kept-form.server.ts'
import { sentAgainAs, type KeptForm } from './kept-form.ts'
import { proofField, type AskedForProof } from './proof-asked.ts'

/**
 * Before what cannot be undone: goes on where the sender has shown who they are within the last ten minutes, or does so
 * with this very form. Else the form is held back on a page that asks for the proof and keeps all that was typed; sent
 * from there, it goes through in one step, without script too. To be called before the form is read, in an action that
 * stands in `askingForProof`; `where` narrows it to what a form asks for, since one address does harmless things too.
 */
export async function requireRecentProof(
  request: Request,
  actor: Actor,
  where: (form: FormData) => boolean = () => true,
): Promise<void> {
  if (await provedLately(actor)) return
  const form = await fieldsIn(request.clone())
  if (!where(form)) return
  const by = form.get(sentAgainAs)
  if (by !== null && by !== actor.userId) throw json(ofAnother(form, request), { status: 403 })
  const refused = await whyNotProved(actor, form)
  if (refused) throw json(held(refused, heldBack(form, request, actor.userId)), { status: 403 })
}

async function whyNotProved(actor: Actor, form: FormData): Promise<Message | null> {
  const given = form.get(proofField)
  if (typeof given !== 'string') return { key: 'proof.asked' }
  if (!given) return { key: 'proof.none' }
  return (await proveAgain(actor, given))?.refused ?? null
}

const held = (why: Message, kept: KeptForm | null): AskedForProof => ({
  ...(kept ? why : { key: 'proof.notKept' }),
  kept,
  proof: true,
})
