import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { DeadLink } from '#app/components/auth/dead-link.tsx'
import { NewAccountFields } from '#app/components/auth/new-account-fields.tsx'
import { FormError, PostForm, SubmitButton } from '#app/components/ui/form.tsx'
import { readForm, refusedForm } from '#app/http/forms.server.ts'
import { currentActor } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { senderOf } from '#app/http/sender.server.ts'
import { localeOf } from '#app/i18n/all.server.ts'
import { roman } from '#app/i18n/format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { startSession } from '#app/modules/accounts/lucia.server.ts'
import * as schema from '#app/modules/accounts/sign-in-schema.ts'
import { confirmBehalf } from '#app/modules/outreach/confirm-behalf.server.ts'
import { behalfOf } from '#app/modules/outreach/enter-on-behalf.server.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export const handle = { title: 'follow.behalf.confirmTitle' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const found = await behalfOf(params.token!)
  if (!found) return null
  const { actor } = await currentActor(request)
  const { userId, entryId: _entry, ...shown } = found
  const how = userId === null ? 'new' : actor?.userId === userId ? 'own' : 'signIn'
  return { ...shown, how: how as 'new' | 'own' | 'signIn', here: new URL(request.url).pathname }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const found = await behalfOf(params.token!)
  if (!found) return redirect(`/behalf/${params.token}`)
  const { actor } = await currentActor(request)
  if (found.userId) {
    const answer = await confirmBehalf(params.token!, actor, null)
    if (isRefusal(answer)) return refusedForm({}, answer)
    return redirectWithNotice(`/entries/${answer.entryId}`, 'follow.behalf.confirmed')
  }
  const form = await readForm(request, schema.acceptance)
  if (!form.ok) return form.failed
  const { name, password } = form.value
  const answer = await confirmBehalf(params.token!, null, { name, password, locale: localeOf(request) })
  if (isRefusal(answer)) return refusedForm(form.values, answer)
  if (!answer.made)
    return redirectWithNotice(`/sign-in?next=/entries/${answer.entryId}`, 'follow.behalf.confirmedSignIn')
  const { from, cookie } = senderOf(request, context)
  const response = redirectWithNotice(`/entries/${answer.entryId}`, 'follow.behalf.confirmed')
  response.headers.append('Set-Cookie', cookie)
  response.headers.append('Set-Cookie', await startSession(answer.userId, from))
  return response
}

export default function Behalf() {
  const { t } = useTranslation()
  const page = useLoaderData<typeof loader>()
  if (!page) return <DeadLink />
  const { by, title, authorName, email, edition, how } = page
  return (
    <main id="main" className="narrow">
      <PostForm className="stack">
        <h1>{t('follow.behalf.confirmTitle')}</h1>
        <p>
          {t('follow.behalf.confirmAbout', { by, title, name: authorName, email, edition: roman(edition) })}
        </p>
        <p className="quiet">{t('follow.behalf.confirmWhat')}</p>
        <FormError />
        {how === 'new' && <NewAccountFields name={authorName} />}
        {how === 'signIn' ? (
          <Link className="button" data-kind="primary" to={`/sign-in?next=${encodeURIComponent(page.here)}`}>
            {t('follow.behalf.signIn', { email })}
          </Link>
        ) : (
          <SubmitButton>{t('follow.behalf.confirm')}</SubmitButton>
        )}
      </PostForm>
    </main>
  )
}
