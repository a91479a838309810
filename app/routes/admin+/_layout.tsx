import type { LoaderFunctionArgs } from '@remix-run/node'
import { NavLink, Outlet } from '@remix-run/react'
import { Tabs } from '#app/components/ui/tabs.tsx'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { requireActorWho } from '#app/http/guard.server.ts'
import { administers } from '#app/modules/actor/policy.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  await requireActorWho(request, administers)
  return null
}

export default function AdminLayout() {
  const { t } = useTranslation()
  return (
    <main id="main">
      <h1>{t('admin.title')}</h1>
      <Tabs label={t('admin.title')}>
        <NavLink to="/admin" end>
          {t('admin.users')}
        </NavLink>
        <NavLink to="/admin/provinces">{t('provinces.title')}</NavLink>
        <NavLink to="/admin/outbox">{t('admin.outbox')}</NavLink>
        <NavLink to="/admin/audit">{t('admin.audit')}</NavLink>
      </Tabs>
      <Outlet />
    </main>
  )
}
