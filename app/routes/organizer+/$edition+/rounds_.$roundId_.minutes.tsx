import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { RoundHead } from '#app/components/organizer/round-head.tsx'
import { FormError, PostForm, SelectField, SubmitButton } from '#app/components/ui/form.tsx'
import { Empty, Table } from '#app/components/ui/table.tsx'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { readForm, refusedForm } from '#app/http/forms.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { formatMoment } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { panelsWithJudges } from '#app/modules/judging/panels-of-round.server.ts'
import { roundsOfEdition } from '#app/modules/judging/rounds-of-edition.server.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'
import { drawMinutes } from '#app/modules/results/draw-minutes.server.ts'
import { minutesOfRound } from '#app/modules/results/minutes-of-round.server.ts'
import { letterheads } from '#app/modules/documents/document.ts'

export const handle = { title: 'minutes.heading' }

const form = z.object({ panelId: z.string().default(''), letterhead: z.enum(letterheads) })

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { edition } = await requireOrganizer(request, params.edition)
  const round = (await roundsOfEdition(edition.id)).find((row) => row.round.id === params.roundId)?.round
  if (!round) notFound()
  const [panels, drawn] = await Promise.all([panelsWithJudges(round.id), minutesOfRound(round.id)])
  return {
    edition: edition.number,
    round: { id: round.id, stage: round.stage, state: round.state },
    panels: panels.map(({ id, name }) => ({ id, name })),
    drawn,
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  const read = await readForm(request, form)
  if (!read.ok) return read.failed
  const { panelId, letterhead } = read.value
  const answer = await drawMinutes(actor, params.roundId!, { panelId: panelId || null, letterhead })
  if (!answer) notFound()
  if (isRefusal(answer)) return refusedForm(read.values, answer)
  return redirectWithNotice(`/organizer/${edition.number}/rounds/${params.roundId}/minutes`, 'minutes.drawn')
}

export default function Minutes() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { edition, round, panels, drawn } = useLoaderData<typeof loader>()
  return (
    <div className="stack" data-gap="large">
      <RoundHead edition={edition} round={round} title={t('minutes.heading')} />
      {drawn.length === 0 ? (
        <Empty>{t('minutes.none')}</Empty>
      ) : (
        <Table label={t('minutes.heading')}>
          <thead>
            <tr>
              <th>{t('minutes.of')}</th>
              <th>{t('minutes.letterhead')}</th>
              <th>{t('round.conflictAt')}</th>
              <th>SHA-256</th>
              <th>{t('minutes.files')}</th>
            </tr>
          </thead>
          <tbody>
            {drawn.map((row) => (
              <tr key={row.id}>
                <th scope="row">{row.panel ?? t('minutes.council')}</th>
                <td>{t(`minutes.letterheads.${row.letterhead}`)}</td>
                <td className="nowrap">{formatMoment(row.at, locale)}</td>
                <td>
                  <code>{row.dataHash.slice(0, 16)}…</code>
                </td>
                <td className="nowrap">
                  {(['docx', 'pdf'] as const).map((format) => (
                    <a
                      key={format}
                      className="button"
                      href={`/organizer/${edition}/minutes/${row.id}.${format}`}
                      aria-label={t('minutes.download', {
                        format: format.toUpperCase(),
                        of: row.panel ?? t('minutes.council'),
                        at: formatMoment(row.at, locale),
                      })}
                    >
                      {format.toUpperCase()}
                    </a>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      {round.state === 'closed' && (
        <PostForm className="stack">
          <FormError />
          <div className="columns">
            <SelectField
              label={t('minutes.of')}
              name="panelId"
              empty={t('minutes.council')}
              options={panels.map(({ id, name }) => ({ value: id, label: name }))}
            />
            <SelectField
              label={t('minutes.letterhead')}
              name="letterhead"
              options={letterheads.map((letterhead) => ({
                value: letterhead,
                label: t(`minutes.letterheads.${letterhead}`),
              }))}
            />
          </div>
          <div>
            <SubmitButton>{t('minutes.draw')}</SubmitButton>
          </div>
        </PostForm>
      )}
    </div>
  )
}
