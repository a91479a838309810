import { useCallback, useEffect, useRef, useState, useSyncExternalStore, type DragEvent } from 'react'
import { sayMessage } from '#app/i18n/say-message.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { formatBytes, formatDuration } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { partsOf } from '#app/modules/editions/file-kinds.ts'
import { rowsOfFiles } from '#app/modules/media/rows-of-files.ts'
import { isQueued, isUnderWay, type Sending } from '#app/modules/media/sending.ts'
import { SignedOut } from '../ui/signed-out.tsx'
import { RemovedFiles, type RemovedFile } from './removed.tsx'
import { KeptAside, StoredFile, type FileRow } from './stored-file.tsx'
import { noUploads, uploadsOf, type Seen } from './uploads.ts'

/** The files of a dossier: what is there, what is on its way, and a place to drop more. */
export function FilesSection(props: {
  entryId: string
  files: FileRow[]
  /** whether a virus scanner reads what arrives */
  scans: boolean
  removed: RemovedFile[]
  accept: string
  wanted: string[]
  editable: boolean
  onSettled: () => void
}) {
  const { t } = useTranslation()
  const seen = useUploads(props.entryId, props.onSettled)
  const { sending, over, stored } = rowsOfFiles(props.files, seen.line.files)
  useEffect(() => {
    for (const { id } of over) uploadsOf(props.entryId).dismiss(id)
  })
  return (
    <section className="stack" id="media" aria-labelledby="media-title">
      <h2 id="media-title">{t('entry.section.media')}</h2>
      {props.accept && props.editable ? (
        <Drop
          accept={props.accept}
          wanted={props.wanted}
          onFiles={(files) => uploadsOf(props.entryId).add(files)}
        />
      ) : (
        props.editable && <p className="quiet">{t('entry.media.categoryFirst')}</p>
      )}
      {seen.line.hold?.why === 'signedOut' && (
        <p className="error" role="alert">
          <SignedOut />
        </p>
      )}
      {!props.scans && <p className="quiet small">{t('entry.media.notScanned')}</p>}
      <ul className="files">
        {sending.map((file) => (
          <OnItsWay key={file.id} {...props} file={file} seen={seen} />
        ))}
        {stored
          .filter((file) => !file.misfit)
          .map((file) => (
            <StoredFile key={file.id} file={file} editable={props.editable} scans={props.scans} />
          ))}
      </ul>
      <KeptAside files={stored} editable={props.editable} />
      {props.editable && <RemovedFiles files={props.removed} />}
    </section>
  )
}

/** What is on its way, and word when something has arrived or was refused. */
function useUploads(entryId: string, onSettled: () => void): Seen {
  const subscribe = useCallback((listener: () => void) => uploadsOf(entryId).subscribe(listener), [entryId])
  const seen = useSyncExternalStore(subscribe, () => uploadsOf(entryId).seen(), noUploads)
  const settled = useRef(new Set<string>())
  useEffect(() => {
    for (const { id, turn, phase } of seen.line.files) {
      const key = `${id} ${turn}`
      if ((phase !== 'done' && phase !== 'refused') || settled.current.has(key)) continue
      settled.current.add(key)
      onSettled()
    }
  })
  return seen
}

function Drop(props: { accept: string; wanted: string[]; onFiles: (files: File[]) => void }) {
  const { t } = useTranslation()
  const [over, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    if (event.dataTransfer.files.length) props.onFiles([...event.dataTransfer.files])
  }
  return (
    <div
      className="drop"
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <label htmlFor="files" className="button">
        {t('entry.media.choose')}
      </label>
      <input
        id="files"
        type="file"
        multiple
        accept={props.accept}
        className="visually-hidden"
        onChange={(event) => {
          // Copied here and now: the input empties its own list right after.
          if (event.target.files?.length) props.onFiles([...event.target.files])
          event.target.value = ''
        }}
      />
      <p className="quiet small">{t('entry.media.drop')}</p>
      {props.wanted.map((line) => (
        <p key={line} className="small">
          {line}
        </p>
      ))}
      <noscript>
        <p className="small">{t('entry.media.needsScript')}</p>
      </noscript>
    </div>
  )
}

/** The bar counts what the bucket has acknowledged; what is in the air is told by the speed. */
function OnItsWay({
  entryId,
  file,
  seen,
  onSettled,
}: {
  entryId: string
  file: Sending
  seen: Seen
  onSettled: () => void
}) {
  const { t } = useTranslation()
  const locale = useLocale()
  const uploads = () => uploadsOf(entryId)
  const button = (text: string, onClick: () => void) => (
    <button type="button" className="button" onClick={onClick}>
      {text}
    </button>
  )
  const { id, phase } = file
  return (
    <li>
      <div className="row" data-end>
        <b>{file.name}</b>
        <span className="quiet small">
          {formatBytes(file.shown, locale)} / {formatBytes(file.bytes, locale)}
        </span>
      </div>
      {phase !== 'refused' && <progress value={file.shown} max={file.bytes} aria-label={file.name} />}
      <div className="row" data-end>
        <Status file={file} seen={seen} />
        <span className="row">
          {isUnderWay(file) &&
            phase !== 'completing' &&
            button(t('entry.media.pause'), () => uploads().pause(id))}
          {phase === 'paused' && button(t('entry.media.resume'), () => uploads().resume(id))}
          {phase === 'refused' && button(t('entry.media.retry'), () => uploads().resume(id))}
          {(phase === 'paused' || phase === 'refused') &&
            button(t('entry.media.dismiss'), () => {
              uploads().dismiss(id)
              // What has arrived of it is a row of the page, to go on with or to remove.
              onSettled()
            })}
        </span>
      </div>
    </li>
  )
}

function Status({ file, seen }: { file: Sending; seen: Seen }) {
  const words = useTranslation()
  const { t } = words
  if (file.refusal)
    return (
      <span className="error" role="alert">
        {sayMessage(file.refusal, words)}
      </span>
    )
  const { hold } = seen.line
  return (
    <span className="quiet small" role="status">
      {hold && isUnderWay(file) && file.phase !== 'looking' ? (
        t(`entry.media.held.${hold.why}`)
      ) : isQueued(seen.line, file) ? (
        t('entry.media.queued')
      ) : (
        <Progress file={file} seen={seen} />
      )}
    </span>
  )
}

function Progress({ file, seen: { speed, inTheAir } }: { file: Sending; seen: Seen }) {
  const { t } = useTranslation()
  const locale = useLocale()
  if (file.phase !== 'sending') return t(`entry.media.phase.${file.phase}`)
  const left = file.bytes - file.shown - (inTheAir.get(file.id) ?? 0)
  const parts = partsOf(file.bytes, file.partBytes).length
  return (
    <>
      {t('entry.media.phase.sending')} {t('entry.media.parts', { arrived: file.acknowledged.length, parts })}{' '}
      {speed > 0 &&
        t('entry.media.speed', {
          speed: formatBytes(speed, locale),
          left: formatDuration(Math.max(Math.ceil(left / speed), 1)),
        })}
    </>
  )
}
