import { useTranslation } from '#app/i18n/use-translation.ts'
import type { SheetState } from '#app/modules/judging/score-sheet.server.ts'
import { sheetFlags } from '#app/modules/judging/scoring.ts'

/** What a judge may add to the points: flags for the secretariat and a note for nobody else. */
export function Asides({
  sheet,
  typed,
  locked,
  onChange,
}: {
  sheet: SheetState
  typed?: Record<string, string>
  locked: boolean
  onChange: () => void
}) {
  const { t } = useTranslation()
  return (
    <details className="small" id="asides" open={sheet.flags.length > 0 || sheet.privateNote !== ''}>
      <summary>
        {t('judging.asides')} <kbd>F</kbd>
      </summary>
      <fieldset className="stack" data-gap="small" disabled={locked}>
        <legend className="visually-hidden">{t('judging.flags')}</legend>
        {sheetFlags.map((flag) => (
          <div key={flag} className="check">
            <label>
              <input
                type="checkbox"
                name={`flag.${flag}`}
                defaultChecked={sheet.flags.includes(flag)}
                onChange={onChange}
              />{' '}
              {t(`judging.flag.${flag}`)}
            </label>
          </div>
        ))}
      </fieldset>
      <div className="field">
        <label htmlFor="privateNote">{t('judging.privateNote')}</label>
        <textarea
          id="privateNote"
          name="privateNote"
          rows={2}
          maxLength={5000}
          readOnly={locked}
          defaultValue={typed?.privateNote ?? sheet.privateNote}
          onChange={onChange}
        />
      </div>
    </details>
  )
}
