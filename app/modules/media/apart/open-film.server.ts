import { Demuxer } from 'node-av/api'
import {
  AVMEDIA_TYPE_AUDIO,
  AVMEDIA_TYPE_SUBTITLE,
  AVMEDIA_TYPE_VIDEO,
  AV_DISPOSITION_ATTACHED_PIC,
} from 'node-av/constants'
import { avGetCodecName, type Stream } from 'node-av/lib'
import type { Container } from '../../editions/containers.ts'
import type { TrackType } from '../report.ts'
import { readers } from './readers.ts'
import { inputOf, type Source } from './source.server.ts'

export async function openFilm(source: Source, container: Container, seen?: (offset: number) => void) {
  const format = await readerOf(source, container)
  return Demuxer.open(inputOf(source, seen), { format, bufferSize: 65_536 })
}

/** A bare stream of MPEG pictures has no container at all. */
async function readerOf(source: Source, container: Container): Promise<string> {
  if (container === 'mpeg' && (await source.read(0, 4)).at(3) === 0xb3) return 'mpegvideo'
  return readers[container]!
}

export function typeOf(stream: Stream): TrackType {
  if (stream.disposition & AV_DISPOSITION_ATTACHED_PIC) return 'image'
  const type = stream.codecpar.codecType
  if (type === AVMEDIA_TYPE_VIDEO) return 'video'
  if (type === AVMEDIA_TYPE_AUDIO) return 'audio'
  return type === AVMEDIA_TYPE_SUBTITLE ? 'subtitle' : 'other'
}

export const codecOf = (stream: Stream) => avGetCodecName(stream.codecpar.codecId) ?? 'unknown'
