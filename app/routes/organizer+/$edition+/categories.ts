import type { ActionFunctionArgs } from '@remix-run/node'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { addCategory } from '#app/modules/editions/change-edition.server.ts'

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  await addCategory(actor, edition.id)
  return redirectWithNotice(`/organizer/${edition.number}/settings`, 'edition.categoryAdded')
}
