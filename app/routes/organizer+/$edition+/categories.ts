import type { ActionFunctionArgs } from '@remix-run/node'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { addCategory } from '#app/modules/editions/add-category.server.ts'

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  const made = await addCategory(actor, edition.id)
  if (!made) notFound()
  return redirectWithNotice(
    `/organizer/${edition.number}/categories/${made.categoryId}`,
    'edition.categoryAdded',
  )
}
