import { data } from '@remix-run/node'
import type { Actor } from '#app/modules/actor/actor.ts'
import { inviting } from '#app/modules/accounts/people-schema.ts'
import { inviteListed, previewPeople } from '#app/modules/outreach/invite-to-role.server.ts'
import { inviteeSheet } from '#app/modules/outreach/invite-people.server.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'
import { damageOf, failedForm, refusedForm } from './forms.server.ts'
import { redirectWithNotice } from './notice.server.ts'
import { damagedIn, readFields } from './read-fields.server.ts'
import { listOf } from './small-file.server.ts'

/** First a preview of what each line would do; the same list comes back with `confirm` and the addresses chosen. */
export async function inviteFromList(request: Request, actor: Actor, done: string) {
  const form = await readFields(request)
  const text = (name: string) => String(form.get(name) ?? '')
  const typed = {
    role: text('role'),
    editionId: text('editionId'),
    province: text('province'),
    until: text('until'),
  }
  const read = await listOf(form, inviteeSheet)
  if (isRefusal(read)) return refusedForm({ ...typed, list: text('list') }, read)
  const { list, notes } = read
  const asked = { ...typed, list }
  const damaged = damagedIn(form)
  if (damaged.length > 0) return failedForm(asked, damageOf(damaged))
  if (list === '') return failedForm(asked, { list: { key: 'follow.invite.noList' } })
  const parsed = inviting.safeParse(typed)
  if (!parsed.success) return failedForm(asked, { until: { key: 'form.error.invalid' } })
  if (form.get('confirm') === null) {
    const preview = await previewPeople(actor, parsed.data, list)
    return isRefusal(preview) ? refusedForm(asked, preview) : data({ asked, notes, rows: preview.rows })
  }
  const chosen = form.getAll('chosen[]').map(String)
  const answer = await inviteListed(actor, parsed.data, list, chosen)
  if (isRefusal(answer)) return refusedForm(asked, answer)
  return redirectWithNotice(done, 'people.invited', { count: answer.invited })
}
