import {
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  isRouteErrorResponse,
  data,
  useLoaderData,
  useNavigation,
  useRouteError,
  useRouteLoaderData,
  type ShouldRevalidateFunctionArgs,
} from '@remix-run/react'
import type { LinksFunction, LoaderFunctionArgs } from '@remix-run/node'
import { useEffect, useState } from 'react'
import { sayMessage } from '#app/i18n/say-message.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Masthead } from './components/masthead.tsx'
import { KeptFields } from './components/ui/kept-form.tsx'
import { ProofForm } from './components/ui/proof-form.tsx'
import { isAskedForProof } from './http/proof-asked.ts'
import { isKept } from './http/kept-form.ts'
import { useNonce } from './http/nonce.ts'
import { errorTitle, isTold, usePageTitle } from './http/title.ts'
import { tellsOfDemo } from './http/demo-banner.server.ts'
import { currentActor } from './http/guard.server.ts'
import { clearNotice, readNotice, type Notice } from './http/notice.server.ts'
import { localeOf } from './i18n/all.server.ts'
import { computed } from './i18n/index.ts'
import { secretariat } from './modules/editions/secretariat.server.ts'
import { contactLines, type Contact } from './modules/editions/secretariat.ts'
import './styles/app.css'

export async function loader({ request }: LoaderFunctionArgs) {
  const [{ actor, cookie }, demo, contact] = await Promise.all([
    currentActor(request),
    tellsOfDemo(),
    secretariat(),
  ])
  const notice = readNotice(request)
  const headers = new Headers()
  if (cookie) headers.append('Set-Cookie', cookie)
  if (notice) headers.append('Set-Cookie', clearNotice())
  const person = actor && {
    id: actor.userId,
    name: actor.name,
    roles: [...new Set(actor.roles.map((held) => held.role))],
  }
  return data({ locale: localeOf(request), person, notice, demo, contact }, { headers })
}

/** Between entries of a judge nothing above them changes, and there may be no line to ask over. */
export function shouldRevalidate(args: ShouldRevalidateFunctionArgs) {
  const desk = (url: URL) => url.pathname.startsWith('/judging/asg_')
  if (!args.formMethod && desk(args.currentUrl) && desk(args.nextUrl)) return false
  return args.defaultShouldRevalidate
}

export const links: LinksFunction = () => [{ rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' }]

export function Layout({ children }: { children: React.ReactNode }) {
  const root = useRouteLoaderData<typeof loader>('root')
  const nonce = useNonce()
  const { locale } = useTranslation()
  const title = usePageTitle()
  return (
    <html lang={root?.locale ?? locale}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <Meta />
        <Links />
      </head>
      <body>
        {root?.demo && <DemoBanner />}
        {children}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  )
}

function DemoBanner() {
  const { t } = useTranslation()
  return (
    <aside className="demo-banner" aria-label={t('app.demo.title')}>
      {t('app.demo.text')}
    </aside>
  )
}

export default function App() {
  const { person, notice: latest, contact } = useLoaderData<typeof loader>()
  const { t } = useTranslation()
  const notice = useUndismissed(latest)
  useSlashToSearch()
  return (
    <>
      <Masthead person={person} />
      {notice && (
        <div className="notice-place" role={notice.kind === 'error' ? 'alert' : 'status'}>
          <p className="notice" data-kind={notice.kind}>
            {t(computed(notice.key), notice.values)}
          </p>
        </div>
      )}
      <Outlet />
      <Foot contact={contact} />
    </>
  )
}

/** `/` leads to the search field of the page, where it has one and nothing is being typed. */
function useSlashToSearch() {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const typing = event.target instanceof Element && event.target.closest('input, textarea, select')
      if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return
      const field = document.querySelector<HTMLInputElement>('main input[type=search]')
      if (!field) return
      event.preventDefault()
      field.select()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}

/** A notice goes when something else is submitted: beside a refusal the last success would mislead. */
function useUndismissed(notice: Notice | null): Notice | null {
  const submitting = useNavigation().state === 'submitting'
  const [dismissed, dismiss] = useState<Notice | null>(null)
  useEffect(() => {
    if (submitting) dismiss(notice)
  }, [submitting, notice])
  return notice === dismissed ? null : notice
}

function Foot({ contact }: { contact: Contact }) {
  const { t } = useTranslation()
  const lines = contactLines(contact)
  return (
    <footer className="foot">
      <div>
        <span>{t('app.tagline')}</span>
        {lines.length > 0 && (
          <address>
            <span>{t('contact.of')}</span>
            {lines.map((line) => (
              <span key={line}>
                <ContactLine line={line} contact={contact} />
              </span>
            ))}
          </address>
        )}
        <a href="/privacy">{t('privacy.title')}</a>
      </div>
    </footer>
  )
}

/** A telephone is dialled and an address written to; where dossiers go by post is read. */
function ContactLine({ line, contact }: { line: keyof Contact; contact: Contact }) {
  const { t } = useTranslation()
  const said = t(`contact.${line}`, contact)
  if (line === 'address') return said
  const href = line === 'email' ? `mailto:${contact.email}` : `tel:${contact.phone.replace(/[^+\d]/g, '')}`
  return <a href={href}>{said}</a>
}

export function ErrorBoundary() {
  const error = useRouteError()
  const words = useTranslation()
  const { t } = words
  const root = useRouteLoaderData<typeof loader>('root')
  const found = isRouteErrorResponse(error) ? error : null
  return (
    <>
      <Masthead person={root?.person ?? null} />
      <main id="main" className="narrow stack">
        <h1>{t(errorTitle(error))}</h1>
        {isAskedForProof(found?.data) ? (
          <ProofForm asked={found.data} />
        ) : isKept(found?.data) ? (
          <KeptFields refusal={found.data} />
        ) : (
          <>
            <p>
              {found?.status === 404
                ? t('error.notFoundText')
                : isTold(found?.data)
                  ? sayMessage(found.data, words)
                  : t('error.brokenText')}
            </p>
            <p>
              <a className="button" href="/">
                {t('error.toHome')}
              </a>
            </p>
          </>
        )}
      </main>
      {root && <Foot contact={root.contact} />}
    </>
  )
}
