import { eq, sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { requireActor } from '#app/http/guard.server.ts'
import { sentAgainAs } from '#app/http/kept-form.ts'
import { proofField, type AskedForProof } from '#app/http/proof-asked.ts'
import { readFields } from '#app/http/read-fields.server.ts'
import { requireRecentProof } from '#app/http/recent-proof.server.ts'
import { startSession } from '#app/modules/accounts/lucia.server.ts'
import { hashPassword } from '#app/modules/accounts/passwords.server.ts'
import { auditEvents, sessions, users } from '#db/schema/index.ts'
import { makeActor } from '#tests/factories/index.ts'

const password = 'một câu dễ nhớ của tôi'

async function signedIn() {
  const { userId } = await makeActor('judge')
  const passwordHash = await hashPassword(password)
  await database().update(users).set({ passwordHash }).where(eq(users.id, userId))
  const cookie = (await startSession(userId, { agent: 'thử', address: '127.8.0.1' })).split(';')[0]!
  const send = (fields: Record<string, string>) => {
    const body = new URLSearchParams(fields).toString()
    const headers = {
      Cookie: cookie,
      'Content-Type': 'application/x-www-form-urlencoded',
      'Content-Length': String(body.length),
    }
    return new Request('http://portal.test/organizer/12/results/publication?index', {
      method: 'POST',
      headers,
      body,
    })
  }
  const proved = (ago: string | null) =>
    database()
      .update(sessions)
      .set({ provedAt: ago === null ? null : sql`now() - ${ago}::interval` })
      .where(eq(sessions.userId, userId))
  const actor = await requireActor(send({}))
  const events = async () =>
    (
      await database()
        .select({ kind: auditEvents.kind })
        .from(auditEvents)
        .where(eq(auditEvents.actorId, userId))
        .orderBy(auditEvents.at)
    ).map(({ kind }) => kind)
  return { actor, send, proved, events }
}

/** Null where it went through. */
async function heldBack(asked: Promise<void>): Promise<(AskedForProof & { status: number }) | null> {
  const thrown = await asked.then(
    () => null,
    (reason: unknown) => reason as Response,
  )
  return thrown && { ...((await thrown.json()) as AskedForProof), status: thrown.status }
}

describe('what cannot be undone', () => {
  it('goes on right after signing in, to the last moment of ten minutes and not after', async () => {
    const { actor, send, proved } = await signedIn()
    expect(await heldBack(requireRecentProof(send({ note: 'x' }), actor))).toBe(null)
    await proved('9 minutes 58 seconds')
    expect(await heldBack(requireRecentProof(send({ note: 'x' }), actor))).toBe(null)
    for (const ago of ['10 minutes 1 second', null]) {
      await proved(ago)
      expect(await heldBack(requireRecentProof(send({ note: 'x' }), actor))).toMatchObject({ status: 403 })
    }
  })

  it('is held back whole, but for passwords, and goes through with the right proof', async () => {
    const { actor, send, proved, events } = await signedIn()
    await proved('1 day')
    const fields = { note: 'lý do rất dài', 'ids[]': '7', password: 'bí mật' }
    const kept = {
      path: '/organizer/12/results/publication?index',
      as: actor.userId,
      fields: [
        ['note', 'lý do rất dài'],
        ['ids[]', '7'],
      ],
      withoutFiles: false,
    }
    const asked = { kept, proof: true, status: 403 }
    expect(await heldBack(requireRecentProof(send(fields), actor))).toEqual({ ...asked, key: 'proof.asked' })
    const without = send({ ...fields, [proofField]: '' })
    expect(await heldBack(requireRecentProof(without, actor))).toEqual({ ...asked, key: 'proof.none' })
    const wrong = send({ ...fields, [proofField]: 'không phải mật khẩu này' })
    expect(await heldBack(requireRecentProof(wrong, actor))).toMatchObject({ ...asked, key: 'proof.wrong' })
    const right = send({ ...fields, [proofField]: password, [sentAgainAs]: actor.userId })
    expect(await heldBack(requireRecentProof(right, actor))).toBe(null)
    expect((await readFields(right)).get('note')).toBe('lý do rất dài')
    expect(await heldBack(requireRecentProof(send(fields), actor))).toBe(null)
    expect(await events()).toEqual(['account.proofFailed', 'account.provedAgain'])
  })

  it('is not carried out for another who is signed in by now, whatever proof they give', async () => {
    const { actor, send, proved, events } = await signedIn()
    await proved('1 day')
    const others = send({ note: 'x', [proofField]: password, [sentAgainAs]: 'usr_somebody' })
    expect(await heldBack(requireRecentProof(others, actor))).toMatchObject({ key: 'error.otherAccount' })
    expect(await events()).toEqual([])
  })

  it('asks in each session for itself', async () => {
    const { actor, send, proved } = await signedIn()
    await proved('1 day')
    await startSession(actor.userId, { agent: 'nơi khác', address: '127.8.0.2' })
    expect(await heldBack(requireRecentProof(send({}), actor))).toMatchObject({ key: 'proof.asked' })
  })

  it('is asked only of what the form wants, where an address does harmless things as well', async () => {
    const { actor, send, proved } = await signedIn()
    await proved('1 day')
    const invitesAdmin = (form: FormData) => form.get('role') === 'admin'
    expect(await heldBack(requireRecentProof(send({ role: 'judge' }), actor, invitesAdmin))).toBe(null)
    expect(await heldBack(requireRecentProof(send({ role: 'admin' }), actor, invitesAdmin))).not.toBe(null)
  })

  it('lets nobody guess on', async () => {
    const { actor, send, proved } = await signedIn()
    await proved('1 day')
    const guess = (word: string) => heldBack(requireRecentProof(send({ [proofField]: word }), actor))
    for (let count = 0; count < 6; count++) expect((await guess('đoán mò'))?.key).toBe('proof.wrong')
    expect((await guess(password))?.key).toBe('auth.error.tooMany')
  })
})
