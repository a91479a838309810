import { environment } from '#app/env.server.ts'
import { translator } from '#app/i18n/all.server.ts'
import { formatMoment } from '#app/i18n/format.ts'
import { computed } from '#app/i18n/index.ts'
import type { Transaction } from '#db/client.ts'
import type { Actor } from '../actor/actor.ts'
import { queueLetter } from '../editions/secretariat.server.ts'
import { sayAsked, sayField } from './asked-words.ts'
import type { ShownAsk } from './return-asks.server.ts'

type Of = {
  title: string
  numberText: string
  code: string
  submittedAt: Date
  supplementedAt: Date
  /** what was asked for of a dossier that was returned before its asks were kept */
  sections: string[]
  asks: ShownAsk[]
}

/** The receipt of a supplement: what was supplemented and what was left, its own moment and the one that counts. */
export async function mailSupplement(tx: Transaction, actor: Actor, of: Of) {
  await queueLetter(tx, {
    to: actor.email,
    locale: actor.locale,
    template: 'supplement',
    values: {
      name: actor.name,
      title: of.title,
      number: of.numberText,
      time: formatMoment(of.supplementedAt, actor.locale),
      first: formatMoment(of.submittedAt, actor.locale),
      done: linesOf(of, actor).join('\n'),
      link: `${environment().APP_ORIGIN}/receipts/${of.code}`,
    },
  })
}

function linesOf({ asks, sections }: Of, actor: Actor): string[] {
  if (asks.length) return asks.map((ask) => lineOf(ask, actor))
  const t = translator(actor.locale)
  return sections.map((section) =>
    t('mail.supplement.section', { asked: t(computed(`entry.section.${section}`)) }),
  )
}

function lineOf(ask: ShownAsk, { locale }: Actor): string {
  const t = translator(locale)
  const asked = sayAsked(ask, t)
  if (ask.changed.length === 0) return t('mail.supplement.kept', { asked, why: ask.keptWhy })
  const sent = ask.changed.filter((name) => name.startsWith('media.') && ask.is[name])
  const what = sent.length
    ? sent.map((name) => ask.is[name])
    : [...new Set(ask.changed.map((name) => sayField(name, t)))]
  return t('mail.supplement.changed', { asked, what: what.join(', ') })
}
