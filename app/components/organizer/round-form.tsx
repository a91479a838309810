import { useTranslation } from '#app/i18n/use-translation.ts'
import { toLocalInput } from '#app/i18n/format.ts'
import { CheckField, FormError, PostForm, SelectField, SubmitButton, TextField } from '../ui/form.tsx'

type Stage = 'preliminary' | 'final'

export function RoundForm(props: {
  stages: Stage[]
  opensAt: Date
  closesAt: Date
  blind: boolean
  sameProvince: boolean
  readings: number
  action?: string
}) {
  const { t } = useTranslation()
  return (
    <PostForm className="stack" action={props.action}>
      <FormError />
      <div className="columns">
        <SelectField
          label={t('round.stageColumn')}
          name="stage"
          options={props.stages.map((stage) => ({ value: stage, label: t(`round.stage.${stage}`) }))}
        />
        <TextField
          label={t('round.opensAt')}
          name="opensAt"
          type="datetime-local"
          defaultValue={toLocalInput(props.opensAt)}
        />
        <TextField
          label={t('round.closesAt')}
          name="closesAt"
          type="datetime-local"
          defaultValue={toLocalInput(props.closesAt)}
        />
        <TextField
          label={t('round.readings')}
          name="readings"
          inputMode="numeric"
          defaultValue={props.readings}
        />
      </div>
      <CheckField label={t('round.blind')} name="blind" defaultChecked={props.blind} />
      <CheckField label={t('round.sameProvince')} name="sameProvince" defaultChecked={props.sameProvince} />
      <div>
        <SubmitButton kind={props.action ? 'plain' : 'primary'}>{t('form.save')}</SubmitButton>
      </div>
    </PostForm>
  )
}
