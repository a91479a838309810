import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { DeadLink } from '#app/components/auth/dead-link.tsx'
import { FormError, PostForm, SubmitButton } from '#app/components/ui/form.tsx'
import { refusedForm } from '#app/http/forms.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { readFields } from '#app/http/read-fields.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { linkWorks } from '#app/modules/accounts/link-tokens.server.ts'
import { resetSecondFactor } from '#app/modules/accounts/second-factor.server.ts'

export const handle = { title: 'auth.recover.title' }

export async function loader({ params }: LoaderFunctionArgs) {
  return { works: await linkWorks(params.token!, 'reset-second-factor') }
}

export async function action({ request, params }: ActionFunctionArgs) {
  await readFields(request)
  const refusal = await resetSecondFactor(params.token!)
  return refusal ? refusedForm({}, refusal) : redirectWithNotice('/sign-in', 'auth.recover.done')
}

export default function Recover() {
  const { t } = useTranslation()
  const { works } = useLoaderData<typeof loader>()
  if (!works) return <DeadLink />
  return (
    <main id="main" className="narrow">
      <PostForm className="stack">
        <h1>{t('auth.recover.title')}</h1>
        <p>{t('auth.recover.text')}</p>
        <FormError />
        <SubmitButton>{t('auth.recover.submit')}</SubmitButton>
      </PostForm>
    </main>
  )
}
