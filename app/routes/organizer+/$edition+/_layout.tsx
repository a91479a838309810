import type { LoaderFunctionArgs } from '@remix-run/node'
import { NavLink, Outlet, useLoaderData } from '@remix-run/react'
import { Undelivered } from '#app/components/mail/undelivered.tsx'
import { Tabs } from '#app/components/ui/tabs.tsx'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { roman } from '#app/i18n/format.ts'
import { undeliveredOf } from '#app/modules/mail/undelivered.server.ts'

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { edition, actor } = await requireOrganizer(request, params.edition)
  return { number: edition.number, phase: edition.phase, letters: await undeliveredOf(actor) }
}

const tabs = ['', 'entries', 'rounds', 'results', 'participation', 'exports', 'people', 'settings'] as const

export default function EditionLayout() {
  const { t } = useTranslation()
  const { number, phase, letters } = useLoaderData<typeof loader>()
  return (
    <main id="main">
      <div className="row" data-end>
        <p className="quiet">{t('edition.name', { number: roman(number) })}</p>
        <span className="chip" data-tone={phase === 'published' ? 'done' : 'active'}>
          {t(`edition.phase.${phase}`)}
        </span>
      </div>
      <Tabs label={t('edition.name', { number: roman(number) })}>
        {tabs.map((tab) => (
          <NavLink key={tab} to={`/organizer/${number}${tab && `/${tab}`}`} end={tab === ''}>
            {t(`edition.tab.${tab || 'overview'}`)}
          </NavLink>
        ))}
      </Tabs>
      <Undelivered letters={letters} />
      <Outlet />
    </main>
  )
}
