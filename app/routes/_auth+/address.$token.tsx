import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { DeadLink } from '#app/components/auth/dead-link.tsx'
import { FormError, PostForm, SubmitButton } from '#app/components/ui/form.tsx'
import { refusedForm } from '#app/http/forms.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { confirmAddress, openAddressLink } from '#app/modules/privacy/change-address.server.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export const handle = { title: 'personal.address.confirmTitle' }

export const loader = ({ params }: LoaderFunctionArgs) => openAddressLink(params.token!)

export async function action({ params }: ActionFunctionArgs) {
  const answer = await confirmAddress(params.token!)
  if (isRefusal(answer)) return refusedForm({}, answer)
  const key = answer.state === 'done' ? 'personal.address.done' : 'personal.address.confirmed'
  return redirectWithNotice('/account/data', key)
}

export default function Address() {
  const { t } = useTranslation()
  const change = useLoaderData<typeof loader>()
  if (!change) return <DeadLink />
  return (
    <main id="main" className="narrow">
      <PostForm className="stack">
        <h1>{t('personal.address.confirmTitle')}</h1>
        <p>{t('personal.address.confirmAbout', { old: change.oldEmail, new: change.newEmail })}</p>
        <FormError />
        <SubmitButton>{t('personal.address.confirmSubmit')}</SubmitButton>
      </PostForm>
    </main>
  )
}
