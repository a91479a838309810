import type { LoaderFunctionArgs } from '@remix-run/node'
import { Form, Link, useLoaderData, useSearchParams } from '@remix-run/react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { EntryStateChip } from '#app/components/ui/state.tsx'
import { Empty, Pager, SortHead, Table } from '#app/components/ui/table.tsx'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { searchOf } from '#app/http/search.ts'
import { entryNumber, formatMoment } from '#app/i18n/format.ts'
import { computed } from '#app/i18n/index.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { categoriesOf } from '#app/modules/editions/categories.server.ts'
import { worksBarredTo } from '#app/modules/judging/known-conflicts.server.ts'
import { screeningCount, screeningPage } from '#app/modules/screening/screening-list.server.ts'
import { unitsOf } from '#app/modules/provinces/history.server.ts'

export const handle = { title: 'screening.title' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  const barred = await worksBarredTo(actor.userId, edition.id)
  const search = searchOf(request)
  const of = (name: string) => search.get(name) ?? ''
  const filter = {
    q: of('q'),
    state: of('state'),
    category: of('category'),
    place: of('place'),
    sort: of('sort'),
    after: of('after'),
  }
  const [page, count, categories, provinces] = await Promise.all([
    screeningPage(edition.id, filter, barred),
    screeningCount(edition.id, filter, barred),
    categoriesOf(edition.id),
    unitsOf(),
  ])
  return {
    edition: edition.number,
    ...page,
    ...count,
    categories: categories.map(({ id, nameVi, nameEn }) => ({ id, nameVi, nameEn })),
    provinces,
  }
}

export default function Entries() {
  const { t } = useTranslation()
  const { rows, next, count, hidden } = useLoaderData<typeof loader>()
  return (
    <div className="stack">
      <h1>{t('screening.title')}</h1>
      <Filters />
      <p className="quiet small" role="status">
        {t('table.rows', { count })}
      </p>
      {hidden > 0 && <p className="notice">{t('screening.barred', { count: hidden })}</p>}
      {rows.length === 0 ? <Empty>{t('table.empty')}</Empty> : <Rows />}
      <Pager next={next} />
    </div>
  )
}

const states = ['submitted', 'returned', 'eligible', 'ineligible', 'withdrawn', 'disqualified'] as const

function Filters() {
  const { t } = useTranslation()
  const locale = useLocale()
  const [search] = useSearchParams()
  const { categories, provinces } = useLoaderData<typeof loader>()
  const value = (name: string) => search.get(name) ?? ''
  return (
    <Form className="filters" role="search" key={search.toString()}>
      <div className="field">
        <label htmlFor="q">{t('screening.search')}</label>
        <input id="q" name="q" type="search" defaultValue={value('q')} />
      </div>
      <div className="field">
        <label htmlFor="state">{t('screening.state')}</label>
        <select id="state" name="state" defaultValue={value('state')}>
          <option value="">{t('form.all')}</option>
          {states.map((state) => (
            <option key={state} value={state}>
              {t(`entry.state.${state}`)}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor="category">{t('screening.category')}</label>
        <select id="category" name="category" defaultValue={value('category')}>
          <option value="">{t('form.all')}</option>
          {categories.map((category) => (
            <option key={category.id} value={category.id}>
              {locale === 'vi' ? category.nameVi : category.nameEn}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor="place">{t('screening.province')}</label>
        <select id="place" name="place" defaultValue={value('place')}>
          <option value="">{t('form.all')}</option>
          {(['central', 'overseas', 'foreign'] as const).map((bucket) => (
            <option key={bucket} value={bucket}>
              {t(`bucket.${bucket}`)}
            </option>
          ))}
          {provinces.map((province) => (
            <option key={province.code} value={`2025:${province.code}`}>
              {province.name}
            </option>
          ))}
        </select>
      </div>
      <button className="button">{t('form.filter')}</button>
    </Form>
  )
}

function Rows() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { edition, rows } = useLoaderData<typeof loader>()
  return (
    <Table label={t('screening.title')}>
      <thead>
        <tr>
          <SortHead column="number" label={t('entry.number')} />
          <SortHead column="title" label={t('entry.title')} />
          <SortHead column="state" label={t('entry.stateColumn')} />
          <SortHead column="category" label={t('screening.category')} />
          <SortHead column="language" label={t('export.column.language')} />
          <SortHead column="agency" label={t('screening.agency')} />
          <th>{t('screening.place')}</th>
          <SortHead column="submittedAt" label={t('screening.submittedAt')} />
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td className="nowrap">{entryNumber(edition, row.number)}</td>
            <th scope="row" className="title">
              <Link to={`/organizer/${edition}/entries/${row.id}`} dir="auto">
                {row.title}
              </Link>
              <br />
              <span className="quiet">{row.authors}</span>
            </th>
            <td>
              <EntryStateChip state={row.state} />
            </td>
            <td>{locale === 'vi' ? row.categoryVi : row.categoryEn}</td>
            <td>{t(computed(`language.${row.language}`))}</td>
            <td>{row.agency ?? '–'}</td>
            <td>{row.bucket ? t(`bucket.${row.bucket}`) : (row.province ?? '–')}</td>
            <td className="nowrap">{formatMoment(row.submittedAt, locale)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
