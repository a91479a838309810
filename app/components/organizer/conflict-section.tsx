import { useLoaderData, useSearchParams } from '@remix-run/react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { entryNumber, formatMoment } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import type { RoundPage } from '#app/modules/judging/round-page.server.ts'
import { PostForm, SelectField, SubmitButton, TextField } from '../ui/form.tsx'
import { Table } from '../ui/table.tsx'

/** The register of conflicts, and keeping somebody away from an entry. */
export function ConflictSection() {
  const { t } = useTranslation()
  const locale = useLocale()
  const [search] = useSearchParams()
  const { edition, round, conflicts, candidates } = useLoaderData<() => RoundPage>()
  return (
    <section className="stack" id="conflicts">
      <h2>{t('round.conflicts')}</h2>
      <p className="quiet prose">{t('round.conflictsIntro')}</p>
      {conflicts.length > 0 && (
        <Table label={t('round.conflicts')}>
          <thead>
            <tr>
              <th>{t('role.judge')}</th>
              <th>{t('round.conflictWith')}</th>
              <th>{t('round.conflictOrigin')}</th>
              <th>{t('judging.reason')}</th>
              <th>{t('round.conflictAt')}</th>
            </tr>
          </thead>
          <tbody>
            {conflicts.map((row) => (
              <tr key={row.id}>
                <th scope="row">{row.judge}</th>
                <td>{row.agency ?? row.author ?? entryNumber(edition, row.number)}</td>
                <td>{t(`round.origin.${row.origin}`)}</td>
                <td className="pre">{row.reason}</td>
                <td className="nowrap">{formatMoment(row.at, locale)}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      {round.state !== 'closed' && (
        <PostForm action={`/organizer/${edition}/rounds/${round.id}/conflicts`} className="stack">
          <div className="columns">
            <SelectField
              label={t('role.judge')}
              name="judgeId"
              empty={t('form.choose')}
              defaultValue={search.get('judgeId') ?? ''}
              options={candidates.map(({ id, name }) => ({ value: id, label: name }))}
            />
            <TextField
              label={t('entry.number')}
              name="number"
              defaultValue={search.get('number') ?? ''}
              hint={t('round.numberHint')}
            />
            <TextField label={t('judging.reason')} name="reason" defaultValue={search.get('reason') ?? ''} />
          </div>
          <div>
            <SubmitButton kind="plain">{t('round.impose')}</SubmitButton>
          </div>
        </PostForm>
      )}
    </section>
  )
}
