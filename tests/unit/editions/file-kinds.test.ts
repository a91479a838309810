import { describe, expect, it } from 'vitest'
import type { MediaRequirement } from '#app/modules/editions/edition.ts'
import { readingMinutesOf } from '#app/modules/editions/edition.ts'
import {
  acceptedEndings,
  fileKindOf,
  fileKinds,
  partSizeFor,
  partsOf,
  takes,
  typesOf,
} from '#app/modules/editions/file-kinds.ts'

const MiB = 1024 * 1024
const requirement = (kind: MediaRequirement['kind'], types?: string[]): MediaRequirement => ({
  kind,
  required: true,
  maxCount: 1,
  maxBytes: 1,
  types,
})

describe('a file', () => {
  it.each([
    ['bài.pdf', 'pdf', 'application/pdf'],
    ['ẢNH.JPEG', 'image', 'image/jpeg'],
    ['a.jpg', 'image', 'image/jpeg'],
    ['a.b.png', 'image', 'image/png'],
    ['a.webp', 'image', 'image/webp'],
    ['a.mp3', 'audio', 'audio/mpeg'],
    ['a.m4a', 'audio', 'audio/mp4'],
    ['a.wav', 'audio', 'audio/wav'],
    ['a.mp4', 'video', 'video/mp4'],
    ['a.webm', 'video', 'video/webm'],
    ['a.mov', 'video', 'video/quicktime'],
    ['a.MKV', 'video', 'video/x-matroska'],
    ['a.3gp', 'video', 'video/3gpp'],
    ['a.heic', 'image', 'image/heic'],
    ['a.opus', 'audio', 'audio/ogg'],
  ])('called %s is %s, sent as %s', (name, kind, mime) => {
    expect(fileKindOf(name)).toMatchObject({ kind, mime })
  })

  it.each(['a.exe', 'pdf', 'a.', '', 'a.pdf ', 'a.constructor', 'a.toString', 'a.hasOwnProperty'])(
    'called %j is nothing the award takes',
    (name) => expect(fileKindOf(name)).toBeNull(),
  )
})

describe('a kind of files', () => {
  it.each([
    ['pdf', ['pdf'], ['.pdf']],
    [
      'image',
      ['jpg', 'png', 'webp', 'heic', 'tiff', 'avif'],
      ['.jpg', '.jpeg', '.png', '.webp', '.heic', '.heif', '.tiff', '.tif', '.avif'],
    ],
    [
      'audio',
      ['mp3', 'm4a', 'aac', 'wav', 'flac', 'ogg', 'wma', 'aiff'],
      ['.mp3', '.m4a', '.aac', '.wav', '.flac', '.ogg', '.opus', '.wma', '.aiff', '.aif'],
    ],
    [
      'video',
      ['mp4', 'webm', 'mov', 'mkv', 'avi', 'wmv', 'mpg', 'ts', 'mts', 'mxf', '3gp'],
      [
        ...['.mp4', '.m4v', '.webm', '.mov', '.mkv', '.avi', '.wmv', '.mpg', '.mpeg'],
        ...['.ts', '.mts', '.m2ts', '.mxf', '.3gp'],
      ],
    ],
  ] as const)('%s has the types %j and the endings %j', (kind, types, endings) => {
    expect([typesOf(kind), acceptedEndings(requirement(kind))]).toEqual([types, endings])
    const taken = Object.keys(fileKinds).filter((ending) => takes(requirement(kind), `a.${ending}`))
    expect(taken).toEqual(Object.keys(fileKinds))
  })

  it('of some types takes the endings of those alone', () => {
    const some = requirement('image', ['jpg', 'webp', 'mp3'])
    expect(acceptedEndings(some)).toEqual(['.jpg', '.jpeg', '.webp'])
    expect(['a.jpg', 'a.JPEG', 'a.webp', 'a.png', 'a.mp4', 'jpg'].map((name) => takes(some, name))).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ])
  })
})

describe('the parts of a file', () => {
  it.each([
    [1, 5],
    [50_000 * MiB, 5],
    [50_000 * MiB + 1, 6],
    [60_000 * MiB, 6],
    [60_000 * MiB + 1, 7],
    [5 * 1024 ** 4, 525],
  ])('of %i bytes have %i MiB, so that there are no more than ten thousand', (bytes, size) => {
    expect(partSizeFor(bytes)).toBe(size * MiB)
    expect(partsOf(bytes, partSizeFor(bytes)).length).toBeLessThanOrEqual(10_000)
  })

  it.each([
    [9, 10, [9]],
    [10, 10, [10]],
    [11, 10, [10, 1]],
    [20, 10, [10, 10]],
    [24, 10, [10, 10, 4]],
  ])('of %i bytes by %i are %j', (bytes, partBytes, sizes) =>
    expect(partsOf(bytes, partBytes)).toEqual(
      sizes.map((size, index) => ({ partNumber: index + 1, bytes: size })),
    ),
  )
})

it('reads a work of each medium for so many minutes where its files tell no duration', () =>
  expect(readingMinutesOf).toEqual({
    print: 12,
    online: 12,
    radio: 15,
    television: 25,
    photo: 5,
    book: 120,
    digital: 15,
    initiative: 30,
  }))
