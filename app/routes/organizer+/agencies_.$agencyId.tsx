import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
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
import { changeAgency, mayChangeAgencies } from '#app/modules/provinces/change-agency.server.ts'
import { carry } from '#app/modules/provinces/history.ts'
import { provinceHistory, unitsOf } from '#app/modules/provinces/history.server.ts'
import { agencyDetails } from '#app/modules/provinces/schema.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export const handle = { title: ({ agency }: { agency: { name: string } }) => agency.name }

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActorWho(request, mayChangeAgencies)
  const whole = await agencyWhole(params.agencyId!)
  if (!whole) notFound()
  const units = await unitsOf()
  const { provinceFrame: frame, provinceCode: code } = whole.agency
  const seat = frame && code ? carry(await provinceHistory(), { frame, code }, units[0]!.frame) : null
  return { ...whole, seat: seat ?? '', units: units.map(({ code: value, name }) => ({ value, label: name })) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActorWho(request, mayChangeAgencies)
  const form = await readForm(request, agencyDetails)
  if (!form.ok) return form.failed
  const answer = await changeAgency(actor, params.agencyId!, form.value)
  if (!answer) notFound()
  if (isRefusal(answer)) return refusedForm(form.values, answer)
  return redirectWithNotice('/organizer/agencies', 'agencies.saved')
}

export default function Agency() {
  const { t } = useTranslation()
  const { agency, names, successor, seat, units } = useLoaderData<typeof loader>()
  return (
    <main id="main" className="stack" data-gap="large">
      <SubHead to="/organizer/agencies" back={t('agencies.title')} title={agency.name} />
      <PostForm className="stack">
        <FormError />
        <TextField label={t('agencies.name')} name="name" defaultValue={agency.name} required />
        <div className="columns">
          <SelectField
            label={t('agencies.level')}
            name="level"
            defaultValue={agency.level}
            options={(['central', 'provincial', 'foreign'] as const).map((level) => ({
              value: level,
              label: t(`agencies.levels.${level}`),
            }))}
          />
          <SelectField
            label={t('agencies.seat')}
            name="province"
            empty="–"
            defaultValue={seat}
            options={units}
          />
          <TextField
            label={t('agencies.governingBody')}
            name="governingBody"
            defaultValue={agency.governingBody}
          />
        </div>
        <TextArea
          label={t('agencies.names')}
          hint={t('agencies.namesHint')}
          name="names"
          rows={4}
          defaultValue={names.join('\n')}
        />
        <div className="columns">
          <TextField
            label={t('agencies.successor')}
            hint={t('agencies.successorHint')}
            name="successor"
            defaultValue={successor}
            optional
          />
          <TextField
            label={t('agencies.mergedOn')}
            name="mergedOn"
            type="date"
            defaultValue={agency.mergedOn ?? ''}
            optional
          />
        </div>
        <div>
          <SubmitButton>{t('agencies.save')}</SubmitButton>
        </div>
      </PostForm>
    </main>
  )
}
