import type { Container } from '../../editions/containers.ts'

/**
 * FFmpeg's reader of each container. It is named, never guessed: a file that pretends to be a list of addresses or of
 * other files opens nothing.
 */
export const readers: Partial<Record<Container, string>> = {
  mp4: 'mov',
  mov: 'mov',
  webm: 'matroska',
  matroska: 'matroska',
  avi: 'avi',
  asf: 'asf',
  mpeg: 'mpeg',
  mpegts: 'mpegts',
  mxf: 'mxf',
  mp3: 'mp3',
  aac: 'aac',
  wav: 'wav',
  flac: 'flac',
  ogg: 'ogg',
  aiff: 'aiff',
}

export const isFilmOrSound = (container: Container) => container in readers
