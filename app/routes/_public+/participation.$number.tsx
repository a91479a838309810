import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Fragment } from 'react'
import { AcrossEditions } from '#app/components/participation/across-editions.tsx'
import { FrameSwitch, ParticipationFigures } from '#app/components/participation/participation-page.tsx'
import { asOf } from '#app/ground.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { numberIn, searchOf } from '#app/http/search.ts'
import { localeOf } from '#app/i18n/all.server.ts'
import { roman } from '#app/i18n/format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { acrossEditions } from '#app/modules/participation/across-editions.server.ts'
import { mapValuesOf } from '#app/modules/open-data/draw-picture.server.ts'
import { askedFrame, frameChoices } from '#app/modules/provinces/history.server.ts'
import { toldMeasures } from '#app/modules/participation/map-values.ts'
import {
  publicAcross,
  publicEdition,
  publicFunnel,
  publicParticipation,
  toldColumns,
} from '#app/modules/open-data/public-figures.server.ts'

export const handle = {
  title: (
    { number }: { number: number },
    t: (key: 'measures.pictureTitle', values: { edition: string }) => string,
  ) => t('measures.pictureTitle', { edition: roman(number) }),
}

/** What the organizers have published: nothing else is here, in whatever form it is asked for. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const found = await publicEdition(numberIn(params.number) ?? 0)
  if (!found) notFound()
  const search = searchOf(request)
  const frame = await askedFrame(search.get('frame'), found.edition)
  const { edition, results } = found
  const offered = toldMeasures(results)
  const measure = offered.find((one) => one === search.get('measure')) ?? 'received'
  const [participation, frames, across, values, funnel] = await asOf(() =>
    Promise.all([
      publicParticipation(edition.id, frame, results),
      frameChoices(),
      acrossEditions(frame).then((rows) => publicAcross(rows, edition.number)),
      mapValuesOf({ edition, frame, measure, locale: localeOf(request), results, open: true }),
      publicFunnel(edition.id, results),
    ]),
  )
  return {
    number: edition.number,
    results,
    columns: toldColumns(results),
    coloured: { measure, offered, values: Object.fromEntries(values) },
    funnel,
    frame,
    frames,
    participation,
    from: numberIn(search.get('from')),
    across,
  }
}

const keys = [
  'frame',
  'code',
  'name',
  'received',
  'eligible',
  'inFinal',
  'prizes',
  'agencies',
  'authors',
  'complete',
] as const

export default function PublicParticipation() {
  const { t } = useTranslation()
  const { number, frame, frames, participation, across, results, columns, coloured, funnel, from } =
    useLoaderData<typeof loader>()
  const base = `/participation/${number}`
  return (
    <main id="main" className="stack" data-gap="large">
      <div className="page-head">
        <h1>{t('measures.pictureTitle', { edition: roman(number) })}</h1>
        <FrameSwitch frame={frame} frames={frames} />
      </div>
      <ParticipationFigures
        participation={participation}
        columns={columns}
        coloured={coloured}
        funnel={{ title: t('measures.public.funnel'), steps: funnel }}
        pictures={`${base}/pictures`}
      />
      {!results && <p className="quiet">{t('measures.public.untold')}</p>}
      <section className="stack no-print">
        <h2>{t('measures.across.title')}</h2>
        <AcrossEditions
          rows={across}
          units={participation.rows}
          edition={number}
          frame={frame}
          from={from}
          pictures={`${base}/pictures`}
        />
      </section>
      <section className="stack no-print">
        <h2>{t('measures.public.data')}</h2>
        <p className="row">
          <a className="button" href={`${base}/figures/data.csv?frame=${frame}`}>
            {t('measures.public.csv')}
          </a>
          <a className="button" href={`${base}/figures/data.json?frame=${frame}`}>
            {t('measures.public.json')}
          </a>
        </p>
        <h3>{t('measures.public.dictionary')}</h3>
        <dl className="facts">
          {keys.map((key) => (
            <Fragment key={key}>
              <dt>
                <code>{key}</code>
              </dt>
              <dd>{t(`measures.public.key.${key}`)}</dd>
            </Fragment>
          ))}
        </dl>
      </section>
    </main>
  )
}
