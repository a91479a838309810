import { Link, useSearchParams } from '@remix-run/react'
import { formatMoment } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { PostForm, SelectField, SubmitButton, TextField } from '../ui/form.tsx'

/** What a report shall cover and on whose letter, and the reports drawn up before. */
export function ReportForm(props: {
  action: string
  hidden: Record<string, string>
  /** the provinces to choose from, where one may be */
  units?: { code: string; name: string }[]
  drawn: {
    id: string
    code: string | null
    ask: Record<string, string>
    takenAt: string | Date
    by: string
  }[]
}) {
  const { t } = useTranslation()
  const locale = useLocale()
  const [search] = useSearchParams()
  const asked = (name: string) => search.get(name) ?? ''
  const named = (code: string | null) => {
    const unit = props.units?.find((one) => one.code === code)
    return unit ? `${unit.name}, ` : ''
  }
  return (
    <section className="stack no-print">
      <h2>{t('report.make')}</h2>
      <p className="quiet prose">{t('report.about')}</p>
      <PostForm action={props.action} className="stack">
        {Object.entries(props.hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <div className="columns">
          <SelectField
            label={t('report.kind')}
            name="kind"
            defaultValue={asked('kind')}
            options={(['participation', 'halfYear'] as const).map((kind) => ({
              value: kind,
              label: t(`report.kinds.${kind}`),
            }))}
          />
          <SelectField
            label={t('minutes.letterhead')}
            name="letterhead"
            defaultValue={asked('letterhead')}
            options={(['party', 'state'] as const).map((letterhead) => ({
              value: letterhead,
              label: t(`minutes.letterheads.${letterhead}`),
            }))}
          />
          {props.units && (
            <SelectField
              label={t('report.province')}
              name="province"
              defaultValue={asked('unit')}
              empty={t('report.country')}
              options={props.units.map(({ code, name }) => ({ value: code, label: name }))}
            />
          )}
          <TextField label={t('report.from')} name="from" type="date" defaultValue={asked('from')} />
          <TextField label={t('report.to')} name="to" type="date" defaultValue={asked('to')} />
        </div>
        <div>
          <SubmitButton kind="plain">{t('report.draw')}</SubmitButton>
        </div>
      </PostForm>
      {props.drawn.length > 0 && (
        <>
          <h3>{t('report.drawn')}</h3>
          <ul>
            {props.drawn.map((one) => (
              <li key={one.id}>
                <Link to={`/reports/${one.id}`}>
                  {t(`report.kinds.${one.ask.kind === 'halfYear' ? 'halfYear' : 'participation'}`)}
                </Link>{' '}
                <span className="quiet">
                  {named(one.code)}
                  {formatMoment(one.takenAt, locale)}, {one.by}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
