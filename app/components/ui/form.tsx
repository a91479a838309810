import { Form, useActionData, useNavigation, useRouteLoaderData, type FormProps } from '@remix-run/react'
import {
  createContext,
  forwardRef,
  useContext,
  useId,
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
} from 'react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { sayMessage } from '#app/i18n/say-message.ts'
import type { FailedForm } from '#app/http/forms.server.ts'
import { signedInAs } from '#app/http/kept-form.ts'

/** What a refused form brings back: the message at each field and the values as they were typed. */
export function useFailedForm(): FailedForm | undefined {
  const answer = useActionData<FailedForm | undefined>()
  const own = useContext(FormName)
  if (!answer || !('errors' in answer)) return undefined
  return (answer.values[formField] ?? null) === own ? answer : undefined
}

/** Of several forms of one page each has a name, so that what comes back refused is shown in its own. */
const FormName = createContext<string | null>(null)
const formField = 'form'

type Common = { label: string; name: string; hint?: ReactNode; optional?: boolean }

function useField(name: string) {
  const failed = useFailedForm()
  const texts = useTranslation()
  const id = useId()
  const message = failed?.errors[name]
  const error = message && sayMessage(message, texts)
  return { id, error, typed: failed?.values[name], describedBy: error ? `${id}-error` : undefined }
}

function Frame(props: {
  id: string
  label: string
  hint?: ReactNode
  optional?: boolean
  error?: string
  children: ReactNode
}) {
  const { t } = useTranslation()
  return (
    <div className="field" data-invalid={props.error ? '' : undefined}>
      <label htmlFor={props.id}>
        {props.label}
        {props.optional && <span className="quiet"> {t('form.optional')}</span>}
      </label>
      {props.hint && (
        <p className="hint" id={`${props.id}-hint`}>
          {props.hint}
        </p>
      )}
      {props.children}
      {props.error && (
        <p className="error" id={`${props.id}-error`}>
          {props.error}
        </p>
      )}
    </div>
  )
}

function attributes({ id, error, describedBy }: ReturnType<typeof useField>, hint: ReactNode) {
  const described = [hint && `${id}-hint`, describedBy].filter(Boolean).join(' ')
  return { id, 'aria-invalid': error ? true : undefined, 'aria-describedby': described || undefined }
}

/** Many of a list: a box each, kept ticked where the form came back. `name` ends in `[]`. */
export function CheckList(props: {
  legend: string
  name: string
  options: { value: string; label: string }[]
  chosen?: string[]
  /** what stands where the list is empty */
  empty?: string
}) {
  const failed = useFailedForm()
  const texts = useTranslation()
  const id = useId()
  const typed = failed?.values[props.name]?.split('\n')
  const chosen = new Set(typed ?? props.chosen)
  const wrong = failed?.errors[props.name.replace('[]', '')]
  return (
    <fieldset aria-describedby={wrong && `${id}-error`}>
      <legend>{props.legend}</legend>
      <div className="columns">
        {props.options.map(({ value, label }) => (
          <div key={value} className="check">
            <label dir="auto">
              <input type="checkbox" name={props.name} value={value} defaultChecked={chosen.has(value)} />{' '}
              {label}
            </label>
          </div>
        ))}
      </div>
      {props.options.length === 0 && props.empty && <p className="quiet">{props.empty}</p>}
      {wrong && (
        <p className="error" id={`${id}-error`}>
          {sayMessage(wrong, texts)}
        </p>
      )}
    </fieldset>
  )
}

/** A field in a cell of a table, whose head says what it is: its name is heard, not seen. */
export function CellField({ label, ...input }: Common & InputHTMLAttributes<HTMLInputElement>) {
  const field = useField(input.name)
  return (
    <>
      <input
        {...input}
        {...attributes(field, null)}
        aria-label={label}
        defaultValue={field.typed ?? input.defaultValue}
      />
      {field.error && (
        <span className="error" id={`${field.id}-error`}>
          {field.error}
        </span>
      )}
    </>
  )
}

export function TextField({
  label,
  hint,
  optional,
  ...input
}: Common & InputHTMLAttributes<HTMLInputElement>) {
  const field = useField(input.name)
  const kept = input.type === 'password' ? '' : (field.typed ?? input.defaultValue)
  return (
    <Frame id={field.id} label={label} hint={hint} optional={optional} error={field.error}>
      <input {...input} {...attributes(field, hint)} defaultValue={kept} />
    </Frame>
  )
}

/** A small file sent with the form; a browser never keeps which it was. */
export function FileField({
  label,
  hint,
  optional,
  ...input
}: Common & InputHTMLAttributes<HTMLInputElement>) {
  const field = useField(input.name)
  return (
    <Frame id={field.id} label={label} hint={hint} optional={optional} error={field.error}>
      <input {...input} {...attributes(field, hint)} type="file" />
    </Frame>
  )
}

