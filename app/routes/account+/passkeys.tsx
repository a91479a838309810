import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Link, useActionData } from '@remix-run/react'
import { RecoveryCodes } from '#app/components/auth/recovery-codes.tsx'
import { ceremonyIn } from '#app/http/ceremony-cookie.server.ts'
import { readForm } from '#app/http/forms.server.ts'
import { requireSomebody } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { requireRecentProof } from '#app/http/recent-proof.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { addPasskey } from '#app/modules/accounts/passkeys.server.ts'
import { newPasskey } from '#app/modules/accounts/sign-in-schema.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export const handle = { title: 'passkey.title' }

export async function loader({ request }: LoaderFunctionArgs) {
  await requireSomebody(request)
  return null
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireSomebody(request)
  await requireRecentProof(request, actor)
  const form = await readForm(request, newPasskey)
  if (!form.ok) return redirectWithNotice(page, 'auth.error.passkey.notMade', {}, 'error')
  const answer = await addPasskey(actor, form.value, ceremonyIn(request))
  if (isRefusal(answer)) return redirectWithNotice(page, answer.refused.key, {}, 'error')
  return answer.codes ? { codes: answer.codes } : redirectWithNotice(page, 'passkey.added')
}

const page = '/account/second-factor'

export default function NewPasskey() {
  const { t } = useTranslation()
  const answer = useActionData<typeof action>()
  return (
    <main id="main" className="narrow stack">
      <h1>{t('passkey.title')}</h1>
      {answer && 'codes' in answer ? (
        <>
          <p className="notice" data-kind="done">
            {t('passkey.added')}
          </p>
          <RecoveryCodes codes={answer.codes} />
        </>
      ) : (
        <p>{t('secondFactor.codesGone')}</p>
      )}
      <p>
        <Link to="/account/second-factor">{t('secondFactor.back')}</Link>
      </p>
    </main>
  )
}
