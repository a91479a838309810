import { useCallback, useEffect, useRef, useState, type DragEvent } from 'react'
import { sayMessage } from '#app/i18n/say-message.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { formatBytes, formatDuration } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { ActionButton } from '../ui/form.tsx'
import { Upload, type UploadState } from './upload.ts'
import type { MediaState } from '#app/modules/entries/entry.ts'

export type FileRow = {
  id: string
  name: string
  bytes: number
  kind: 'pdf' | 'image' | 'audio' | 'video'
  state: MediaState
  durationSeconds: number | null
  sha256: string | null
}

/** The files of a dossier: what is there, what is on its way, and a place to drop more. */
export function FilesSection(props: {
  entryId: string
  files: FileRow[]
  accept: string
  wanted: string[]
  editable: boolean
  onSettled: () => void
}) {
  const { t } = useTranslation()
  const { uploads, add, remove } = useUploads(props.entryId, props.onSettled)
  const here = new Set(uploads.map((upload) => upload.mediaId))
  const stored = props.files.filter((file) => !here.has(file.id) || file.state === 'complete')
  return (
    <section className="stack" id="media" aria-labelledby="media-title">
      <h2 id="media-title">{t('entry.section.media')}</h2>
      {props.accept && props.editable ? (
        <Drop accept={props.accept} wanted={props.wanted} onFiles={add} />
      ) : (
        props.editable && <p className="quiet">{t('entry.media.categoryFirst')}</p>
      )}
      <ul className="files">
        {uploads
          .filter((upload) => upload.state().phase !== 'done')
          .map((upload) => (
            <Sending key={upload.id} upload={upload} onRemove={() => remove(upload)} />
          ))}
        {stored.map((file) => (
          <Stored key={file.id} file={file} editable={props.editable} />
        ))}
      </ul>
    </section>
  )
}

function useUploads(entryId: string, onSettled: () => void) {
  const [uploads, setUploads] = useState<Upload[]>([])
  const [, redraw] = useState(0)
  const settled = useRef(new Set<number>())
  const changed = useCallback(() => redraw((times) => times + 1), [])
  useEffect(() => {
    for (const upload of uploads) {
      const { phase } = upload.state()
      if ((phase !== 'done' && phase !== 'refused') || settled.current.has(upload.id)) continue
      settled.current.add(upload.id)
      onSettled()
    }
  })
  useEffect(() => {
    const busy = uploads.some((upload) => ['sending', 'waiting', 'checking'].includes(upload.state().phase))
    if (!busy) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  })
  // The list is copied and the uploads begun here and now: the input empties its own list right after.
  const add = (files: FileList) => {
    const begun = Array.from(files, (file) => new Upload(file, entryId, changed))
    setUploads((before) => [...before, ...begun])
  }
  const remove = (upload: Upload) => {
    upload.cancel()
    setUploads((before) => before.filter((other) => other !== upload))
  }
  return { uploads, add, remove }
}

function Drop(props: { accept: string; wanted: string[]; onFiles: (files: FileList) => void }) {
  const { t } = useTranslation()
  const [over, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    if (event.dataTransfer.files.length) props.onFiles(event.dataTransfer.files)
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
          if (event.target.files?.length) props.onFiles(event.target.files)
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

function Sending({ upload, onRemove }: { upload: Upload; onRemove: () => void }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const state = upload.state()
  return (
    <li>
      <div className="row" data-end>
        <b>{state.name.normalize('NFC')}</b>
        <span className="quiet small">
          {formatBytes(state.sent, locale)} / {formatBytes(state.bytes, locale)}
        </span>
      </div>
      {state.phase !== 'refused' && <progress value={state.sent} max={state.bytes} aria-label={state.name} />}
      <div className="row" data-end>
        <Status state={state} />
        <span className="row">
          {(state.phase === 'sending' || state.phase === 'waiting') && (
            <button type="button" className="button" onClick={() => upload.pause()}>
              {t('entry.media.pause')}
            </button>
          )}
          {state.phase === 'paused' && (
            <button type="button" className="button" onClick={() => upload.resume()}>
              {t('entry.media.resume')}
            </button>
          )}
          {state.phase === 'refused' && (
            <button type="button" className="button" onClick={onRemove}>
              {t('entry.media.dismiss')}
            </button>
          )}
        </span>
      </div>
    </li>
  )
}

function Status({ state }: { state: UploadState }) {
  const words = useTranslation()
  const { t } = words
  const locale = useLocale()
  if (state.refusal)
    return (
      <span className="error" role="alert">
        {sayMessage(state.refusal, words)}
      </span>
    )
  const left = state.speed > 0 ? formatDuration(Math.ceil((state.bytes - state.sent) / state.speed)) : ''
  const speed =
    state.phase === 'sending' && state.speed > 0
      ? t('entry.media.speed', { speed: formatBytes(state.speed, locale), left })
      : ''
  return (
    <span className="quiet small" role="status">
      {t(`entry.media.phase.${state.phase}`)} {speed}
    </span>
  )
}

function Stored({ file, editable }: { file: FileRow; editable: boolean }) {
  const { t } = useTranslation()
  const locale = useLocale()
  return (
    <li>
      <div className="row" data-end>
        <span>
          {file.state === 'complete' ? (
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
          {editable && (
            <ActionButton action={`/entries/media/${file.id}/removal`}>
              {t('entry.media.remove')}
            </ActionButton>
          )}
        </span>
      </div>
    </li>
  )
}
