import { Form, useSearchParams } from '@remix-run/react'
import { useTranslation } from '#app/i18n/use-translation.ts'

/** One field that looks through the list of its page: `?q=`; what else narrows the list is kept. */
export function SearchForm({ label, keeps = [] }: { label: string; keeps?: string[] }) {
  const { t } = useTranslation()
  const [search] = useSearchParams()
  return (
    <Form className="row" role="search">
      <label className="visually-hidden" htmlFor="q">
        {label}
      </label>
      <input id="q" name="q" type="search" defaultValue={search.get('q') ?? ''} placeholder={label} />
      {keeps.map(
        (name) =>
          search.has(name) && <input key={name} type="hidden" name={name} value={search.get(name)!} />,
      )}
      <button className="button">{t('form.search')}</button>
    </Form>
  )
}
