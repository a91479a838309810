import { useTranslation } from '#app/i18n/use-translation.ts'

/** A picture drawn on the server, with itself to download; `alt` says what it shows, a table beside it the figures. */
export function Picture({
  base,
  name,
  query,
  alt,
}: {
  base: string
  name: string
  query: string
  alt: string
}) {
  return (
    <figure className="picture">
      <img src={`${base}/${name}.svg${query}`} alt={alt} loading="lazy" />
      <figcaption>
        <SaveLinks address={(format) => `${base}/${name}.${format}${query}`} what={alt} />
      </figcaption>
    </figure>
  )
}

/** A picture to keep, as SVG or PNG. */
export function SaveLinks({ address, what }: { address: (format: string) => string; what: string }) {
  const { t } = useTranslation()
  return (
    <span className="row small no-print">
      <span className="quiet">{t('measures.save')}</span>
      {(['svg', 'png'] as const).map((format) => {
        const link = address(format)
        return (
          <a
            key={format}
            href={`${link}${link.includes('?') ? '&' : '?'}download`}
            aria-label={t('measures.saveAs', { what, format: format.toUpperCase() })}
          >
            {format.toUpperCase()}
          </a>
        )
      })}
    </span>
  )
}
