import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { PostForm, SubmitButton } from '#app/components/ui/form.tsx'
import { notFound } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { readFields } from '#app/http/read-fields.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { mailPreference, setMailStopped } from '#app/modules/mail/stop-mail.server.ts'

export const handle = { title: 'stopMail.title' }

export async function loader({ params }: LoaderFunctionArgs) {
  return (await mailPreference(params.token!)) ?? notFound()
}

/** A press of the button here, or of a mail program's own (`List-Unsubscribe=One-Click`). */
export async function action({ request, params }: ActionFunctionArgs) {
  const resumes = (await readFields(request)).get('resume') !== null
  if (!(await setMailStopped(params.token!, !resumes))) notFound()
  return redirectWithNotice(`/mail/${params.token}`, resumes ? 'stopMail.resumed' : 'stopMail.done')
}

export default function StopMail() {
  const { t } = useTranslation()
  const { email, stopped } = useLoaderData<typeof loader>()
  return (
    <main id="main" className="narrow">
      <PostForm className="stack">
        <h1>{t('stopMail.title')}</h1>
        <p>{t(stopped ? 'stopMail.isStopped' : 'stopMail.about', { email })}</p>
        {stopped ? (
          <SubmitButton kind="plain" name="resume" value="1">
            {t('stopMail.resume')}
          </SubmitButton>
        ) : (
          <SubmitButton>{t('stopMail.submit')}</SubmitButton>
        )}
      </PostForm>
    </main>
  )
}
