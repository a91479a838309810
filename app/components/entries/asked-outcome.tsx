import { useTranslation } from '#app/i18n/use-translation.ts'
import { sayAsked, sayField } from '#app/modules/entries/asked-words.ts'
import type { ShownAsk } from '#app/modules/entries/return-asks.server.ts'
import { AskState } from './asked-list.tsx'

/** What became of what the secretariat asked for: what changed, from what to what, and why the rest stayed. */
export function AskedOutcome({ asked }: { asked: ShownAsk[] }) {
  const { t } = useTranslation()
  if (asked.length === 0) return null
  return (
    <ol className="asked">
      {asked.map((ask) => (
        <li key={ask.id}>
          <div className="row" data-end>
            <b dir="auto">{sayAsked(ask, t)}</b>
            <AskState ask={ask} />
          </div>
          {ask.reason && <p className="pre">{ask.reason}</p>}
          {ask.keptWhy && <p className="pre">“{ask.keptWhy}”</p>}
          <ul>
            {ask.changed.map((name) => (
              <Change key={name} name={name} was={ask.was[name]} is={ask.is[name]} />
            ))}
          </ul>
        </li>
      ))}
    </ol>
  )
}

/** Of a choice the label says it; what stands there as a code is of no use to a reader. */
const codes = ['categoryId', 'agencyId', 'language', 'genre', 'ownPlace', 'kind', 'standing']

function Change({ name, was, is }: { name: string; was?: string; is?: string }) {
  const { t } = useTranslation()
  const label = sayField(name, t)
  if (codes.includes(name.split('.').at(-1)!)) return <li>{label}</li>
  return (
    <li>
      {label}: <s dir="auto">{was || t('entry.asked.nothing')}</s> →{' '}
      <b dir="auto">{is || t('entry.asked.nothing')}</b>
    </li>
  )
}
