import { useTranslation } from '#app/i18n/use-translation.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { genres, languages } from '#app/modules/editions/edition.ts'
import { AgencyField } from './agency-field.tsx'
import { Choice, Field, Line } from './fields.tsx'
import type { RemovedRow } from './removed.tsx'
import { Row, Rows } from './rows.tsx'

type Categories = { id: string; nameVi: string; nameEn: string }[]
type Work = {
  categoryId: string | null
  title: string
  originalTitle: string
  language: string
  genre: string
  summary: string
}

export function WorkSection({
  entry,
  categories,
  locked,
}: {
  entry: Work
  categories: Categories
  locked: boolean
}) {
  const { t } = useTranslation()
  const locale = useLocale()
  return (
    <fieldset className="stack" disabled={locked} id="work">
      <legend>
        <h2>{t('entry.section.work')}</h2>
      </legend>
      <Choice
        name="categoryId"
        label={t('entry.field.category')}
        value={entry.categoryId}
        empty={t('form.choose')}
        options={categories.map((row) => ({
          value: row.id,
          label: locale === 'vi' ? row.nameVi : row.nameEn,
        }))}
      />
      <Line name="title" label={t('entry.field.title')} value={entry.title} />
      <div className="columns">
        <Choice
          name="language"
          label={t('entry.field.language')}
          value={entry.language}
          options={languages.map((code) => ({ value: code, label: t(`language.${code}`) }))}
        />
        <Choice
          name="genre"
          label={t('entry.field.genre')}
          value={entry.genre}
          empty={t('form.choose')}
          options={genres.map((genre) => ({ value: genre, label: t(`genre.${genre}`) }))}
        />
      </div>
      <Line name="originalTitle" label={t('entry.field.originalTitle')} value={entry.originalTitle} />
      <Field
        name="summary"
        label={t('entry.field.summary')}
        hint={t('entry.hint.summary')}
        value={entry.summary}
      >
        {(attributes) => <textarea rows={7} {...attributes} />}
      </Field>
    </fieldset>
  )
}

type RowsProps<Row> = {
  rows: Row[]
  removed: RemovedRow[]
  locked: boolean
  onChange: (change: string) => void
}
type Part = {
  id: string
  title: string
  publishedOn: string | null
  outlet: string
  url: string
  minutes: number | null
}

export function PartsSection({ rows, removed, locked, onChange, max }: RowsProps<Part> & { max: number }) {
  const { t } = useTranslation()
  return (
    <Rows
      kind="parts"
      hint={t('entry.hint.parts', { max })}
      locked={locked}
      removed={removed}
      full={rows.length >= max && t('entry.partsFull', { max })}
      onChange={onChange}
    >
      {rows.map((part, index) => (
        <Row
          key={part.id}
          legend={t('entry.part', { number: index + 1 })}
          removal={`remove:parts:${part.id}`}
          onChange={onChange}
          removable={rows.length > 1}
        >
          <Line name={`parts.${part.id}.title`} label={t('entry.field.partTitle')} value={part.title} />
          <div className="columns">
            <Line
              name={`parts.${part.id}.publishedOn`}
              type="date"
              label={t('entry.field.publishedOn')}
              value={part.publishedOn}
            />
            <Line name={`parts.${part.id}.outlet`} label={t('entry.field.outlet')} value={part.outlet} />
            <Line
              name={`parts.${part.id}.minutes`}
              inputMode="numeric"
              label={t('entry.field.minutes')}
              value={part.minutes}
            />
          </div>
          <Line name={`parts.${part.id}.url`} inputMode="url" label={t('entry.field.url')} value={part.url} />
        </Row>
      ))}
    </Rows>
  )
}

type Author = {
  id: string
  kind: string
  name: string
  penName: string
  standing: string
  jobTitle: string
  unit: string
  phone: string
  email: string
  address: string
}

