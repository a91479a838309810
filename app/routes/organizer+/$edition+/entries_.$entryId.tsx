import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { AskedOutcome } from '#app/components/entries/asked-outcome.tsx'
import { DossierPages } from '#app/components/entries/dossier.tsx'
import { BehalfLine } from '#app/components/entries/behalf-line.tsx'
import { Standing } from '#app/components/entries/standing.tsx'
import { ScreeningForm } from '#app/components/organizer/screening-form.tsx'
import { ConfirmedAction, TextArea, TextField } from '#app/components/ui/form.tsx'
import { EntryStateChip } from '#app/components/ui/state.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { readForm, refusedForm } from '#app/http/forms.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { entryNumber, formatMoment, formatPoints } from '#app/i18n/format.ts'
import { computed } from '#app/i18n/index.ts'
import { sayMoment } from '#app/i18n/say-moment.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { mayEntry } from '#app/modules/entries/entry-moves.ts'
import { loadDossier } from '#app/modules/entries/load-entry.server.ts'
import { everAskedOf } from '#app/modules/entries/return-asks.server.ts'
import { screenEntry } from '#app/modules/screening/screen-entry.server.ts'
import { screeningMovesOf } from '#app/modules/screening/policy.ts'
import { screeningDecision } from '#app/modules/screening/screening-decision.ts'
import { standingOf } from '#app/modules/entries/standing.server.ts'
import { worksBarredTo } from '#app/modules/judging/known-conflicts.server.ts'
import { readingsOf } from '#app/modules/judging/entry-readings.server.ts'
import { shownBehalf } from '#app/modules/outreach/enter-on-behalf.server.ts'
import { endorsementOfEntry } from '#app/modules/outreach/endorse.server.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'
import { historyOf } from '#app/modules/screening/entry-history.server.ts'
import { screeningsOf } from '#app/modules/screening/screenings.server.ts'
import { nextToScreen } from '#app/modules/screening/next-to-screen.server.ts'

export const handle = { title: ({ title }: { title: string }) => title }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  const dossier = await loadDossier(actor, params.entryId!)
  if (!dossier || dossier.entry.editionId !== edition.id || dossier.entry.number === null) notFound()
  const { entry, category, parts, authors, awards } = dossier
  const barred = await worksBarredTo(actor.userId, edition.id)
  if (barred.has(entry.id))
    throw redirectWithNotice(`/organizer/${edition.number}/entries`, 'judging.refused.conflict', {}, 'error')
  const [standing, history, screenings, asked, next, readings, endorsement, behalf] = await Promise.all([
    standingOf(dossier),
    historyOf(entry.id),
    screeningsOf(entry.id),
    everAskedOf(dossier),
    nextToScreen(edition.id, entry.number ?? 0, barred),
    readingsOf(entry.id, edition),
    endorsementOfEntry(entry.id),
    shownBehalf(entry.id),
  ])
  const {
    id,
    title,
    originalTitle,
    language,
    genre,
    summary,
    state,
    number,
    submittedAt,
    supplementedAt,
    agencyText,
    screeningNote,
    screeningReason,
    returnUntil,
    returnFields,
  } = entry
  return {
    id,
    title,
    originalTitle,
    language,
    genre,
    summary,
    state,
    number,
    submittedAt,
    supplementedAt,
    screeningNote,
    screeningReason,
    returnUntil,
    returnFields,
    edition: edition.number,
    may: screeningMovesOf(entry, readings.filter((row) => !row.endedWhy).length, edition.now),
    overdue: state === 'returned' && returnUntil! < edition.now,
    category,
    agency: dossier.agency?.name ?? agencyText,
    parts,
    authors,
    awards,
    standing,
    history,
    screenings: screenings.map((row) => ({
      ...row,
      asked: asked.filter(({ at }) => at.getTime() === row.at.getTime()),
    })),
    endorsement,
    behalf,
    readings,
    next: next === id ? null : next,
    files: dossier.files
      .filter((file) => !file.misfit)
      .map(({ id: fileId, kind, name, bytes, durationSeconds, state: fileState }) => ({
        id: fileId,
        kind,
        name,
        bytes,
        durationSeconds,
        state: fileState,
      })),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  const form = await readForm(request, screeningDecision)
  if (!form.ok) return form.failed
  const answer = await screenEntry(actor, params.entryId!, form.value)
  if (!answer) notFound()
  if (isRefusal(answer)) return refusedForm(form.values, answer)
  return redirectWithNotice(`/organizer/${edition.number}/entries/${params.entryId}`, 'screening.decided')
}

