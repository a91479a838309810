import { Form, useSearchParams } from '@remix-run/react'
import { useTranslation } from '#app/i18n/use-translation.ts'

/** One field that looks through the list of its page: `?q=`. */
export function SearchForm({ label }: { label: string }) {
  const { t } = useTranslation()
  const [search] = useSearchParams()
  return (
    <Form className="row" role="search">
      <label className="visually-hidden" htmlFor="q">
        {label}
      </label>
      <input id="q" name="q" type="search" defaultValue={search.get('q') ?? ''} placeholder={label} />
      <button className="button">{t('form.search')}</button>
    </Form>
  )
}
