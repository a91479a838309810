import { Form, useNavigation, useSubmit } from '@remix-run/react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatPoints } from '#app/i18n/format.ts'
import { computed } from '#app/i18n/index.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { parsePoints, totalOf, type Points } from '#app/modules/judging/scoring.ts'
import type { SheetState } from '#app/modules/judging/score-sheet.server.ts'
import type { JudgePage } from '#app/routes/judging+/$assignmentId.tsx'
import { Drawer } from '../ui/drawer.tsx'
import { ActionButton, FormError, PostForm, SubmitButton, useFailedForm } from '../ui/form.tsx'
import { useSheet, type SheetSave } from './use-sheet.ts'

/** The score sheet: criteria with their guidance folded, points typed or stepped, the total large. */
export function ScoreForm({ page }: { page: JudgePage }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { place, open } = page
  const [points, setPoints] = useState<Points>(place.sheet.points)
  const locked = !open || place.sheet.state === 'submitted'
  const total = locked ? place.sheet.total : totalOf(points, place.rubric)
  return (
    <section className="drawer-host" aria-label={t('judging.sheet')} id="sheet">
      <Drawer bar={t('judging.openSheet', { total: formatPoints(total, locale) })}>
        {locked ? <Given page={page} /> : <Sheet page={page} points={points} setPoints={setPoints} />}
        {open && place.sheet.state === 'submitted' && (
          <ActionButton action={`/judging/${place.id}/recall`}>{t('judging.recall')}</ActionButton>
        )}
        {open && <Recusal assignmentId={place.id} />}
      </Drawer>
    </section>
  )
}

type SheetProps = {
  page: JudgePage
  points: Points
  setPoints: (change: (before: Points) => Points) => void
}

function Sheet({ page: { place, next, queue }, points, setPoints }: SheetProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const form = useRef<HTMLFormElement>(null)
  const failed = useFailedForm()
  // Guidance stays until another criterion is gone to: folding it when the pointer leaves would move what is pressed.
  const [unfolded, unfold] = useState(0)
  const sheet = useSheet(form, `/judging/${place.id}/sheet`, place.sheet)
  const submit = useSubmit()
  const busy = useNavigation().state !== 'idle'
  const total = totalOf(points, place.rubric)
  const send = async () => {
    if (!form.current) return
    if (total === null) return firstEmpty(form.current)?.focus()
    const version = await sheet.settle()
    if (version === null) return
    const body = new FormData(form.current)
    body.set('version', String(version))
    body.set('intent', 'submit')
    submit(body, { method: 'post', action: `/judging/${place.id}` })
  }
  useKeys(form, send)
  useFirstFocus(form, place.sheet.version === 0)
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
          onEnter={send}
          unfolded={index === unfolded}
          onFocus={() => unfold(index)}
        />
      ))}
      <p className="row" data-end>
        <b>{t('judging.total')}</b>
        <output className="total" aria-live="polite">
          {formatPoints(total, locale)}
        </output>
      </p>
      <OwnTotals queue={queue} hereId={place.id} total={total} rubric={place.rubric} />
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
      <details className="small" id="keys">
        <summary>
          {t('judging.keys')} <kbd>?</kbd>
        </summary>
        <ul className="plain">
          <li>
            <kbd>Enter</kbd> {t('judging.keyEnter')}
          </li>
          <li>
            <kbd>Tab</kbd> {t('judging.keyTab')} · <kbd>↑</kbd> <kbd>↓</kbd> {t('judging.keyStep')}
          </li>
          <li>
            <kbd>Ctrl</kbd>+<kbd>Enter</kbd> {t('judging.keySend')} · <kbd>Esc</kbd> {t('judging.keyBack')}
          </li>
        </ul>
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
  unfolded: boolean
  onFocus: () => void
  onGive: (typed: string) => void
  onEnter: () => void
}

function Criterion(props: CriterionProps) {
  const { criterion, index, given, refused, onGive, onEnter } = props
  const { t } = useTranslation()
  const locale = useLocale()
  const name = locale === 'vi' ? criterion.nameVi : criterion.nameEn
  const guidance = locale === 'vi' ? criterion.guidanceVi : criterion.guidanceEn
  const press = (event: React.KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault()
      return onEnter()
    }
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
          aria-describedby={guidance ? `m${index} g${index}` : `m${index}`}
          onKeyDown={press}
          onFocus={props.onFocus}
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
        <p className="guidance" id={`g${index}`} hidden={!props.unfolded}>
          {guidance}
        </p>
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

const pointFields = (form: HTMLFormElement) => [...form.querySelectorAll<HTMLInputElement>('.points input')]
const firstEmpty = (form: HTMLFormElement) => pointFields(form).find((field) => field.value.trim() === '')

/** Ctrl+Enter sends, Esc leads back to the points, ? shows the keys (in a note it is only a question mark). */
function useKeys(form: React.RefObject<HTMLFormElement | null>, send: () => Promise<void>) {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const inNote = event.target instanceof HTMLElement && event.target.closest('textarea, #reason')
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault()
        void send()
      } else if (event.key === 'Escape') {
        const fields = pointFields(form.current!)
        ;(firstEmpty(form.current!) ?? fields[0])?.focus()
      } else if (event.key === '?' && !inNote) {
        event.preventDefault()
        form.current!.querySelector('#keys')!.toggleAttribute('open')
      }
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  })
}

/** At a desk the first criterion waits for points, so that sheet follows sheet by keyboard; on a phone no keyboard pops up. */
function useFirstFocus(form: React.RefObject<HTMLFormElement | null>, fresh: boolean) {
  useEffect(() => {
    if (fresh && window.matchMedia('(hover: hover) and (min-width: 1000px)').matches)
      pointFields(form.current!)[0]?.focus({ preventScroll: true })
  }, [form, fresh])
}

type OwnTotalsProps = {
  queue: JudgePage['queue']
  hereId: string
  total: number | null
  rubric: JudgePage['place']['rubric']
}

/** The judge's own totals of this round on a line, so that a scale is kept: each a dot, the sheet at hand a stroke. */
function OwnTotals({ queue, hereId, total, rubric }: OwnTotalsProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const given = queue.flatMap((row) =>
    row.id !== hereId && row.state === 'submitted' && row.total !== null ? [row.total] : [],
  )
  if (given.length === 0) return null
  const most = rubric.reduce((sum, criterion) => sum + criterion.maxPoints, 0)
  const x = (value: number) => 6 + (value / most) * 288
  return (
    <svg
      className="strip"
      viewBox="0 0 300 26"
      preserveAspectRatio="none"
      role="img"
      aria-label={t('judging.strip', { max: formatPoints(most, locale) })}
    >
      <line x1="6" x2="294" y1="13" y2="13" />
      {given.map((value, index) => (
        <circle key={index} cx={x(value)} cy="13" r="4" />
      ))}
      {total !== null && <line className="now" x1={x(total)} x2={x(total)} y1="2" y2="24" />}
    </svg>
  )
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
