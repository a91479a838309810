import { useTranslation } from '#app/i18n/use-translation.ts'
import { SelectField, TextField } from '../ui/form.tsx'

/** What a report shall cover and on whose letter; the file comes at once. */
export function ReportForm({ action, hidden }: { action: string; hidden: Record<string, string> }) {
  const { t } = useTranslation()
  return (
    <section className="stack">
      <h2>{t('report.make')}</h2>
      <p className="quiet prose">{t('report.about')}</p>
      <form method="get" action={action} className="stack">
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <div className="columns">
          <SelectField
            label={t('report.kind')}
            name="kind"
            options={(['participation', 'halfYear'] as const).map((kind) => ({
              value: kind,
              label: t(`report.kinds.${kind}`),
            }))}
          />
          <SelectField
            label={t('minutes.letterhead')}
            name="letterhead"
            options={(['party', 'state'] as const).map((letterhead) => ({
              value: letterhead,
              label: t(`minutes.letterheads.${letterhead}`),
            }))}
          />
          <TextField label={t('report.from')} name="from" type="date" defaultValue="" />
          <TextField label={t('report.to')} name="to" type="date" defaultValue="" />
        </div>
        <div className="row">
          {(['docx', 'pdf'] as const).map((format) => (
            <button key={format} className="button" name="format" value={format}>
              {t('report.download', { format: format.toUpperCase() })}
            </button>
          ))}
        </div>
      </form>
    </section>
  )
}
