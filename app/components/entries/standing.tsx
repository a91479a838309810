import { useTranslation } from '#app/i18n/use-translation.ts'
import { sayMessage } from '#app/i18n/say-message.ts'
import type { Finding } from '#app/modules/entries/eligibility.ts'
import type { Missing } from '#app/modules/entries/completeness.ts'

/** What a dossier still lacks (each a link to its place) and whether each rule holds, in the rule's words. */
export function Standing({
  missing,
  findings,
  stored = true,
}: {
  missing: Missing[]
  findings: Finding[]
  /** what it tells of is all that stands on the screen */
  stored?: boolean
}) {
  const texts = useTranslation()
  const { t } = texts
  return (
    <>
      {(missing.length > 0 || stored) && (
        <section className="stack" data-gap="small" aria-labelledby="missing-title">
          <h2 id="missing-title">
            {missing.length ? t('entry.side.missing', { count: missing.length }) : t('entry.side.complete')}
          </h2>
          <ul className="missing">
            {missing.map((row, index) => (
              <li key={index}>
                <a href={`#${row.field}`}>{sayMessage(row.why, texts)}</a>
              </li>
            ))}
          </ul>
        </section>
      )}
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
              {sayMessage(finding.why, texts)}
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}
