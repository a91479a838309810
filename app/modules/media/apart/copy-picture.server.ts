import { join } from 'node:path'
import type { Container } from '../../editions/containers.ts'
import { fileOfCopy } from '../copies.ts'
import { openPicture } from './look-at-picture.server.ts'
import { readWhole, type Source } from './source.server.ts'

/** Turned right, in sRGB, without what a camera wrote beside it: sharp keeps no metadata that is not asked for. */
export async function copyPicture(source: Source, container: Container, folder: string) {
  const opened = await openPicture(await readWhole(source), container)
  if (!opened) throw new Error('The picture does not open.')
  for (const [name, side] of [
    ['large', 2560],
    ['small', 640],
  ] as const)
    await opened.picture
      .clone()
      .autoOrient()
      .resize(side, side, { fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .webp({ quality: 82 })
      .toFile(join(folder, fileOfCopy(name)))
}