export function TextArea({
  label,
  hint,
  optional,
  ...input
}: Common & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  const field = useField(input.name)
  return (
    <Frame id={field.id} label={label} hint={hint} optional={optional} error={field.error}>
      <textarea {...input} {...attributes(field, hint)} defaultValue={field.typed ?? input.defaultValue} />
    </Frame>
  )
}

export function SelectField({
  label,
  hint,
  optional,
  options,
  empty,
  ...input
}: Common &
  SelectHTMLAttributes<HTMLSelectElement> & {
    options: readonly Option[]
    empty?: string
  }) {
  const field = useField(input.name)
  return (
    <Frame id={field.id} label={label} hint={hint} optional={optional} error={field.error}>
      <select {...input} {...attributes(field, hint)} defaultValue={field.typed ?? input.defaultValue}>
        <Options options={options} empty={empty} />
      </select>
    </Frame>
  )
}

export type Option = { value: string; label: string }

export function Options({ options, empty }: { options: readonly Option[]; empty?: string }) {
  return (
    <>
      {empty !== undefined && <option value="">{empty}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </>
  )
}

export function CheckField({ label, hint, ...input }: Common & InputHTMLAttributes<HTMLInputElement>) {
  const field = useField(input.name)
  const failed = useFailedForm()
  const checked = failed
    ? (failed.values[input.name] ?? '').split('\n').includes(String(input.value ?? 'on'))
    : input.defaultChecked
  return (
    <div className="field check" data-invalid={field.error ? '' : undefined}>
      <label>
        <input type="checkbox" {...input} {...attributes(field, hint)} defaultChecked={checked} />
        <span>{label}</span>
      </label>
      {hint && (
        <p className="hint" id={`${field.id}-hint`}>
          {hint}
        </p>
      )}
      {field.error && (
        <p className="error" id={`${field.id}-error`}>
          {field.error}
        </p>
      )}
    </div>
  )
}

/** The message that belongs to the form as a whole. */
export function FormError() {
  const failed = useFailedForm()
  const texts = useTranslation()
  const message = failed?.errors.form
  if (!message) return null
  return (
    <p className="notice" data-kind="error" role="alert">
      {sayMessage(message, texts)}
    </p>
  )
}

/** Whose page a form stands on: should the session end before it is sent, it is kept for nobody else. */
export function SignedInAs() {
  const root = useRouteLoaderData<{ person: { id: string } | null }>('root')
  return root?.person && <input type="hidden" name={signedInAs} value={root.person.id} />
}

export const PostForm = forwardRef<HTMLFormElement, FormProps & { named?: string }>(function PostForm(
  { named, children, ...props },
  ref,
) {
  return (
    <FormName.Provider value={named ?? null}>
      <Form ref={ref} method="post" noValidate {...props}>
        {named && <input type="hidden" name={formField} value={named} />}
        <SignedInAs />
        {children}
      </Form>
    </FormName.Provider>
  )
})

export function SubmitButton(props: {
  children: ReactNode
  kind?: 'primary' | 'danger' | 'plain'
  name?: string
  value?: string
  disabled?: boolean
  label?: string
}) {
  const busy = useNavigation().state === 'submitting'
  return (
    <button
      type="submit"
      className="button"
      data-kind={props.kind ?? 'primary'}
      aria-disabled={busy || undefined}
      name={props.name}
      value={props.value}
      disabled={props.disabled}
      aria-label={props.label}
    >
      {props.children}
    </button>
  )
}

/** A form that is only a button: one state change, no fields. */
export function ActionButton(props: {
  action: string
  children: ReactNode
  kind?: 'primary' | 'danger' | 'plain'
  fields?: Record<string, string>
  /** The accessible name, where what is seen is only a part of it. */
  label?: string
}) {
  return (
    <PostForm action={props.action} className="inline-form">
      {Object.entries(props.fields ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton kind={props.kind ?? 'plain'} label={props.label}>
        {props.children}
      </SubmitButton>
    </PostForm>
  )
}

/** A change that cannot be taken back: first what it means, then the button. Works without script. */
export function ConfirmedAction(props: {
  action: string
  /** The verb, on both buttons. */
  label: string
  consequence: string
  /** The label of a reason that has to be given. */
  reason?: string
  /** What else has to be said. */
  children?: ReactNode
  kind?: 'primary' | 'plain' | 'danger'
}) {
  const kind = props.kind ?? 'danger'
  return (
    <details className="confirmed">
      <summary className="button" data-kind={kind}>
        {props.label}
      </summary>
      <div className="notice stack" data-gap="small" data-kind="attention">
        <p>{props.consequence}</p>
        <PostForm action={props.action} className="stack" data-gap="small">
          {props.children}
          {props.reason && (
            <label className="field">
              {props.reason}
              <textarea name="reason" rows={2} required minLength={10} maxLength={2000} />
            </label>
          )}
          <div>
            <SubmitButton kind={kind}>{props.label}</SubmitButton>
          </div>
        </PostForm>
      </div>
    </details>
  )
}
