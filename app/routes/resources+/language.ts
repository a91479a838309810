import { redirect, type ActionFunctionArgs } from '@remix-run/node'
import { ownPath } from '#app/http/own-path.ts'
import { readFields } from '#app/http/read-fields.server.ts'
import { isLocale } from '#app/i18n/index.ts'

export async function action({ request }: ActionFunctionArgs) {
  const form = await readFields(request)
  const locale = form.get('locale')
  const cookie = `lng=${isLocale(locale) ? locale : 'vi'}; Path=/; Max-Age=31536000; SameSite=Lax`
  return redirect(ownPath(form.get('next'), '/'), { headers: { 'Set-Cookie': cookie } })
}
