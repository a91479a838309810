import sharp, { type Sharp } from 'sharp'
import type { Container } from '../../editions/containers.ts'
import { finding, nothingSeen, type Finding, type Seen } from '../report.ts'
import { decodeHeic } from './heic.server.ts'
import { readWhole, type Source } from './source.server.ts'

const shown: Container[] = ['jpeg', 'png', 'webp', 'avif']

/** Reads a picture whole and looks at every pixel of it. */
export async function lookAtPicture(source: Source, container: Container): Promise<Seen> {
  const seen: Seen = { ...nothingSeen, kind: 'image', container, playsInBrowser: shown.includes(container) }
  const body = await readWhole(source)
  const opened = await openPicture(body, container)
  if (!opened) {
    const cut = endsAsIt(body, container) ? [] : [finding('notWhole')]
    return { ...seen, findings: [finding('cannotOpen'), ...cut] }
  }
  const { picture, codec, damage } = opened
  const { width, height, autoOrient } = await picture.metadata()
  return {
    ...seen,
    tracks: [{ type: 'image', codec }],
    width: autoOrient?.width ?? width,
    height: autoOrient?.height ?? height,
    findings: [...damage, ...(await signsOfPhoto(picture, Math.max(width, height)))],
  }
}

type Opened = { picture: Sharp; codec: string; damage: Finding[] }

/** A picture that decodes; null where none does. What decodes only when faults are passed over is cut or damaged. */
export async function openPicture(body: Buffer, container: Container): Promise<Opened | null> {
  if (container === 'heif') {
    const picture = await decodeHeic(body).catch(() => null)
    return picture && { picture, codec: 'hevc', damage: [] }
  }
  const codec = container === 'avif' ? 'av1' : container
  for (const failOn of ['warning', 'none'] as const) {
    const picture = sharp(body, { failOn, limitInputPixels: 400_000_000, unlimited: false })
    const whole = await picture
      .clone()
      .resize(64)
      .raw()
      .toBuffer()
      .then(
        () => true,
        () => false,
      )
    if (whole) return { picture, codec, damage: failOn === 'none' ? [damageOf(body, container)] : [] }
  }
  return null
}

const damageOf = (body: Buffer, container: Container) =>
  finding(endsAsIt(body, container) ? 'damaged' : 'notWhole')

function endsAsIt(body: Buffer, container: Container): boolean {
  const tail = body.subarray(-4096)
  if (container === 'jpeg') return tail.lastIndexOf(Buffer.from([0xff, 0xd9])) >= 0
  if (container === 'png') return tail.lastIndexOf('IEND') >= 0
  if (container === 'webp') return body.readUInt32LE(4) + 8 <= body.length
  if (container === 'tiff') return directoryOfTiff(body) < body.length
  return container === 'heif'
}

/** Where the first list of tags of a TIFF stands; programs write it behind the picture. */
function directoryOfTiff(body: Buffer): number {
  if (body.length < 8) return Infinity
  return body.toString('latin1', 0, 2) === 'II' ? body.readUInt32LE(4) : body.readUInt32BE(4)
}

const tinySide = 600

/**
 * Blurred: nowhere an edge. The strongest tenth of differences of neighbours in a picture of 1,024 px (the variance of its
 * Laplacian) is that of a sheet out of focus; a plain surface has none either, and is left alone.
 */
async function signsOfPhoto(picture: Sharp, side: number): Promise<Finding[]> {
  if (side < tinySide) return [finding('tinyScan')]
  const small = picture.clone().resize(1024, 1024, { fit: 'inside', withoutEnlargement: true }).grayscale()
  const { data, info } = await small.raw().toBuffer({ resolveWithObject: true })
  const { edges, contrast } = sharpness(data, info.width, info.height, info.channels)
  return contrast > 15 && edges < 12 ? [finding('blurred')] : []
}

function sharpness(data: Buffer, width: number, height: number, channels: number) {
  let [sum, squares, lumas, lumaSquares, count] = [0, 0, 0, 0, 0]
  const luma = (x: number, y: number) => data[(y * width + x) * channels]!
  for (let y = 1; y < height - 1; y++)
    for (let x = 1; x < width - 1; x++) {
      const here = luma(x, y)
      const edge = 4 * here - luma(x - 1, y) - luma(x + 1, y) - luma(x, y - 1) - luma(x, y + 1)
      sum += edge
      squares += edge * edge
      lumas += here
      lumaSquares += here * here
      count += 1
    }
  if (count === 0) return { edges: Infinity, contrast: 0 }
  const variance = (total: number, square: number) => square / count - (total / count) ** 2
  return { edges: variance(sum, squares), contrast: Math.sqrt(Math.max(variance(lumas, lumaSquares), 0)) }
}
