import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import {
  FormError,
  PostForm,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '#app/components/ui/form.tsx'
import { SubHead } from '#app/components/ui/sub-head.tsx'
import { readForm, refusedForm } from '#app/http/forms.server.ts'
import { notFound, requireActorWho } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { agencyWhole } from '#app/modules/provinces/agencies.server.ts'
import { agencyState } from '#app/modules/provinces/agency.ts'
import { mayChangeAgencies } from '#app/modules/provinces/change-agency.server.ts'
import { decideAgency } from '#app/modules/provinces/decide-agency.server.ts'
import { agencyDecision } from '#app/modules/provinces/schema.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export const handle = { title: 'agencies.decide' }

/** What is decided already is changed in the register. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActorWho(request, mayChangeAgencies)
  const whole = await agencyWhole(params.agencyId!)
  if (!whole) notFound()
  if (agencyState(whole.agency) !== 'proposed') throw redirect(`/organizer/agencies/${params.agencyId}`)
  return { name: whole.agency.name, governingBody: whole.agency.governingBody }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActorWho(request, mayChangeAgencies)
  const form = await readForm(request, agencyDecision)
  if (!form.ok) return form.failed
  const answer = await decideAgency(actor, params.agencyId!, form.value)
  if (!answer) notFound()
  if (isRefusal(answer)) return refusedForm(form.values, answer)
  return redirectWithNotice('/organizer/agencies', 'agencies.decided')
}

export default function Decision() {
  const { t } = useTranslation()
  const { name, governingBody } = useLoaderData<typeof loader>()
  return (
    <main id="main" className="stack" data-gap="large">
      <SubHead
        to="/organizer/agencies"
        back={t('agencies.title')}
        title={t('agencies.decideTitle', { name })}
      />
      <p className="prose quiet">{t('agencies.decideAbout')}</p>
      {governingBody && (
        <p>
          {t('agencies.governingBody')}: {governingBody}
        </p>
      )}
      <PostForm className="stack">
        <FormError />
        <SelectField
          label={t('agencies.decision')}
          name="decision"
          defaultValue="confirm"
          options={(['confirm', 'merge', 'refuse'] as const).map((value) => ({
            value,
            label: t(`agencies.decisions.${value}`),
          }))}
        />
        <TextField label={t('agencies.mergeInto')} hint={t('agencies.mergeHint')} name="into" optional />
        <TextArea
          label={t('agencies.reason')}
          hint={t('agencies.reasonHint')}
          name="reason"
          rows={3}
          optional
        />
        <div>
          <SubmitButton>{t('agencies.decide')}</SubmitButton>
        </div>
      </PostForm>
    </main>
  )
}
