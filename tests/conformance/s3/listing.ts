import { DeleteObjectsCommand, ListObjectsV2Command } from '@aws-sdk/client-s3'
import { expect, it } from 'vitest'
import { s3Client } from '#storage/s3.ts'
import { Bucket, md5, ownKey, type TheEngine } from './bucket.ts'

/** Lists of objects and the removal of many: what an operator's tools ask for. */
export function listing(the: TheEngine) {
  /** Puts objects of these names, each its own content, into a folder of its own. */
  async function folderOf(...names: string[]) {
    const folder = ownKey('')
    for (const name of names) await the().storage.put(folder + name, Buffer.from(name), 'text/plain')
    return folder
  }
  const list = (Prefix: string, more: object = {}) =>
    the().client.send(new ListObjectsV2Command({ Bucket, Prefix, ...more }))
  const namesIn = async (folder: string) =>
    ((await list(folder)).Contents ?? []).map((object) => object.Key!.slice(folder.length))

  it('lists by prefix in the order of bytes', async () => {
    const folder = await folderOf('list/c', 'list/a', 'list/ế', 'list/b', 'list/B', 'other/a')
    const listed = await list(`${folder}list/`)
    expect(listed.Contents!.map((object) => [object.Key!.slice(folder.length), object.Size])).toEqual([
      ['list/B', 6],
      ['list/a', 6],
      ['list/b', 6],
      ['list/c', 6],
      ['list/ế', 8],
    ])
    expect(listed.IsTruncated).toBe(false)
  })

  it('lists in pages', async () => {
    const folder = await folderOf('list/c', 'list/a', 'list/b', 'other/a')
    const first = await list(`${folder}list/`, { MaxKeys: 2 })
    expect(first.Contents!.map((object) => object.Key)).toEqual([`${folder}list/a`, `${folder}list/b`])
    expect(first.IsTruncated).toBe(true)
    const second = await list(`${folder}list/`, { ContinuationToken: first.NextContinuationToken })
    expect(second.Contents!.map((object) => [object.Key, object.Size])).toEqual([[`${folder}list/c`, 6]])
    expect(second.IsTruncated).toBe(false)
  })

  it('lists nothing where nothing is', async () => {
    expect(await namesIn(ownKey(''))).toEqual([])
  })

  it('removes many objects at once, those that are none included', async () => {
    const folder = await folderOf('a', 'b', 'c')
    const Objects = ['a', 'b', 'none'].map((name) => ({ Key: folder + name }))
    await withContentMd5().send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }))
    expect(await namesIn(folder)).toEqual(['c'])
  })

  /** Engines that know no newer checksum ask for the older one with a removal of many. */
  function withContentMd5() {
    const client = s3Client(the().settings)
    client.middlewareStack.add(
      (next) => (args) => {
        const { request } = args as { request: { body?: string; headers: Record<string, string> } }
        request.headers['content-md5'] = md5(String(request.body)).digest('base64')
        return next(args)
      },
      { step: 'build', name: 'contentMd5' },
    )
    return client
  }
}
