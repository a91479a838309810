import { useState } from 'react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { formatPoints } from '#app/i18n/format.ts'
import { computed } from '#app/i18n/index.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import {
  languages,
  mediaKinds,
  mediums,
  type MediaKind,
  type MediaRequirement,
  type PrizeQuota,
} from '#app/modules/editions/edition.ts'
import { typesOf } from '#app/modules/editions/file-kinds.ts'
import {
  CheckField,
  FormError,
  PostForm,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
  useFailedForm,
} from '../ui/form.tsx'

type Criterion = {
  nameVi: string
  nameEn: string
  maxPoints: number
  guidanceVi: string
  guidanceEn: string
}
type Category = {
  nameVi: string
  nameEn: string
  medium: string
  languages: string[] | null
  requirements: MediaRequirement[]
  readingMinutes: number
  minutesPerPage: number
  quota: PrizeQuota
  criteria: Criterion[]
}

/** One category: names, languages, the files it asks for, its rubric and its soft quotas. */
export function CategoryForm({ category }: { category: Category }) {
  const { t } = useTranslation()
  return (
    <PostForm className="stack" data-gap="large">
      <FormError />
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
          label={t('edition.settings.readingMinutes')}
          hint={t('edition.settings.readingMinutesHint')}
          name="readingMinutes"
          inputMode="numeric"
          defaultValue={category.readingMinutes}
        />
        <TextField
          label={t('edition.settings.minutesPerPage')}
          name="minutesPerPage"
          inputMode="numeric"
          defaultValue={category.minutesPerPage}
        />
      </div>
      <Languages chosen={category.languages ?? []} />
      <section className="stack">
        <h2>{t('edition.settings.requirements')}</h2>
        {mediaKinds.map((kind) => (
          <Files key={kind} kind={kind} wanted={category.requirements.find((row) => row.kind === kind)} />
        ))}
      </section>
      <Rubric criteria={category.criteria} />
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
      <div className="stack" data-gap="small">
        <p className="quiet small">{t('edition.settings.recheckHint')}</p>
        <div>
          <SubmitButton>{t('edition.settings.saveCategory')}</SubmitButton>
        </div>
      </div>
    </PostForm>
  )
}

function Languages({ chosen }: { chosen: string[] }) {
  const { t } = useTranslation()
  const offered = [...languages, ...chosen.filter((code) => !(languages as readonly string[]).includes(code))]
  return (
    <fieldset>
      <legend>{t('edition.settings.languages')}</legend>
      <p className="quiet small">{t('edition.settings.languagesHint')}</p>
      <div className="choices">
        {offered.map((code) => (
          <CheckField
            key={code}
            label={t(computed(`language.${code}`))}
            name="languages[]"
            value={code}
            defaultChecked={chosen.includes(code)}
          />
        ))}
      </div>
    </fieldset>
  )
}

const usual: Record<MediaKind, { maxCount: number; megabytes: number }> = {
  pdf: { maxCount: 10, megabytes: 100 },
  image: { maxCount: 20, megabytes: 40 },
  audio: { maxCount: 5, megabytes: 500 },
  video: { maxCount: 5, megabytes: 5000 },
}

/** What the category asks for of one kind of file; the limits show once the kind is taken at all. */
function Files({ kind, wanted }: { kind: MediaKind; wanted?: MediaRequirement }) {
  const { t } = useTranslation()
  const failed = useFailedForm()
  const stored = wanted ? (wanted.required ? 'required' : 'optional') : 'none'
  const [need, setNeed] = useState(failed?.values[`files.${kind}.need`] ?? stored)
  const name = (field: string) => `files.${kind}.${field}`
  const played = kind === 'audio' || kind === 'video'
  return (
    <fieldset className="repeat">
      <legend>{t(`mediaKind.${kind}`)}</legend>
      <div className="stack">
        <SelectField
          label={t('edition.settings.need')}
          name={name('need')}
          defaultValue={stored}
          onChange={(event) => setNeed(event.target.value)}
          options={(['none', 'optional', 'required'] as const).map((value) => ({
            value,
            label: t(`edition.settings.needs.${value}`),
          }))}
        />
        <div className="columns" data-folded={need === 'none' || undefined}>
          <TextField
            label={t('edition.settings.maxCount')}
            name={name('maxCount')}
            inputMode="numeric"
            defaultValue={wanted?.maxCount ?? usual[kind].maxCount}
          />
          <TextField
            label={t('edition.settings.megabytes')}
            name={name('megabytes')}
            inputMode="numeric"
            defaultValue={wanted ? Math.round(wanted.maxBytes / 1_000_000) : usual[kind].megabytes}
          />
          {played && (
            <TextField
              label={t('edition.settings.maxMinutes')}
              optional
              name={name('maxMinutes')}
              inputMode="numeric"
              defaultValue={wanted?.maxMinutes}
            />
          )}
          {kind === 'image' && (
            <TextField
              label={t('edition.settings.minPixels')}
              optional
              name={name('minPixels')}
              inputMode="numeric"
              defaultValue={wanted?.minPixels}
            />
          )}
          {typesOf(kind).length > 1 && (
            <fieldset>
              <legend className="small">{t('edition.settings.types')}</legend>
              <div className="row">
                {typesOf(kind).map((type) => (
                  <CheckField
                    key={type}
                    label={type.toUpperCase()}
                    name={`${name('types')}[]`}
                    value={type}
                    defaultChecked={!wanted?.types || wanted.types.includes(type)}
                  />
                ))}
              </div>
            </fieldset>
          )}
        </div>
      </div>
    </fieldset>
  )
}

const blank: Criterion = { nameVi: '', nameEn: '', maxPoints: 0, guidanceVi: '', guidanceEn: '' }

/** The criteria, with one empty place to add another; one whose fields are emptied is dropped. */
function Rubric({ criteria }: { criteria: Criterion[] }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const failed = useFailedForm()
  const error = failed?.errors.criteria
  const total = criteria.reduce((sum, row) => sum + row.maxPoints, 0)
  return (
    <section className="stack">
      <h2>{t('edition.settings.criteria')}</h2>
      <p className="quiet small">
        {t('edition.settings.criteriaHint', { total: formatPoints(total, locale) })}
      </p>
      {error && (
        <p className="notice" data-kind="error" role="alert">
          {t(computed(error.key))}
        </p>
      )}
      {[...criteria, blank].map((row, index) => (
        <fieldset key={index} className="repeat">
          <legend>
            {row === blank
              ? t('edition.settings.newCriterion')
              : t('edition.settings.criterion', { number: index + 1 })}
          </legend>
          <div className="columns">
            <TextField
              label={t('edition.settings.nameVi')}
              name={`criteria.${index}.nameVi`}
              defaultValue={row.nameVi}
            />
            <TextField
              label={t('edition.settings.nameEn')}
              name={`criteria.${index}.nameEn`}
              defaultValue={row.nameEn}
            />
            <TextField
              label={t('edition.settings.maxPoints')}
              name={`criteria.${index}.maxPoints`}
              inputMode="decimal"
              defaultValue={row.maxPoints ? formatPoints(row.maxPoints, locale) : ''}
            />
          </div>
          <div className="columns">
            <TextArea
              label={t('edition.settings.guidanceVi')}
              optional
              name={`criteria.${index}.guidanceVi`}
              defaultValue={row.guidanceVi}
              rows={2}
            />
            <TextArea
              label={t('edition.settings.guidanceEn')}
              optional
              name={`criteria.${index}.guidanceEn`}
              defaultValue={row.guidanceEn}
              rows={2}
            />
          </div>
        </fieldset>
      ))}
    </section>
  )
}
