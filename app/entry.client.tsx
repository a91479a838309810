import { RemixBrowser } from '@remix-run/react'
import { StrictMode, startTransition } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { i18nFor } from './i18n/index.ts'

const locale = document.documentElement.lang === 'en' ? 'en' : 'vi'
const { default: texts } = await (locale === 'en'
  ? import('./i18n/en/index.ts')
  : import('./i18n/vi/index.ts'))

startTransition(() => {
  hydrateRoot(
    document,
    <I18nextProvider i18n={i18nFor(locale, texts)}>
      <StrictMode>
        <RemixBrowser />
      </StrictMode>
    </I18nextProvider>,
  )
})
