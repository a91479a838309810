import type { DraftFields } from '#app/modules/entries/draft-fields.ts'

/** A dossier's form in the page, as names and values. */
type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/** What others in the page hear when a field is filled by script; its value is the detail. */
export const filledEvent = 'filled'

const fieldsOf = (form: HTMLFormElement): Field[] =>
  [...form.querySelectorAll<Field>('input[name], textarea[name], select[name]')].filter(
    (field) => field.type !== 'hidden' && !field.matches(':disabled'),
  )

export const typedIn = (form: HTMLFormElement): DraftFields =>
  Object.fromEntries(fieldsOf(form).map((field) => [field.name, field.value]))

export const fieldCalled = (form: HTMLFormElement, name: string): Field | undefined =>
  fieldsOf(form).find((field) => field.name === name)

export function fillIn(form: HTMLFormElement, name: string, value: string) {
  const field = fieldCalled(form, name)
  if (!field) return
  field.value = value
  field.dispatchEvent(new CustomEvent<string>(filledEvent, { detail: value }))
}

export const isBeingTyped = (form: HTMLFormElement, name: string): boolean =>
  form.ownerDocument.activeElement === fieldCalled(form, name)
