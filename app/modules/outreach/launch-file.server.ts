import { translator } from '#app/i18n/all.server.ts'
import { roman } from '#app/i18n/format.ts'
import type { DocumentBlock, Letterhead, OfficialDocument } from '../documents/document.ts'
import { committeeHead, placeAndDate } from '../documents/province-head.server.ts'
import { documentFile, type DocumentFormat } from '../documents/render-document.server.ts'
import type { OwnProvince } from '../participation/own-province.server.ts'
import type { LaunchLetter, LaunchText } from './launch.ts'
import type { Launch } from './launch-of.server.ts'

const t = translator('vi')

export type LaunchFileAsk = { piece: LaunchLetter; letterhead: Letterhead; format: DocumentFormat }

/** The letter or the plan of a province as a file. */
export function launchFile(launch: Launch, province: OwnProvince, ask: LaunchFileAsk, at: Date) {
  const { text } = launch.pieces.find((one) => one.kind === ask.piece)!
  const name = { letter: 'cong-van-phat-dong', plan: 'ke-hoach-phat-dong' }[ask.piece]
  return documentFile(
    launchDocument(text, province, ask, at),
    `${name}-${roman(launch.edition.number)}`,
    ask.format,
  )
}

/** A letter says under its number what it is about, and whom it addresses; a plan has a title and sections. */
export function launchDocument(
  text: LaunchText,
  province: OwnProvince,
  { piece, letterhead }: Pick<LaunchFileAsk, 'piece' | 'letterhead'>,
  at: Date,
): OfficialDocument {
  const plan = piece === 'plan'
  return {
    letterhead,
    ...committeeHead(province, letterhead),
    number: text.number || t(`launch.numberOf.${piece}.${letterhead}`),
    placeAndDate: text.placeAndDate || placeAndDate(province.name, at),
    title: plan ? t('launch.planTitle') : '',
    abstract: plan ? (text.about ?? '') : '',
    ...(plan
      ? {}
      : { about: text.about ?? '', addressed: { head: t('launch.toHead'), to: linesOf(text.to) } }),
    blocks: plan ? planBlocks(text) : paragraphs(text.body),
    signatures: [
      { office: '', name: '' },
      { office: text.signer ?? '', name: text.signerName ?? '' },
    ],
    recipients: linesOf(text.recipients),
    language: 'vi-VN',
  }
}

/** Sections numbered as official documents are; one that was emptied is left out. */
function planBlocks(text: LaunchText): DocumentBlock[] {
  const sections = (['purpose', 'content', 'schedule', 'organisation'] as const)
    .map((part) => ({ part, written: paragraphs(text[part]) }))
    .filter(({ written }) => written.length > 0)
  return sections.flatMap(({ part, written }, index): DocumentBlock[] => [
    { kind: 'heading', text: `${roman(index + 1)}. ${t(`launch.part.${part}`)}` },
    ...written,
  ])
}

const paragraphs = (text = '') =>
  linesOf(text).map((line): DocumentBlock => ({ kind: 'paragraph', text: line }))

export const linesOf = (text = '') => text.split(/\n+/).filter((line) => line.trim() !== '')
