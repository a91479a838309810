import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, NavLink, Outlet, useLoaderData } from '@remix-run/react'
import { Undelivered } from '#app/components/mail/undelivered.tsx'
import { Countdown } from '#app/components/ui/state.tsx'
import { requireProvince } from '#app/http/province.server.ts'
import { roman } from '#app/i18n/format.ts'
import { undeliveredOf } from '#app/modules/mail/undelivered.server.ts'
import { Tabs } from '#app/components/ui/tabs.tsx'
import { useTranslation } from '#app/i18n/use-translation.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  const { actor, province, held, edition, editions } = await requireProvince(request)
  return {
    letters: await undeliveredOf(actor),
    province,
    held,
    edition: edition?.number ?? null,
    endorsement: edition?.endorsement ?? false,
    closesAt: edition?.phase === 'open' ? edition.closesAt : null,
    editions: editions.map((row) => row.number),
    now: new Date(),
  }
}

const tabs = ['overview', 'launch', 'invitations', 'agencies', 'drafts', 'entering', 'endorsement'] as const

export default function ProvinceLayout() {
  const { t } = useTranslation()
  const { province, held, edition, editions, endorsement, closesAt, now, letters } =
    useLoaderData<typeof loader>()
  const kept = (number: number | null) => `?province=${province.code}${number ? `&edition=${number}` : ''}`
  const shown = tabs.filter((tab) => edition !== null && (tab !== 'endorsement' || endorsement))
  return (
    <main id="main">
      <div className="page-head">
        <h1>{province.name}</h1>
        <nav className="row" aria-label={t('entry.edition')}>
          {editions.map((number) => (
            <Link
              key={number}
              className="button"
              data-kind={number === edition ? 'chosen' : undefined}
              aria-current={number === edition ? 'true' : undefined}
              to={`/province${kept(number)}`}
            >
              {roman(number)}
            </Link>
          ))}
        </nav>
      </div>
      {held.length > 1 && (
        <nav className="row" aria-label={t('provinces.title')}>
          {held.map((one) => (
            <Link
              key={one.code}
              to={`/province?province=${one.code}`}
              aria-current={one.code === province.code ? 'true' : undefined}
            >
              {one.name}
            </Link>
          ))}
        </nav>
      )}
      {closesAt && (
        <p>
          {t('entry.side.deadline')}: <Countdown until={closesAt} now={now} />
        </p>
      )}
      <Tabs label={province.name}>
        {shown.map((tab) => (
          <NavLink
            key={tab}
            end={tab === 'overview'}
            to={`/province${tab === 'overview' ? '' : `/${tab}`}${kept(edition)}`}
          >
            {t(`follow.tabs.${tab}`)}
          </NavLink>
        ))}
      </Tabs>
      <Undelivered letters={letters} />
      <Outlet />
    </main>
  )
}
