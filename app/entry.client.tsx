import { RemixBrowser } from '@remix-run/react'
import { StrictMode, startTransition } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { lineIsBack, readPatiently } from './components/ui/read-patiently.ts'
import { i18nFor } from './i18n/index.ts'
import { TextsContext } from './i18n/use-translation.ts'

const locale = document.documentElement.lang === 'en' ? 'en' : 'vi'
const { default: texts } = await (locale === 'en'
  ? import('./i18n/en/index.ts')
  : import('./i18n/vi/index.ts'))

// Going on while a page is still being read aborts that reading, which is meant; Remix leaves the end of the aborted
// stream unheard, so its rejection would look like a fault of the page.
window.addEventListener('unhandledrejection', (event) => {
  if (event.reason instanceof DOMException && event.reason.name === 'AbortError') event.preventDefault()
})

window.fetch = readPatiently(window.fetch.bind(window), lineIsBack)

startTransition(() => {
  hydrateRoot(
    document,
    <TextsContext.Provider value={{ t: i18nFor(locale, texts).getFixedT(locale), locale }}>
      <StrictMode>
        <RemixBrowser />
      </StrictMode>
    </TextsContext.Provider>,
  )
})
