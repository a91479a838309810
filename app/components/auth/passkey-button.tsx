import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { askServer } from '../ui/ask-server.ts'
import { PostForm } from '../ui/form.tsx'

/**
 * A form that is sent once a key has answered. The library comes when the button is pressed, in a chunk of its own;
 * without script, or in a browser that knows no keys, the button is not there.
 */
export function PasskeyForm(props: {
  purpose: 'signIn' | 'register'
  action: string
  label: string
  kind?: 'primary' | 'plain'
  children?: ReactNode
}) {
  const { t } = useTranslation()
  const form = useRef<HTMLFormElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const known = useKnowsKeys()
  const [said, setSaid] = useState(false)
  if (!known) return null

  async function press() {
    setSaid(false)
    if (form.current && !form.current.reportValidity()) return
    const answer = await answerOf(props.purpose)
    if (!answer) return setSaid(true)
    field.current!.value = answer
    form.current!.requestSubmit()
  }

  return (
    <PostForm ref={form} action={props.action} className="stack" data-gap="small" reloadDocument>
      {props.children}
      <input ref={field} type="hidden" name="passkey" />
      <div>
        <button
          type="button"
          className="button"
          data-kind={props.kind ?? 'plain'}
          onClick={() => void press()}
        >
          {props.label}
        </button>
      </div>
      {said && (
        <p className="notice" data-kind="error" role="alert">
          {t(props.purpose === 'signIn' ? 'auth.error.passkey.unknown' : 'auth.error.passkey.notMade')}
        </p>
      )}
    </PostForm>
  )
}

/** Known after the first paint: the server cannot tell. */
function useKnowsKeys(): boolean {
  const [known, setKnown] = useState(false)
  useEffect(() => setKnown('PublicKeyCredential' in window), [])
  return known
}

/** What the key answers, as text; null where its owner gave up, or there is no line or no key. */
async function answerOf(purpose: 'signIn' | 'register'): Promise<string | null> {
  try {
    const [keys, asked] = await Promise.all([
      import('@simplewebauthn/browser'),
      askServer('/resources/passkey-challenge', { body: new URLSearchParams({ for: purpose }) }),
    ])
    if (!asked.ok) return null
    const optionsJSON = (await asked.json()) as never
    const answer =
      purpose === 'signIn'
        ? await keys.startAuthentication({ optionsJSON })
        : await keys.startRegistration({ optionsJSON })
    return JSON.stringify(answer)
  } catch {
    return null
  }
}
