import { Form, useNavigate, useNavigation, useSubmit } from '@remix-run/react'
import { useEffect, useRef, useState } from 'react'
import { sayMessage } from '#app/i18n/say-message.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { formatPoints } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { parsePoints, totalOf, type Points } from '#app/modules/judging/scoring.ts'
import type { JudgePage } from '#app/modules/judging/judge-page.server.ts'
import { Drawer } from '../ui/drawer.tsx'
import { FormError, PostForm, SubmitButton, useFailedForm } from '../ui/form.tsx'
import { Asides } from './asides.tsx'
import { Criterion, asTyped } from './criterion.tsx'
import { GivenSheet } from './given-sheet.tsx'
import { OwnTotals } from './own-totals.tsx'
import { isAhead, markDraft, markSent } from './desks-ahead.ts'
import { forget, keptOf } from './outbox.ts'
import { StaleSheet } from './stale-sheet.tsx'
import { SignedOut } from '../ui/signed-out.tsx'
import { firstEmpty, useFirstFocus, useSheetKeys } from './use-sheet-keys.ts'
import { useSheet, type SheetSave } from './use-sheet.ts'

/** The score sheet: criteria with their guidance folded, points typed or stepped, the total large. */
/** The judge's page, and the desk that comes after it in the queue the browser knows. */
export type ShownPage = JudgePage & { next: string | null }

export function ScoreForm({ page }: { page: ShownPage }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { reading, open } = page
  const [points, setPoints] = useState<Points>(reading.sheet.points)
  const locked = !open || reading.sheet.state === 'submitted'
  const total = locked ? reading.sheet.total : totalOf(points, reading.rubric)
  return (
    <section className="drawer-host" aria-label={t('judging.sheet')} id="sheet">
      <Drawer bar={t('judging.openSheet', { total: formatPoints(total, locale) })}>
        {locked ? <GivenSheet page={page} /> : <Sheet page={page} total={total} setPoints={setPoints} />}
        {open && reading.sheet.state === 'submitted' && (
          <WithReason
            id="recall-reason"
            action={`/judging/${reading.id}/recall`}
            summary={t('judging.recall')}
            label={t('judging.recallReason')}
            button={t('judging.recallSubmit')}
          />
        )}
        {open && (
          <WithReason
            id="reason"
            action={`/judging/${reading.id}/recusal`}
            summary={t('judging.recuse')}
            label={t('judging.reason')}
            button={t('judging.recuseSubmit')}
            kind="danger"
          />
        )}
      </Drawer>
    </section>
  )
}

type SheetProps = {
  page: ShownPage
  total: number | null
  setPoints: (change: (before: Points) => Points) => void
}

