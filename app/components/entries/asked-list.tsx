import { useId, useRef } from 'react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { sayAsked } from '#app/modules/entries/asked-words.ts'
import type { ShownAsk } from '#app/modules/entries/return-asks.server.ts'
import { PostForm } from '../ui/form.tsx'
import { SignedOut } from '../ui/signed-out.tsx'
import { useKeptWords, type KeptState } from './use-kept-words.ts'

/**
 * What the secretariat asked for, to tick off: each with what has become of it, and a place to say why it stays as it is.
 * A word keeps itself; without script a button does it.
 */
export function AskedList(props: { entryId: string; asked: ShownAsk[]; onKept: () => void }) {
  const { t } = useTranslation()
  const form = useRef<HTMLFormElement>(null)
  const path = `/entries/${props.entryId}/asks`
  const { state, changed, save } = useKeptWords(form, path, props.onKept)
  const unchanged = props.asked.some((ask) => ask.changed.length === 0)
  return (
    <section className="stack" id="asked" aria-labelledby="asked-title">
      <h2 id="asked-title">{t('entry.asked.title')}</h2>
      <p className="prose">{t('entry.asked.means')}</p>
      <PostForm
        ref={form}
        action={path}
        className="stack"
        onChange={changed}
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <ol className="asked">
          {props.asked.map((ask) => (
            <Ask key={ask.id} ask={ask} />
          ))}
        </ol>
        {unchanged && (
          <div className="row">
            <button className="button">{t('entry.asked.save')}</button>
            <WordsKept state={state} />
          </div>
        )}
      </PostForm>
    </section>
  )
}

function Ask({ ask }: { ask: ShownAsk }) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <li id={`asked-${ask.id}`}>
      <div className="row" data-end>
        <b id={id} dir="auto">
          {sayAsked(ask, t)}
        </b>
        <AskState ask={ask} />
      </div>
      {ask.reason && <p className="pre">{ask.reason}</p>}
      <p className="small">
        <a href={`#${placeOf(ask)}`}>{t('entry.asked.go')}</a>
      </p>
      {ask.changed.length === 0 && (
        <label className="field">
          {t('entry.asked.why')}
          <input name={ask.id} defaultValue={ask.keptWhy} maxLength={500} aria-describedby={id} />
        </label>
      )}
    </li>
  )
}

export function AskState({ ask }: { ask: Pick<ShownAsk, 'changed' | 'answered'> }) {
  const { t } = useTranslation()
  const state = ask.changed.length ? 'changed' : ask.answered ? 'kept' : 'open'
  return (
    <span className="chip" data-tone={state === 'open' ? 'attention' : 'done'}>
      {t(`entry.asked.${state}`)}
    </span>
  )
}

function WordsKept({ state }: { state: KeptState }) {
  const { t } = useTranslation()
  return (
    <span className="quiet small" role="status">
      {state === 'signedOut' ? (
        <SignedOut />
      ) : (
        state !== 'idle' && t(state === 'refused' ? 'entry.asked.refused' : `entry.asked.state.${state}`)
      )}
    </span>
  )
}

/** Where on the form it is mended: the field, the first field of a row, or the section. */
function placeOf({ section, target, was }: ShownAsk): string {
  if (section === 'media') return 'media'
  if (target.includes('.')) return Object.keys(was).find((name) => name.startsWith(`${target}.`)) ?? section
  return target || (section === 'agency' ? 'agency-section' : section)
}
