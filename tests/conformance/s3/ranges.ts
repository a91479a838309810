import { beforeAll, expect, it } from 'vitest'
import { asText, ownKey, type TheEngine } from './bucket.ts'

/** Parts of an object, as players and browsers that resume ask for them. */
export function ranges(the: TheEngine) {
  const tenBytes = ownKey()
  const noBytes = ownKey()
  beforeAll(async () => {
    await the().storage.put(tenBytes, Buffer.from('0123456789'), 'text/plain')
    await the().storage.put(noBytes, Buffer.alloc(0), 'text/plain')
  })

  async function ask(range: string, key = tenBytes) {
    const answer = await fetch(await the().storage.signDownload(key, asText, 60), {
      headers: { Range: range },
    })
    return [answer.status, await answer.text(), answer.headers.get('Content-Range')]
  }

  it.each([
    ['bytes=0-0', '0', 'bytes 0-0/10'],
    ['bytes=2-4', '234', 'bytes 2-4/10'],
    ['bytes=9-9', '9', 'bytes 9-9/10'],
    ['bytes=0-9', '0123456789', 'bytes 0-9/10'],
    ['bytes=0-', '0123456789', 'bytes 0-9/10'],
    ['bytes=7-', '789', 'bytes 7-9/10'],
    ['bytes=9-', '9', 'bytes 9-9/10'],
    ['bytes=-1', '9', 'bytes 9-9/10'],
    ['bytes=-3', '789', 'bytes 7-9/10'],
    ['bytes=-10', '0123456789', 'bytes 0-9/10'],
    ['bytes=-11', '0123456789', 'bytes 0-9/10'],
    ['bytes=8-10', '89', 'bytes 8-9/10'],
    ['bytes=8-99', '89', 'bytes 8-9/10'],
  ])('serves %s of ten bytes', async (range, text, contentRange) => {
    expect(await ask(range)).toEqual([206, text, contentRange])
  })

  it.each(['bytes=10-', 'bytes=10-10', 'bytes=99-100', 'bytes=-0'])(
    'refuses %s of ten bytes',
    async (range) => {
      expect((await ask(range))[0]).toBe(416)
    },
  )

  it.each(['bytes=-', 'bytes=a-b', 'lines=1-2', '2-4', 'bytes=4-2'])(
    'answers %s, which is no range, with the whole',
    async (range) => {
      expect(await ask(range)).toEqual([200, '0123456789', null])
    },
  )

  it('refuses a range of an object of no bytes', async () => {
    expect((await ask('bytes=0-', noBytes))[0]).toBe(416)
  })

  it('reads the first, the last and the middle bytes for the portal', async () => {
    const read = async (from: number, bytes: number) =>
      (await the().storage.read(tenBytes, { from, bytes })).toString()
    expect([await read(0, 1), await read(9, 1), await read(3, 4), await read(8, 5)]).toEqual([
      '0',
      '9',
      '3456',
      '89',
    ])
  })
}