function Sheet({ page: { reading, next, queue }, total, setPoints }: SheetProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const form = useRef<HTMLFormElement>(null)
  const failed = useFailedForm()
  // Guidance stays until another criterion is gone to: folding it when the pointer leaves would move what is pressed.
  const [unfolded, unfold] = useState(0)
  const sheet = useSheet(form, reading, reading.sheet)
  const navigate = useNavigate()
  const submit = useSubmit()
  const busy = useNavigation().state !== 'idle'
  const send = async () => {
    if (!form.current) return
    if (total === null) return firstEmpty(form.current)?.focus()
    // Where the next entry is at hand nothing is waited for: the sheet hands itself in.
    if (sheet.save !== 'stale' && ((next && isAhead(next)) || !navigator.onLine)) {
      sheet.handIn()
      markSent(reading.id, total)
      return next && isAhead(next) ? navigate(`/judging/${next}`) : undefined
    }
    const version = await sheet.settle()
    if (version === null) return
    const body = new FormData(form.current)
    body.set('version', String(version))
    body.set('intent', 'submit')
    submit(body, { method: 'post', action: `/judging/${reading.id}` })
  }
  useSheetKeys(form, send, next && `/judging/${next}`)
  useTakenUp(form, reading.id, sheet.takeUp, (given) => setPoints((before) => ({ ...before, ...given })))
  useFirstFocus(form, reading.sheet.version === 0)
  const give = (criterionId: string, typed: string) => {
    setPoints((before) => ({ ...before, [criterionId]: parsePoints(typed) ?? null }))
    sheet.changed()
  }
  return (
    <Form
      ref={form}
      method="post"
      action={`/judging/${reading.id}`}
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
      {reading.rubric.map((criterion, index) => (
        <Criterion
          key={criterion.id}
          criterion={criterion}
          index={index}
          given={
            failed?.values[`points.${criterion.id}`] ??
            asTyped(reading.sheet.points[criterion.id] ?? null, locale)
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
      <OwnTotals queue={queue} hereId={reading.id} total={total} rubric={reading.rubric} />
      <div className="field">
        <label htmlFor="note">{t('judging.note')}</label>
        <textarea
          id="note"
          name="note"
          rows={3}
          maxLength={5000}
          defaultValue={failed?.values.note ?? reading.sheet.note}
          onChange={sheet.changed}
        />
      </div>
      <Asides sheet={reading.sheet} typed={failed?.values} onChange={sheet.changed} />
      {sheet.save === 'stale' ? (
        <StaleSheet rubric={reading.rubric} current={sheet.refusal!.current!} onOverwrite={sheet.overwrite} />
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
            <kbd>N</kbd> {t('judging.keyNext')} · <kbd>F</kbd> {t('judging.keyFlag')}
          </li>
          <li>
            <kbd>Ctrl</kbd>+<kbd>Enter</kbd> {t('judging.keySend')} · <kbd>Esc</kbd> {t('judging.keyBack')}
          </li>
        </ul>
      </details>
    </Form>
  )
}

/** Puts back what was typed here before and never reached the server. */
function useTakenUp(
  form: React.RefObject<HTMLFormElement | null>,
  id: string,
  takeUp: (version: number) => void,
  give: (points: Points) => void,
) {
  useEffect(() => {
    const kept = keptOf(id)
    if (!kept || !form.current) return
    const body = new URLSearchParams(kept.body)
    const points: Points = {}
    for (const field of form.current.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
      'input[name^="points."], textarea, input[name^="flag."]',
    )) {
      if (field instanceof HTMLInputElement && field.type === 'checkbox') field.checked = body.has(field.name)
      else field.value = body.get(field.name) ?? ''
      if (field.name.startsWith('points.')) points[field.name.slice(7)] = parsePoints(field.value) ?? null
    }
    give(points)
    forget(id)
    markDraft(id)
    takeUp(kept.version)
    // Once, when the sheet is opened.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [id])
}

function SaveLine({
  state,
  refusal,
}: {
  state: Exclude<SheetSave, 'stale'>
  refusal: ReturnType<typeof useSheet>['refusal']
}) {
  const words = useTranslation()
  const { t } = words
  if (state === 'refused')
    return (
      <p className="saved" data-state="error" role="alert">
        {sayMessage(refusal!.refused, words)}
      </p>
    )
  return (
    <p className="saved" data-state={state === 'signedOut' ? 'error' : undefined} role="status">
      {state === 'signedOut' ? <SignedOut /> : t(`judging.save.${state}`)}
    </p>
  )
}

type WithReasonProps = {
  id: string
  action: string
  summary: string
  label: string
  button: string
  kind?: 'danger'
}

/** What is done only with a reason: folded, because it is seldom wanted. */
function WithReason({ id, action, summary, label, button, kind }: WithReasonProps) {
  return (
    <details className="small">
      <summary>{summary}</summary>
      <PostForm action={action} className="stack" data-gap="small">
        <div className="field">
          <label htmlFor={id}>{label}</label>
          <input id={id} name="reason" required minLength={3} maxLength={1000} />
        </div>
        <div>
          <SubmitButton kind={kind ?? 'plain'}>{button}</SubmitButton>
        </div>
      </PostForm>
    </details>
  )
}
