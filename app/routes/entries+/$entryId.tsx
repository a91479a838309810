import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { AuthorLetter, BehalfLine } from '#app/components/entries/behalf-line.tsx'
import { DossierPages } from '#app/components/entries/dossier.tsx'
import { EntryForm } from '#app/components/entries/entry-form.tsx'
import { KeptAside } from '#app/components/entries/stored-file.tsx'
import { ActionButton, ConfirmedAction } from '#app/components/ui/form.tsx'
import { EntryStateChip } from '#app/components/ui/state.tsx'
import { failedForm, refusedForm } from '#app/http/forms.server.ts'
import { notFound, requireActor, shown } from '#app/http/guard.server.ts'
import { handIn } from '#app/http/hand-in.server.ts'
import { readDraft } from '#app/http/read-draft.server.ts'
import { entryNumber, roman } from '#app/i18n/format.ts'
import { computed } from '#app/i18n/index.ts'
import { sayMoment } from '#app/i18n/say-moment.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { saveDraft, type SavedDraft } from '#app/modules/entries/save-draft.server.ts'
import { arrivalOf } from '#app/modules/entries/submit-entry.server.ts'
import { entryPage, type EntryPage } from '#app/modules/home/entry-page.server.ts'
import { isRefusal, type Message } from '#app/modules/refusal/refusal.ts'

export const handle = {
  title: ({ entry }: { entry: { title: string } }, t: (key: 'entry.untitled') => string) =>
    entry.title || t('entry.untitled'),
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  return shown(await entryPage(await requireActor(request), params.entryId!))
}

/**
 * Without script: the whole form is saved and the page comes back, with what was typed where not all of it was taken; or
 * it is handed in, once all of it is stored.
 */
export async function action({ request, params }: ActionFunctionArgs) {
  const arrived = arrivalOf()
  const actor = await requireActor(request)
  const ask = await readDraft(request)
  const saved = await saveDraft(actor, params.entryId!, ask)
  if (!saved) notFound()
  if (isRefusal(saved)) return refusedForm(ask.fields, saved)
  const errors = { ...conflictsIn(saved), ...saved.errors }
  if (Object.keys(errors).length) return failedForm(ask.fields, errors)
  if (ask.submit) return handIn(actor, params.entryId!, arrived, saved.version)
  return redirect(`/entries/${params.entryId}`)
}

/** What stands elsewhere, at the field: typed once more it goes over that. */
const conflictsIn = ({ conflicts }: SavedDraft): Record<string, Message> =>
  Object.fromEntries(
    Object.entries(conflicts).map(([name, there]) => [
      name,
      there
        ? { key: 'entry.conflict.written', values: { there: there.slice(0, 2000) } }
        : { key: 'entry.conflict.emptied' },
    ]),
  )

export default function Entry() {
  const page = useLoaderData<typeof loader>()
  return (
    <main id="main">
      <Head page={page} />
      {page.may.edit ? <EntryForm key={page.entry.id} page={page} /> : <ReadOnly page={page} />}
    </main>
  )
}

function Head({ page: { entry, prize, edition, behalf, owned, may } }: { page: EntryPage }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const sections = (entry.returnFields ?? [])
    .map((section) => t(computed(`entry.section.${section}`)))
    .join(', ')
  return (
    <div className="stack">
      <div className="page-head">
        <div>
          <p className="quiet small">
            {entry.number === null ? roman(edition.number) : entryNumber(edition.number, entry.number)}
          </p>
          <h1 dir="auto">{entry.title || t('entry.untitled')}</h1>
        </div>
        <EntryStateChip state={entry.state} prize={prize} />
      </div>
      {behalf && <BehalfLine behalf={behalf} />}
      {behalf && owned && !behalf.confirmed && <AuthorLetter entryId={entry.id} email={behalf.email} />}
      {entry.state === 'returned' && (
        <div className="notice" data-kind="attention">
          <p>
            {t('entry.returnedNotice', { until: sayMoment(entry.returnUntil!, { t, locale }), sections })}
          </p>
          {entry.screeningNote && <p className="pre">{entry.screeningNote}</p>}
        </div>
      )}
      {may.putBack && (
        <div className="notice stack" data-kind="attention">
          <p>{t('entry.draftRests', { until: sayMoment(entry.restsUntil!, { t, locale }) })}</p>
          <ActionButton action={`/entries/${entry.id}/putting-back`}>{t('entry.putDraftBack')}</ActionButton>
        </div>
      )}
      {entry.state === 'disqualified' && (
        <div className="notice" data-kind="error">
          <p>{t('entry.disqualifiedNotice')}</p>
          <p className="pre">{entry.screeningNote}</p>
        </div>
      )}
      {entry.state === 'ineligible' && (
        <div className="notice" data-kind="error">
          <p>
            {t('entry.ineligibleNotice', {
              reason: t(computed(`screening.reason.${entry.screeningReason}`)),
            })}
          </p>
          {entry.screeningNote && <p className="pre">{entry.screeningNote}</p>}
        </div>
      )}
      <div />
    </div>
  )
}

function ReadOnly({ page }: { page: EntryPage }) {
  const { t } = useTranslation()
  const { entry, may, owned, standing } = page
  const place = standing.place.bucket ? t(`bucket.${standing.place.bucket}`) : (standing.place.province ?? '')
  const files = page.files.filter((file) => !file.misfit)
  return (
    <div className="two">
      <div className="stack" data-gap="large">
        <DossierPages
          dossier={{ ...page, ...entry, files, agency: page.agency || entry.agencyText, place }}
        />
        <KeptAside files={page.files} editable={false} />
      </div>
      <aside className="stack">
        {owned && entry.receiptCode && (
          <section className="panel stack" data-gap="small">
            <h2>{t('entry.receipt')}</h2>
            <a className="button" href={`/entries/${entry.id}/receipt.pdf`}>
              {t('entry.receiptPdf')}
            </a>
            <a href={`/receipts/${entry.receiptCode}`}>{t('entry.receiptPage')}</a>
          </section>
        )}
        <div className="row">
          {may.takeBack && (
            <ActionButton action={`/entries/${entry.id}/taking-back`}>{t('entry.takeBack')}</ActionButton>
          )}
          {may.withdraw && (
            <ConfirmedAction
              action={`/entries/${entry.id}/withdrawal`}
              label={t('entry.withdraw')}
              consequence={t('entry.withdrawMeans')}
            />
          )}
          {may.submit && (
            <ActionButton action={`/entries/${entry.id}/submission`} kind="primary">
              {t('entry.submit')}
            </ActionButton>
          )}
        </div>
      </aside>
    </div>
  )
}
