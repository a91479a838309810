import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { TakenAt } from '#app/components/participation/taken-at.tsx'
import { RoundHead } from '#app/components/organizer/round-head.tsx'
import { dotPlot, heatMap, histogram } from '#app/components/pictures/charts.server.ts'
import { Empty, Table } from '#app/components/ui/table.tsx'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { localeOf } from '#app/i18n/all.server.ts'
import { formatNumber, formatPoints } from '#app/i18n/format.ts'
import { computed } from '#app/i18n/index.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { worksBarredTo } from '#app/modules/judging/known-conflicts.server.ts'
import { leastShared, type Effect } from '#app/modules/results/judges.ts'
import { qualityOfRound } from '#app/modules/results/quality.server.ts'

export const handle = { title: 'quality.title' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  const quality = await qualityOfRound(
    edition.id,
    params.roundId!,
    await worksBarredTo(actor.userId, edition.id),
  )
  if (!quality) notFound()
  const locale = localeOf(request)
  const format = (value: number) => formatNumber(value, locale, 1)
  return {
    edition: edition.number,
    takenAt: quality.takenAt,
    round: quality.round,
    panels: quality.panels.map((panel) => ({
      ...panel,
      least: leastShared,
      picture: dotPlot(
        panel.judges.flatMap((judge) =>
          judge.severity === null || judge.sd === null
            ? []
            : [
                {
                  label: judge.name,
                  value: judge.severity,
                  low: judge.severity - judge.sd / 2,
                  high: judge.severity + judge.sd / 2,
                },
              ],
        ),
        { zero: 0, format },
      ),
    })),
    days: {
      ...quality.days,
      picture: heatMap(
        quality.days.judges.map(({ name, counts }) => ({ label: name, counts })),
        quality.days.days.map((day) => `${day.slice(8)}/${day.slice(5, 7)}`),
      ),
    },
    criteria: quality.criteria.map((row) => ({
      ...row,
      picture: histogram(row.counts, ['0', formatPoints(row.maxPoints, locale)]),
    })),
  }
}

/** For people who look rather than read; each picture has its table. */
export default function Quality() {
  const { t } = useTranslation()
  const { edition, takenAt, round, panels } = useLoaderData<typeof loader>()
  const scored = panels.filter((panel) => panel.sheets > 0)
  return (
    <div className="stack" data-gap="large">
      <RoundHead edition={edition} round={round} title={t('quality.title')} />
      <TakenAt at={takenAt} />
      {scored.length === 0 && <Empty>{t('quality.none')}</Empty>}
      {scored.map((panel) => (
        <Panel key={panel.name} panel={panel} />
      ))}
      <Days />
      <Criteria />
    </div>
  )
}

type PanelFigures = ReturnType<typeof useLoaderData<typeof loader>>['panels'][number]

/** Wider than a phone it is moved sideways, by keyboard too. */
function Picture({ of, label }: { of: string; label: string }) {
  if (!of) return null
  return (
    <div
      className="scroll"
      tabIndex={0}
      role="group"
      aria-label={label}
      dangerouslySetInnerHTML={{ __html: of }}
    />
  )
}

