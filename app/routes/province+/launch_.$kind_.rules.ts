import type { ActionFunctionArgs } from '@remix-run/node'
import { readForm } from '#app/http/forms.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { provinceAddress, requireProvinceEdition } from '#app/http/province.server.ts'
import { launchKinds } from '#app/modules/outreach/launch.ts'
import { launchForm } from '#app/modules/outreach/schema.ts'
import { wordLaunch } from '#app/modules/outreach/word-launch.server.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

/** Gives a piece back to the rules of the edition. */
export async function action({ request, params }: ActionFunctionArgs) {
  const at = await requireProvinceEdition(request)
  const kind = launchKinds.find((one) => one === params.kind) ?? notFound()
  const form = await readForm(request, launchForm(kind).pick({ version: true }))
  if (!form.ok) return form.failed
  const answer = await wordLaunch(at.actor, at.edition.id, at.province, {
    kind,
    version: form.value.version,
    parts: {},
  })
  if (!answer) notFound()
  if (isRefusal(answer)) {
    const { key, values } = answer.refused
    return redirectWithNotice(provinceAddress(`/launch/${kind}`, at), key, values, 'error')
  }
  return redirectWithNotice(provinceAddress('/launch', at), 'launch.backDone')
}
