import { useTranslation } from '#app/i18n/use-translation.ts'
import { Player } from './player.tsx'
import { formatBytes, formatDate, formatDuration } from '#app/i18n/format.ts'
import { computed } from '#app/i18n/index.ts'
import { useLocale } from '#app/i18n/use-locale.ts'

export type DossierView = {
  title: string
  originalTitle: string
  language: string
  genre: string
  summary: string
  category: { nameVi: string; nameEn: string } | null
  agency: string
  place: string
  parts: {
    id: string
    title: string
    publishedOn: string | null
    outlet: string
    url: string
    minutes: number | null
  }[]
  authors: {
    id: string
    name: string
    penName: string
    jobTitle: string
    unit: string
    phone: string
    email: string
    address: string
  }[]
  awards: { id: string; name: string; level: string; organiser: string; awardedOn: string }[]
  files: {
    id: string
    kind: 'pdf' | 'image' | 'audio' | 'video'
    name: string
    bytes: number
    durationSeconds: number | null
    state: string
  }[]
}

/** A dossier to read: for its owner after submission, for the secretariat, for the province. */
export function DossierPages({ dossier }: { dossier: DossierView }) {
  const { t } = useTranslation()
  const locale = useLocale()
  return (
    <div className="stack" data-gap="large">
      <dl className="facts">
        <dt>{t('entry.field.category')}</dt>
        <dd>
          {dossier.category ? (locale === 'vi' ? dossier.category.nameVi : dossier.category.nameEn) : '–'}
        </dd>
        {dossier.originalTitle && (
          <>
            <dt>{t('entry.field.originalTitle')}</dt>
            <dd dir="auto">{dossier.originalTitle}</dd>
          </>
        )}
        <dt>{t('entry.field.language')}</dt>
        <dd>{t(computed(`language.${dossier.language}`))}</dd>
        <dt>{t('entry.field.genre')}</dt>
        <dd>{dossier.genre ? t(computed(`genre.${dossier.genre}`)) : '–'}</dd>
        <dt>{t('entry.field.agency')}</dt>
        <dd>{dossier.agency || '–'}</dd>
        <dt>{t('province.column.province')}</dt>
        <dd>{dossier.place || '–'}</dd>
      </dl>
      <section className="stack" data-gap="small">
        <h2>{t('entry.field.summary')}</h2>
        <p className="pre prose" dir="auto">
          {dossier.summary || '–'}
        </p>
      </section>
      <section className="stack" data-gap="small">
        <h2>{t('entry.section.parts')}</h2>
        <ol>
          {dossier.parts.map((part) => (
            <li key={part.id}>
              {part.title || dossier.title} – {formatDate(part.publishedOn, locale)}, {part.outlet || '–'}
              {part.minutes ? `, ${part.minutes}′` : ''}{' '}
              {part.url && (
                <a href={part.url} rel="noreferrer nofollow" target="_blank">
                  {part.url}
                </a>
              )}
            </li>
          ))}
        </ol>
      </section>
      <Authors authors={dossier.authors} />
      {dossier.awards.length > 0 && (
        <section className="stack" data-gap="small">
          <h2>{t('entry.section.awards')}</h2>
          <ul>
            {dossier.awards.map((award) => (
              <li key={award.id}>
                {[award.name, award.level, award.organiser, award.awardedOn].filter(Boolean).join(' – ')}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className="stack" data-gap="small">
        <h2>{t('entry.section.media')}</h2>
        <MediaList files={dossier.files} />
      </section>
    </div>
  )
}

function Authors({ authors }: Pick<DossierView, 'authors'>) {
  const { t } = useTranslation()
  return (
    <section className="stack" data-gap="small">
      <h2>{t('entry.section.authors')}</h2>
      <ul>
        {authors.map((author) => (
          <li key={author.id}>
            <b>{author.name}</b>
            {author.penName && ` (${author.penName})`}
            <span className="quiet">
              {' '}
              {[author.jobTitle, author.unit, author.phone, author.email, author.address]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The files with their media playing in the page. */
export function MediaList({ files }: Pick<DossierView, 'files'>) {
  const { t } = useTranslation()
  const locale = useLocale()
  const whole = files.filter((file) => file.state === 'complete')
  if (whole.length === 0) return <p className="quiet">{t('receipt.none')}</p>
  return (
    <div className="player">
      {whole.map((file) => (
        <figure key={file.id} className="stack" data-gap="small">
          <Media file={file} />
          <figcaption className="small quiet">
            {file.name} · {formatBytes(file.bytes, locale)}
            {file.durationSeconds ? ` · ${formatDuration(file.durationSeconds)}` : ''} ·{' '}
            <a href={`/resources/media/${file.id}?download`}>{t('media.download')}</a>
          </figcaption>
        </figure>
      ))}
    </div>
  )
}

function Media({ file }: { file: DossierView['files'][number] }) {
  const source = `/resources/media/${file.id}`
  if (file.kind === 'video' || file.kind === 'audio')
    return <Player kind={file.kind} id={file.id} source={source} name={file.name} />
  if (file.kind === 'image') return <img src={source} alt={file.name} loading="lazy" />
  return <iframe src={source} title={file.name} loading="lazy" />
}
