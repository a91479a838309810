import { useEffect, useRef, useState } from 'react'
import { computed } from '#app/i18n/index.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { askServer } from '../ui/ask-server.ts'
import { TextField } from '../ui/form.tsx'

/** A password to be set, with what is asked of one; `label` where it is called new, `person` where the page knows who. */
export function NewPasswordField({ label, person }: { label?: string; person?: Person }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState<Typed | null>(null)
  const worth = useWorth(typed)
  return (
    <div>
      <TextField
        label={label ?? t('auth.signIn.password')}
        hint={t('auth.register.passwordHint')}
        name="password"
        type="password"
        autoComplete="new-password"
        required
        onInput={({ currentTarget }) => setTyped(typedIn(currentTarget, person))}
      />
      <p className="hint" role="status" data-worth={worth?.is}>
        {worth && t(computed(worth.key))}
      </p>
    </div>
  )
}

type Person = { name?: string; email?: string }
type Typed = Person & { password: string }

/** Name and address stand in the same form where the account is of now. */
function typedIn({ form, value }: HTMLInputElement, person: Person = {}): Typed {
  const beside = (name: string) => {
    const field = form?.elements.namedItem(name)
    return field instanceof HTMLInputElement ? field.value : undefined
  }
  return { password: value, name: beside('name') ?? person.name, email: beside('email') ?? person.email }
}

/** What the server says of a password a moment after the last letter. Without a line nothing is said, and nothing is lost. */
function useWorth(typed: Typed | null) {
  const [worth, setWorth] = useState<{ is: string; key: string } | null>(null)
  const asked = useRef(0)
  useEffect(() => {
    const turn = ++asked.current
    setWorth(null)
    if (!typed || typed.password.length < 10) return
    const timer = setTimeout(() => {
      void worthOf(typed).then((found) => turn === asked.current && setWorth(found))
    }, 400)
    return () => clearTimeout(timer)
  }, [typed])
  return worth
}

async function worthOf({ password, name = '', email = '' }: Typed) {
  const body = new URLSearchParams({ password, name, email })
  try {
    const response = await askServer('/resources/password-strength', { body })
    const said = (await response.json()) as { refused?: string; strength?: string } | null
    if (said?.refused) return { is: 'refused', key: said.refused }
    return said?.strength ? { is: said.strength, key: `strength.${said.strength}` } : null
  } catch {
    return null
  }
}
