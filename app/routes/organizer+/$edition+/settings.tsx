import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { CategoryForm } from '#app/components/organizer/category-form.tsx'
import {
  ActionButton,
  CheckField,
  PostForm,
  SubmitButton,
  TextArea,
  TextField,
} from '#app/components/ui/form.tsx'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { readForm } from '#app/http/forms.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { entryNumber, toLocalInput } from '#app/i18n/format.ts'
import { computed } from '#app/i18n/index.ts'
import { changeEdition } from '#app/modules/editions/change-edition.server.ts'
import { editionWhole } from '#app/modules/editions/queries.server.ts'
import * as schema from '#app/modules/editions/schema.ts'
import { lastRecheck } from '#app/modules/entries/recheck-entries.server.ts'

export const handle = { title: 'edition.settings.title' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { edition } = await requireOrganizer(request, params.edition)
  const [categories, recheck] = await Promise.all([editionWhole(edition.id), lastRecheck(edition.id)])
  return { edition, categories, changes: recheck?.changes.slice(0, 200) ?? [] }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  const form = await readForm(request, schema.editionDetails)
  if (!form.ok) return form.failed
  const recheck = await changeEdition(actor, edition.id, form.value)
  if (!recheck) notFound()
  return redirectWithNotice(`/organizer/${edition.number}/settings`, 'edition.saved', {
    count: recheck.checked,
    changed: new Set(recheck.changes.map((change) => change.entryId)).size,
  })
}

export default function Settings() {
  const { t } = useTranslation()
  const { edition, categories } = useLoaderData<typeof loader>()
  return (
    <div className="stack" data-gap="large">
      <h1>{t('edition.settings.title')}</h1>
      <Details />
      <Changes />
      <section className="stack">
        <h2>{t('edition.settings.categories')}</h2>
        {categories.map((category) => (
          <CategoryForm key={category.id} edition={edition.number} category={category} />
        ))}
        <div>
          <ActionButton action={`/organizer/${edition.number}/categories`}>
            {t('edition.settings.addCategory')}
          </ActionButton>
        </div>
      </section>
    </div>
  )
}

function Details() {
  const { t } = useTranslation()
  const { edition } = useLoaderData<typeof loader>()
  return (
    <PostForm className="stack">
      <h2>{t('edition.settings.names')}</h2>
      <div className="columns">
        <TextField label={t('edition.settings.nameVi')} name="nameVi" defaultValue={edition.nameVi} />
        <TextField label={t('edition.settings.nameEn')} name="nameEn" defaultValue={edition.nameEn} />
      </div>
      <h2>{t('edition.settings.times')}</h2>
      <div className="columns">
        <TextField
          label={t('edition.settings.windowStart')}
          name="windowStart"
          type="date"
          defaultValue={edition.windowStart}
        />
        <TextField
          label={t('edition.settings.windowEnd')}
          name="windowEnd"
          type="date"
          defaultValue={edition.windowEnd}
        />
        <TextField
          label={t('edition.settings.opensAt')}
          name="opensAt"
          type="datetime-local"
          defaultValue={toLocalInput(edition.opensAt)}
        />
        <TextField
          label={t('edition.settings.closesAt')}
          name="closesAt"
          type="datetime-local"
          defaultValue={toLocalInput(edition.closesAt)}
        />
        <TextField
          label={t('edition.settings.grace')}
          hint={t('edition.settings.graceHint')}
          name="graceMinutes"
          inputMode="numeric"
          defaultValue={edition.graceMinutes}
        />
      </div>
      <h2>{t('edition.settings.rules')}</h2>
      <div className="columns">
        <TextField
          label={t('edition.settings.maxParts')}
          name="maxParts"
          inputMode="numeric"
          defaultValue={edition.maxParts}
        />
        <TextField
          label={t('edition.settings.cap')}
          hint={t('edition.settings.capHint')}
          name="capPerAuthor"
          inputMode="numeric"
          defaultValue={edition.capPerAuthor ?? ''}
        />
      </div>
      <CheckField
        label={t('edition.settings.twoThirds')}
        name="twoThirdsRule"
        defaultChecked={edition.twoThirdsRule}
      />
      <TextArea
        label={t('edition.settings.rulesVi')}
        name="rulesVi"
        defaultValue={edition.rulesVi}
        rows={8}
      />
      <TextArea
        label={t('edition.settings.rulesEn')}
        name="rulesEn"
        defaultValue={edition.rulesEn}
        rows={8}
      />
      <p className="quiet small">{t('edition.settings.recheckHint')}</p>
      <div>
        <SubmitButton>{t('edition.settings.save')}</SubmitButton>
      </div>
    </PostForm>
  )
}

function Changes() {
  const { t } = useTranslation()
  const { edition, changes } = useLoaderData<typeof loader>()
  if (changes.length === 0) return null
  return (
    <section className="stack" data-gap="small">
      <h2>{t('edition.settings.changes')}</h2>
      <ul>
        {changes.map((change, index) => (
          <li key={index}>
            <Link to={`/organizer/${edition.number}/entries/${change.entryId}`}>
              {entryNumber(edition.number, change.number)} {change.title}
            </Link>
            : {t(computed(`screening.reason.${change.rule === 'language' ? 'other' : change.rule}`))} –{' '}
            {t(change.holds ? 'edition.settings.nowHolds' : 'edition.settings.nowBroken')}
          </li>
        ))}
      </ul>
    </section>
  )
}
