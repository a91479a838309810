import type { ActionFunctionArgs } from '@remix-run/node'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { removePreset } from '#app/modules/exports/presets.server.ts'

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  if (!(await removePreset(actor, edition.id, params.presetId!))) notFound()
  return redirectWithNotice(`/organizer/${edition.number}/exports`, 'export.preset.removed')
}
