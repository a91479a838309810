import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { CategoryForm } from '#app/components/organizer/category-form.tsx'
import { FormError } from '#app/components/ui/form.tsx'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { readForm, refusedForm } from '#app/http/forms.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { changeCategory } from '#app/modules/editions/change-edition.server.ts'
import { editionWhole } from '#app/modules/editions/queries.server.ts'
import * as schema from '#app/modules/editions/schema.ts'
import { isRefusal } from '#app/modules/refusal.ts'

export const handle = { title: 'edition.settings.categories' }

/** Where a refused category form comes back with its values; settings shows all of them at once. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { edition } = await requireOrganizer(request, params.edition)
  const category = (await editionWhole(edition.id)).find((row) => row.id === params.categoryId)
  return category ? { edition: edition.number, category } : notFound()
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  const form = await readForm(request, schema.categoryDetails)
  if (!form.ok) return form.failed
  const answer = await changeCategory(actor, edition.id, params.categoryId!, form.value)
  if (!answer) notFound()
  if (isRefusal(answer)) return refusedForm(form.values, answer)
  return redirectWithNotice(`/organizer/${edition.number}/settings`, 'edition.categorySaved')
}

export default function Category() {
  const { t } = useTranslation()
  const { edition, category } = useLoaderData<typeof loader>()
  return (
    <div className="stack">
      <h1>{t('edition.settings.categories')}</h1>
      <FormError />
      <CategoryForm edition={edition} category={category} open />
    </div>
  )
}
