import { useSubmit } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { formatBytes, formatMoment } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { sections, type Section } from '#app/modules/entries/entry.ts'
import { acceptedEndings } from '#app/modules/editions/file-kinds.ts'
import type { EntryPage } from '#app/modules/home/entry-page.server.ts'
import { Drawer } from '../ui/drawer.tsx'
import { ConfirmedAction, FormError, PostForm, SubmitButton } from '../ui/form.tsx'
import { Countdown } from '../ui/state.tsx'
import { SignedOut } from '../ui/signed-out.tsx'
import { useReread, useWatch } from '../ui/use-reread.ts'
import { FieldErrors } from './fields.tsx'
import { FilesSection } from './files-section.tsx'
import { AgencySection, AuthorsSection, AwardsSection, PartsSection, WorkSection } from './sections.tsx'
import { Standing } from './standing.tsx'
import { useAutosave, type SaveState } from './use-autosave.ts'

/** The dossier as one page of sections, saving itself, with its standing beside it. */
export function EntryForm({ page }: { page: EntryPage }) {
  const form = useRef<HTMLFormElement>(null)
  const { entry } = page
  const reread = useReread()
  const first = { version: entry.version, categoryId: entry.categoryId }
  const autosave = useAutosave(form, `/entries/${entry.id}/draft`, first, reread)
  const { follow } = autosave
  useEffect(() => follow({ version: entry.version }), [follow, entry.version])
  // Both were told by the database's clock: whichever is newer stands.
  const standing =
    autosave.standing && autosave.savedAt! > page.now.toISOString() ? autosave.standing : page.standing
  useWatch(
    page.files.some((file) => file.state === 'complete' && file.sha256 === null),
    reread,
  )
  const asked = new Set<Section>(entry.state === 'returned' ? (entry.returnFields as Section[]) : sections)
  return (
    <FieldErrors.Provider value={autosave.errors}>
      <div className="two">
        <div className="stack" data-gap="large">
          <PostForm
            ref={form}
            id="dossier"
            className="stack"
            data-gap="large"
            action={`/entries/${entry.id}`}
            onChange={autosave.changed}
            preventScrollReset
          >
            <FormError />
            <input type="hidden" name="version" value={entry.version} />
            <WorkSection entry={entry} categories={page.categories} locked={!asked.has('work')} />
            <PartsSection
              rows={page.parts}
              removed={page.removed.rows}
              locked={!asked.has('parts')}
              onChange={autosave.changeRows}
              max={page.edition.maxParts}
            />
            <AuthorsSection
              rows={page.authors}
              removed={page.removed.rows}
              locked={!asked.has('authors')}
              onChange={autosave.changeRows}
            />
            <AgencySection
              entry={entry}
              provinces={page.provinces}
              isNew={standing.missing.some((row) => row.field === 'agencyLevel')}
              locked={!asked.has('agency')}
              onChosen={autosave.changed}
            />
            <AwardsSection
              rows={page.awards}
              removed={page.removed.rows}
              locked={!asked.has('awards')}
              onChange={autosave.changeRows}
            />
          </PostForm>
          <Files page={page} editable={asked.has('media')} onSettled={reread} />
        </div>
        <Side page={page} standing={standing} autosave={autosave} />
      </div>
    </FieldErrors.Provider>
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
      removed={page.removed.files}
      editable={editable}
      onSettled={onSettled}
      accept={requirements.flatMap(acceptedEndings).join(',')}
      wanted={wanted}
    />
  )
}

function Side({
  page,
  standing,
  autosave,
}: {
  page: EntryPage
  standing: EntryPage['standing']
  autosave: ReturnType<typeof useAutosave>
}) {
  const { t } = useTranslation()
  const { entry, may } = page
  const place = standing.place.bucket ? t(`bucket.${standing.place.bucket}`) : standing.place.province
  const ready = standing.missing.length === 0 && standing.findings.every((finding) => finding.holds !== false)
  const submission = may.submit && ready && (
    <Submission
      action={`/entries/${entry.id}/submission`}
      label={t(entry.state === 'returned' ? 'entry.submitAgain' : 'entry.submit')}
      settle={autosave.settle}
    />
  )
  const told = standing.missing.length
    ? t('entry.side.missing', { count: standing.missing.length })
    : t(ready ? 'entry.side.complete' : 'entry.side.brokenRule')
  // On a phone the line that says so is folded away.
  const bar = autosave.state === 'signedOut' ? t('error.sessionEnded') : told
  return (
    <aside className="drawer-host">
      <Drawer bar={bar} action={submission}>
        <SaveLine state={autosave.state} savedAt={autosave.savedAt} />
        <button form="dossier" className="button">
          {t('entry.save.button')}
        </button>
        <Standing missing={standing.missing} findings={standing.findings} />
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
            consequence={t('entry.withdrawMeans')}
          />
        )}
      </Drawer>
    </aside>
  )
}

/** Submits once what was typed last is stored. */
function Submission(props: { action: string; label: string; settle: () => Promise<boolean> }) {
  const submit = useSubmit()
  return (
    <PostForm
      action={props.action}
      className="inline-form"
      onSubmit={async (event) => {
        event.preventDefault()
        if (await props.settle()) submit(null, { method: 'post', action: props.action })
      }}
    >
      <SubmitButton>{props.label}</SubmitButton>
    </PostForm>
  )
}

function SaveLine({ state, savedAt }: { state: SaveState; savedAt?: string }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const told = state === 'saved' && !savedAt ? 'idle' : state
  const time = savedAt ? formatMoment(savedAt, locale) : ''
  return (
    <p
      className="saved"
      data-state={['failed', 'stale', 'signedOut'].includes(state) ? 'error' : undefined}
      role="status"
    >
      {told === 'signedOut' ? <SignedOut /> : t(`entry.save.${told}`, { time })}{' '}
      {state === 'stale' && <a href="">{t('entry.save.reload')}</a>}
    </p>
  )
}
