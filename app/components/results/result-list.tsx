import { useTranslation } from '#app/i18n/use-translation.ts'
import { computed } from '#app/i18n/index.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import type { PublishedResult } from '#app/modules/editions/prizes.ts'

/** Winners in the published form: category – title – (language) – group of authors – (agency). */
export function ResultList({ results }: { results: PublishedResult[] }) {
  return (
    <ul className="stack" data-gap="small">
      {results.map((result) => (
        <li key={`${result.prize}${result.number}`}>
          <Line result={result} />
        </li>
      ))}
    </ul>
  )
}

function Line({ result }: { result: PublishedResult }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const language =
    result.language === 'vi'
      ? ''
      : ` – (${t('results.language', { language: t(computed(`language.${result.language}`)) })})`
  const authors =
    result.authors.length > 1
      ? t('results.group', { authors: result.authors.join(', ') })
      : (result.authors[0] ?? '')
  return (
    <>
      <b>{t(`prize.${result.prize}`)}</b>: {locale === 'vi' ? result.categoryVi : result.categoryEn} –{' '}
      <span dir="auto">{result.title}</span>
      {language} – {authors}
      {result.agency && ` – (${result.agency})`}
    </>
  )
}