export function AuthorsSection({ rows, removed, locked, onChange }: RowsProps<Author>) {
  const { t } = useTranslation()
  return (
    <Rows kind="authors" hint={t('entry.hint.authors')} locked={locked} removed={removed} onChange={onChange}>
      {rows.map((author, index) => (
        <Row
          key={author.id}
          legend={t('entry.author', { number: index + 1 })}
          removal={`remove:authors:${author.id}`}
          onChange={onChange}
          removable={rows.length > 1}
        >
          <div className="columns">
            <Line name={`authors.${author.id}.name`} label={t('entry.field.name')} value={author.name} />
            <Line
              name={`authors.${author.id}.penName`}
              label={t('entry.field.penName')}
              value={author.penName}
            />
            <Choice
              name={`authors.${author.id}.kind`}
              label={t('entry.field.authorKind')}
              value={author.kind}
              options={[
                { value: 'person', label: t('entry.field.person') },
                { value: 'organisation', label: t('entry.field.organisation') },
              ]}
            />
          </div>
          <div className="columns">
            <Line
              name={`authors.${author.id}.jobTitle`}
              label={t('entry.field.jobTitle')}
              value={author.jobTitle}
            />
            <Line name={`authors.${author.id}.unit`} label={t('entry.field.unit')} value={author.unit} />
            <Choice
              name={`authors.${author.id}.standing`}
              label={t('entry.field.standing')}
              value={author.standing}
              empty={t('entry.standing.untold')}
              options={(['press', 'other', 'overseas', 'foreign'] as const).map((value) => ({
                value,
                label: t(`entry.standing.${value}`),
              }))}
            />
          </div>
          <div className="columns">
            <Line
              name={`authors.${author.id}.phone`}
              type="tel"
              label={t('entry.field.phone')}
              value={author.phone}
            />
            <Line
              name={`authors.${author.id}.email`}
              type="email"
              label={t('entry.field.email')}
              value={author.email}
            />
          </div>
          <Line
            name={`authors.${author.id}.address`}
            label={t('entry.field.address')}
            value={author.address}
          />
        </Row>
      ))}
    </Rows>
  )
}

type Award = { id: string; name: string; level: string; organiser: string; awardedOn: string }

export function AwardsSection({ rows, removed, locked, onChange }: RowsProps<Award>) {
  const { t } = useTranslation()
  return (
    <Rows kind="awards" hint={t('entry.hint.awards')} locked={locked} removed={removed} onChange={onChange}>
      {rows.map((award, index) => (
        <Row
          key={award.id}
          legend={t('entry.award', { number: index + 1 })}
          removal={`remove:awards:${award.id}`}
          onChange={onChange}
          removable
        >
          <div className="columns">
            <Line name={`awards.${award.id}.name`} label={t('entry.field.awardName')} value={award.name} />
            <Line name={`awards.${award.id}.level`} label={t('entry.field.awardLevel')} value={award.level} />
            <Line
              name={`awards.${award.id}.organiser`}
              label={t('entry.field.organiser')}
              value={award.organiser}
            />
            <Line
              name={`awards.${award.id}.awardedOn`}
              label={t('entry.field.awardedOn')}
              value={award.awardedOn}
            />
          </div>
        </Row>
      ))}
    </Rows>
  )
}

type AgencyProps = {
  entry: { agencyText: string; ownPlace: string }
  provinces: { code: string; name: string }[]
  isNew: boolean
  locked: boolean
  onChosen: () => void
}

export function AgencySection({ entry, provinces, isNew, locked, onChosen }: AgencyProps) {
  const { t } = useTranslation()
  const places = [
    ...provinces.map(({ code, name }) => ({ value: `p:${code}`, label: name })),
    { value: 'overseas', label: t('bucket.overseas') },
    { value: 'foreign', label: t('bucket.foreign') },
  ]
  return (
    <fieldset className="stack" disabled={locked} id="agency-section">
      <legend>
        <h2>{t('entry.section.agency')}</h2>
      </legend>
      <AgencyField
        name="agencyText"
        label={t('entry.field.agency')}
        hint={t('entry.hint.agency')}
        defaultValue={entry.agencyText}
        disabled={locked}
        onChosen={onChosen}
      />
      {isNew && (
        <div className="columns">
          <Choice
            name="agencyLevel"
            label={t('entry.field.agencyLevel')}
            hint={t('entry.hint.newAgency')}
            value=""
            empty={t('form.choose')}
            options={(['central', 'provincial', 'foreign'] as const).map((level) => ({
              value: level,
              label: t(`entry.level.${level}`),
            }))}
          />
          <Choice
            name="agencyProvince"
            label={t('entry.field.agencyProvince')}
            value=""
            empty={t('form.choose')}
            options={provinces.map(({ code, name }) => ({ value: code, label: name }))}
          />
        </div>
      )}
      <Choice
        name="ownPlace"
        label={t('entry.field.ownPlace')}
        value={entry.ownPlace}
        empty={t('form.choose')}
        options={places}
      />
    </fieldset>
  )
}
