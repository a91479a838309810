import { useId } from 'react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { sayField } from '#app/modules/entries/asked-words.ts'
import { sections, type Section } from '#app/modules/entries/entry.ts'
import { sayMessage } from '#app/i18n/say-message.ts'
import { TextField, useFailedForm } from '../ui/form.tsx'

/** What of a dossier can be asked for one by one. */
export type Askable = {
  parts: { id: string; title: string; outlet: string }[]
  authors: { id: string; name: string }[]
  awards: { id: string; name: string }[]
  files: { id: string; name: string }[]
}
type Choice = { value: string; label: string }

/** Until when a dossier is to come back and what is asked for: sections, or fields, rows and files of them, and why. */
export function ReturnFields({ of }: { of: Askable }) {
  const texts = useTranslation()
  const { t } = texts
  const failed = useFailedForm()
  const choices = useChoices(of)
  const wrong = failed?.errors.sections
  return (
    <>
      <TextField label={t('screening.until')} name="until" type="datetime-local" />
      <fieldset className="stack" data-gap="small">
        <legend>{t('screening.sectionsField')}</legend>
        {wrong && <p className="error">{sayMessage(wrong, texts)}</p>}
        {sections.map((section) => (
          <SectionAsked key={section} section={section} choices={choices[section]} />
        ))}
      </fieldset>
    </>
  )
}

function SectionAsked({ section, choices }: { section: Section; choices: Choice[] }) {
  const { t } = useTranslation()
  const failed = useFailedForm()
  const ticked = useTicked()
  const id = useId()
  const title = t(`entry.section.${section}`)
  const isOpen = choices.some(({ value }) => ticked('targets[]', value))
  return (
    <div className="repeat">
      <div className="check">
        <label>
          <input
            type="checkbox"
            name="sections[]"
            value={section}
            defaultChecked={ticked('sections[]', section)}
          />{' '}
          <span id={id}>{title}</span>
        </label>
      </div>
      {choices.length > 0 && (
        <details open={isOpen}>
          <summary>
            {t('screening.oneByOne')}
            <span className="visually-hidden">: {title}</span>
          </summary>
          {choices.map(({ value, label }) => (
            <div key={value} className="check">
              <label dir="auto">
                <input
                  type="checkbox"
                  name="targets[]"
                  value={value}
                  defaultChecked={ticked('targets[]', value)}
                />{' '}
                {label}
              </label>
            </div>
          ))}
        </details>
      )}
      <label className="field">
        {t('screening.why')}
        <input
          name={`reason.${section}`}
          defaultValue={failed?.values[`reason.${section}`]}
          maxLength={1000}
          aria-describedby={id}
        />
      </label>
    </div>
  )
}

/** What was ticked before the form came back refused. */
function useTicked() {
  const failed = useFailedForm()
  return (name: string, value: string) => failed?.values[name]?.split('\n').includes(value) ?? false
}

function useChoices({ parts, authors, awards, files }: Askable): Record<Section, Choice[]> {
  const { t } = useTranslation()
  const fields = (names: string[]) => names.map((name) => ({ value: name, label: sayField(name, t) }))
  const rows = <Row extends { id: string }>(
    kind: string,
    of: Row[],
    name: (row: Row, number: number) => string,
  ) => of.map((row, index) => ({ value: `${kind}.${row.id}`, label: name(row, index + 1) }))
  return {
    work: fields(['categoryId', 'title', 'originalTitle', 'language', 'genre', 'summary']),
    parts: rows('parts', parts, (row, number) => row.title || row.outlet || t('entry.part', { number })),
    authors: rows('authors', authors, (row, number) => row.name || t('entry.author', { number })),
    agency: fields(['agencyText', 'ownPlace']),
    media: rows('media', files, (row) => row.name),
    awards: rows('awards', awards, (row, number) => row.name || t('entry.award', { number })),
  }
}
