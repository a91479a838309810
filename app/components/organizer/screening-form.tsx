import { useState } from 'react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { screeningReasons } from '#app/modules/entries/screening-reasons.ts'
import { FormError, PostForm, SelectField, SubmitButton, TextArea, useFailedForm } from '../ui/form.tsx'
import { ReturnFields, type Askable } from './return-fields.tsx'

const decisions = [
  ['eligible', 'markEligible'],
  ['ineligible', 'markIneligible'],
  ['returned', 'return'],
] as const

/** The secretariat's decision on one dossier. Without script all fields show; the server reads those that matter. */
export function ScreeningForm({ of, may }: { of: Askable; may: readonly string[] }) {
  const { t } = useTranslation()
  const failed = useFailedForm()
  const [decision, decide] = useState<string>(failed?.values.decision ?? '')
  return (
    <PostForm className="panel stack">
      <h2>{t('screening.decision')}</h2>
      <FormError />
      <fieldset>
        <legend className="visually-hidden">{t('screening.decision')}</legend>
        {decisions
          .filter(([value]) => may.includes(value))
          .map(([value, key]) => (
            <div key={value} className="check">
              <label>
                <input
                  type="radio"
                  name="decision"
                  value={value}
                  required
                  defaultChecked={decision === value}
                  onChange={() => decide(value)}
                />{' '}
                {t(`screening.${key}`)}
              </label>
            </div>
          ))}
        {failed?.errors.decision && <p className="error">{t('screening.noDecision')}</p>}
      </fieldset>
      {decision === 'ineligible' && (
        <SelectField
          label={t('screening.reasonField')}
          name="reason"
          empty={t('form.choose')}
          options={screeningReasons.map((reason) => ({
            value: reason,
            label: t(`screening.reason.${reason}`),
          }))}
        />
      )}
      {decision === 'returned' && <ReturnFields of={of} />}
      <TextArea label={t('screening.note')} name="note" rows={3} />
      <SubmitButton>{t('screening.save')}</SubmitButton>
    </PostForm>
  )
}
