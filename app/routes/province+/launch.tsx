import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { CopyText } from '#app/components/ui/copy-text.tsx'
import { notFound } from '#app/http/guard.server.ts'
import { provinceAddress, requireProvinceEdition } from '#app/http/province.server.ts'
import { formatMoment } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { letterheads } from '#app/modules/documents/document.ts'
import { cameByLink, launchOf, type LaunchPiece } from '#app/modules/outreach/launch-of.server.ts'
import { isLaunchLetter } from '#app/modules/outreach/launch.ts'

export const handle = { title: 'launch.title' }

export async function loader({ request }: LoaderFunctionArgs) {
  const at = await requireProvinceEdition(request)
  const [launch, came] = await Promise.all([
    launchOf(at.edition.id, at.province),
    cameByLink(at.edition.id, at.province),
  ])
  if (!launch) notFound()
  return {
    came,
    facts: launch.facts,
    pieces: launch.pieces,
    open: at.edition.phase === 'open',
    address: provinceAddress('/launch', at),
  }
}

/** The address of something below this page, in the same province and edition. */
const below = (address: string, path: string) => address.replace('/launch?', `/launch/${path}?`)

export default function Launch() {
  const { t } = useTranslation()
  const { came, facts, pieces, open } = useLoaderData<typeof loader>()
  return (
    <div className="stack" data-gap="large">
      <section className="stack">
        <h2>{t('launch.title')}</h2>
        <p className="prose quiet">{t('launch.about')}</p>
        {!open && (
          <p className="notice" data-kind="plain">
            {t('launch.over')}
          </p>
        )}
        <CopyText label={t('launch.link')} text={facts.link} />
        <p className="prose quiet small">{t('launch.linkAbout')}</p>
        <p>
          {came.came === 0
            ? t('launch.cameNone')
            : `${t('launch.came', { count: came.came })} ${t('launch.cameOf', came)}`}
        </p>
      </section>
      {pieces.map((piece) => (
        <Piece key={piece.kind} piece={piece} />
      ))}
    </div>
  )
}

function Piece({ piece }: { piece: LaunchPiece }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { open, address, facts } = useLoaderData<typeof loader>()
  const { kind, text, at, changed } = piece
  return (
    <section className="stack" id={kind}>
      <div className="page-head">
        <h3>{t(`launch.kind.${kind}`)}</h3>
        {open && (
          <Link
            className="button"
            to={below(address, kind)}
            aria-label={editLabel(t(`launch.kind.${kind}`), t)}
          >
            {t('launch.edit')}
          </Link>
        )}
      </div>
      <p className="quiet">
        {t(`launch.kindAbout.${kind}`)} {at && t('launch.byHand', { at: formatMoment(at, locale) })}
      </p>
      {changed.length > 0 && (
        <p className="notice" data-kind="attention">
          {t('launch.changed', {
            list: changed.map((fact) => t(`launch.fact.${fact}`, { now: facts[fact] })).join('; '),
          })}
        </p>
      )}
      {isLaunchLetter(kind) && <Letters piece={kind} />}
      {kind === 'poster' && (
        <div className="row">
          {(['a4', 'a3'] as const).map((size) => (
            <a key={size} className="button" href={below(address, `files/poster-${size}.pdf`)}>
              {t('launch.poster', { size: size.toUpperCase() })}
            </a>
          ))}
        </div>
      )}
      {kind === 'email' && <CopyText label={t('launch.part.subject')} text={text.subject ?? ''} />}
      {(kind === 'email' || kind === 'zalo') && (
        <CopyText label={t('launch.part.body')} text={text.body ?? ''} rows={kind === 'email' ? 12 : 6} />
      )}
    </section>
  )
}

function Letters({ piece }: { piece: 'letter' | 'plan' }) {
  const { t } = useTranslation()
  const { address } = useLoaderData<typeof loader>()
  return (
    <div className="columns">
      {letterheads.map((letterhead) => (
        <div className="stack" data-gap="small" key={letterhead}>
          <span>{t(`launch.letterhead.${letterhead}`)}</span>
          <span className="row">
            {(['docx', 'pdf'] as const).map((format) => (
              <a
                key={format}
                className="button"
                href={below(address, `files/${piece}-${letterhead}.${format}`)}
                aria-label={fileLabel(
                  [t(`launch.kind.${piece}`), t(`launch.letterhead.${letterhead}`)],
                  format,
                  t,
                )}
              >
                {t('launch.download', { format: format.toUpperCase() })}
              </a>
            ))}
          </span>
        </div>
      ))}
    </div>
  )
}

type T = ReturnType<typeof useTranslation>['t']

const editLabel = (kind: string, t: T) => `${t('launch.edit')}: ${kind}`
const fileLabel = (of: string[], format: string, t: T) =>
  `${t('launch.download', { format: format.toUpperCase() })}: ${of.join(', ')}`
