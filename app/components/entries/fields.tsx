import { createContext, useContext, type ReactNode } from 'react'
import { sayMessage } from '#app/i18n/say-message.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import type { DraftFields } from '#app/modules/entries/draft-fields.ts'
import type { Message } from '#app/modules/refusal/refusal.ts'
import { Options, useFailedForm, type Option } from '../ui/form.tsx'

/** What the last save said of the fields, and what stands in each on the server. */
type AtFields = {
  stored: DraftFields
  errors: Record<string, Message>
  /** what was written elsewhere into a field that was written here too */
  conflicts: DraftFields
  decide: (name: string, mine: boolean) => void
}
export const AtFields = createContext<AtFields>({ stored: {}, errors: {}, conflicts: {}, decide: () => {} })

/** What is wrong with a field, and what was typed into it where its form came back. */
export function useAtField(name: string) {
  const failed = useFailedForm()
  const { errors, conflicts, stored } = useContext(AtFields)
  return {
    message: errors[name] ?? failed?.errors[name],
    conflict: conflicts[name],
    typed: failed?.values[name],
    stored: stored[name],
  }
}

/** Without script a form tells what stood in a field before, so that two pages write beside each other. */
export function Before({ name }: { name: string }) {
  const { stored } = useAtField(name)
  if (stored === undefined) return null
  return (
    <noscript>
      <input type="hidden" name={`was.${name}`} value={stored} />
    </noscript>
  )
}

/** What stands in a field elsewhere, beside what was typed here: somebody has to decide. */
export function Conflict({ name }: { name: string }) {
  const { t } = useTranslation()
  const { conflicts, decide } = useContext(AtFields)
  const there = conflicts[name]
  if (there === undefined) return null
  return (
    <div className="notice stack" data-gap="small" data-kind="attention" id={`${name}-conflict`}>
      <p>{t('entry.conflict.there')}</p>
      <blockquote className="pre" dir="auto">
        {there || t('entry.conflict.empty')}
      </blockquote>
      <div className="row">
        <button type="button" className="button" onClick={() => decide(name, true)}>
          {t('entry.conflict.mine')}
        </button>
        <button type="button" className="button" onClick={() => decide(name, false)}>
          {t('entry.conflict.theirs')}
        </button>
      </div>
    </div>
  )
}

type FieldProps = {
  name: string
  label: string
  hint?: string
  value: string | number | null
  children: (attributes: {
    id: string
    name: string
    defaultValue: string
    'aria-invalid'?: true
    'aria-describedby'?: string
  }) => ReactNode
}

/** A field whose id is its name, so that the list of what is missing can lead to it. */
export function Field({ name, label, hint, value, children }: FieldProps) {
  const words = useTranslation()
  const { message, conflict, typed } = useAtField(name)
  const described = [
    hint && `${name}-hint`,
    message && `${name}-error`,
    conflict !== undefined && `${name}-conflict`,
  ]
    .filter(Boolean)
    .join(' ')
  const wrong = message !== undefined || conflict !== undefined
  return (
    <div className="field" data-invalid={wrong ? '' : undefined}>
      <label htmlFor={name}>{label}</label>
      {hint && (
        <p className="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {children({
        id: name,
        name,
        defaultValue: typed ?? String(value ?? ''),
        'aria-invalid': wrong ? true : undefined,
        'aria-describedby': described || undefined,
      })}
      {message && (
        <p className="error" id={`${name}-error`}>
          {sayMessage(message, words)}
        </p>
      )}
      <Conflict name={name} />
      <Before name={name} />
    </div>
  )
}

export function Line(props: Omit<FieldProps, 'children'> & { type?: string; inputMode?: 'numeric' | 'url' }) {
  return (
    <Field {...props}>
      {(attributes) => (
        <input type={props.type ?? 'text'} inputMode={props.inputMode} dir="auto" {...attributes} />
      )}
    </Field>
  )
}

export function Choice({
  options,
  empty,
  ...props
}: Omit<FieldProps, 'children'> & { options: Option[]; empty?: string }) {
  return (
    <Field {...props}>
      {(attributes) => (
        <select {...attributes}>
          <Options options={options} empty={empty} />
        </select>
      )}
    </Field>
  )
}
