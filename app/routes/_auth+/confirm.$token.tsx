import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { DeadLink } from '#app/components/auth/dead-link.tsx'
import { PostForm, SubmitButton } from '#app/components/ui/form.tsx'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { linkWorks } from '#app/modules/accounts/link-tokens.server.ts'
import { confirmEmail } from '#app/modules/accounts/confirm-email.server.ts'

export const handle = { title: 'auth.confirm.title' }

export async function loader({ params }: LoaderFunctionArgs) {
  return { works: await linkWorks(params.token!, 'confirm-email') }
}

/** A press of a button, not the opening of the link: mail scanners open links too. */
export async function action({ params }: ActionFunctionArgs) {
  const userId = await confirmEmail(params.token!)
  return userId ? redirectWithNotice('/sign-in', 'auth.confirm.done') : { dead: true }
}

export default function Confirm() {
  const { t } = useTranslation()
  const { works } = useLoaderData<typeof loader>()
  if (useActionData<typeof action>() || !works) return <DeadLink />
  return (
    <main id="main" className="narrow">
      <PostForm className="stack">
        <h1>{t('auth.confirm.title')}</h1>
        <p>{t('auth.confirm.text')}</p>
        <SubmitButton>{t('auth.confirm.submit')}</SubmitButton>
      </PostForm>
    </main>
  )
}
