import decode from 'heic-decode'
import sharp, { type Sharp } from 'sharp'

/** The main picture of a HEIC file, turned right, as sharp takes it: sharp itself opens the container, not HEVC in it. */
export async function decodeHeic(body: Buffer): Promise<Sharp> {
  const { width, height, data } = await decode({ buffer: body })
  return sharp(Buffer.from(data.buffer, data.byteOffset, data.byteLength), {
    raw: { width, height, channels: 4 },
  }).removeAlpha()
}
