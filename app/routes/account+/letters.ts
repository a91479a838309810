import type { ActionFunctionArgs } from '@remix-run/node'
import { requireActor } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { readFields } from '#app/http/read-fields.server.ts'
import { setOwnMailStopped } from '#app/modules/mail/stop-mail.server.ts'

/** Stops invitations and reminders to the own address, or asks for them again. */
export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request)
  const resumes = (await readFields(request)).get('resume') !== null
  await setOwnMailStopped(actor.email, !resumes)
  return redirectWithNotice('/account', resumes ? 'stopMail.resumed' : 'stopMail.done')
}
