import type { Container } from './containers.ts'
import type { MediaKind, MediaRequirement } from './edition.ts'

/** The files the award takes: by their ending, what they are and in which containers they really come. */
type FileKind = { kind: MediaKind; mime: string; containers: Container[] }

const ofKind = (kind: MediaKind, mime: string, ...containers: Container[]): FileKind => ({
  kind,
  mime,
  containers,
})

export const fileKinds: Record<string, FileKind> = {
  pdf: ofKind('pdf', 'application/pdf', 'pdf'),
  jpg: ofKind('image', 'image/jpeg', 'jpeg'),
  jpeg: ofKind('image', 'image/jpeg', 'jpeg'),
  png: ofKind('image', 'image/png', 'png'),
  webp: ofKind('image', 'image/webp', 'webp'),
  heic: ofKind('image', 'image/heic', 'heif'),
  heif: ofKind('image', 'image/heif', 'heif', 'avif'),
  tiff: ofKind('image', 'image/tiff', 'tiff'),
  tif: ofKind('image', 'image/tiff', 'tiff'),
  avif: ofKind('image', 'image/avif', 'avif'),
  mp3: ofKind('audio', 'audio/mpeg', 'mp3'),
  m4a: ofKind('audio', 'audio/mp4', 'mp4', 'mov'),
  aac: ofKind('audio', 'audio/aac', 'aac', 'mp4'),
  wav: ofKind('audio', 'audio/wav', 'wav'),
  flac: ofKind('audio', 'audio/flac', 'flac'),
  ogg: ofKind('audio', 'audio/ogg', 'ogg'),
  opus: ofKind('audio', 'audio/ogg', 'ogg'),
  wma: ofKind('audio', 'audio/x-ms-wma', 'asf'),
  aiff: ofKind('audio', 'audio/aiff', 'aiff'),
  aif: ofKind('audio', 'audio/aiff', 'aiff'),
  mp4: ofKind('video', 'video/mp4', 'mp4', 'mov'),
  m4v: ofKind('video', 'video/mp4', 'mp4', 'mov'),
  webm: ofKind('video', 'video/webm', 'webm', 'matroska'),
  mov: ofKind('video', 'video/quicktime', 'mov', 'mp4'),
  mkv: ofKind('video', 'video/x-matroska', 'matroska', 'webm'),
  avi: ofKind('video', 'video/x-msvideo', 'avi'),
  wmv: ofKind('video', 'video/x-ms-wmv', 'asf'),
  mpg: ofKind('video', 'video/mpeg', 'mpeg', 'mpegts'),
  mpeg: ofKind('video', 'video/mpeg', 'mpeg', 'mpegts'),
  ts: ofKind('video', 'video/mp2t', 'mpegts'),
  mts: ofKind('video', 'video/mp2t', 'mpegts'),
  m2ts: ofKind('video', 'video/mp2t', 'mpegts'),
  mxf: ofKind('video', 'application/mxf', 'mxf'),
  '3gp': ofKind('video', 'video/3gpp', 'mp4', 'mov'),
}

const endingOf = (name: string) => /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''

export function fileKindOf(name: string): FileKind | null {
  const ending = endingOf(name)
  return (Object.hasOwn(fileKinds, ending) && fileKinds[ending]) || null
}

/** Another ending of the same type. */
const aliases: Record<string, string> = {
  jpeg: 'jpg',
  heif: 'heic',
  opus: 'ogg',
  m4v: 'mp4',
  tif: 'tiff',
  aif: 'aiff',
  mpeg: 'mpg',
  m2ts: 'mts',
}
const typeOf = (ending: string) => aliases[ending] ?? ending

/** The types of a kind that a category may take or leave out, by their usual ending. */
export const typesOf = (kind: MediaKind): string[] =>
  Object.keys(fileKinds).filter((ending) => fileKinds[ending]!.kind === kind && !(ending in aliases))

/** Whether a file of that name is of a type the category takes of its kind. */
export const takes = ({ types }: MediaRequirement, name: string): boolean =>
  types === undefined || types.includes(typeOf(endingOf(name)))

type Named = { kind: MediaKind; name: string; bytes: number; infection?: string | null }

/** Why a file is kept aside under what a category asks for: of no kind it takes, larger, or infected. Null where it fits. */
export type Misfit = 'kind' | 'size' | 'infected'

export function whyAside(
  requirements: MediaRequirement[],
  { kind, name, bytes, infection }: Named,
): Misfit | null {
  if (infection) return 'infected'
  const wanted = requirements.find((requirement) => requirement.kind === kind)
  if (!wanted || !takes(wanted, name)) return 'kind'
  return bytes > wanted.maxBytes ? 'size' : null
}

/** The endings a file chooser offers for what the category takes of one kind. */
export const acceptedEndings = ({ kind, types = typesOf(kind) }: MediaRequirement): string[] =>
  Object.keys(fileKinds)
    .filter((ending) => fileKinds[ending]!.kind === kind && types.includes(typeOf(ending)))
    .map((ending) => `.${ending}`)

const MiB = 1024 * 1024

/**
 * Bytes of each part but the last: the 5 MiB that S3 takes at least, so that a slow line loses little with a part, and
 * more where the file would need more than the 10,000 parts that S3 takes at most.
 */
export function partSizeFor(bytes: number): number {
  return Math.max(5 * MiB, Math.ceil(bytes / 10_000 / MiB) * MiB)
}

/** Part numbers (from 1) with the bytes each must have. */
export function partsOf(bytes: number, partBytes: number): { partNumber: number; bytes: number }[] {
  const count = Math.ceil(bytes / partBytes)
  return Array.from({ length: count }, (_, index) => ({
    partNumber: index + 1,
    bytes: Math.min(partBytes, bytes - index * partBytes),
  }))
}
