import { useTranslation } from '#app/i18n/use-translation.ts'
import { toLocalInput } from '#app/modules/calendar/local-time.ts'
import { tieBreaks, type TieBreak } from '#app/modules/judging/ties.ts'
import { CheckField, FormError, PostForm, SelectField, SubmitButton, TextField } from '../ui/form.tsx'
import type { Stage, RankingBasis } from '#app/modules/judging/round.ts'

export function RoundForm(props: {
  stages: Stage[]
  opensAt: Date
  closesAt: Date
  blind: boolean
  sameProvince: boolean
  readings: number
  kind: 'scoring' | 'ballot'
  quorum: number
  majority: number
  decidesBy: RankingBasis
  tieRule: TieBreak[]
  /** what the ranking is by stands once the round is open; its closing time is moved by extending it */
  basisFixed?: boolean
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
          readOnly={props.basisFixed}
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
      <details open={props.kind === 'ballot'}>
        <summary>{t('round.kind')}</summary>
        <div className="columns">
          <SelectField
            label={t('round.kind')}
            name="kind"
            defaultValue={props.kind}
            options={(props.basisFixed ? [props.kind] : (['scoring', 'ballot'] as const)).map((value) => ({
              value,
              label: t(`round.kinds.${value}`),
            }))}
          />
          <TextField
            label={t('round.quorum')}
            name="quorum"
            inputMode="numeric"
            defaultValue={props.quorum}
            readOnly={props.basisFixed}
          />
          <TextField
            label={t('round.majority')}
            name="majority"
            inputMode="numeric"
            defaultValue={props.majority}
            readOnly={props.basisFixed}
          />
        </div>
      </details>
      <fieldset className="stack" data-gap="small">
        <legend>{t('round.basis')}</legend>
        <p className="quiet prose">{t('round.basisHint')}</p>
        <SelectField
          label={t('round.decidesBy')}
          name="decidesBy"
          defaultValue={props.decidesBy}
          options={(props.basisFixed ? [props.decidesBy] : (['raw', 'adjusted'] as const)).map((value) => ({
            value,
            label: t(`round.basisOf.${value}`),
          }))}
        />
        <TieRule rule={props.tieRule} fixed={props.basisFixed ?? false} />
      </fieldset>
      <div>
        <SubmitButton kind={props.action ? 'plain' : 'primary'}>{t('round.save')}</SubmitButton>
      </div>
    </PostForm>
  )
}

/** The rule in its order: one choice after the other, until the council is asked. */
function TieRule({ rule, fixed }: { rule: TieBreak[]; fixed: boolean }) {
  const { t } = useTranslation()
  if (fixed)
    return (
      <p>
        {t('round.tieRule')}: {rule.map((step) => t(`round.tieBreak.${step}`)).join(' → ')}
        {rule.map((step) => (
          <input key={step} type="hidden" name="tieRule[]" value={step} />
        ))}
      </p>
    )
  return (
    <div className="columns">
      {[0, 1, 2].map((place) => (
        <SelectField
          key={place}
          label={t('round.tieStep', { number: place + 1 })}
          name="tieRule[]"
          defaultValue={rule[place] ?? 'council'}
          options={tieBreaks.map((step) => ({ value: step, label: t(`round.tieBreak.${step}`) }))}
        />
      ))}
    </div>
  )
}