export default function Screening() {
  const { t } = useTranslation()
  const locale = useLocale()
  const dossier = useLoaderData<typeof loader>()
  const { standing, edition, next } = dossier
  const place = standing.place.bucket ? t(`bucket.${standing.place.bucket}`) : (standing.place.province ?? '')
  return (
    <div className="stack">
      <div className="page-head">
        <div>
          <p className="quiet small">
            {entryNumber(edition, dossier.number)} · {formatMoment(dossier.submittedAt, locale)}
            {dossier.supplementedAt &&
              ` · ${t('entry.asked.supplemented')}: ${formatMoment(dossier.supplementedAt, locale)}`}
          </p>
          <h1 dir="auto">{dossier.title}</h1>
        </div>
        <EntryStateChip state={dossier.state} />
      </div>
      {dossier.behalf && <BehalfLine behalf={dossier.behalf} />}
      {dossier.endorsement && (
        <p>
          {t('follow.endorse.entry', {
            standing: t(`follow.endorse.standings.${dossier.endorsement.standing}`),
            place: dossier.endorsement.place ?? '–',
            quota: dossier.endorsement.quota,
          })}
        </p>
      )}
      <div className="two">
        <div className="stack" data-gap="large">
          <DossierPages dossier={{ ...dossier, place }} />
          <Readings />
          <Screenings />
          <History />
        </div>
        <aside className="stack">
          {dossier.may.extend && <Extension />}
          {dossier.may.decisions.length > 0 && (
            <ScreeningForm key={dossier.id} of={dossier} may={dossier.may.decisions} />
          )}
          {(['disqualified', 'reinstated'] as const).map(
            (move) => mayEntry(move, dossier.state) && <OutOrIn key={move} move={move} />,
          )}
          {next && (
            <Link className="button" to={`/organizer/${edition}/entries/${next}`}>
              {t('screening.next')}
            </Link>
          )}
          <div className="panel stack">
            <Standing missing={standing.missing} findings={standing.findings} />
          </div>
        </aside>
      </div>
    </div>
  )
}

/** More time for a dossier that is out, and that its date has passed where it has. */
function Extension() {
  const { t } = useTranslation()
  const { edition, id, overdue } = useLoaderData<typeof loader>()
  return (
    <div className="stack" data-gap="small">
      {overdue && (
        <p className="notice" data-kind="attention">
          {t('screening.overdue')}
        </p>
      )}
      <ConfirmedAction
        action={`/organizer/${edition}/entries/${id}/extension`}
        label={t('screening.extend')}
        consequence={t('screening.extendMeans')}
        kind="plain"
      >
        <TextField label={t('screening.until')} name="until" type="datetime-local" required />
        <TextArea label={t('screening.note')} name="note" rows={2} />
      </ConfirmedAction>
    </div>
  )
}

/** Out of the award, or back in. */
function OutOrIn({ move }: { move: 'disqualified' | 'reinstated' }) {
  const { t } = useTranslation()
  const { edition, id } = useLoaderData<typeof loader>()
  const [noun, verb] =
    move === 'disqualified'
      ? (['disqualification', 'disqualify'] as const)
      : (['reinstatement', 'reinstate'] as const)
  return (
    <ConfirmedAction
      action={`/organizer/${edition}/entries/${id}/${noun}`}
      label={t(`screening.${verb}`)}
      consequence={t(`screening.${verb}Means`)}
      reason={t('judging.reason')}
      kind={move === 'disqualified' ? 'danger' : 'plain'}
    />
  )
}

function Readings() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { edition, id, readings } = useLoaderData<typeof loader>()
  if (readings.length === 0) return null
  return (
    <section className="stack" data-gap="small">
      <h2>{t('export.kind.sheets')}</h2>
      <Table label={t('export.kind.sheets')}>
        <thead>
          <tr>
            <th>{t('round.stageColumn')}</th>
            <th>{t('role.judge')}</th>
            <th>{t('entry.stateColumn')}</th>
            <th className="num">{t('judging.total')}</th>
            <th>{t('judging.note')}</th>
          </tr>
        </thead>
        <tbody>
          {readings.map((row) => (
            <tr key={row.id}>
              <td>{t(`round.stage.${row.stage}`)}</td>
              <th scope="row">{row.judge}</th>
              <td>
                {row.endedWhy
                  ? t(`judging.ended.${row.endedWhy}`)
                  : t(`judging.state.${row.state ?? 'none'}`)}
              </td>
              <td className="num">{formatPoints(row.total, locale)}</td>
              <td className="pre">
                {row.flags?.map((flag) => (
                  <span key={flag} className="chip" data-tone="attention">
                    ⚑ {t(`judging.flag.${flag}`)}
                  </span>
                ))}{' '}
                {row.endedNote || row.note}
                {row.mayStrike && (
                  <ConfirmedAction
                    action={`/organizer/${edition}/entries/${id}/sheets/${row.sheetId}/striking`}
                    label={t('judging.strike')}
                    consequence={t('judging.strikeMeans')}
                    reason={t('judging.reason')}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  )
}

function Screenings() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { screenings } = useLoaderData<typeof loader>()
  if (screenings.length === 0) return null
  return (
    <section className="stack" data-gap="small">
      <h2>{t('screening.decisions')}</h2>
      <ol className="plain small">
        {screenings.map((row) => (
          <li key={row.id}>
            <span className="quiet">{formatMoment(row.at, locale)}</span>{' '}
            <EntryStateChip state={row.decision} /> {row.reason && t(`screening.reason.${row.reason}`)}{' '}
            {row.returnFields &&
              t('screening.asked', {
                until: sayMoment(row.returnUntil!, { t, locale }),
                fields: row.returnFields.map((section) => t(computed(`entry.section.${section}`))).join(', '),
              })}{' '}
            {row.by && `– ${row.by}`}
            {row.note && <p className="pre">{row.note}</p>}
            <AskedOutcome asked={row.asked} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function History() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { history } = useLoaderData<typeof loader>()
  return (
    <section className="stack" data-gap="small">
      <h2>{t('screening.history')}</h2>
      <ol className="plain small">
        {history.map((event) => (
          <li key={event.id}>
            <span className="quiet">{formatMoment(event.at, locale)}</span>{' '}
            {t(computed(`audit.${event.kind}`))} {event.actor && `– ${event.actor}`}
          </li>
        ))}
      </ol>
    </section>
  )
}
