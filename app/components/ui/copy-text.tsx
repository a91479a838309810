import { useEffect, useId, useState } from 'react'
import { useTranslation } from '#app/i18n/use-translation.ts'

/** A line or a text of so many rows to be copied and sent elsewhere: at one press where the browser can. */
export function CopyText({ label, text, rows }: { label: string; text: string; rows?: number }) {
  const { t } = useTranslation()
  const id = useId()
  const [ready, setReady] = useState(false)
  const [copied, setCopied] = useState(false)
  useEffect(() => setReady(Boolean(navigator.clipboard)), [])
  useEffect(() => setCopied(false), [text])
  return (
    <div className="stack" data-gap="small">
      <label className="field" htmlFor={id}>
        {label}
      </label>
      {rows ? (
        <textarea id={id} readOnly rows={rows} value={text} onFocus={(event) => event.target.select()} />
      ) : (
        <input id={id} readOnly value={text} onFocus={(event) => event.target.select()} />
      )}
      {ready && (
        <div className="row">
          <button
            type="button"
            className="button"
            onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
          >
            {t('launch.copy')}
          </button>
          <span role="status">{copied ? t('launch.copied') : ''}</span>
        </div>
      )}
    </div>
  )
}
