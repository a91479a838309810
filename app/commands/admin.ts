import { email as emailField, line } from '#app/modules/text/fields.ts'
import { inBoth, WrongCommand } from './input.ts'

/** Address and name of an administrator to be made, as a form would take them. */
export function checkAdmin(typed: { email: string; name: string }): { email: string; name: string } {
  const email = emailField.safeParse(typed.email)
  if (!email.success) throw wrong('email', typed.email)
  const name = line(120, 1).safeParse(typed.name)
  if (!name.success) throw wrong('name', typed.name)
  return { email: email.data, name: name.data }
}

const wrong = (name: string, value: string) =>
  new WrongCommand(inBoth({ key: 'command.option', values: { name, value: value || '–' } }))
