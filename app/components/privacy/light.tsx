import { useTranslation } from '#app/i18n/use-translation.ts'
import type { Light } from '#app/modules/privacy/requests.ts'

/** How near a deadline is, in a word and a tone: never by colour alone. */
export function LightChip({ light }: { light: Light }) {
  const { t } = useTranslation()
  const tones = { none: undefined, green: 'done', amber: 'attention', red: 'stop' } as const
  return (
    <span className="chip" data-tone={tones[light]}>
      {t(`personal.register.light.${light}`)}
    </span>
  )
}
