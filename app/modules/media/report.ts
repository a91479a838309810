import { roundTo } from '../text/round-to.ts'
import type { Container } from '../editions/containers.ts'
import { mediaKinds } from '../editions/edition.ts'
import type { MediaKind } from '../editions/edition.ts'

/** *error*: cannot be used as it is; *warning*: the secretariat sees it too; *note*: good to know. */
export type Level = 'error' | 'warning' | 'note'

/** What may be found in a file, each with what it weighs. Texts with what to do: `media.finding.<code>`. */
export const findingLevels = {
  cannotOpen: 'error',
  notWhole: 'error',
  needsPassword: 'error',
  noPages: 'error',
  wrongKind: 'error',
  tooLong: 'error',
  durationUnknown: 'error',
  tooFewPixels: 'error',
  tooMuchToRead: 'warning',
  damaged: 'warning',
  black: 'warning',
  silence: 'warning',
  frozen: 'warning',
  clipping: 'warning',
  oneChannel: 'warning',
  blurred: 'warning',
  tinyScan: 'warning',
  tooQuiet: 'note',
  tooLoud: 'note',
  noSound: 'note',
  locked: 'note',
  notPlayable: 'note',
  durationEstimated: 'note',
} as const satisfies Record<string, Level>

export type FindingCode = keyof typeof findingLevels

/** `at`: seconds from the beginning, or the page, where it is first met. */
export type Finding = { level: Level; code: FindingCode; at?: number }

export type TrackType = 'video' | 'audio' | 'image' | 'subtitle' | 'other'
export type Track = { type: TrackType; codec: string }

/** What a file is, as far as it was read; `null` where that says nothing of it. */
export type MediaReport = {
  kind: MediaKind | null
  container: Container | null
  tracks: Track[]
  durationSeconds: number | null
  durationIs: 'measured' | 'estimated' | 'unknown'
  pages: number | null
  width: number | null
  height: number | null
  playsInBrowser: boolean
  findings: Finding[]
  accepted: boolean
}

/** What the file is asked to be: of a kind, within a length, of so many pixels at its longer side. */
export type Asked = { kind?: MediaKind | null; limitMinutes?: number | null; minPixels?: number | null }

/** What one reader found, before it is held against what was asked. */
export type Seen = Omit<MediaReport, 'accepted'>

export const nothingSeen: Seen = {
  kind: null,
  container: null,
  tracks: [],
  durationSeconds: null,
  durationIs: 'unknown',
  pages: null,
  width: null,
  height: null,
  playsInBrowser: false,
  findings: [],
}

export const finding = (code: FindingCode, at?: number): Finding => ({
  level: findingLevels[code],
  code,
  ...(at === undefined ? {} : { at: roundTo(at, 2) }),
})

/**
 * The report of what was seen under what was asked. What cannot be opened is told nothing else; a length refuses only
 * where it was measured, and one nobody knows is never within a limit.
 */
export function judged(seen: Seen, asked: Asked): MediaReport {
  const findings = inOrder([...seen.findings, ...held(seen, asked)])
  return {
    ...seen,
    kind: seen.kind ?? asked.kind ?? null,
    findings,
    accepted: findings.every(({ level }) => level !== 'error'),
  }
}

const unusable: FindingCode[] = ['cannotOpen', 'needsPassword', 'noPages']

function held(seen: Seen, { kind, limitMinutes, minPixels }: Asked): Finding[] {
  if (seen.findings.some(({ code }) => unusable.includes(code))) return []
  const { durationSeconds, durationIs, width, height } = seen
  const timed = seen.kind === 'audio' || seen.kind === 'video'
  const longer = limitMinutes && durationSeconds !== null && Math.round(durationSeconds) > limitMinutes * 60
  return [
    kind && seen.kind !== kind && finding('wrongKind'),
    timed && limitMinutes && durationIs === 'unknown' && finding('durationUnknown'),
    timed && longer && durationIs === 'measured' && finding('tooLong', limitMinutes * 60),
    timed && durationIs === 'estimated' && finding('durationEstimated'),
    minPixels && width && height && Math.max(width, height) < minPixels && finding('tooFewPixels'),
    !seen.playsInBrowser && seen.kind !== null && finding('notPlayable'),
  ].filter((one) => typeof one === 'object' && one !== null)
}

const levels: Level[] = ['error', 'warning', 'note']

/** Each once, the gravest first. */
const inOrder = (findings: Finding[]) =>
  findings
    .filter((one, index) => findings.findIndex(({ code }) => code === one.code) === index)
    .sort((one, other) => levels.indexOf(one.level) - levels.indexOf(other.level))

export const isMediaKind = (text: string): text is MediaKind =>
  (mediaKinds as readonly string[]).includes(text)