function Panel({ panel }: { panel: PanelFigures }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const number = (value: number | null, digits = 2) =>
    value === null ? '–' : formatNumber(value, locale, digits)
  const effect = (value: Effect | null, digits = 2) =>
    value === null
      ? '–'
      : `${number(value.value, digits)} ± ${number(value.se, digits)}${value.p < 0.05 ? ' *' : ''}`
  return (
    <section className="stack">
      <h2>{panel.name}</h2>
      <p>{t('quality.read', { sheets: panel.sheets, entries: panel.entries })}</p>
      {panel.agreement ? (
        <p>
          {t('quality.agreement', {
            alpha: number(panel.agreement.value),
            low: number(panel.agreement.low),
            high: number(panel.agreement.high),
          })}{' '}
          {t(`quality.meaning.${panel.agreement.meaning}`)}
        </p>
      ) : (
        <p className="quiet">
          {t('quality.noAgreement')}{' '}
          {t(computed(`statistics.reason.${panel.agreementReason}`), { least: panel.least })}.
        </p>
      )}
      {panel.icc && (
        <p>
          {t('quality.icc', {
            icc: number(panel.icc.value),
            low: number(panel.icc.low),
            high: number(panel.icc.high),
          })}
        </p>
      )}
      {panel.kendall && (
        <p>{t('quality.kendall', { w: number(panel.kendall.W), p: number(panel.kendall.p, 3) })}</p>
      )}
      {panel.sdEntry !== null && (
        <p>
          {t('quality.spreads', {
            entry: number(panel.sdEntry),
            judge: number(panel.sdJudge),
            rest: number(panel.sdResidual),
          })}
        </p>
      )}
      {panel.position && (
        <p>
          {t(panel.position.p < 0.05 ? 'quality.positionFound' : 'quality.positionNone', {
            effect: number(panel.position.value * 10),
          })}
        </p>
      )}
      {panel.picture && (
        <figure className="stack" data-gap="small">
          <figcaption>{t('quality.severityPicture')}</figcaption>
          <Picture of={panel.picture} label={t('quality.severityPicture')} />
        </figure>
      )}
      <Table label={`${panel.name}: ${t('quality.judges')}`}>
        <thead>
          <tr>
            <th>{t('role.judge')}</th>
            <th className="num">{t('results.readings')}</th>
            <th className="num">{t('results.mean')}</th>
            <th className="num">{t('results.sd')}</th>
            <th className="num">{t('quality.range')}</th>
            <th className="num">{t('quality.severity')}</th>
            <th className="num">{t('quality.others')}</th>
            <th className="num">{t('quality.drift')}</th>
            <th className="num">{t('quality.ownAgency')}</th>
            <th className="num">{t('quality.ownProvince')}</th>
          </tr>
        </thead>
        <tbody>
          {panel.judges.map((judge) => (
            <tr key={judge.name}>
              <th scope="row">{judge.name}</th>
              <td className="num">{judge.readings}</td>
              <td className="num">{number(judge.mean)}</td>
              <td className="num">{number(judge.sd)}</td>
              <td className="num nowrap">
                {number(judge.lowest, 1)}–{number(judge.highest, 1)}
              </td>
              <td className="num">{number(judge.severity)}</td>
              <td className="num">{number(judge.againstOthers)}</td>
              <td className="num nowrap">{effect(judge.drift, 3)}</td>
              <td className="num nowrap">{effect(judge.ownAgency)}</td>
              <td className="num nowrap">{effect(judge.ownProvince)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
      <p className="quiet small prose">{t('quality.legend')}</p>
    </section>
  )
}

function Days() {
  const { t } = useTranslation()
  const { days } = useLoaderData<typeof loader>()
  if (days.days.length === 0) return null
  return (
    <section className="stack">
      <h2>{t('quality.days')}</h2>
      <Picture of={days.picture} label={t('quality.days')} />
      <details>
        <summary>{t('quality.asTable')}</summary>
        <Table label={t('quality.days')}>
          <thead>
            <tr>
              <th>{t('role.judge')}</th>
              {days.days.map((day) => (
                <th key={day} className="num">
                  {day.split('-').reverse().join('/')}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days.judges.map((judge) => (
              <tr key={judge.name}>
                <th scope="row">{judge.name}</th>
                {judge.counts.map((count, index) => (
                  <td key={days.days[index]} className="num">
                    {count || '–'}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </Table>
      </details>
    </section>
  )
}

function Criteria() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { criteria } = useLoaderData<typeof loader>()
  if (criteria.length === 0) return null
  return (
    <section className="stack">
      <h2>{t('quality.criteria')}</h2>
      <Table label={t('quality.criteria')}>
        <thead>
          <tr>
            <th>{t('entry.category')}</th>
            <th>{t('quality.criterion')}</th>
            <th className="num">{t('round.submitted')}</th>
            <th className="num">{t('results.mean')}</th>
            <th>{t('results.spread')}</th>
          </tr>
        </thead>
        <tbody>
          {criteria.map((row) => (
            <tr key={row.categoryVi + row.nameVi}>
              <td>{locale === 'vi' ? row.categoryVi : row.categoryEn}</td>
              <th scope="row">{locale === 'vi' ? row.nameVi : row.nameEn}</th>
              <td className="num">{row.sheets}</td>
              <td className="num nowrap">
                {formatPoints(row.mean, locale, 2)} / {formatPoints(row.maxPoints, locale)}
              </td>
              <td dangerouslySetInnerHTML={{ __html: row.picture }} />
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  )
}
