import { createContext, useContext, type ReactNode } from 'react'
import { sayMessage } from '#app/i18n/say-message.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import type { Message } from '#app/modules/refusal/refusal.ts'
import { Options, useFailedForm, type Option } from '../ui/form.tsx'

/** Messages at the fields, wherever the last save came from. */
export const FieldErrors = createContext<Record<string, Message>>({})

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
  const failed = useFailedForm()
  const saved = useContext(FieldErrors)
  const message = saved[name] ?? failed?.errors[name]
  const described = [hint && `${name}-hint`, message && `${name}-error`].filter(Boolean).join(' ')
  return (
    <div className="field" data-invalid={message ? '' : undefined}>
      <label htmlFor={name}>{label}</label>
      {hint && (
        <p className="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {children({
        id: name,
        name,
        defaultValue: failed?.values[name] ?? String(value ?? ''),
        'aria-invalid': message ? true : undefined,
        'aria-describedby': described || undefined,
      })}
      {message && (
        <p className="error" id={`${name}-error`}>
          {sayMessage(message, words)}
        </p>
      )}
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
