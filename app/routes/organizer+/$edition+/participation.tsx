import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { ParticipationPage } from '#app/components/participation/participation-page.tsx'
import { ReportForm } from '#app/components/participation/report-form.tsx'
import { ActionButton } from '#app/components/ui/form.tsx'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { askedFrame, frameChoices } from '#app/modules/participation/history.server.ts'
import { participationOf } from '#app/modules/participation/queries.server.ts'

export const handle = { title: 'edition.tab.participation' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { edition } = await requireOrganizer(request, params.edition)
  const frame = await askedFrame(new URL(request.url).searchParams.get('frame'))
  const [participation, frames] = await Promise.all([participationOf(edition.id, frame), frameChoices()])
  return { edition: edition.number, participation, frames }
}

export default function Participation() {
  const { t } = useTranslation()
  const { edition, participation, frames } = useLoaderData<typeof loader>()
  return (
    <>
      <nav className="row no-print" aria-label={t('edition.tab.participation')}>
        <Link to={`/organizer/${edition}/participation/targets`}>{t('target.link')}</Link>
        <Link to={`/organizer/${edition}/participation/campaigns`}>{t('campaign.title')}</Link>
        <Link to={`/organizer/${edition}/participation/quotas`}>{t('follow.endorse.board')}</Link>
      </nav>
      <ParticipationPage
        participation={participation}
        frames={frames}
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
        action={`/organizer/${edition}/participation/report`}
        hidden={{ frame: participation.frame }}
      />
    </>
  )
}
