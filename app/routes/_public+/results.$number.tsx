import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { ResultList } from '#app/components/results/result-list.tsx'
import { gone, notFound } from '#app/http/guard.server.ts'
import { numberIn } from '#app/http/search.ts'
import { formatDate, roman } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { localDay } from '#app/modules/calendar/local-time.ts'
import { prizes } from '#app/modules/editions/prizes.ts'
import { publishedResults, retractionOf } from '#app/modules/results/published-results.server.ts'

export const handle = {
  title: (
    { number }: { number: number },
    t: (key: 'results.publicTitle', values: { number: string }) => string,
  ) => t('results.publicTitle', { number: roman(number) }),
}

export async function loader({ params }: LoaderFunctionArgs) {
  const number = numberIn(params.number) ?? 0
  const published = await publishedResults(number)
  if (published) return published
  const retracted = await retractionOf(number)
  if (!retracted) notFound()
  gone('results.gone', { number: roman(number), day: localDay(retracted) })
}

export default function Results() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { results, number, nameVi, nameEn, publishedAt } = useLoaderData<typeof loader>()
  return (
    <main id="main" className="stack" data-gap="large">
      <div>
        <h1>{t('results.publicTitle', { number: roman(number) })}</h1>
        <p className="lead">
          {locale === 'vi' ? nameVi : nameEn}.{' '}
          {t('results.publishedOn', { day: formatDate(publishedAt, locale) })}
        </p>
      </div>
      {prizes.map((prize) => {
        const won = results.filter((row) => row.prize === prize)
        return (
          won.length > 0 && (
            <section key={prize} className="stack" data-gap="small">
              <h2>
                {t(`prize.${prize}`)} ({won.length})
              </h2>
              <ResultList results={won} />
            </section>
          )
        )
      })}
    </main>
  )
}
