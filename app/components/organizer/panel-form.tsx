import { useLoaderData } from '@remix-run/react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import type { loader } from '#app/routes/organizer+/$edition+/rounds_.$roundId.tsx'
import { ConfirmedAction, PostForm, SelectField, SubmitButton, TextField } from '../ui/form.tsx'

type Panel = { id: string; name: string; categoryIds: string[]; judgeIds: string[]; chairId: string }

/** A panel: its categories, its judges, its chair; without one, the form for a new panel. */
export function PanelForm({ panel }: { panel?: Panel }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { edition, round, categories, candidates } = useLoaderData<typeof loader>()
  const path = `/organizer/${edition}/rounds/${round.id}/panels`
  const editable = round.state !== 'closed'
  return (
    <details className="repeat" open={!panel && round.state === 'forming'}>
      <summary>
        {panel ? <b>{panel.name}</b> : t('round.newPanel')}{' '}
        {panel && <span className="quiet">{t('round.panelSize', { count: panel.judgeIds.length })}</span>}
      </summary>
      <PostForm action={path} className="stack">
        <fieldset className="stack" disabled={!editable}>
          <input type="hidden" name="panelId" value={panel?.id ?? ''} />
          <TextField label={t('round.panelName')} name="name" defaultValue={panel?.name ?? ''} />
          <fieldset>
            <legend>{t('round.panelCategories')}</legend>
            <div className="columns">
              {categories.map((category) => (
                <div key={category.id} className="check">
                  <label>
                    <input
                      type="checkbox"
                      name="categories[]"
                      value={category.id}
                      defaultChecked={panel?.categoryIds.includes(category.id)}
                    />{' '}
                    {locale === 'vi' ? category.nameVi : category.nameEn}
                  </label>
                </div>
              ))}
            </div>
          </fieldset>
          <fieldset>
            <legend>{t('round.panelJudges')}</legend>
            <div className="columns">
              {candidates.map((judge) => (
                <div key={judge.id} className="check">
                  <label>
                    <input
                      type="checkbox"
                      name="judges[]"
                      value={judge.id}
                      defaultChecked={panel?.judgeIds.includes(judge.id)}
                    />{' '}
                    {judge.name}
                  </label>
                </div>
              ))}
            </div>
            {candidates.length === 0 && <p className="quiet">{t('round.noJudges')}</p>}
          </fieldset>
          <SelectField
            label={t('round.chair')}
            name="chair"
            defaultValue={panel?.chairId ?? ''}
            empty={t('form.choose')}
            options={candidates.map(({ id, name }) => ({ value: id, label: name }))}
          />
          {editable && (
            <div>
              <SubmitButton kind="plain">{t('round.savePanel')}</SubmitButton>
            </div>
          )}
        </fieldset>
      </PostForm>
      {panel && editable && (
        <ConfirmedAction
          action={`${path}/${panel.id}/removal`}
          label={t('round.removePanel')}
          consequence={t('round.removePanelMeans')}
        />
      )}
    </details>
  )
}
