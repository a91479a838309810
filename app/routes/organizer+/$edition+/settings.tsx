import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import {
  ActionButton,
  CheckField,
  PostForm,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '#app/components/ui/form.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { readForm } from '#app/http/forms.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { entryNumber, formatDate, formatMoment, formatPoints } from '#app/i18n/format.ts'
import { computed } from '#app/i18n/index.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { toLocalInput } from '#app/modules/calendar/local-time.ts'
import { editionWhole } from '#app/modules/editions/categories.server.ts'
import { changeEdition } from '#app/modules/entries/change-edition.server.ts'
import * as schema from '#app/modules/editions/schema.ts'
import { changedEntries } from '#app/modules/entries/recheck.ts'
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
    changed: changedEntries(recheck),
  })
}

export default function Settings() {
  const { t } = useTranslation()
  const { edition } = useLoaderData<typeof loader>()
  return (
    <div className="stack" data-gap="large">
      <h1>{t('edition.settings.title')}</h1>
      <Details />
      <Changes />
      <section className="stack">
        <h2>{t('edition.settings.categories')}</h2>
        <Categories />
        <div>
          <ActionButton action={`/organizer/${edition.number}/categories`}>
            {t('edition.settings.addCategory')}
          </ActionButton>
        </div>
      </section>
    </div>
  )
}

function Categories() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { edition, categories } = useLoaderData<typeof loader>()
  return (
    <Table label={t('edition.settings.categories')}>
      <thead>
        <tr>
          <th>{t('entry.category')}</th>
          <th>{t('edition.settings.medium')}</th>
          <th>{t('edition.settings.languages')}</th>
          <th>{t('edition.settings.requirements')}</th>
          <th className="num">{t('edition.settings.criteria')}</th>
          <th className="num">{t('judging.total')}</th>
        </tr>
      </thead>
      <tbody>
        {categories.map((category) => (
          <tr key={category.id}>
            <th scope="row" className="title">
              <Link to={`/organizer/${edition.number}/categories/${category.id}`}>
                {locale === 'vi' ? category.nameVi : category.nameEn}
              </Link>
            </th>
            <td>{t(computed(`medium.${category.medium}`))}</td>
            <td>
              {category.languages?.map((code) => t(computed(`language.${code}`))).join(', ') ?? t('form.all')}
            </td>
            <td>
              {category.requirements
                .filter((row) => row.required)
                .map((row) => t(`mediaKind.${row.kind}`))
                .join(', ') || '–'}
            </td>
            <td className="num">{category.criteria.length}</td>
            <td className="num">
              {formatPoints(
                category.criteria.reduce((sum, row) => sum + row.maxPoints, 0),
                locale,
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

function Details() {
  const { t } = useTranslation()
  const locale = useLocale()
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
          hint={t('edition.settings.now', { value: formatDate(edition.windowStart, locale) })}
          name="windowStart"
          type="date"
          defaultValue={edition.windowStart}
        />
        <TextField
          label={t('edition.settings.windowEnd')}
          hint={t('edition.settings.now', { value: formatDate(edition.windowEnd, locale) })}
          name="windowEnd"
          type="date"
          defaultValue={edition.windowEnd}
        />
        <TextField
          label={t('edition.settings.opensAt')}
          hint={t('edition.settings.now', { value: formatMoment(edition.opensAt, locale) })}
          name="opensAt"
          type="datetime-local"
          defaultValue={toLocalInput(edition.opensAt)}
        />
        <TextField
          label={t('edition.settings.closesAt')}
          hint={t('edition.settings.now', { value: formatMoment(edition.closesAt, locale) })}
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
      <h2>{t('edition.settings.contact')}</h2>
      <p className="quiet">{t('edition.settings.contactMeans')}</p>
      <div className="columns">
        <TextField
          label={t('edition.settings.contactAddress')}
          name="contactAddress"
          optional
          defaultValue={edition.contactAddress}
        />
        <TextField
          label={t('edition.settings.contactPhone')}
          name="contactPhone"
          type="tel"
          optional
          defaultValue={edition.contactPhone}
        />
        <TextField
          label={t('edition.settings.contactEmail')}
          name="contactEmail"
          type="email"
          optional
          defaultValue={edition.contactEmail}
        />
      </div>
      <h2>{t('follow.settings.title')}</h2>
      <div className="columns">
        <SelectField
          label={t('follow.settings.provincesSee')}
          name="provincesSee"
          defaultValue={edition.provincesSee}
          options={(['own', 'rank', 'all'] as const).map((value) => ({
            value,
            label: t(`follow.settings.sees.${value}`),
          }))}
        />
        <TextField
          label={t('follow.settings.postmarkDays')}
          name="postmarkDays"
          inputMode="numeric"
          defaultValue={edition.postmarkDays}
        />
        <TextField
          label={t('follow.settings.endorsementQuota')}
          name="endorsementQuota"
          inputMode="numeric"
          defaultValue={edition.endorsementQuota}
        />
      </div>
      <CheckField
        label={t('follow.settings.endorsement')}
        name="endorsement"
        defaultChecked={edition.endorsement}
      />
      <CheckField
        label={t('follow.settings.participationPublic')}
        name="participationPublic"
        defaultChecked={edition.participationPublic}
      />
      <CheckField
        label={t('secondFactor.ofJudges')}
        hint={t('secondFactor.ofJudgesMeans')}
        name="judgeSecondFactor"
        defaultChecked={edition.judgeSecondFactor}
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
            : {t(`edition.settings.rule.${change.rule}`)} –{' '}
            {t(change.holds ? 'edition.settings.nowHolds' : 'edition.settings.nowBroken')}
          </li>
        ))}
      </ul>
    </section>
  )
}
