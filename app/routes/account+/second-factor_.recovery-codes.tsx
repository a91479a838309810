import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Link, useActionData } from '@remix-run/react'
import { RecoveryCodes } from '#app/components/auth/recovery-codes.tsx'
import { notFound, requireActor } from '#app/http/guard.server.ts'
import { requireRecentProof } from '#app/http/recent-proof.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { renewRecoveryCodes } from '#app/modules/accounts/second-factor.server.ts'

export const handle = { title: 'secondFactor.codesTitle' }

/** Codes are shown by the answer that made them and by no page that can be asked for again. */
export async function loader({ request }: LoaderFunctionArgs) {
  await requireActor(request)
  return null
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request)
  await requireRecentProof(request, actor)
  const codes = await renewRecoveryCodes(actor)
  return codes ? { codes } : notFound()
}

export default function NewCodes() {
  const { t } = useTranslation()
  const answer = useActionData<typeof action>()
  return (
    <main id="main" className="narrow stack">
      <h1>{t('secondFactor.title')}</h1>
      {answer ? <RecoveryCodes codes={answer.codes} /> : <p>{t('secondFactor.codesGone')}</p>}
      <p>
        <Link to="/account/second-factor">{t('secondFactor.back')}</Link>
      </p>
    </main>
  )
}
