import { useTranslation } from '#app/i18n/use-translation.ts'
import { SubHead } from '../ui/sub-head.tsx'
import type { Stage } from '#app/modules/judging/round.ts'

/** The head of a page about one round, with the way back to it. */
export function RoundHead(props: { edition: number; round: { id: string; stage: Stage }; title: string }) {
  const { t } = useTranslation()
  return (
    <SubHead
      to={`/organizer/${props.edition}/rounds/${props.round.id}`}
      back={t(`round.stage.${props.round.stage}`)}
      title={props.title}
    />
  )
}
