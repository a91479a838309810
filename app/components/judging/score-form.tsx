import { Form, useNavigation, useSubmit } from '@remix-run/react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatPoints } from '#app/i18n/format.ts'
import { computed } from '#app/i18n/index.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { parsePoints, totalOf, type Points } from '#app/modules/judging/scoring.ts'
import type { SheetState } from '#app/modules/judging/score-sheet.server.ts'
import type { JudgePage } from '#app/routes/judging+/$assignmentId.tsx'
import { ActionButton, FormError, PostForm, SubmitButton, useFailedForm } from '../ui/form.tsx'
import { useSheet, type SheetSave } from './use-sheet.ts'

/** The score sheet: criteria with their guidance folded, points typed or stepped, the total large. */
export function ScoreForm({ page }: { page: JudgePage }) {
  const { t } = useTranslation()
  const { place, open } = page
  const locked = !open || place.sheet.state === 'submitted'
  return (
    <section className="stack" aria-label={t('judging.sheet')} id="sheet">
      {locked ? <Given page={page} /> : <Sheet page={page} />}
      {open && place.sheet.state === 'submitted' && (
        <ActionButton action={`/judging/${place.id}/recall`}>{t('judging.recall')}</ActionButton>
      )}
      {open && <Recusal assignmentId={place.id} />}
    </section>
  )
}

function Sheet({ page: { place, next } }: { page: JudgePage }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const form = useRef<HTMLFormElement>(null)
  const failed = useFailedForm()
  const [points, setPoints] = useState<Points>(place.sheet.points)
  const sheet = useSheet(form, `/judging/${place.id}/sheet`, place.sheet)
  const submit = useSubmit()
  const busy = useNavigation().state !== 'idle'
  const total = totalOf(points, place.rubric)
  const send = async () => {
    if (total === null || !form.current) return
    const version = await sheet.settle()
    if (version === null) return
    const body = new FormData(form.current)
    body.set('version', String(version))
    body.set('intent', 'submit')
    submit(body, { method: 'post', action: `/judging/${place.id}` })
  }
  useKeys(form, send)
  const give = (criterionId: string, typed: string) => {
    setPoints((before) => ({ ...before, [criterionId]: parsePoints(typed) ?? null }))
    sheet.changed()
  }
  return (
    <Form
      ref={form}
      method="post"
      action={`/judging/${place.id}`}
      className="stack"
      data-gap="small"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <FormError />
      <input type="hidden" name="version" value={sheet.version} />
      <input type="hidden" name="next" value={next ?? ''} />
      {place.rubric.map((criterion, index) => (
        <Criterion
          key={criterion.id}
          criterion={criterion}
          index={index}
          given={
            failed?.values[`points.${criterion.id}`] ??
            asTyped(place.sheet.points[criterion.id] ?? null, locale)
          }
          refused={
            sheet.refusal?.field === criterion.id ? sheet.refusal.refused : failed?.errors[criterion.id]
          }
          onGive={(typed) => give(criterion.id, typed)}
        />
      ))}
      <p className="row" data-end>
        <b>{t('judging.total')}</b>
        <output className="total" aria-live="polite">
          {formatPoints(total, locale)}
        </output>
      </p>
      <div className="field">
        <label htmlFor="note">{t('judging.note')}</label>
        <textarea
          id="note"
          name="note"
          rows={3}
          maxLength={5000}
          defaultValue={failed?.values.note ?? place.sheet.note}
          onChange={sheet.changed}
        />
      </div>
      {sheet.save === 'stale' ? (
        <Stale rubric={place.rubric} current={sheet.refusal!.current!} onOverwrite={sheet.overwrite} />
      ) : (
        <SaveLine state={sheet.save} refusal={sheet.refusal} />
      )}
      <button
        className="button"
        data-kind="primary"
        name="intent"
        value="submit"
        disabled={busy}
        aria-disabled={total === null || undefined}
      >
        {t(next ? 'judging.sendNext' : 'judging.send')}
      </button>
      <details className="small">
        <summary>
          {t('judging.keys')} <kbd>?</kbd>
        </summary>
        <p>
          <kbd>Tab</kbd> {t('judging.keyTab')} · <kbd>↑</kbd> <kbd>↓</kbd> {t('judging.keyStep')} ·{' '}
          <kbd>Ctrl</kbd>+<kbd>Enter</kbd> {t('judging.keySend')} · <kbd>1</kbd>–<kbd>9</kbd>{' '}
          {t('judging.keyDigit')}
        </p>
      </details>
    </Form>
  )
}

const asTyped = (hundredths: number | null, locale: 'vi' | 'en') =>
  hundredths === null ? '' : formatPoints(hundredths, locale)

type CriterionProps = {
  criterion: JudgePage['place']['rubric'][number]
  index: number
  given: string
  refused?: { key: string; values?: Record<string, string | number> }
  onGive: (typed: string) => void
}

