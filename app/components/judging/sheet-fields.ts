/** What a judge writes on a sheet, as the form of the page has it, and as one text that is sent, kept and compared. */
type Field = HTMLInputElement | HTMLTextAreaElement

const fieldsOf = (form: HTMLFormElement) => [
  ...form.querySelectorAll<Field>('input[name^="points."], textarea[name], input[name^="flag."]'),
]

const isBox = (field: Field): field is HTMLInputElement => field.type === 'checkbox'

export const textOf = (form: HTMLFormElement): string =>
  asText(form, (field) => (isBox(field) ? field.checked && 'on' : field.value))

/** As the server sent it, whatever a browser put back into the fields since. */
export const sentText = (form: HTMLFormElement): string =>
  asText(form, (field) => (isBox(field) ? field.defaultChecked && 'on' : field.defaultValue))

function asText(form: HTMLFormElement, valueOf: (field: Field) => string | false): string {
  const text = new URLSearchParams()
  for (const field of fieldsOf(form)) {
    const value = valueOf(field)
    if (value !== false) text.append(field.name, value)
  }
  return text.toString()
}

/** Puts a text back into the fields; answers the points as typed, by criterion. */
export function fill(form: HTMLFormElement, text: string): Record<string, string> {
  const given = new URLSearchParams(text)
  const points: Record<string, string> = {}
  for (const field of fieldsOf(form)) {
    if (isBox(field)) field.checked = given.has(field.name)
    else field.value = given.get(field.name) ?? ''
    if (field.name.startsWith('points.')) points[field.name.slice(7)] = field.value
  }
  return points
}
