import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Link, redirect, useLoaderData, type ClientLoaderFunctionArgs } from '@remix-run/react'
import { useEffect } from 'react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { fetchAhead, nextIn, rememberQueue, takeAhead } from '#app/components/judging/desks-ahead.ts'
import { ownOutbox } from '#app/components/judging/outbox.ts'
import { OutboxLine } from '#app/components/judging/outbox-line.tsx'
import { ScoreForm, type ShownPage } from '#app/components/judging/score-form.tsx'
import { MediaList } from '#app/components/entries/dossier.tsx'
import { refusedForm } from '#app/http/forms.server.ts'
import { notFound, requireActor } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { readSheet } from '#app/http/read-sheet.server.ts'
import { entryNumber, formatDate } from '#app/i18n/format.ts'
import { computed } from '#app/i18n/index.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { judgePage, type JudgePage } from '#app/modules/judging/judge-page.server.ts'
import { saveSheet, submitSheet } from '#app/modules/judging/score-sheet.server.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export const handle = { title: ({ reading }: { reading: { title: string } }) => reading.title }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request)
  const page = await judgePage(actor, params.assignmentId!)
  if (!page) notFound()
  return page
}

/** An entry that was fetched ahead opens without asking the server. */
export async function clientLoader({ params, serverLoader }: ClientLoaderFunctionArgs) {
  return takeAhead(params.assignmentId!) ?? (await serverLoader<typeof loader>())
}

/** The whole sheet at once: without script, or pressed as "send and go on". */
export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request)
  const ask = await readSheet(request)
  if (isRefusal(ask)) return refusedForm({}, ask)
  const answer = await (ask.submit ? submitSheet : saveSheet)(actor, params.assignmentId!, ask)
  if (!answer) notFound()
  if (isRefusal(answer)) return refusedForm(ask.typed, answer)
  if (!ask.submit) return redirect(`/judging/${params.assignmentId}`)
  return redirectWithNotice(ask.next ? `/judging/${ask.next}` : '/judging', 'judging.sent')
}

/** The work comes first, on a phone and for the keyboard; a wide screen shows the queue at its left. */
export default function JudgePlace() {
  const loaded: JudgePage = useLoaderData<typeof loader>()
  const { id } = loaded.reading
  const page = { ...loaded, next: nextIn(loaded.queue, id) }
  ownOutbox(loaded.me)
  useEffect(() => {
    rememberQueue(loaded)
  }, [loaded])
  useEffect(() => {
    const leaving = new AbortController()
    void fetchAhead(id, leaving.signal)
    return () => leaving.abort()
  }, [id])
  return (
    <main id="main" className="desk-page">
      <OutboxLine />
      <div className="desk">
        <Work page={page} />
        <ScoreForm key={page.reading.id} page={page} />
        <Queue page={page} />
      </div>
    </main>
  )
}

const signs = { submitted: '✓', draft: '◐', none: '○' } as const

function Queue({ page: { queue, reading } }: { page: ShownPage }) {
  const { t } = useTranslation()
  return (
    <nav aria-label={t('judging.queue')} className="stack" data-gap="small" id="queue">
      <p className="row" data-end>
        <Link to={`/judging?round=${reading.roundId}`}>{t('judging.title')}</Link>
        <span className="quiet small">
          {queue.filter((row) => row.state === 'submitted').length}/{queue.length}
        </span>
      </p>
      <ol className="queue">
        {queue.map((row) => (
          <li key={row.id}>
            <Link
              to={`/judging/${row.id}`}
              aria-current={row.id === reading.id ? 'page' : undefined}
              prefetch="intent"
            >
              <span aria-hidden="true">{signs[row.state ?? 'none']}</span>
              <span dir="auto">{row.title}</span>
              <span className="quiet">
                {entryNumber(reading.edition, row.number)} · {row.minutes}′ ·{' '}
                {t(`judging.state.${row.state ?? 'none'}`)}
              </span>
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  )
}

function Work({ page: { reading, looks } }: { page: ShownPage }) {
  const { t } = useTranslation()
  const locale = useLocale()
  return (
    <article className="stack">
      <div>
        <p className="quiet small">
          {entryNumber(reading.edition, reading.number)} ·{' '}
          {locale === 'vi' ? reading.categoryVi : reading.categoryEn} ·{' '}
          {t(computed(`language.${reading.language}`))}
          {reading.genre && ` · ${t(computed(`genre.${reading.genre}`))}`}
        </p>
        <h1 dir="auto">{reading.title}</h1>
        {reading.originalTitle && (
          <p className="quiet" dir="auto">
            {reading.originalTitle}
          </p>
        )}
        {reading.authors && (
          <p>
            {reading.authors}
            {reading.agency && ` – ${reading.agency}`}
          </p>
        )}
        {reading.blind && <p className="quiet small">{t('judging.blind')}</p>}
      </div>
      {looks.map((look) => (
        <p key={look} className="notice" data-kind="attention">
          {t('chair.looked')} {look}
        </p>
      ))}
      <MediaList
        files={reading.files.map((file, index) => ({
          ...file,
          name: file.name || t('judging.fileName', { number: index + 1 }),
        }))}
      />
      <section className="stack" data-gap="small">
        <h2>{t('entry.field.summary')}</h2>
        <p className="pre prose" dir="auto">
          {reading.summary}
        </p>
      </section>
      <section className="stack" data-gap="small">
        <h2>{t('entry.section.parts')}</h2>
        <ol>
          {reading.parts.map((part, index) => (
            <li key={index}>
              {part.title || reading.title} – {formatDate(part.publishedOn, locale)}
              {part.outlet && `, ${part.outlet}`}{' '}
              {part.url && (
                <a href={part.url} target="_blank" rel="noreferrer nofollow">
                  {part.url}
                </a>
              )}
            </li>
          ))}
        </ol>
      </section>
    </article>
  )
}
