import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { ParticipationPage } from '#app/components/participation/participation-page.tsx'
import { ReportForm } from '#app/components/participation/report-form.tsx'
import { ActionButton } from '#app/components/ui/form.tsx'
import { asOf } from '#app/ground.server.ts'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { searchOf } from '#app/http/search.ts'
import { localeOf } from '#app/i18n/all.server.ts'
import { askedFrame, frameChoices } from '#app/modules/provinces/history.server.ts'
import { mapValuesOf } from '#app/modules/open-data/draw-picture.server.ts'
import { funnelOfAll } from '#app/modules/outreach/province-funnel.server.ts'
import { mapMeasures } from '#app/modules/participation/map-values.ts'
import { participationOf } from '#app/modules/participation/participation-of.server.ts'
import { reportsOf } from '#app/modules/reports/report-list.server.ts'

export const handle = { title: 'edition.tab.participation' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { edition } = await requireOrganizer(request, params.edition)
  const search = searchOf(request)
  const frame = await askedFrame(search.get('frame'), edition)
  const measure = mapMeasures.find((one) => one === search.get('measure')) ?? 'received'
  const ask = { edition, frame, measure, locale: localeOf(request), results: true, open: false }
  const [participation, frames, values, funnel, reports] = await asOf(async () => {
    const counted = await participationOf(edition.id, frame)
    return Promise.all([
      counted,
      frameChoices(),
      mapValuesOf(ask, counted.untold),
      funnelOfAll(edition.id),
      reportsOf(edition.id),
    ])
  })
  return {
    edition: edition.number,
    participation,
    frames,
    measure,
    values: Object.fromEntries(values),
    funnel,
    reports,
  }
}

export default function Participation() {
  const { t } = useTranslation()
  const { edition, participation, frames, measure, values, funnel, reports } = useLoaderData<typeof loader>()
  return (
    <>
      <nav className="row no-print" aria-label={t('edition.tab.participation')}>
        <Link to={`/organizer/${edition}/participation/measures`}>{t('measures.title')}</Link>
        <Link to={`/organizer/${edition}/participation/editions`}>{t('measures.across.title')}</Link>
        <Link to={`/organizer/${edition}/participation/targets`}>{t('target.link')}</Link>
        <Link to={`/organizer/${edition}/participation/campaigns`}>{t('campaign.title')}</Link>
        <Link to={`/organizer/${edition}/participation/quotas`}>{t('follow.endorse.board')}</Link>
      </nav>
      <ParticipationPage
        participation={participation}
        frames={frames}
        coloured={{ measure, offered: mapMeasures, values }}
        funnel={{ title: t('follow.funnel.title'), steps: funnel }}
        pictures={`/organizer/${edition}/participation/pictures`}
        actions={
          <ActionButton
            action={`/organizer/${edition}/exports`}
            fields={{ kind: 'participation', frame: participation.frame }}
          >
            {t('export.toXlsx')}
          </ActionButton>
        }
      />
      <ReportForm
        action={`/organizer/${edition}/participation/reports`}
        hidden={{ frame: participation.frame }}
        units={participation.rows}
        drawn={reports}
      />
    </>
  )
}
