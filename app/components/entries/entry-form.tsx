import { useRouteLoaderData, useSubmit } from '@remix-run/react'
import { useRef } from 'react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { formatBytes, formatMoment } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { sayField } from '#app/modules/entries/asked-words.ts'
import { rowKinds, sections, type RowKind, type Section } from '#app/modules/entries/entry.ts'
import { acceptedEndings } from '#app/modules/editions/file-kinds.ts'
import { sayMessage } from '#app/i18n/say-message.ts'
import type { EntryPage } from '#app/modules/home/entry-page.server.ts'
import { Drawer } from '../ui/drawer.tsx'
import { ConfirmedAction, FormError, PostForm } from '../ui/form.tsx'
import { Countdown } from '../ui/state.tsx'
import { SignedOut } from '../ui/signed-out.tsx'
import { useReread, useWatch } from '../ui/use-reread.ts'
import { AskedList } from './asked-list.tsx'
import type { DossierSaving, ShownSaving } from './dossier-saving.ts'
import { AtFields } from './fields.tsx'
import { FilesSection } from './files-section.tsx'
import { AgencySection, AuthorsSection, AwardsSection, PartsSection, WorkSection } from './sections.tsx'
import { Standing } from './standing.tsx'
import { newRowId } from './row-id.ts'
import { useDossier } from './use-dossier.ts'

/** The dossier as one page of sections, saving itself, with its standing beside it. */
export function EntryForm({ page }: { page: EntryPage }) {
  const form = useRef<HTMLFormElement>(null)
  const { entry } = page
  const reread = useReread()
  const submit = useSubmit()
  const me = useRouteLoaderData<{ person: { id: string } }>('root')!.person.id
  const { shown, saving } = useDossier(form, {
    accountId: me,
    entryId: entry.id,
    version: entry.version,
    fields: page.fields,
    onOutdated: reread,
    onReady: (version) => submit({ version }, { method: 'post', action: `/entries/${entry.id}/submission` }),
  })
  const { answer, why } = shown
  // Both were told by the database's clock: whichever is newer stands.
  const standing = answer && answer.savedAt > page.now.toISOString() ? answer.standing : page.standing
  const changeRows = (change: string) => {
    const [verb, kind] = change.split(':')
    saving.current?.change(verb === 'add' ? `${change}:${newRowId(kind as RowKind)}` : change)
  }
  useWatch(
    page.files.some((file) => file.state === 'complete' && file.sha256 === null),
    reread,
  )
  const asked = new Set<Section>(entry.state === 'returned' ? (entry.returnFields as Section[]) : sections)
  return (
    <AtFields.Provider
      value={{
        stored: page.fields,
        errors: why.errors,
        conflicts: why.conflicts,
        decide: (name, mine) => saving.current?.decide(name, mine),
      }}
    >
      <div className="two">
        <div className="stack" data-gap="large">
          {standing.asked.length > 0 && (
            <AskedList entryId={entry.id} asked={standing.asked} onKept={reread} />
          )}
          <PostForm
            ref={form}
            id="dossier"
            className="stack"
            data-gap="large"
            action={`/entries/${entry.id}`}
            onChange={() => saving.current?.typed()}
            onSubmit={(event) => {
              event.preventDefault()
              saving.current?.save()
            }}
            preventScrollReset
          >
            {/* Enter in a field presses the first button of a form: it is to save, not to add a row. */}
            <button className="visually-hidden" tabIndex={-1} aria-hidden="true" />
            <FormError />
            <input type="hidden" name="version" value={entry.version} />
            <WorkSection entry={entry} categories={page.categories} locked={!asked.has('work')} />
            <PartsSection
              rows={page.parts}
              removed={page.removed.rows}
              locked={!asked.has('parts')}
              onChange={changeRows}
              max={page.edition.maxParts}
            />
            <AuthorsSection
              rows={page.authors}
              removed={page.removed.rows}
              locked={!asked.has('authors')}
              onChange={changeRows}
            />
            <AgencySection
              entry={entry}
              provinces={page.provinces}
              isNew={standing.missing.some((row) => row.field === 'agencyLevel')}
              locked={!asked.has('agency')}
              onChosen={() => saving.current?.typed()}
            />
            <AwardsSection
              rows={page.awards}
              removed={page.removed.rows}
              locked={!asked.has('awards')}
              onChange={changeRows}
            />
          </PostForm>
          <Files page={page} editable={asked.has('media')} onSettled={reread} />
        </div>
        <Side
          page={page}
          standing={standing}
          shown={shown}
          press={() => press(form.current!, saving.current!)}
        />
      </div>
    </AtFields.Provider>
  )
}

