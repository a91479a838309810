import { useCombobox } from 'downshift'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

/** Lead agency with type-ahead that ignores diacritics; without script a plain field, resolved on the server. */
export function AgencyField({
  defaultValue,
  disabled,
  onChosen,
}: {
  defaultValue: string
  disabled: boolean
  onChosen: () => void
}) {
  const { t } = useTranslation()
  const { found, search } = useAgencySearch()
  const box = useCombobox({
    id: 'agency',
    inputId: 'agencyText',
    items: found,
    initialInputValue: defaultValue,
    onInputValueChange: ({ inputValue, type }) => {
      if (type === useCombobox.stateChangeTypes.InputChange) search(inputValue)
    },
    onSelectedItemChange: () => setTimeout(onChosen),
  })
  return (
    <div className="field">
      <label {...box.getLabelProps()}>{t('entry.field.agency')}</label>
      <p className="hint" id="agency-hint">
        {t('entry.hint.agency')}
      </p>
      <div className="combobox">
        <input
          {...box.getInputProps({ 'aria-describedby': 'agency-hint' })}
          name="agencyText"
          disabled={disabled}
        />
        <ul {...box.getMenuProps()} className="options" hidden={!box.isOpen || found.length === 0}>
          {box.isOpen &&
            found.map((name, index) => (
              <li key={name} {...box.getItemProps({ item: name, index })}>
                {name}
              </li>
            ))}
        </ul>
      </div>
    </div>
  )
}

function useAgencySearch() {
  const [typed, search] = useState('')
  const [found, setFound] = useState<string[]>([])
  useEffect(() => {
    if (typed.trim().length < 2) return setFound([])
    const leaving = new AbortController()
    const timer = setTimeout(async () => {
      try {
        const answer = await fetch(`/resources/agencies?q=${encodeURIComponent(typed)}`, {
          signal: leaving.signal,
        })
        if (answer.ok) setFound(((await answer.json()) as { name: string }[]).map((agency) => agency.name))
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
