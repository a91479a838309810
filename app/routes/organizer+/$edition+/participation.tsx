import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { ParticipationPage } from '#app/components/participation/participation-page.tsx'
import { ReportForm } from '#app/components/participation/report-form.tsx'
import { ActionButton } from '#app/components/ui/form.tsx'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { participationOf } from '#app/modules/participation/queries.server.ts'

export const handle = { title: 'edition.tab.participation' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { edition } = await requireOrganizer(request, params.edition)
  const frame = new URL(request.url).searchParams.get('frame') === '2004' ? '2004' : '2025'
  return { edition: edition.number, participation: await participationOf(edition.id, frame) }
}

export default function Participation() {
  const { t } = useTranslation()
  const { edition, participation } = useLoaderData<typeof loader>()
  return (
    <>
      <p>
        <Link to={`/organizer/${edition}/participation/targets`}>{t('target.link')}</Link>
      </p>
      <ParticipationPage
        participation={participation}
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
