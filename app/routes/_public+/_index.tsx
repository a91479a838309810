import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData, useRouteLoaderData } from '@remix-run/react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Statement } from '#app/components/participation/participation-page.tsx'
import { TakenAt } from '#app/components/participation/taken-at.tsx'
import { TileMap } from '#app/components/participation/tile-map.tsx'
import { ResultList } from '#app/components/results/result-list.tsx'
import { Countdown } from '#app/components/ui/state.tsx'
import { formatDate, formatMoment, roman } from '#app/i18n/format.ts'
import { sayDeadline, sayMoment } from '#app/i18n/say-moment.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import type { loader as rootLoader } from '#app/root.tsx'
import { homePage } from '#app/modules/home/home-page.server.ts'

export async function loader(_: LoaderFunctionArgs) {
  return homePage()
}

export default function Home() {
  const { t } = useTranslation()
  const { edition } = useLoaderData<typeof loader>()
  return (
    <main id="main" className="stack" data-gap="large">
      {edition ? <Current /> : <h1>{t('app.tagline')}</h1>}
      <Winners />
      <Taken />
    </main>
  )
}

/** The state of things in one sentence, one button a visitor, timetable and rules. */
function Current() {
  const { t } = useTranslation()
  const person = useRouteLoaderData<typeof rootLoader>('root')?.person
  const locale = useLocale()
  const { edition, now } = useLoaderData<typeof loader>()
  // Who has no account yet may get one; of the others only authors enter works.
  const mayEnter = !person || person.roles.includes('reporter')
  const { number, phase, closesAt, opensAt, windowStart, windowEnd } = edition!
  return (
    <section className="stack">
      <div>
        <h1>{t('app.tagline')}</h1>
        <p className="lead">
          {t('home.editionLine', { number: roman(number), year: edition!.year })}{' '}
          {t(`home.sentence.${phase}`, {
            closes: sayDeadline(closesAt, { t, locale }),
            opens: sayMoment(opensAt, { t, locale }),
          })}
        </p>
        {phase === 'open' && (
          <p>
            <Countdown until={closesAt} now={now} />
          </p>
        )}
      </div>
      <div className="row">
        {phase === 'open' && mayEnter && (
          <Link className="button" data-kind="primary" data-size="large" to="/entries">
            {t('home.enter')}
          </Link>
        )}
        {phase === 'open' && !person && (
          <Link className="button" data-size="large" to="/register">
            {t('nav.register')}
          </Link>
        )}
        {!person && (
          <Link className="button" data-size="large" to="/sign-in">
            {t('home.forMembers')}
          </Link>
        )}
      </div>
      <div className="two">
        <section className="stack" data-gap="small">
          <h2>{t('home.rules')}</h2>
          <ul className="prose">
            {(locale === 'vi' ? edition!.rulesVi : edition!.rulesEn).split('\n').map((rule) => (
              <li key={rule}>{rule}</li>
            ))}
          </ul>
        </section>
        <aside className="stack" data-gap="small">
          <h2>{t('home.timetable')}</h2>
          <dl className="facts">
            <dt>{t('edition.window')}</dt>
            <dd>
              {formatDate(windowStart, locale)} – {formatDate(windowEnd, locale)}
            </dd>
            <dt>{t('edition.opens')}</dt>
            <dd>{formatMoment(opensAt, locale)}</dd>
            <dt>{t('edition.closes')}</dt>
            <dd>{formatMoment(closesAt, locale)}</dd>
          </dl>
          <h2>{t('edition.settings.categories')}</h2>
          <ul>
            {edition!.categories.map((category) => (
              <li key={category.nameVi}>{locale === 'vi' ? category.nameVi : category.nameEn}</li>
            ))}
          </ul>
        </aside>
      </div>
    </section>
  )
}

function Winners() {
  const { t } = useTranslation()
  const { last } = useLoaderData<typeof loader>()
  if (!last) return null
  const top = last.results.filter((row) => row.prize === 'special' || row.prize === 'first').slice(0, 9)
  return (
    <section className="stack">
      <h2>{t('home.winners', { number: roman(last.number) })}</h2>
      <ResultList results={top} />
      <p>
        <Link className="button" to={`/results/${last.number}`}>
          {t('home.allWinners')}
        </Link>
      </p>
    </section>
  )
}

function Taken() {
  const { t } = useTranslation()
  const { last } = useLoaderData<typeof loader>()
  if (!last) return null
  const { participation } = last
  return (
    <section className="stack">
      <h2>
        {t('province.title')} ({roman(last.number)})
      </h2>
      <Statement statement={participation.statement} />
      <TakenAt at={participation.takenAt} />
      <TileMap tiles={participation.tiles} rows={participation.rows} marked={null} onMark={() => {}} />
      <p>
        <Link className="button" to={`/participation/${last.number}`}>
          {t('measures.public.link')}
        </Link>
      </p>
    </section>
  )
}
