import { useLoaderData } from '@remix-run/react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import type { RoundPage } from '#app/modules/judging/round-page.server.ts'
import {
  CheckField,
  CheckList,
  ConfirmedAction,
  PostForm,
  SelectField,
  SubmitButton,
  TextField,
} from '../ui/form.tsx'

type Panel = {
  id: string
  name: string
  open: boolean
  categoryIds: string[]
  judgeIds: string[]
  chairId: string
  limits: Limits[]
}
type Limits = {
  judgeId: string
  maxEntries: number | null
  maxMinutes: number | null
  languages: string[] | null
}

/** A panel: its categories, its judges, its chair; without one, the form for a new panel. */
export function PanelForm({ panel }: { panel?: Panel }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { edition, round, categories, candidates } = useLoaderData<() => RoundPage>()
  const path = `/organizer/${edition}/rounds/${round.id}/panels`
  const editable = round.state !== 'closed'
  const seatsOf = (which: (id: string) => boolean) =>
    candidates.filter(({ id }) => which(id)).map(({ id, name }) => ({ value: id, label: name }))
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
          <CheckList
            legend={t('round.panelCategories')}
            name="categories[]"
            chosen={panel?.categoryIds}
            options={categories.map(({ id, nameVi, nameEn }) => ({
              value: id,
              label: locale === 'vi' ? nameVi : nameEn,
            }))}
          />
          <CheckList
            legend={t('round.panelJudges')}
            name="judges[]"
            chosen={panel?.judgeIds}
            options={candidates.map(({ id, name }) => ({ value: id, label: name }))}
            empty={t('round.noJudges')}
          />
          <SelectField
            label={t('round.chair')}
            name="chair"
            defaultValue={panel?.chairId ?? ''}
            empty={t('form.choose')}
            options={candidates.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <CheckField label={t('round.panelOpen')} name="open" defaultChecked={panel?.open ?? false} />
          {panel && <LimitFields limits={panel.limits} />}
          {editable && (
            <div>
              <SubmitButton kind="plain">{t('round.savePanel')}</SubmitButton>
            </div>
          )}
        </fieldset>
      </PostForm>
      {panel && editable && (
        <ConfirmedAction
          action={`${path}/${panel.id}/replacement`}
          label={t('round.replace')}
          consequence={t('round.replaceMeans')}
          reason={t('judging.reason')}
          kind="plain"
        >
          <SelectField
            label={t('round.replaceWho')}
            name="judgeId"
            empty={t('form.choose')}
            options={seatsOf((id) => panel.judgeIds.includes(id))}
          />
          <SelectField
            label={t('round.replaceBy')}
            name="by"
            empty={t('round.replaceByNobody')}
            options={seatsOf((id) => !panel.judgeIds.includes(id))}
          />
          <SelectField
            label={t('round.replaceSheets')}
            name="sheets"
            defaultValue="stay"
            options={(['stay', 'fall'] as const).map((value) => ({
              value,
              label: t(`round.replaceSheet.${value}`),
            }))}
          />
        </ConfirmedAction>
      )}
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

/** What each judge of the panel takes at most and reads; empty fields set no limit. */
function LimitFields({ limits }: { limits: Limits[] }) {
  const { t } = useTranslation()
  const { candidates } = useLoaderData<() => RoundPage>()
  return (
    <details>
      <summary>{t('round.limits')}</summary>
      <p className="quiet">{t('round.limitsHint')}</p>
      {limits.map((limit) => (
        <fieldset key={limit.judgeId}>
          <legend>{candidates.find((judge) => judge.id === limit.judgeId)?.name}</legend>
          <div className="columns">
            <TextField
              label={t('round.maxEntries')}
              name={`entries.${limit.judgeId}`}
              inputMode="numeric"
              defaultValue={limit.maxEntries ?? ''}
            />
            <TextField
              label={t('round.maxMinutes')}
              name={`minutes.${limit.judgeId}`}
              inputMode="numeric"
              defaultValue={limit.maxMinutes ?? ''}
            />
            <TextField
              label={t('round.languages')}
              name={`languages.${limit.judgeId}`}
              defaultValue={limit.languages?.join(', ') ?? ''}
            />
          </div>
        </fieldset>
      ))}
    </details>
  )
}
