import { useTranslation } from 'react-i18next'
import { computed } from '#app/i18n/index.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { mediums, type MediaRequirement, type PrizeQuota } from '#app/modules/editions/edition.ts'
import { ActionButton, PostForm, SelectField, SubmitButton, TextArea, TextField } from '../ui/form.tsx'

type Category = {
  id: string
  nameVi: string
  nameEn: string
  medium: string
  languages: string[] | null
  requirements: MediaRequirement[]
  quota: PrizeQuota
  criteria: { nameVi: string; nameEn: string; maxPoints: number; guidanceVi: string; guidanceEn: string }[]
}

/** One category with its files, rubric and soft quotas, folded until asked for. */
export function CategoryForm({
  edition,
  category,
  open,
}: {
  edition: number
  category: Category
  open?: boolean
}) {
  const { t } = useTranslation()
  const locale = useLocale()
  const path = `/organizer/${edition}/categories/${category.id}`
  return (
    <details className="repeat" open={open}>
      <summary>
        <b>{locale === 'vi' ? category.nameVi : category.nameEn}</b>{' '}
        <span className="quiet">{t(computed(`medium.${category.medium}`))}</span>
      </summary>
      <PostForm action={path} className="stack">
        <div className="columns">
          <TextField label={t('edition.settings.nameVi')} name="nameVi" defaultValue={category.nameVi} />
          <TextField label={t('edition.settings.nameEn')} name="nameEn" defaultValue={category.nameEn} />
          <SelectField
            label={t('edition.settings.medium')}
            name="medium"
            defaultValue={category.medium}
            options={mediums.map((medium) => ({ value: medium, label: t(`medium.${medium}`) }))}
          />
          <TextField
            label={t('edition.settings.languages')}
            hint={t('edition.settings.languagesHint')}
            name="languages"
            defaultValue={category.languages?.join(', ') ?? ''}
          />
        </div>
        <TextArea
          label={t('edition.settings.requirements')}
          hint={t('edition.settings.requirementsHint')}
          name="requirements"
          defaultValue={useRequirementLines(category.requirements)}
          rows={3}
        />
        <TextArea
          label={t('edition.settings.criteria')}
          hint={t('edition.settings.criteriaHint')}
          name="criteria"
          defaultValue={criterionLines(category.criteria)}
          rows={5}
        />
        <fieldset>
          <legend>{t('edition.settings.quota')}</legend>
          <div className="columns">
            {(['first', 'second', 'third', 'consolation'] as const).map((prize) => (
              <TextField
                key={prize}
                label={t(`prize.${prize}`)}
                name={prize}
                inputMode="numeric"
                defaultValue={category.quota[prize]}
              />
            ))}
          </div>
        </fieldset>
        <div>
          <SubmitButton kind="plain">{t('edition.settings.saveCategory')}</SubmitButton>
        </div>
      </PostForm>
      <div>
        <ActionButton action={`${path}/removal`} kind="danger">
          {t('edition.settings.removeCategory')}
        </ActionButton>
      </div>
    </details>
  )
}

function useRequirementLines(requirements: MediaRequirement[]): string {
  const { t } = useTranslation()
  return requirements
    .map((row) =>
      [
        row.kind,
        row.required && t('edition.settings.required'),
        `${row.maxCount} ${t('edition.settings.filesWord')}`,
        `${Math.round(row.maxBytes / 1_000_000)} MB`,
        row.maxMinutes && `${row.maxMinutes} ${t('edition.settings.minutesWord')}`,
        row.minPixels && `${row.minPixels} px`,
      ]
        .filter(Boolean)
        .join('; '),
    )
    .join('\n')
}

const criterionLines = (criteria: Category['criteria']) =>
  criteria
    .map((row) => [row.nameVi, row.nameEn, row.maxPoints / 100, row.guidanceVi, row.guidanceEn].join(' | '))
    .join('\n')
