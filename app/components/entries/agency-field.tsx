import { useCombobox } from 'downshift'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { useEffect, useState } from 'react'
import { sayMessage } from '#app/i18n/say-message.ts'
import { askServer } from '../ui/ask-server.ts'
import { filledEvent } from './draft-form.ts'
import { Before, Conflict, useAtField } from './fields.tsx'

/** An agency of the register with type-ahead that ignores diacritics; without script a plain field, resolved on the server. */
export function AgencyField({
  name,
  label,
  hint,
  defaultValue,
  disabled,
  onChosen,
}: {
  name: string
  label: string
  hint: string
  defaultValue: string
  disabled?: boolean
  onChosen?: () => void
}) {
  const words = useTranslation()
  const { t } = words
  const { message, conflict, typed } = useAtField(name)
  const error = message && sayMessage(message, words)
  const wrong = error !== undefined || conflict !== undefined
  const { found, search } = useAgencySearch()
  const box = useCombobox({
    id: `${name}-box`,
    inputId: name,
    items: found,
    itemToString: (item) => item?.name ?? '',
    initialInputValue: typed ?? defaultValue,
    onInputValueChange: ({ inputValue, type }) => {
      if (type === useCombobox.stateChangeTypes.InputChange) search(inputValue)
    },
    onSelectedItemChange: () => onChosen && setTimeout(onChosen),
  })
  const { setInputValue } = box
  useEffect(() => {
    const input = document.getElementById(name)!
    const filled = (event: Event) => setInputValue((event as CustomEvent<string>).detail)
    input.addEventListener(filledEvent, filled)
    return () => input.removeEventListener(filledEvent, filled)
  }, [name, setInputValue])
  return (
    <div className="field" data-invalid={wrong ? '' : undefined}>
      <label {...box.getLabelProps()}>{label}</label>
      <p className="hint" id={`${name}-hint`}>
        {hint}
      </p>
      <div className="combobox">
        <input
          {...box.getInputProps({
            'aria-describedby': error ? `${name}-hint ${name}-error` : `${name}-hint`,
            'aria-invalid': wrong ? true : undefined,
          })}
          name={name}
          disabled={disabled}
        />
        <ul {...box.getMenuProps()} className="options" hidden={!box.isOpen || found.length === 0}>
          {box.isOpen &&
            found.map((agency, index) => (
              <li key={agency.name} {...box.getItemProps({ item: agency, index })}>
                {agency.name}
                {agency.formerly && (
                  <span className="quiet small"> {t('agencies.formerly', { name: agency.formerly })}</span>
                )}
              </li>
            ))}
        </ul>
      </div>
      {error && (
        <p className="error" id={`${name}-error`}>
          {error}
        </p>
      )}
      <Conflict name={name} />
      <Before name={name} />
    </div>
  )
}

type Found = { name: string; formerly: string | null }

function useAgencySearch() {
  const [typed, search] = useState('')
  const [found, setFound] = useState<Found[]>([])
  useEffect(() => {
    if (typed.trim().length < 2) return setFound([])
    const leaving = new AbortController()
    const timer = setTimeout(async () => {
      try {
        const answer = await askServer(`/resources/agencies?q=${encodeURIComponent(typed)}`, {
          signal: leaving.signal,
        })
        if (answer.ok) setFound((await answer.json()) as Found[])
      } catch {
        // Off line or typed on: the field stays a plain one.
      }
    }, 150)
    return () => {
      clearTimeout(timer)
      leaving.abort()
    }
  }, [typed])
  return { found, search }
}
