import { Form, useNavigate, useNavigation } from '@remix-run/react'
import { useEffect, useRef, useState } from 'react'
import { sayMessage } from '#app/i18n/say-message.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { formatPoints } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { parsePoints, totalOf, whyWrongPoints, type Points } from '#app/modules/judging/scoring.ts'
import type { JudgePage } from '#app/modules/judging/judge-page.server.ts'
import { Drawer } from '../ui/drawer.tsx'
import { FormError, SignedInAs, PostForm, SubmitButton, useFailedForm } from '../ui/form.tsx'
import { Asides } from './asides.tsx'
import { Criterion, asTyped } from './criterion.tsx'
import { GivenSheet } from './given-sheet.tsx'
import { OwnTotals } from './own-totals.tsx'
import { isAhead, markSent } from './desks-ahead.ts'
import { countSent } from './outbox.ts'
import { StaleSheet } from './stale-sheet.tsx'
import type { Phase } from '../ui/saving.ts'
import { SignedOut } from '../ui/signed-out.tsx'
import { firstMissing, useFirstFocus, useSheetKeys } from './use-sheet-keys.ts'
import { useSheet, type ShownSheet } from './use-sheet.ts'

/** The judge's page, and the desk that comes after it in the queue the browser knows. */
export type ShownPage = JudgePage & { next: string | null }

/** The score sheet: criteria with their guidance folded, points typed or stepped, the total large. */
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
        {locked ? (
          <GivenSheet page={page} />
        ) : (
          <Sheet page={page} points={points} total={total} setPoints={setPoints} />
        )}
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
  points: Points
  total: number | null
  setPoints: (change: (before: Points) => Points) => void
}

function Sheet({ page: { reading, next, queue }, points, total, setPoints }: SheetProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const form = useRef<HTMLFormElement>(null)
  const failed = useFailedForm()
  // Guidance stays until another criterion is gone to: folding it when the pointer leaves would move what is pressed.
  const [unfolded, unfold] = useState(0)
  const navigate = useNavigate()
  const busy = useNavigation().state !== 'idle'
  const goOn = () => {
    markSent(reading.id, total)
    navigate(next ? `/judging/${next}` : '/judging')
  }
  const sheet = useSheet(form, {
    id: reading.id,
    title: reading.title,
    version: reading.sheet.version,
    failed: failed !== undefined,
    refused: refusedAt(reading.rubric, failed),
    onFilled: (typed) =>
      setPoints((before) => ({ ...before, ...mapped(typed, (text) => parsePoints(text) ?? null) })),
    onHandedIn: () => {
      countSent()
      goOn()
    },
  })
  const pressed = usePressed(form, sheet)
  const send = (at: number) => {
    if (!form.current || sheet.locked || busy) return
    if (total === null) return firstMissing(form.current)?.focus()
    if (!pressed.isMeant(at)) return
    // Where the next entry is at hand nothing is waited for: the sheet hands itself in.
    const passes = whyWrongPoints(points, reading.rubric) === null
    if (next && isAhead(next) && passes && sheet.phase !== 'refused' && sheet.phase !== 'elsewhere') {
      sheet.happens({ is: 'handIn' })
      return goOn()
    }
    pressed.now()
    sheet.happens({ is: 'press' })
  }
  useSheetKeys(form, send, next && `/judging/${next}`)
  useFirstFocus(form, reading.sheet.version === 0)
  const give = (criterionId: string, typed: string) => {
    setPoints((before) => ({ ...before, [criterionId]: parsePoints(typed) ?? null }))
    pressed.written()
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
        send(event.timeStamp)
      }}
    >
      <FormError />
      <SignedInAs />
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
          refused={sheet.why?.field === criterion.id ? sheet.why.refused : undefined}
          locked={sheet.locked}
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
          readOnly={sheet.locked}
          onChange={sheet.changed}
        />
      </div>
      <Asides sheet={reading.sheet} typed={failed?.values} locked={sheet.locked} onChange={sheet.changed} />
      {sheet.phase === 'elsewhere' ? (
        <StaleSheet
          rubric={reading.rubric}
          current={sheet.why!.current!}
          onOverwrite={(version) => sheet.happens({ is: 'keepMine', version })}
          onTake={sheet.drop}
        />
      ) : (
        <SaveLine sheet={sheet} rubric={reading.rubric} />
      )}
      <button
        className="button"
        data-kind="primary"
        name="intent"
        value="submit"
        disabled={busy || sheet.locked}
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

type Rubric = JudgePage['reading']['rubric']

/** Of a form that came back: the first criterion whose points were not taken. */
function refusedAt(rubric: Rubric, failed: ReturnType<typeof useFailedForm>) {
  const field = rubric.find(({ id }) => failed?.errors[id])?.id
  return field === undefined ? null : { refused: failed!.errors[field]!, field }
}

const mapped = <From, To>(record: Record<string, From>, change: (from: From) => To): Record<string, To> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]))

/** Milliseconds in which a second press still belongs to the sheet before, unless something was written on this one. */
const secondPress = 400

/**
 * Whether a press, by when it was made, is meant for this sheet; what it is refused for, or has to be decided first, is gone
 * to.
 */
function usePressed(form: React.RefObject<HTMLFormElement | null>, { phase, why }: ShownSheet) {
  const opened = useRef(Infinity)
  const written = useRef(false)
  const waiting = useRef(false)
  useEffect(() => {
    opened.current = performance.now()
  }, [])
  useEffect(() => {
    if (!waiting.current || (phase !== 'refused' && phase !== 'elsewhere')) return
    waiting.current = false
    const field = why?.field && form.current!.elements.namedItem(`points.${why.field}`)
    if (field instanceof HTMLElement) field.focus()
    else form.current!.querySelector<HTMLElement>('[role="alert"]')?.scrollIntoView({ block: 'nearest' })
  }, [form, phase, why])
  return {
    isMeant: (at: number) => written.current || at - opened.current > secondPress,
    written: () => {
      written.current = true
    },
    now: () => {
      waiting.current = true
    },
  }
}

/** Where the sheet stands, in words; what is refused of a criterion stands there. */
function SaveLine({ sheet: { phase, why, wanted, saved }, rubric }: { sheet: ShownSheet; rubric: Rubric }) {
  const words = useTranslation()
  const { t } = words
  if (phase === 'refused')
    return rubric.some(({ id }) => id === why?.field) ? null : (
      <p className="saved" data-state="error" role="alert">
        {sayMessage(why!.refused, words)}
      </p>
    )
  return (
    <p className="saved" data-state={phase === 'signedOut' ? 'error' : undefined} role="status">
      {phase === 'signedOut' ? <SignedOut /> : t(`judging.save.${saying(phase, wanted, saved)}`)}
    </p>
  )
}

function saying(phase: Exclude<Phase, 'refused' | 'signedOut'>, wanted: boolean, saved: boolean) {
  if (phase === 'offline') return wanted ? 'willSend' : 'waiting'
  if (phase === 'submitting' || phase === 'submitted' || wanted) return 'sending'
  if (phase === 'clean') return saved ? 'saved' : 'idle'
  return 'saving'
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
