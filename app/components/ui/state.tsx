import { useTranslation } from '#app/i18n/use-translation.ts'
import { useEffect, useState } from 'react'
import { formatMoment } from '#app/i18n/format.ts'
import { sayDuration } from '#app/i18n/say-duration.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import type { Prize } from '#app/modules/editions/prizes.ts'
import type { EntryState } from '#app/modules/entries/entry.ts'

const tones: Record<EntryState, string> = {
  draft: 'plain',
  submitted: 'active',
  returned: 'attention',
  eligible: 'done',
  ineligible: 'stop',
  withdrawn: 'plain',
  disqualified: 'stop',
}

/** Where a work stands; its prize, where it has one that may be told. */
export function EntryStateChip({ state, prize }: { state: EntryState; prize?: Prize | null }) {
  const { t } = useTranslation()
  return (
    <span className="chip" data-tone={tones[state]}>
      {t(prize ? `prize.${prize}` : `entry.state.${state}`)}
    </span>
  )
}

const hour = 3600_000

/** "còn 3 ngày 4 giờ" beside the exact moment; amber in the last 72 hours, red in the last three. */
export function Countdown({ until, now }: { until: string | Date; now: string | Date }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const left = useTimeLeft(new Date(until).getTime() - new Date(now).getTime())
  const near = left > 0 && left < 72 * hour
  const text =
    left <= 0 ? t('time.over') : t('time.left', { time: sayDuration(Math.floor(left / 60_000), t) })
  return (
    <span
      className="countdown"
      data-near={near || undefined}
      data-last={(left > 0 && left < 3 * hour) || undefined}
    >
      {text} <span className="quiet">({formatMoment(until, locale)})</span>
    </span>
  )
}

/** Counts down from what the server said, so a wrong clock on the reader's machine does no harm. */
function useTimeLeft(start: number): number {
  const [passed, setPassed] = useState(0)
  useEffect(() => {
    const from = Date.now()
    const timer = setInterval(() => setPassed(Date.now() - from), 30_000)
    return () => clearInterval(timer)
  }, [start])
  return start - passed
}
