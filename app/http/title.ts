import { isRouteErrorResponse, useMatches, useRouteError } from '@remix-run/react'
import type { TFunction } from 'i18next'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { computed } from '#app/i18n/index.ts'
import { isAskedForProof } from './proof-asked.ts'
import type { Message } from '#app/modules/refusal/refusal.ts'

/** `handle.title` of a route: a text key, or what its loader's data is called. */
export type TitleHandle<Loaded = never> = { title: string | ((loaded: Loaded, t: TFunction) => string) }

/** The title of the page now shown: that of its innermost route, then the name of the portal. */
export function usePageTitle(): string {
  const { t } = useTranslation()
  const error = useRouteError()
  const found = useMatches().findLast((match) => (match.handle as TitleHandle | undefined)?.title)
  if (error) return `${t(errorTitle(error))} · ${t('app.name')}`
  if (!found) return `${t('app.name')} · ${t('app.tagline')}`
  const { title } = found.handle as TitleHandle<unknown>
  const text = typeof title === 'string' ? t(computed(title)) : found.data ? title(found.data, t) : ''
  return `${text} · ${t('app.name')}`
}

/** What a page that could not be shown is called. */
export function errorTitle(error: unknown) {
  if (!isRouteErrorResponse(error)) return 'error.broken'
  if (error.status === 404) return 'error.notFound'
  if (error.status === 410) return 'error.gone'
  if (error.status === 401) return 'error.sessionEnded'
  if (isAskedForProof(error.data)) return 'proof.title'
  return isTold(error.data) ? 'error.refused' : 'error.broken'
}

/** Whether what was refused says why. */
export const isTold = (why: unknown): why is Message =>
  typeof why === 'object' && why !== null && 'key' in why
