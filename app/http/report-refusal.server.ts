import type { FailedForm } from './forms.server.ts'
import { redirectWithNotice } from './notice.server.ts'

/** Back to the page a report was asked for on, with the reason and with what was chosen still in the form. */
export function reportRefused(page: string, { values, errors }: FailedForm): Response {
  const [message] = Object.values(errors)
  const kept = new URLSearchParams(page.split('?')[1])
  for (const name of ['kind', 'letterhead', 'province', 'from', 'to'])
    if (values[name]) kept.set(name === 'province' ? 'unit' : name, values[name])
  return redirectWithNotice(`${page.split('?')[0]}?${kept}`, message!.key, message!.values, 'error')
}
