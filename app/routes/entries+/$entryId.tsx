import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { AuthorLetter, BehalfLine } from '#app/components/entries/behalf-line.tsx'
import { DossierPages } from '#app/components/entries/dossier.tsx'
import { EntryForm } from '#app/components/entries/entry-form.tsx'
import { ActionButton, ConfirmedAction } from '#app/components/ui/form.tsx'
import { EntryStateChip } from '#app/components/ui/state.tsx'
import { failedForm, refusedForm } from '#app/http/forms.server.ts'
import { notFound, requireActor } from '#app/http/guard.server.ts'
import { readDraft } from '#app/http/read-draft.server.ts'
import { entryNumber, formatMoment, roman } from '#app/i18n/format.ts'
import { computed } from '#app/i18n/index.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { categoriesOf } from '#app/modules/editions/queries.server.ts'
import { forPolicy, loadDossier, shownBehalf } from '#app/modules/entries/load-entry.server.ts'
import { refuseEdit, refuseSubmit, refuseTakeBack, refuseWithdraw } from '#app/modules/entries/policy.ts'
import { saveDraft } from '#app/modules/entries/save-draft.server.ts'
import { standingOf } from '#app/modules/entries/standing.server.ts'
import { unitsOf } from '#app/modules/provinces/history.server.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export const handle = {
  title: ({ entry }: { entry: { title: string } }, t: (key: 'entry.untitled') => string) =>
    entry.title || t('entry.untitled'),
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request)
  const dossier = await loadDossier(actor, params.entryId!)
  if (!dossier) notFound()
  const { entry, edition, owned, now } = dossier
  const [standing, categories, provinces] = await Promise.all([
    standingOf(dossier),
    categoriesOf(edition.id),
    unitsOf(),
  ])
  const facts = forPolicy(dossier)
  const may = {
    edit: owned && refuseEdit(facts, edition, now) === null,
    submit: owned && refuseSubmit(facts, edition, now) === null,
    takeBack: owned && refuseTakeBack(facts, edition, now) === null,
    withdraw: owned && refuseWithdraw(facts, edition, now) === null,
  }
  const { searchKey: _key, ownerId: _owner, ...shown } = entry
  const { number, closesAt, maxParts } = edition
  return {
    entry: shown,
    edition: { number, closesAt, maxParts },
    category: dossier.category,
    agency: dossier.agency?.name ?? '',
    behalf: owned ? shownBehalf(dossier) : withoutAddress(shownBehalf(dossier)),
    may,
    owned,
    now,
    standing,
    categories,
    provinces,
    parts: dossier.parts,
    authors: owned ? dossier.authors : dossier.authors.map(withoutContact),
    awards: dossier.awards,
    files: dossier.files.map(
      ({ objectKey: _object, uploadId: _upload, fingerprint: _print, ...file }) => file,
    ),
  }
}
/** A province's coordinator reads the work and who made it, not how to reach them. */
const withoutContact = <Author extends object>(author: Author) => ({
  ...author,
  phone: '',
  email: '',
  address: '',
})

const withoutAddress = (behalf: ReturnType<typeof shownBehalf>) => behalf && { ...behalf, email: '' }

export type EntryPage = ReturnType<typeof useLoaderData<typeof loader>>

/** Without script: the whole form is saved and the page comes back. */
export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request)
  const ask = await readDraft(request)
  const saved = await saveDraft(actor, params.entryId!, ask)
  if (!saved) notFound()
  if (isRefusal(saved)) return refusedForm(ask.fields, saved)
  if (Object.keys(saved.errors).length) return failedForm(ask.fields, saved.errors)
  return redirect(`/entries/${params.entryId}`)
}

export default function Entry() {
  const page = useLoaderData<typeof loader>()
  return (
    <main id="main">
      <Head page={page} />
      {page.may.edit ? <EntryForm key={page.entry.id} page={page} /> : <ReadOnly page={page} />}
    </main>
  )
}

function Head({ page: { entry, edition, behalf, owned } }: { page: EntryPage }) {
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
        <EntryStateChip state={entry.state} />
      </div>
      {behalf && <BehalfLine behalf={behalf} />}
      {behalf && owned && !behalf.confirmed && <AuthorLetter entryId={entry.id} email={behalf.email} />}
      {entry.state === 'returned' && (
        <div className="notice" data-kind="attention">
          <p>{t('entry.returnedNotice', { until: formatMoment(entry.returnUntil, locale), sections })}</p>
          {entry.screeningNote && <p className="pre">{entry.screeningNote}</p>}
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
  return (
    <div className="two">
      <DossierPages dossier={{ ...page, ...entry, agency: page.agency || entry.agencyText, place }} />
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