function Files({ page, editable, onSettled }: { page: EntryPage; editable: boolean; onSettled: () => void }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const requirements = page.category?.requirements ?? []
  const wanted = requirements.map((row) =>
    t('entry.media.wanted', {
      kind: t(`mediaKind.${row.kind}`),
      need: t(row.required ? 'entry.media.required' : 'entry.media.optional'),
      count: row.maxCount,
      size: formatBytes(row.maxBytes, locale),
    }),
  )
  return (
    <FilesSection
      entryId={page.entry.id}
      files={page.files}
      scans={page.scans}
      removed={page.removed.files}
      editable={editable}
      onSettled={onSettled}
      accept={requirements.flatMap(acceptedEndings).join(',')}
      wanted={wanted}
    />
  )
}

/** What has to be put right first is led to. */
function press(form: HTMLFormElement, saving: DossierSaving) {
  if (!saving.press()) form.querySelector<HTMLElement>('[aria-invalid]')?.focus()
}

function Side(props: {
  page: EntryPage
  standing: EntryPage['standing']
  shown: ShownSaving
  press: () => void
}) {
  const { t } = useTranslation()
  const { page, standing, shown } = props
  const { entry, may } = page
  const place = standing.place.bucket ? t(`bucket.${standing.place.bucket}`) : standing.place.province
  const wrong = Object.keys({ ...shown.why.errors, ...shown.why.conflicts }).filter((name) => name !== 'form')
  const ready = standing.missing.length === 0 && standing.findings.every((finding) => finding.holds !== false)
  const submission = may.submit && ready && (
    <button
      form="dossier"
      name="intent"
      value="submit"
      className="button"
      data-kind="primary"
      aria-disabled={shown.locked || undefined}
      onClick={(event) => {
        event.preventDefault()
        props.press()
      }}
    >
      {t(entry.state === 'returned' ? 'entry.submitAgain' : 'entry.submit')}
    </button>
  )
  const told = wrong.length
    ? t('entry.side.wrong', { count: wrong.length })
    : standing.missing.length
      ? t('entry.side.missing', { count: standing.missing.length })
      : t(ready ? 'entry.side.complete' : 'entry.side.brokenRule')
  // On a phone the line that says so is folded away.
  const bar = shown.phase === 'signedOut' ? t('error.sessionEnded') : told
  return (
    <aside className="drawer-host">
      <Drawer bar={bar} action={submission}>
        <SaveLine shown={shown} />
        <button form="dossier" className="button">
          {t('entry.save.button')}
        </button>
        {wrong.length > 0 && <WrongFields names={wrong} />}
        <Standing missing={standing.missing} findings={standing.findings} stored={wrong.length === 0} />
        <p className="small">{place ? t('entry.countsAt', { place }) : t('entry.countsNowhere')}</p>
        <p className="small">
          {t('entry.side.deadline')}:{' '}
          <Countdown until={entry.returnUntil ?? page.edition.closesAt} now={page.now} />
        </p>
        <div className="wide-only">{submission}</div>
        {may.withdraw && (
          <ConfirmedAction
            action={`/entries/${entry.id}/withdrawal`}
            label={t('entry.withdraw')}
            consequence={t(entry.state === 'draft' ? 'entry.withdrawDraftMeans' : 'entry.withdrawMeans')}
          />
        )}
      </Drawer>
    </aside>
  )
}

/** Fields whose text is not stored, each a link to it. */
function WrongFields({ names }: { names: string[] }) {
  const { t } = useTranslation()
  return (
    <section className="stack" data-gap="small" aria-labelledby="wrong-title">
      <h2 id="wrong-title">{t('entry.side.wrong', { count: names.length })}</h2>
      <ul className="missing">
        {names.map((name) => (
          <li key={name}>
            <a href={`#${name}`}>{isList(name) ? t(`entry.section.${name}`) : sayField(name, t)}</a>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A list to which no row could be added. */
const isList = (name: string): name is RowKind => rowKinds.includes(name as RowKind)

function SaveLine({ shown }: { shown: ShownSaving }) {
  const words = useTranslation()
  const { t } = words
  const locale = useLocale()
  const { phase, why, laid, answer } = shown
  const time = answer ? formatMoment(answer.savedAt, locale) : ''
  const wrong = Object.keys(why.errors).length > 0
  return (
    <p
      className="saved"
      data-state={['refused', 'signedOut'].includes(phase) ? 'error' : undefined}
      role="status"
    >
      {phase === 'signedOut' && <SignedOut />}
      {phase === 'offline' && t('entry.save.waiting')}
      {['dirty', 'sending', 'submitting'].includes(phase) && t('entry.save.saving')}
      {phase === 'refused' &&
        (why.whole ? sayMessage(why.whole, words) : t(wrong ? 'entry.save.failed' : 'entry.save.conflict'))}
      {phase === 'clean' && t(answer ? 'entry.save.saved' : 'entry.save.idle', { time })}
      {laid && why.whole?.key !== 'entry.save.laid' && <> {t('entry.save.laid')}</>}
    </p>
  )
}
