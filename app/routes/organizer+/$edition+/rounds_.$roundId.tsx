import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { ConflictSection } from '#app/components/organizer/conflict-section.tsx'
import { PanelForm } from '#app/components/organizer/panel-form.tsx'
import { PlanSection, WaveSection } from '#app/components/organizer/plan-section.tsx'
import { RoundForm } from '#app/components/organizer/round-form.tsx'
import { ActionButton, ConfirmedAction, TextField } from '#app/components/ui/form.tsx'
import { SortHead, Table } from '#app/components/ui/table.tsx'
import { useSorted } from '#app/components/ui/use-sorted.ts'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { readForm, refusedForm } from '#app/http/forms.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { entryNumber, formatMoment } from '#app/i18n/format.ts'
import { sayMessage } from '#app/i18n/say-message.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { worksBarredTo } from '#app/modules/judging/known-conflicts.server.ts'
import { changeRound } from '#app/modules/judging/form-round.server.ts'
import { roundPage } from '#app/modules/judging/round-page.server.ts'
import { sheetFlags } from '#app/modules/judging/scoring.ts'
import { roundForm } from '#app/modules/judging/schema.ts'
import { isRefusal, type Message } from '#app/modules/refusal/refusal.ts'

export const handle = { title: 'edition.tab.rounds' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  const barred = await worksBarredTo(actor.userId, edition.id)
  return (await roundPage(edition, params.roundId!, barred)) ?? notFound()
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  const form = await readForm(request, roundForm)
  if (!form.ok) return form.failed
  const answer = await changeRound(actor, params.roundId!, form.value)
  if (!answer) notFound()
  if (isRefusal(answer)) return refusedForm(form.values, answer)
  return redirectWithNotice(`/organizer/${edition.number}/rounds/${params.roundId}`, 'round.saved')
}

export default function Round() {
  const { t } = useTranslation()
  const { edition, round, panels } = useLoaderData<typeof loader>()
  const editable = round.state !== 'closed'
  return (
    <div className="stack" data-gap="large">
      <div className="page-head">
        <h1>{t(`round.stage.${round.stage}`)}</h1>
        <span className="chip" data-tone={round.state === 'open' ? 'active' : 'plain'}>
          {t(`round.state.${round.state}`)}
        </span>
      </div>
      <Moves />
      <Course />
      <PlanSection />
      <WaveSection />
      <section className="stack">
        <h2>{t('round.panels')}</h2>
        {panels.map((panel) => (
          <PanelForm key={panel.id} panel={panel} />
        ))}
        {editable && <PanelForm key={`new-${panels.length}`} />}
      </section>
      <Flagged />
      <ConflictSection />
      <Progress />
      {editable && (
        <details>
          <summary>{t('round.settings')}</summary>
          <RoundForm
            stages={[round.stage]}
            opensAt={round.opensAt}
            closesAt={round.closesAt}
            blind={round.blind}
            sameProvince={round.sameProvince}
            readings={round.readings}
            kind={round.kind}
            quorum={round.quorum}
            majority={round.majority}
            decidesBy={round.decidesBy}
            tieRule={round.tieRule}
            basisFixed={round.state !== 'forming'}
            action={`/organizer/${edition}/rounds/${round.id}`}
          />
        </details>
      )}
    </div>
  )
}

