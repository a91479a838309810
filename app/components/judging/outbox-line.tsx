import { Link } from '@remix-run/react'
import { useEffect } from 'react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { onReturn } from '../ui/ask-server.ts'
import { SignedOut } from '../ui/signed-out.tsx'
import { deliver, useOutbox } from './outbox.ts'

/** What is on its way to the server, and what it did not take. Sends what waited while there was no line. */
export function OutboxLine() {
  const { t } = useTranslation()
  const { waiting, offline, signedOut, sent, refused } = useOutbox()
  useEffect(() => {
    const go = () => void deliver()
    go()
    return onReturn(go)
  }, [])
  return (
    <div className="stack" data-gap="small" aria-live="polite">
      {waiting > 0 && (
        <p className="saved" data-state={offline || signedOut ? 'error' : undefined}>
          {signedOut ? (
            <SignedOut />
          ) : (
            t(offline ? 'judging.outbox.offline' : 'judging.outbox.sending', { count: waiting })
          )}
        </p>
      )}
      {waiting === 0 && sent > 0 && <p className="saved">{t('judging.sent')}</p>}
      {refused.map((sheet) => (
        <p key={sheet.id} className="notice" data-kind="attention">
          {t('judging.outbox.refused')} <Link to={`/judging/${sheet.id}`}>{sheet.title}</Link>
        </p>
      ))}
    </div>
  )
}
