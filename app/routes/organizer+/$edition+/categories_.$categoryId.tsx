import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { CategoryForm } from '#app/components/organizer/category-form.tsx'
import { ConfirmedAction } from '#app/components/ui/form.tsx'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { readForm, refusedForm } from '#app/http/forms.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { editionWhole } from '#app/modules/editions/categories.server.ts'
import { changeCategory } from '#app/modules/entries/change-category.server.ts'
import * as schema from '#app/modules/editions/schema.ts'
import { changedEntries } from '#app/modules/entries/recheck.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export const handle = { title: 'edition.settings.categories' }

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
  return redirectWithNotice(`/organizer/${edition.number}/settings`, 'edition.categorySaved', {
    count: answer.checked,
    changed: changedEntries(answer),
  })
}

export default function Category() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { edition, category } = useLoaderData<typeof loader>()
  return (
    <div className="stack" data-gap="large">
      <div>
        <p className="small">
          <Link to={`/organizer/${edition}/settings`}>{t('edition.settings.title')}</Link>
        </p>
        <h1>{locale === 'vi' ? category.nameVi : category.nameEn}</h1>
      </div>
      <CategoryForm key={category.id} category={category} />
      <ConfirmedAction
        action={`/organizer/${edition}/categories/${category.id}/removal`}
        label={t('edition.settings.removeCategory')}
        consequence={t('edition.settings.removeMeans')}
      />
    </div>
  )
}
