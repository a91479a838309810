import { useTranslation } from '#app/i18n/use-translation.ts'
import { formatDate } from '#app/i18n/format.ts'
import { computed } from '#app/i18n/index.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import type { Finding } from '#app/modules/entries/eligibility.ts'
import type { Missing } from '#app/modules/entries/completeness.ts'
import type { Message } from '#app/modules/refusal.ts'

/** What a dossier still lacks (each a link to its place) and whether each rule holds, in the rule's words. */
export function Standing({ missing, findings }: { missing: Missing[]; findings: Finding[] }) {
  const { t } = useTranslation()
  return (
    <>
      <section className="stack" data-gap="small" aria-labelledby="missing-title">
        <h2 id="missing-title">
          {missing.length ? t('entry.side.missing', { count: missing.length }) : t('entry.side.complete')}
        </h2>
        <ul className="missing">
          {missing.map((row, index) => (
            <li key={index}>
              <a href={`#${row.field}`}>
                <Words message={row.why} />
              </a>
            </li>
          ))}
        </ul>
      </section>
      <section className="stack" data-gap="small" aria-labelledby="rules-title">
        <h2 id="rules-title">{t('entry.side.rules')}</h2>
        <ul className="missing">
          {findings.map((finding) => (
            <li
              key={finding.rule}
              data-ok={finding.holds === true ? '' : undefined}
              data-no={finding.holds === false ? '' : undefined}
            >
              <span className="visually-hidden">
                {t(
                  finding.holds === null
                    ? 'entry.side.unknown'
                    : finding.holds
                      ? 'entry.side.holds'
                      : 'entry.side.broken',
                )}
                :{' '}
              </span>
              <Words message={finding.why} />
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}

/** A message whose days are written as the reader writes them. */
function Words({ message }: { message: Message }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const values = Object.fromEntries(
    Object.entries(message.values ?? {}).map(([name, value]) => [
      name,
      typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? formatDate(value, locale) : value,
    ]),
  )
  return <>{t(computed(message.key), values)}</>
}