function Criterion({ criterion, index, given, refused, onGive }: CriterionProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const name = locale === 'vi' ? criterion.nameVi : criterion.nameEn
  const guidance = locale === 'vi' ? criterion.guidanceVi : criterion.guidanceEn
  const step = (event: React.KeyboardEvent<HTMLInputElement>) => {
    const by = event.key === 'ArrowUp' ? 100 : event.key === 'ArrowDown' ? -100 : 0
    if (!by) return
    event.preventDefault()
    const value = Math.min(
      criterion.maxPoints,
      Math.max(0, (parsePoints(event.currentTarget.value) ?? 0) + by),
    )
    event.currentTarget.value = asTyped(value, locale)
    onGive(event.currentTarget.value)
  }
  return (
    <div className="criterion" data-invalid={refused ? '' : undefined}>
      <label htmlFor={`c${index}`}>{name}</label>
      <span className="points">
        <input
          id={`c${index}`}
          name={`points.${criterion.id}`}
          inputMode="decimal"
          autoComplete="off"
          defaultValue={given}
          aria-invalid={refused ? true : undefined}
          aria-describedby={`m${index}`}
          onKeyDown={step}
          onChange={(event) => onGive(event.target.value)}
        />
        <span className="quiet nowrap" id={`m${index}`}>
          / {formatPoints(criterion.maxPoints, locale)}
        </span>
      </span>
      {refused && (
        <p className="error" role="alert">
          {t(computed(refused.key), refused.values ?? {})}
        </p>
      )}
      {guidance && (
        <details>
          <summary>{t('judging.guidance')}</summary>
          <p>{guidance}</p>
        </details>
      )}
    </div>
  )
}

/** Written elsewhere in between: what stands there, and the choice between it and what stands here. */
function Stale({
  rubric,
  current,
  onOverwrite,
}: {
  rubric: JudgePage['place']['rubric']
  current: SheetState
  onOverwrite: (version: number) => void
}) {
  const { t } = useTranslation()
  const locale = useLocale()
  return (
    <div className="notice stack" data-gap="small" data-kind="attention" role="alert">
      <p>{t('judging.refused.stale')}</p>
      <ul className="plain small">
        {rubric.map((criterion) => (
          <li key={criterion.id}>
            {locale === 'vi' ? criterion.nameVi : criterion.nameEn}:{' '}
            <b>{formatPoints(current.points[criterion.id], locale)}</b>
          </li>
        ))}
        <li>
          {t('judging.total')}: <b>{formatPoints(current.total, locale)}</b>
        </li>
        {current.note && <li className="pre">{current.note}</li>}
      </ul>
      <p className="row">
        <a className="button" href="">
          {t('judging.takeStored')}
        </a>
        {current.state === 'draft' && (
          <button type="button" className="button" onClick={() => onOverwrite(current.version)}>
            {t('judging.keepMine')}
          </button>
        )}
      </p>
    </div>
  )
}

function SaveLine({
  state,
  refusal,
}: {
  state: Exclude<SheetSave, 'stale'>
  refusal: ReturnType<typeof useSheet>['refusal']
}) {
  const { t } = useTranslation()
  if (state === 'refused')
    return (
      <p className="saved" data-state="error" role="alert">
        {t(computed(refusal!.refused.key), refusal!.refused.values ?? {})}
      </p>
    )
  return (
    <p className="saved" role="status">
      {t(`judging.save.${state}`)}
    </p>
  )
}

/** Digits go to the criterion of that number, Ctrl+Enter sends, ? shows the keys; never while a note is typed. */
function useKeys(form: React.RefObject<HTMLFormElement | null>, send: () => Promise<void>) {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault()
        return void send()
      }
      const inField = event.target instanceof HTMLElement && event.target.closest('input, textarea, select')
      if (inField || event.ctrlKey || event.metaKey || event.altKey) return
      if (event.key === '?') form.current!.querySelector('details:last-of-type')!.toggleAttribute('open')
      if (/^[1-9]$/.test(event.key)) {
        const field = form.current!.querySelector<HTMLInputElement>(`#c${Number(event.key) - 1}`)
        if (field) {
          event.preventDefault()
          field.focus()
          field.select()
        }
      }
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  })
}

/** A sheet that is handed in, or of a closed round. */
function Given({ page: { place, open } }: { page: JudgePage }) {
  const { t } = useTranslation()
  const locale = useLocale()
  return (
    <div className="stack" data-gap="small">
      <p>
        <span className="chip" data-tone={place.sheet.state === 'submitted' ? 'done' : 'plain'}>
          {t(`judging.state.${place.sheet.version === 0 ? 'none' : place.sheet.state}`)}
        </span>{' '}
        {!open && t('judging.refused.closed')}
      </p>
      <dl className="stack" data-gap="small">
        {place.rubric.map((criterion) => (
          <div key={criterion.id} className="criterion">
            <dt>{locale === 'vi' ? criterion.nameVi : criterion.nameEn}</dt>
            <dd className="num">
              {formatPoints(place.sheet.points[criterion.id], locale)} /{' '}
              {formatPoints(criterion.maxPoints, locale)}
            </dd>
          </div>
        ))}
      </dl>
      <p className="row" data-end>
        <b>{t('judging.total')}</b>
        <output className="total">{formatPoints(place.sheet.total, locale)}</output>
      </p>
      {place.sheet.note && <p className="pre">{place.sheet.note}</p>}
    </div>
  )
}

function Recusal({ assignmentId }: { assignmentId: string }) {
  const { t } = useTranslation()
  return (
    <details className="small">
      <summary>{t('judging.recuse')}</summary>
      <PostForm action={`/judging/${assignmentId}/recusal`} className="stack" data-gap="small">
        <div className="field">
          <label htmlFor="reason">{t('judging.reason')}</label>
          <input id="reason" name="reason" required />
        </div>
        <div>
          <SubmitButton kind="danger">{t('judging.recuseSubmit')}</SubmitButton>
        </div>
      </PostForm>
    </details>
  )
}
