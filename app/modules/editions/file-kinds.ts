import type { MediaKind, MediaRequirement } from './edition.ts'

/** The files the award takes: by their ending, what they are and what their first bytes must say they are. */
type FileKind = { kind: MediaKind; mime: string; real: string[] }

export const fileKinds: Record<string, FileKind> = {
  pdf: { kind: 'pdf', mime: 'application/pdf', real: ['application/pdf'] },
  jpg: { kind: 'image', mime: 'image/jpeg', real: ['image/jpeg'] },
  jpeg: { kind: 'image', mime: 'image/jpeg', real: ['image/jpeg'] },
  png: { kind: 'image', mime: 'image/png', real: ['image/png', 'image/apng'] },
  webp: { kind: 'image', mime: 'image/webp', real: ['image/webp'] },
  mp3: { kind: 'audio', mime: 'audio/mpeg', real: ['audio/mpeg'] },
  m4a: { kind: 'audio', mime: 'audio/mp4', real: ['audio/x-m4a', 'audio/mp4', 'video/mp4'] },
  wav: { kind: 'audio', mime: 'audio/wav', real: ['audio/wav', 'audio/vnd.wave'] },
  mp4: { kind: 'video', mime: 'video/mp4', real: ['video/mp4', 'video/x-m4v', 'video/quicktime'] },
  webm: { kind: 'video', mime: 'video/webm', real: ['video/webm'] },
  mov: { kind: 'video', mime: 'video/quicktime', real: ['video/quicktime', 'video/mp4'] },
}

const endingOf = (name: string) => /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''

export function fileKindOf(name: string): FileKind | null {
  const ending = endingOf(name)
  return (Object.hasOwn(fileKinds, ending) && fileKinds[ending]) || null
}

/** Another ending of the same type. */
const aliases: Record<string, string> = { jpeg: 'jpg' }
const typeOf = (ending: string) => aliases[ending] ?? ending

/** The types of a kind that a category may take or leave out, by their usual ending. */
export const typesOf = (kind: MediaKind): string[] =>
  Object.keys(fileKinds).filter((ending) => fileKinds[ending]!.kind === kind && !(ending in aliases))

/** Whether a file of that name is of a type the category takes of its kind. */
export const takes = ({ types }: MediaRequirement, name: string): boolean =>
  types === undefined || types.includes(typeOf(endingOf(name)))

type Named = { kind: MediaKind; name: string; bytes: number }

/** Why a file is kept aside under what a category asks for: of no kind it takes, or larger. Null where it fits. */
export type Misfit = 'kind' | 'size'

export function whyAside(requirements: MediaRequirement[], { kind, name, bytes }: Named): Misfit | null {
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
