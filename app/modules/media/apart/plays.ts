import type { Container } from '../../editions/containers.ts'
import type { Track } from '../report.ts'

/** What Chromium, Firefox and Safari all play without help, by container; anything else gets a copy. */
const plays: Partial<Record<Container, { video: string[]; audio: string[] }>> = {
  mp4: { video: ['h264', 'av1', 'vp9'], audio: ['aac', 'mp3', 'opus', 'flac'] },
  mov: { video: ['h264'], audio: ['aac', 'mp3'] },
  webm: { video: ['vp8', 'vp9', 'av1'], audio: ['opus', 'vorbis'] },
  mp3: { video: [], audio: ['mp3'] },
  aac: { video: [], audio: ['aac'] },
  wav: { video: [], audio: ['pcm_u8', 'pcm_s16le', 'pcm_s24le', 'pcm_f32le'] },
  flac: { video: [], audio: ['flac'] },
  ogg: { video: [], audio: ['opus', 'vorbis', 'flac'] },
}

/** Codec strings (RFC 6381) of H.264 with 4:2:2, 4:4:4 or ten bits, which browsers leave black. */
const deepPicture = /^avc1\.(6e|7a|f4)/i

export function playsInBrowser(container: Container, tracks: Track[], picture: string): boolean {
  const known = plays[container]
  const shown = tracks.filter(({ type }) => type === 'video' || type === 'audio')
  if (!known || shown.length === 0 || deepPicture.test(picture)) return false
  return shown.every(({ type, codec }) => known[type as 'video' | 'audio'].includes(codec))
}
