import type { LoaderFunctionArgs } from '@remix-run/node'
import { NavLink, Outlet, useLoaderData } from '@remix-run/react'
import { Troubles } from '#app/components/mail/troubles.tsx'
import { Undelivered } from '#app/components/mail/undelivered.tsx'
import { Tabs } from '#app/components/ui/tabs.tsx'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { requireActorWho } from '#app/http/guard.server.ts'
import { administers } from '#app/modules/actor/policy.ts'
import { keepsRegister } from '#app/modules/privacy/register.server.ts'
import { troubles, undeliveredOf } from '#app/modules/mail/undelivered.server.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  // Organizers keep the register of requests; what administrators see besides is not theirs.
  const actor = await requireActorWho(request, keepsRegister)
  if (!administers(actor)) return null
  const [found, letters] = await Promise.all([troubles(), undeliveredOf(actor)])
  return { troubles: found, letters }
}

export default function AdminLayout() {
  const { t } = useTranslation()
  const own = useLoaderData<typeof loader>()
  if (!own)
    return (
      <main id="main">
        <h1>{t('personal.register.title')}</h1>
        <Outlet />
      </main>
    )
  const { troubles, letters } = own
  return (
    <main id="main">
      <h1>{t('admin.title')}</h1>
      <Tabs label={t('admin.title')}>
        <NavLink to="/admin/people">{t('admin.users')}</NavLink>
        <NavLink to="/admin/provinces">{t('provinces.title')}</NavLink>
        <NavLink to="/admin/outbox">{t('admin.outbox')}</NavLink>
        <NavLink to="/admin/audit">{t('admin.audit')}</NavLink>
        <NavLink to="/admin/requests">{t('personal.register.title')}</NavLink>
      </Tabs>
      <Troubles {...troubles} />
      <Undelivered letters={letters} />
      <Outlet />
    </main>
  )
}
