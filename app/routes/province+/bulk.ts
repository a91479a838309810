import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { notFound } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { provinceAddress, requireProvinceEdition } from '#app/http/province.server.ts'
import { readFields } from '#app/http/read-fields.server.ts'
import { fileOf } from '#app/http/small-file.server.ts'
import { checkBulk } from '#app/modules/outreach/bulk-entries.server.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  return redirect(provinceAddress('/entering', await requireProvinceEdition(request)))
}

/** A worksheet to check. */
export async function action({ request }: ActionFunctionArgs) {
  const at = await requireProvinceEdition(request)
  const back = provinceAddress('/entering', at)
  const file = await fileOf(await readFields(request), 'file')
  if (!file) return redirectWithNotice(back, 'worksheet.error.none', {}, 'error')
  const answer = await checkBulk(at.actor, at.edition.id, at.province, file)
  if (!answer) notFound()
  if (isRefusal(answer)) return redirectWithNotice(back, answer.refused.key, answer.refused.values, 'error')
  return redirect(`/province/bulk/${answer.bulkId}`)
}