/** What can be done with the round now; one of them is the next step. */
function Moves() {
  const { t } = useTranslation()
  const { edition, round, panels, assigned, submitted, unassigned, moves, cannotOpen } =
    useLoaderData<typeof loader>()
  const path = `/organizer/${edition}/rounds/${round.id}`
  return (
    <div className="stack" data-gap="small">
      <p>
        {t('round.progress', { submitted, assigned })}
        {unassigned > 0 && ` · ${t('round.unassigned', { count: unassigned })}`}
      </p>
      {assigned > 0 && (
        <progress
          value={submitted}
          max={assigned}
          aria-label={t('round.progress', { submitted, assigned })}
        />
      )}
      {cannotOpen && <CannotOpen why={cannotOpen} />}
      <div className="row">
        {round.kind === 'scoring' && round.state !== 'closed' && (
          <ActionButton action={`${path}/assignment`} kind={round.state === 'forming' ? 'primary' : 'plain'}>
            {t('round.assign')}
          </ActionButton>
        )}
        {moves.includes('opened') && panels.length > 0 && (
          <ActionButton action={`${path}/opening`} kind="primary">
            {t('round.open')}
          </ActionButton>
        )}
        {moves.includes('unopened') && (
          <ConfirmedAction
            action={`${path}/unopening`}
            label={t('round.unopen')}
            consequence={t('round.unopenMeans')}
            kind="plain"
          />
        )}
        {round.kind === 'ballot' && round.state !== 'forming' && (
          <Link className="button" data-kind="primary" to={`${path}/ballots`}>
            {t('ballot.open')}
          </Link>
        )}
        {round.kind === 'scoring' && round.state === 'open' && (
          <ActionButton action={`${path}/reminders`}>{t('round.remind')}</ActionButton>
        )}
        {moves.includes('extended') && (
          <ConfirmedAction
            action={`${path}/extension`}
            label={t('round.extend')}
            consequence={t('round.extendMeans')}
            reason={t('judging.reason')}
            kind="plain"
          >
            <NewClosing />
          </ConfirmedAction>
        )}
        {moves.includes('closed') && (
          <ConfirmedAction
            action={`${path}/closing`}
            label={t('round.close')}
            consequence={t('round.closeMeans', { count: assigned - submitted })}
          />
        )}
        {moves.includes('reopened') && (
          <ConfirmedAction
            action={`${path}/reopening`}
            label={t('round.reopen')}
            consequence={t('round.reopenMeans')}
            reason={t('judging.reason')}
          >
            <NewClosing />
          </ConfirmedAction>
        )}
        {submitted > 0 && (
          <Link className="button" to={`${path}/quality`}>
            {t('quality.open')}
          </Link>
        )}
        {round.state === 'closed' && (
          <Link className="button" to={`${path}/minutes`}>
            {t('minutes.heading')}
          </Link>
        )}
        {round.state === 'closed' && (
          <Link className="button" data-kind="primary" to={`/organizer/${edition}/results?round=${round.id}`}>
            {t('round.toRanking')}
          </Link>
        )}
      </div>
    </div>
  )
}

/** Why the round cannot be opened yet; to a final without finalists, the way to choose them. */
function CannotOpen({ why }: { why: Message }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { edition, round } = useLoaderData<typeof loader>()
  return (
    <p className="notice" data-kind="attention">
      {sayMessage(why, { t, locale })}{' '}
      {round.stage === 'final' && (
        <Link to={`/organizer/${edition}/results`}>{t('round.chooseFinalists')}</Link>
      )}
    </p>
  )
}

function NewClosing() {
  const { t } = useTranslation()
  return <TextField label={t('round.newClosesAt')} name="closesAt" type="datetime-local" required />
}

