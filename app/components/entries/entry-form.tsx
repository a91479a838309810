import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { formatBytes, formatMoment } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { fileTypes, type MediaRequirement } from '#app/modules/editions/edition.ts'
import { sections, type Section } from '#app/modules/entries/entry.ts'
import type { EntryPage } from '#app/routes/entries+/$entryId.tsx'
import { ActionButton, FormError, PostForm } from '../ui/form.tsx'
import { Countdown } from '../ui/state.tsx'
import { useReread } from '../ui/use-reread.ts'
import { FilesSection } from './files-section.tsx'
import {
  AgencySection,
  AuthorsSection,
  AwardsSection,
  FieldErrors,
  PartsSection,
  WorkSection,
} from './sections.tsx'
import { Standing } from './standing.tsx'
import { useAutosave, type SaveState } from './use-autosave.ts'

const accepted = ({ kind, types = [...fileTypes[kind]] }: MediaRequirement) =>
  types.map((type) => (type === 'jpg' ? '.jpg,.jpeg' : `.${type}`)).join(',')

/** The dossier as one page of sections, saving itself, with its standing beside it. */
export function EntryForm({ page }: { page: EntryPage }) {
  const form = useRef<HTMLFormElement>(null)
  const { entry } = page
  const reread = useReread()
  const first = { version: entry.version, standing: page.standing }
  const autosave = useAutosave(form, `/entries/${entry.id}/draft`, first, reread)
  const { follow } = autosave
  useEffect(() => follow({ version: entry.version }), [follow, entry.version])
  const standing =
    autosave.standing && autosave.savedAt! > entry.updatedAt.toISOString() ? autosave.standing : page.standing
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
              locked={!asked.has('parts')}
              onChange={autosave.changeRows}
              max={page.edition.maxParts}
            />
            <AuthorsSection
              rows={page.authors}
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
            <AwardsSection rows={page.awards} locked={!asked.has('awards')} onChange={autosave.changeRows} />
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
      editable={editable && requirements.length > 0}
      onSettled={onSettled}
      accept={requirements.map(accepted).join(',')}
      wanted={requirements.length ? wanted : [t('entry.media.categoryFirst')]}
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
  return (
    <aside className="stack panel">
      <SaveLine state={autosave.state} savedAt={autosave.savedAt} />
      <button form="dossier" className="button no-script">
        {t('entry.save.button')}
      </button>
      <Standing missing={standing.missing} findings={standing.findings} />
      <p className="small">{place ? t('entry.countsAt', { place }) : t('entry.countsNowhere')}</p>
      <p className="small">
        {t('entry.side.deadline')}:{' '}
        <Countdown until={entry.returnUntil ?? page.edition.closesAt} now={page.now} />
      </p>
      <div className="row">
        {may.submit && ready && (
          <ActionButton action={`/entries/${entry.id}/submission`} kind="primary">
            {t(entry.state === 'returned' ? 'entry.submitAgain' : 'entry.submit')}
          </ActionButton>
        )}
        {may.withdraw && (
          <ActionButton action={`/entries/${entry.id}/withdrawal`} kind="danger">
            {t('entry.withdraw')}
          </ActionButton>
        )}
      </div>
    </aside>
  )
}

function SaveLine({ state, savedAt }: { state: SaveState; savedAt?: string }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const text =
    state === 'saved' && savedAt
      ? t('entry.save.saved', { time: formatMoment(savedAt, locale) })
      : state === 'saved'
        ? t('entry.save.idle')
        : t(`entry.save.${state}`, { time: '' })
  return (
    <p
      className="saved"
      data-state={state === 'failed' || state === 'stale' ? 'error' : undefined}
      role="status"
    >
      {text} {state === 'stale' && <a href="">{t('entry.save.reload')}</a>}
    </p>
  )
}
