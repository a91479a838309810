import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { CheckField, FormError, PostForm, SubmitButton, TextArea } from '#app/components/ui/form.tsx'
import { readForm, refusedForm } from '#app/http/forms.server.ts'
import { requireActor } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { searchOf } from '#app/http/search.ts'
import { formatMoment } from '#app/i18n/format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { askOfOwnData } from '#app/modules/privacy/file-request.server.ts'
import { doneIn, requestKinds } from '#app/modules/privacy/requests.ts'
import { ownRequest } from '#app/modules/privacy/schema.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export const handle = { title: 'personal.ask.title' }

export async function loader({ request }: LoaderFunctionArgs) {
  await requireActor(request)
  const asked = searchOf(request).get('kind')
  return { kind: requestKinds.find((one) => one === asked) ?? 'correct' }
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request)
  const form = await readForm(request, ownRequest)
  if (!form.ok) return form.failed
  const answer = await askOfOwnData(actor, form.value)
  if (isRefusal(answer)) return refusedForm(form.values, answer)
  const time = formatMoment(answer.acknowledgeBy, actor.locale)
  return redirectWithNotice('/account/data', 'personal.ask.sent', { time })
}

/** One page a kind: what it means before it is sent, and for what cannot be undone a box to tick. */
export default function Ask() {
  const { t } = useTranslation()
  const { kind } = useLoaderData<typeof loader>()
  return (
    <main id="main" className="narrow">
      <PostForm className="stack">
        <h1>{t(`personal.kind.${kind}`)}</h1>
        <p>{t(`personal.means.${kind}`)}</p>
        <p className="quiet">{t('personal.ask.within', { count: doneIn[kind] })}</p>
        <FormError />
        <input type="hidden" name="kind" value={kind} />
        <TextArea label={t('personal.ask.text')} name="text" rows={5} maxLength={4000} optional />
        {(kind === 'erase' || kind === 'withdraw') && (
          <CheckField label={t('personal.ask.sure')} name="sure" />
        )}
        <div className="row">
          <SubmitButton kind={kind === 'erase' ? 'danger' : 'primary'}>
            {t('personal.ask.submit')}
          </SubmitButton>
          <Link to="/account/data">{t('personal.title')}</Link>
        </div>
      </PostForm>
    </main>
  )
}
