import { useTranslation } from '#app/i18n/use-translation.ts'
import { formatBytes, formatDuration } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import type { Misfit } from '#app/modules/editions/file-kinds.ts'
import type { MediaState, ScanVerdict } from '#app/modules/entries/entry.ts'
import { ActionButton } from '../ui/form.tsx'

export type FileRow = {
  id: string
  name: string
  bytes: number
  kind: 'pdf' | 'image' | 'audio' | 'video'
  state: MediaState
  durationSeconds: number | null
  sha256: string | null
  scan: ScanVerdict | null
  /** why it is kept aside */
  misfit: Misfit | null
}

/** What does not fit the category: there, but no part of what is handed in. */
export function KeptAside({ files, editable }: { files: FileRow[]; editable: boolean }) {
  const { t } = useTranslation()
  const aside = files.filter((file) => file.misfit)
  if (aside.length === 0) return null
  return (
    <section className="stack" data-gap="small" aria-labelledby="aside-title">
      <h3 id="aside-title">{t('entry.media.aside.title')}</h3>
      <p className="quiet small">{t('entry.media.aside.means')}</p>
      <ul className="files">
        {aside.map((file) => (
          <StoredFile key={file.id} file={file} editable={editable} />
        ))}
      </ul>
    </section>
  )
}

export function StoredFile({
  file,
  editable,
  scans = false,
}: {
  file: FileRow
  editable: boolean
  scans?: boolean
}) {
  const { t } = useTranslation()
  const locale = useLocale()
  return (
    <li>
      <div className="row" data-end>
        <span>
          {file.state === 'complete' && file.misfit !== 'infected' ? (
            <a href={`/resources/media/${file.id}`} target="_blank" rel="noreferrer">
              {file.name}
            </a>
          ) : (
            <b>{file.name}</b>
          )}{' '}
          <span className="quiet small">
            {t(`mediaKind.${file.kind}`)} · {formatBytes(file.bytes, locale)}
            {file.durationSeconds ? ` · ${formatDuration(file.durationSeconds)}` : ''}
          </span>
        </span>
        <span className="row">
          {file.state === 'uploading' && (
            <span className="chip" data-tone="attention">
              {t('entry.media.cut')}
            </span>
          )}
          {scans && file.state === 'complete' && !file.scan && (
            <span className="chip">{t('entry.media.scanning')}</span>
          )}
          {file.misfit && (
            <span className="chip" data-tone="attention">
              {t(`entry.media.aside.${file.misfit}`)}
            </span>
          )}
          {editable && (
            <ActionButton action={`/entries/media/${file.id}/removal`}>
              {t('entry.media.remove')}
              <span className="visually-hidden">: {file.name}</span>
            </ActionButton>
          )}
        </span>
      </div>
    </li>
  )
}
