import { Link } from '@remix-run/react'
import { useTranslation } from '#app/i18n/use-translation.ts'

/** The head of a page about one round, with the way back to it. */
export function RoundHead(props: {
  edition: number
  round: { id: string; stage: 'preliminary' | 'final' }
  title: string
}) {
  const { t } = useTranslation()
  return (
    <div>
      <p className="quiet small">
        <Link to={`/organizer/${props.edition}/rounds/${props.round.id}`}>
          {t(`round.stage.${props.round.stage}`)}
        </Link>
      </p>
      <h1>{props.title}</h1>
    </div>
  )
}
