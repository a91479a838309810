import { describe, expect, it } from 'vitest'
import { requireActor, requireActorWho } from '#app/http/guard.server.ts'
import { sentAgainAs, signedInAs, type KeptRefusal } from '#app/http/kept-form.ts'
import { readFields } from '#app/http/read-fields.server.ts'
import { startSession } from '#app/modules/accounts/lucia.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { hasRole } from '#app/modules/actor/policy.ts'
import { makeActor } from '#tests/factories/index.ts'

const page = 'http://portal.test/organizer?edition=12'
const judges = (actor: Actor) => hasRole(actor, 'judge')

async function from({ userId }: Actor) {
  const cookie = await startSession(userId, { agent: 'thử', address: '127.3.0.1' })
  return new Request(page, { headers: { Cookie: cookie.split(';')[0]! } })
}

/** What a page throws instead of itself: its status, and where it leads. */
async function thrownBy(asked: Promise<unknown>) {
  const thrown = await asked.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(thrown instanceof Response)) return thrown
  return { status: thrown.status, location: thrown.headers.get('Location') }
}

describe('a page for some', () => {
  it('is there for them', async () => {
    const judge = await makeActor('judge')
    expect((await requireActorWho(await from(judge), judges)).userId).toBe(judge.userId)
  })

  it('does not exist for others who are signed in', async () => {
    const reporter = await makeActor('reporter')
    expect((await requireActor(await from(reporter))).userId).toBe(reporter.userId)
    expect(await thrownBy(requireActorWho(await from(reporter), judges))).toEqual({
      status: 404,
      location: null,
    })
  })

  it('asks everybody else to sign in, and leads back', async () => {
    expect(await thrownBy(requireActorWho(new Request(page), judges))).toEqual({
      status: 302,
      location: '/sign-in?next=%2Forganizer%3Fedition%3D12',
    })
  })
})

it('knows somebody beside a cookie of others that cannot be read, and nobody by a session that cannot', async () => {
  const judge = await makeActor('judge')
  const own = (await from(judge)).headers.get('Cookie')!
  const withCookie = (cookie: string) => new Request(page, { headers: { Cookie: cookie } })
  expect((await requireActor(withCookie(`other=%; ${own}; more=%c0`))).userId).toBe(judge.userId)
  const nobody = { status: 302, location: `/sign-in?next=${encodeURIComponent('/organizer?edition=12')}` }
  for (const cookie of ['other=%', 'session=%', 'session=%zz', 'mysession=x'])
    expect(await thrownBy(requireActor(withCookie(cookie)))).toEqual(nobody)
})

it('tells a script that saves or fetches that nobody is signed in, instead of leading it to a page', async () => {
  const asked = requireActor(new Request(page, { method: 'POST', headers: { Accept: 'application/json' } }))
  expect(await thrownBy(asked)).toEqual({ status: 401, location: null })
})

describe('a form that meets an ended session', () => {
  const form = (cookie = '') => ({
    method: 'POST',
    headers: { Cookie: cookie, 'Content-Type': 'application/x-www-form-urlencoded' },
  })
  const send = (fields: [string, string][], from = form()) => {
    const body = new URLSearchParams(fields).toString()
    const headers = { ...from.headers, 'Content-Length': String(body.length) }
    return new Request(`${page}&index=&_data=routes`, { ...from, headers, body })
  }
  const told = async (request: Request) => {
    const thrown = (await requireActor(request).catch((reason: unknown) => reason)) as Response
    const { key, kept } = (await thrown.json()) as KeptRefusal
    expect(key).toBe(kept ? 'error.kept' : 'error.notKept')
    return [thrown.status, kept]
  }

  it('is told so with what it held, but for passwords', async () => {
    const fields: [string, string][] = [
      [signedInAs, 'usr_1'],
      ['summary', 'Biển đảo\nquê hương'],
      ['list[]', 'a'],
      ['list[]', 'b'],
      ['currentPassword', 'không ai được đọc'],
    ]
    expect(await told(send(fields))).toEqual([
      401,
      {
        path: '/organizer?edition=12&index',
        as: 'usr_1',
        fields: [
          ['summary', 'Biển đảo\nquê hương'],
          ['list[]', 'a'],
          ['list[]', 'b'],
        ],
        withoutFiles: false,
      },
    ])
  })

  it('keeps nothing of a form that does not say whose page it stood on, of none, or of one too large', async () => {
    const large = 'a'.repeat(63_000)
    for (const fields of [
      [['summary', 'Biển đảo']],
      [[signedInAs, 'usr_1']],
      [],
      Array(2).fill([signedInAs, large]),
    ])
      expect(await told(send(fields as [string, string][]))).toEqual([401, null])
  })

  it('is taken once more from the account that filled it in, and from nobody else', async () => {
    const [writer, other] = [await makeActor('reporter'), await makeActor('reporter')]
    const again = async (actor: Actor) => {
      const cookie = (await from(actor)).headers.get('Cookie')!
      return readFields(
        send(
          [
            ['summary', 'Biển đảo'],
            [signedInAs, writer.userId],
            [sentAgainAs, writer.userId],
          ],
          form(cookie),
        ),
      )
    }
    expect([...(await again(writer))]).toEqual([['summary', 'Biển đảo']])
    expect(await thrownBy(again(other))).toEqual({ status: 403, location: null })
  })
})
