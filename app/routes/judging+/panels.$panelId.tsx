import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { ConfirmedAction, PostForm, SubmitButton } from '#app/components/ui/form.tsx'
import { SortHead, Table } from '#app/components/ui/table.tsx'
import { useSorted } from '#app/components/ui/use-sorted.ts'
import { readForm } from '#app/http/forms.server.ts'
import { notFound, requireActor } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { formatMoment, formatPoints } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { askSecondLook } from '#app/modules/judging/ask-second-look.server.ts'
import { chairs } from '#app/modules/judging/chaired-panels.server.ts'
import { panelForChair } from '#app/modules/judging/panel-for-chair.server.ts'
import { secondLook } from '#app/modules/judging/schema.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export const handle = { title: 'chair.title' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request)
  const page = await panelForChair(actor, params.panelId!)
  if (!page) notFound()
  return page
}

/** Asks two judges to look at a work again. */
export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request)
  if (!(await chairs(actor, params.panelId!))) notFound()
  const form = await readForm(request, secondLook)
  const page = `/judging/panels/${params.panelId}`
  if (!form.ok) return redirectWithNotice(page, 'chair.refused.note', {}, 'error')
  const answer = await askSecondLook(actor, params.panelId!, form.value)
  if (!answer) notFound()
  if (isRefusal(answer)) return redirectWithNotice(page, answer.refused.key, answer.refused.values, 'error')
  return redirectWithNotice(page, 'chair.askedNotice')
}

export default function Panel() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { panel, round, judges, ownDone } = useLoaderData<typeof loader>()
  return (
    <main id="main" className="stack" data-gap="large">
      <div>
        <p className="quiet small">
          <Link to={`/judging?round=${round.id}`}>{t(`round.stage.${round.stage}`)}</Link>
        </p>
        <h1>{panel.name}</h1>
      </div>
      <section className="stack">
        <h2>{t('chair.progress')}</h2>
        <Table label={t('chair.progress')}>
          <thead>
            <tr>
              <th>{t('role.judge')}</th>
              <th className="num">{t('round.assigned')}</th>
              <th className="num">{t('round.submitted')}</th>
            </tr>
          </thead>
          <tbody>
            {judges.map((judge) => (
              <tr key={judge.name}>
                <th scope="row">{judge.name}</th>
                <td className="num">{judge.assigned}</td>
                <td className="num">{judge.submitted}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      </section>
      {ownDone ? <Works /> : <p className="notice">{t('chair.ownFirst')}</p>}
      {panel.signedOffAt ? (
        <p>
          {t('chair.signed', {
            at: formatMoment(panel.signedOffAt, locale),
            hash: panel.signedOffHash ?? '',
          })}
        </p>
      ) : (
        round.state === 'closed' && (
          <ConfirmedAction
            action={`/judging/panels/${panel.id}/signing`}
            label={t('chair.signOff')}
            consequence={t('chair.signOffMeans')}
            kind="primary"
          />
        )
      )}
    </main>
  )
}

function Works() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { panel, round, works } = useLoaderData<typeof loader>()
  const rows = useSorted(works, ['number', 'title', 'readings', 'mean', 'sd', 'range'])
  if (works.length === 0) return null
  return (
    <section className="stack">
      <h2>{t('chair.disagreement')}</h2>
      <Table label={t('chair.disagreement')}>
        <thead>
          <tr>
            <SortHead column="title" label={t('entry.title')} />
            <SortHead column="readings" label={t('results.readings')} number />
            <SortHead column="mean" label={t('results.mean')} number />
            <SortHead column="sd" label={t('results.sd')} number />
            <SortHead column="range" label={t('chair.range')} number />
            <th>{t('chair.ask')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.entryId}>
              <th scope="row" className="title" dir="auto">
                {row.title}
              </th>
              <td className="num">
                {row.readings}/{row.wanted}
              </td>
              <td className="num">{formatPoints(row.mean, locale, 2)}</td>
              <td className="num">{formatPoints(row.sd, locale, 2)}</td>
              <td className="num">{formatPoints(row.range, locale, 2)}</td>
              <td>
                {row.asked > 0 && <p className="quiet small">{t('chair.asked', { count: row.asked })}</p>}
                {round.state === 'open' && row.readings > 1 && (
                  <details className="small">
                    <summary>{t('chair.ask')}</summary>
                    <PostForm action={`/judging/panels/${panel.id}`} className="stack" data-gap="small">
                      <p className="quiet">{t('chair.askMeans')}</p>
                      <input type="hidden" name="entryId" value={row.entryId} />
                      <label className="field">
                        {t('chair.note')}
                        <input name="note" required minLength={3} maxLength={1000} />
                      </label>
                      <div>
                        <SubmitButton kind="plain">{t('chair.askSubmit')}</SubmitButton>
                      </div>
                    </PostForm>
                  </details>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  )
}
