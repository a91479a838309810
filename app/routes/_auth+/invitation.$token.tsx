import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { NewAccountFields } from '#app/components/auth/new-account-fields.tsx'
import { DeadLink } from '#app/components/auth/dead-link.tsx'
import { FormError, PostForm, SubmitButton } from '#app/components/ui/form.tsx'
import { readForm, refusedForm } from '#app/http/forms.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { localeOf } from '#app/i18n/all.server.ts'
import { acceptInvitation, openInvitation } from '#app/modules/accounts/accept-invitation.server.ts'
import * as schema from '#app/modules/accounts/sign-in-schema.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export const handle = { title: 'auth.invitation.title' }

export async function loader({ params }: LoaderFunctionArgs) {
  const found = await openInvitation(params.token!)
  return found && { email: found.email, role: found.role, known: found.userId !== null }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const found = await openInvitation(params.token!)
  if (found?.userId) return accept(params.token!, null)
  const form = await readForm(request, schema.acceptance)
  if (!form.ok) return form.failed
  const { name, password } = form.value
  return accept(params.token!, { name, password, locale: localeOf(request) })
}

async function accept(token: string, account: Parameters<typeof acceptInvitation>[1]) {
  const answer = await acceptInvitation(token, account)
  return isRefusal(answer) ? refusedForm({}, answer) : redirectWithNotice('/sign-in', 'auth.invitation.done')
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
