import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { NewAccountFields } from '#app/components/auth/new-account-fields.tsx'
import { DeadLink } from '#app/components/auth/dead-link.tsx'
import { FormError, PostForm, SubmitButton } from '#app/components/ui/form.tsx'
import { readForm, refusedForm } from '#app/http/forms.server.ts'
import { currentActor } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { senderOf } from '#app/http/sender.server.ts'
import { localeOf } from '#app/i18n/all.server.ts'
import { acceptInvitation, openInvitation } from '#app/modules/accounts/accept-invitation.server.ts'
import { rolesOf, startSession } from '#app/modules/accounts/lucia.server.ts'
import * as schema from '#app/modules/accounts/sign-in-schema.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { workplaceOf } from '#app/modules/actor/policy.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export const handle = { title: 'auth.invitation.title' }

export async function loader({ params }: LoaderFunctionArgs) {
  const found = await openInvitation(params.token!)
  return found && { email: found.email, role: found.role, known: found.userId !== null }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { actor } = await currentActor(request)
  const found = await openInvitation(params.token!)
  if (found?.userId) return accept(params.token!, actor && { actor, ...senderOf(request, context) })
  const form = await readForm(request, schema.acceptance)
  if (!form.ok) return form.failed
  const { name, password } = form.value
  const answer = await acceptInvitation(params.token!, { name, password, locale: localeOf(request) })
  if (isRefusal(answer)) return refusedForm(form.values, answer)
  if (!answer.made) return redirectWithNotice('/sign-in', 'auth.invitation.done')
  const { from, cookie } = senderOf(request, context)
  const response = redirectWithNotice(workplaceOf(await rolesOf(answer.userId)), 'auth.invitation.doneNew')
  response.headers.append('Set-Cookie', cookie)
  response.headers.append('Set-Cookie', await startSession(answer.userId, from))
  return response
}

/** Every session of the account has ended with the new role; who was signed in to it here begins another at once. */
async function accept(token: string, here: (ReturnType<typeof senderOf> & { actor: Actor }) | null) {
  const answer = await acceptInvitation(token, null)
  if (isRefusal(answer)) return refusedForm({}, answer)
  if (here?.actor.userId !== answer.userId) return redirectWithNotice('/sign-in', 'auth.invitation.done')
  const response = redirectWithNotice('/', 'auth.invitation.doneHere')
  response.headers.append('Set-Cookie', await startSession(answer.userId, here.from))
  return response
}

export default function Invitation() {
  const { t } = useTranslation()
  const invitation = useLoaderData<typeof loader>()
  if (!invitation) return <DeadLink />
  return (
    <main id="main" className="narrow">
      <PostForm className="stack">
        <h1>{t('auth.invitation.title')}</h1>
        <p>{t('auth.invitation.text', { role: t(`role.${invitation.role}`), email: invitation.email })}</p>
        <FormError />
        {invitation.known ? <p className="quiet">{t('auth.invitation.existing')}</p> : <NewAccountFields />}
        <SubmitButton>{t('auth.invitation.submit')}</SubmitButton>
      </PostForm>
    </main>
  )
}