/** What was done with the round so far, by whom and why. */
function Course() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { made } = useLoaderData<typeof loader>()
  if (made.length === 0) return null
  return (
    <details>
      <summary>{t('round.moves')}</summary>
      <Table label={t('round.moves')}>
        <thead>
          <tr>
            <th>{t('round.conflictAt')}</th>
            <th>{t('round.stateColumn')}</th>
            <th>{t('round.closesAt')}</th>
            <th>{t('round.moveBy')}</th>
            <th>{t('judging.reason')}</th>
          </tr>
        </thead>
        <tbody>
          {made.map((move) => (
            <tr key={move.id}>
              <th scope="row" className="nowrap">
                {formatMoment(move.at, locale)}
              </th>
              <td>{t(`round.move.${move.move}`)}</td>
              <td className="nowrap">{formatMoment(move.closesAt, locale)}</td>
              <td>{move.by}</td>
              <td className="pre">{move.reason}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </details>
  )
}

/** What judges told the secretariat beside the points. */
function Flagged() {
  const { t } = useTranslation()
  const { edition, flagged } = useLoaderData<typeof loader>()
  if (flagged.length === 0) return null
  return (
    <section className="stack" data-gap="small">
      <h2>{t('round.flagged')}</h2>
      <ul>
        {flagged.map((row) => (
          <li key={row.id}>
            <Link to={`/organizer/${edition}/entries/${row.id}`} dir="auto">
              {entryNumber(edition, row.number)} {row.title}
            </Link>
            {sheetFlags
              .filter((flag) => row.flags[flag])
              .map((flag) => ` · ⚑ ${t(`judging.flag.${flag}`)} (${row.flags[flag]})`)}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Progress() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { edition, judges: all, behind: allBehind } = useLoaderData<typeof loader>()
  const judges = useSorted(all, ['name', 'panel', 'assigned', 'begun', 'submitted', 'recused', 'lastAt'], {
    param: 'judges',
  })
  const behind = useSorted(allBehind, ['number', 'title', 'assigned', 'submitted', 'recused'], {
    param: 'behind',
  })
  if (judges.length === 0) return null
  return (
    <>
      <section className="stack">
        <h2>{t('round.judgeProgress')}</h2>
        <Table label={t('round.judgeProgress')}>
          <thead>
            <tr>
              <SortHead param="judges" column="name" label={t('role.judge')} />
              <SortHead param="judges" column="panel" label={t('round.panel')} />
              <SortHead param="judges" column="assigned" label={t('round.assigned')} number />
              <SortHead param="judges" column="begun" label={t('round.begun')} number />
              <SortHead param="judges" column="submitted" label={t('round.submitted')} number />
              <SortHead param="judges" column="recused" label={t('round.recused')} number />
              <SortHead param="judges" column="lastAt" label={t('round.lastAt')} />
              <th>{t('round.declared')}</th>
            </tr>
          </thead>
          <tbody>
            {judges.map((judge) => (
              <tr key={`${judge.id}${judge.panel}`}>
                <th scope="row">{judge.name}</th>
                <td>{judge.panel}</td>
                <td className="num">{judge.assigned}</td>
                <td className="num">{judge.begun}</td>
                <td className="num">{judge.submitted}</td>
                <td className="num">{judge.recused}</td>
                <td className="nowrap">{formatMoment(judge.lastAt, locale)}</td>
                <td>{judge.declared ? t('form.yes') : t('form.no')}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      </section>
      {behind.length > 0 && (
        <section className="stack">
          <h2>{t('round.entriesBehind')}</h2>
          <Table label={t('round.entriesBehind')}>
            <thead>
              <tr>
                <SortHead param="behind" column="number" label={t('entry.number')} />
                <SortHead param="behind" column="title" label={t('entry.title')} />
                <SortHead param="behind" column="assigned" label={t('round.assigned')} number />
                <SortHead param="behind" column="submitted" label={t('round.submitted')} number />
                <SortHead param="behind" column="recused" label={t('round.recused')} number />
              </tr>
            </thead>
            <tbody>
              {behind.map((row) => (
                <tr key={row.id}>
                  <td className="nowrap">{entryNumber(edition, row.number)}</td>
                  <th scope="row" className="title">
                    <Link to={`/organizer/${edition}/entries/${row.id}`} dir="auto">
                      {row.title || t('entry.keptAway')}
                    </Link>
                  </th>
                  <td className="num">{row.assigned}</td>
                  <td className="num">{row.submitted}</td>
                  <td className="num">{row.recused}</td>
                </tr>
              ))}
            </tbody>
          </Table>
        </section>
      )}
    </>
  )
}
