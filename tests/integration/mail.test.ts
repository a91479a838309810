import { eq, sql } from 'drizzle-orm'
import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { databaseUrl } from '#app/env.server.ts'
import { database } from '#app/ground.server.ts'
import { register } from '#app/modules/accounts/register.server.ts'
import { askForDueLetters } from '#app/modules/mail/due-letters.server.ts'
import { mailServerDown } from '#app/modules/mail/mail-server.server.ts'
import { queueMail } from '#app/modules/mail/queue-mail.server.ts'
import { resendAll, resendLetter, rerunJobs } from '#app/modules/mail/resend-letters.server.ts'
import { sendMail } from '#app/modules/mail/send-mail.server.ts'
import { setMailStopped } from '#app/modules/mail/stop-mail.server.ts'
import { troubles, undeliveredOf } from '#app/modules/mail/undelivered.server.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import { loader as healthcheck } from '#app/routes/resources+/healthcheck.ts'
import { mailMessages, mailPreferences, mailServer } from '#db/schema/index.ts'
import { makeActor } from '#tests/factories/index.ts'
import { startMailServer } from '#tests/support/mail-server.ts'

// Before the environment is read for the first time.
const server = await startMailServer()
process.env.SMTP_URL = server.url
const { told, received } = server

/** Workers that live hold their locks for as long as this connection does. */
let locks: postgres.Sql
beforeAll(async () => {
  locks = postgres(databaseUrl(), { max: 1, onnotice: () => {} })
  for (const worker of ['one', 'two']) await locks`select pg_advisory_lock(hashtextextended(${worker}, 0))`
})
beforeEach(async () => {
  server.reset()
  await database().delete(mailServer)
  await database().delete(mailMessages)
  await database().execute(sql`delete from graphile_worker._private_jobs`)
})
afterAll(async () => {
  await locks.end()
  await server.stop()
})

type Values = Partial<typeof mailMessages.$inferInsert>
const letter = async (id: string) =>
  (await database().select().from(mailMessages).where(eq(mailMessages.id, id)))[0]!
const stateOf = async (id: string) => {
  const { state, sentAt } = await letter(id)
  return [state, sentAt !== null]
}
const write = async (values: Values = {}) => {
  const [row] = await database()
    .insert(mailMessages)
    .values({ recipient: 'a@thu.vn', subject: 'Thư', body: 'Kính gửi', ...values })
    .returning()
  return row!.id
}
const once = (values: Values = {}) => write({ once: true, stopLink: 'http://portal.test/mail/x', ...values })
/** Lets time pass for everything that waits. */
const later = async () => {
  await database()
    .update(mailMessages)
    .set({ nextAt: sql`now() - interval '1 second'` })
  await database()
    .update(mailServer)
    .set({ nextAt: sql`now() - interval '1 second'` })
    .where(sql`next_at is not null`)
}
const minutesLeft = async (id: string) =>
  Math.round(((await letter(id)).nextAt.getTime() - Date.now()) / 60_000)
const jobs = async () =>
  (
    await database().execute<{ id: string }>(
      sql`select payload ->> 'mailId' as id from graphile_worker._private_jobs order by id`,
    )
  ).map((job) => job.id)

it('queues with the change, tries again after a fault, sends once, in Vietnamese', async () => {
  await register({
    name: 'Đỗ Thị Ánh',
    email: 'thu@thu.vn',
    password: 'mot cau de nho',
    locale: 'vi',
    address: '9.9.9.9',
  })
  const [mail] = await database().select().from(mailMessages).where(eq(mailMessages.recipient, 'thu@thu.vn'))
  expect(mail!.state).toBe('queued')
  told.answers = { data: 451 }
  await sendMail(mail!.id, 'one')
  expect(received).toEqual([])
  told.answers = {}
  await sendMail(mail!.id, 'one')
  await sendMail(mail!.id, 'one')
  expect(received.map((one) => one.to)).toEqual([['thu@thu.vn']])
  const [parsed] = await server.parsed()
  expect(parsed!.subject).toBe('Xác nhận địa chỉ thư điện tử')
  expect(parsed!.text).toContain('Kính gửi Ông/Bà,')
  expect((await letter(mail!.id)).state).toBe('sent')
})

describe.each([
  ['owed to somebody', write],
  ['sent only once', once],
])('a message that is %s', (_which, make) => {
  it('is sent where it waits, and no other with it', async () => {
    const [id, other] = [await make({ subject: 'Một' }), await make({ subject: 'Hai' })]
    await sendMail(id, 'one')
    expect([await stateOf(id), await stateOf(other), received.length]).toEqual([
      ['sent', true],
      ['queued', false],
      1,
    ])
    await sendMail(id, 'two')
    expect(received.length).toBe(1)
  })

  it.each(['sent', 'kept', 'stopped', 'uncertain', 'failed'] as const)(
    'is left alone where it is %s',
    async (state) => {
      const id = await make({ state })
      await sendMail(id, 'one')
      expect([await stateOf(id), received.length]).toEqual([[state, false], 0])
    },
  )

  it('keeps no text that opens something once it went, and any other', async () => {
    const link = `http://portal.test/reset/${'S'.repeat(32)}`
    const [opens, plain] = [await make({ body: `Mở ${link}` }), await make()]
    told.answers = { data: 451 }
    await sendMail(opens, 'one')
    expect((await letter(opens)).body).toContain(link)
    told.answers = {}
    for (const id of [opens, plain]) await sendMail(id, 'one')
    const [first, second] = [await letter(opens), await letter(plain)]
    expect([first.body, first.bodyClearedAt]).toEqual(['', expect.any(Date)])
    expect([second.body === '', second.bodyClearedAt]).toEqual([false, null])
  })

  it.each([
    ['mail', 550],
    ['rcpt', 550],
    ['rcpt', 553],
    ['data', 554],
  ] as const)('has failed at once where %s is answered %i, with the words', async (stage, code) => {
    const id = await make()
    told.answers = { [stage]: code }
    await sendMail(id, 'one')
    const { state, fault, tries } = await letter(id)
    expect([state, tries]).toEqual(['failed', 1])
    expect(fault).toContain(`${code} no ${stage}`)
    expect(await mailServerDown()).toBeNull()
    await later()
    expect(await askForDueLetters()).toBe(0)
  })

  it.each([
    ['mail', 451],
    ['rcpt', 450],
    ['rcpt', 'hangs up'],
    ['mail', 'hangs up'],
    ['data', 452],
  ] as const)(
    'waits longer and longer where %s is answered %s, and other letters go',
    async (stage, said) => {
      const [id, other] = [await make(), await make()]
      told.answers = { [stage]: said }
      const waits: number[] = []
      for (let tried = 0; tried < 3; tried++) {
        await sendMail(id, 'one')
        waits.push(await minutesLeft(id))
      }
      expect([waits, (await letter(id)).state, (await letter(id)).tries]).toEqual([[1, 5, 15], 'waiting', 3])
      told.answers = {}
      await sendMail(other, 'one')
      await later()
      expect([await askForDueLetters(), await jobs()]).toEqual([1, [id]])
      await sendMail(id, 'one')
      expect([await stateOf(id), (await letter(id)).fault, received.length]).toEqual([
        ['sent', true],
        null,
        2,
      ])
    },
  )

  it('has failed after four days of being put off', async () => {
    const id = await make()
    told.answers = { rcpt: 450 }
    let minutes = 0
    while ((await letter(id)).state !== 'failed') {
      await sendMail(id, 'one')
      minutes += Math.max(0, await minutesLeft(id))
    }
    expect([(await letter(id)).tries, Math.floor(minutes / 1440)]).toEqual([19, 3])
    expect(minutes).toBeGreaterThan(3.9 * 1440)
  })

  it.each([
    ['connect', 554],
    ['connect', 421],
    ['connect', 'hangs up'],
    ['auth', 535],
    ['auth', 454],
    ['auth', 'hangs up'],
    ['mail', 530],
  ] as const)(
    'waits with all others where %s is answered %s, and goes once one went',
    async (stage, said) => {
      const [first, second, third] = [await make(), await make(), await make()]
      told.answers = { [stage]: said }
      await Promise.all([sendMail(first, 'one'), sendMail(second, 'two')])
      await sendMail(third, 'one')
      const states = async () => Promise.all([first, second, third].map((id) => stateOf(id)))
      expect((await states())[2]).toEqual(['queued', false])
      expect((await letter(first)).tries).toBe(0)
      expect((await mailServerDown())!.fault).not.toBe('')
      expect((await database().select().from(mailServer))[0]!.tries).toBe(1)
      expect(await askForDueLetters()).toBe(0)
      await later()
      expect(await askForDueLetters()).toBe(1)
      await sendMail((await jobs())[0]!, 'one')
      expect((await database().select().from(mailServer))[0]!.tries).toBe(2)
      told.answers = {}
      await database().execute(sql`delete from graphile_worker._private_jobs`)
      await later()
      await sendMail(first, 'one')
      expect([await mailServerDown(), await jobs()]).toEqual([null, expect.arrayContaining([second, third])])
      await sendMail(second, 'one')
      await sendMail(third, 'one')
      expect(await states()).toEqual([0, 1, 2].map(() => ['sent', true]))
    },
  )

  it('waits where nobody listens', async () => {
    const id = await make()
    server.shut()
    await sendMail(id, 'one')
    expect(await letter(id)).toMatchObject({ state: 'waiting', tries: 0 })
    expect((await mailServerDown())!.fault).toContain('ECONNREFUSED')
    await server.open()
    await later()
    await sendMail(id, 'one')
    expect(await stateOf(id)).toEqual(['sent', true])
  })

  it('is sent once where two workers have it at once', async () => {
    const id = await make()
    told.meanwhile = async () => {
      await sendMail(id, 'two')
      expect((await letter(id)).state).toBe('sending')
    }
    await sendMail(id, 'one')
    expect([await stateOf(id), received.length]).toEqual([['sent', true], 1])
    const other = await make()
    told.meanwhile = undefined
    await Promise.all([sendMail(other, 'one'), sendMail(other, 'two')])
    expect([await stateOf(other), received.length]).toEqual([['sent', true], 2])
  })
})

describe('a letter whose worker is no more', () => {
  const inHand = (workerId: string | null) => ({
    state: 'sending' as const,
    workerId,
    nextAt: new Date(Date.now() + 600_000),
  })
  it.each([
    ['of a dead worker', 'dead'],
    ['of none', null],
    ['of its own hand', 'one'],
  ] as const)('%s is sent on where it is owed, and uncertain where it goes once', async (_whose, worker) => {
    const [owed, single] = [await write(inHand(worker)), await once(inHand(worker))]
    await sendMail(owed, 'one')
    await sendMail(single, 'one')
    expect([await stateOf(owed), await stateOf(single)]).toEqual([
      ['sent', true],
      ['uncertain', false],
    ])
    expect((await server.parsed()).map(({ messageId }) => messageId)).toEqual([`<${owed}@chungkhao>`])
  })

  it('is left to a worker that lives, but not longer than a sending can take', async () => {
    const id = await write(inHand('two'))
    await sendMail(id, 'one')
    expect([await stateOf(id), received.length]).toEqual([['sending', false], 0])
    await later()
    expect([await askForDueLetters(), await jobs()]).toEqual([1, [id]])
    await later()
    await sendMail(id, 'one')
    expect(await stateOf(id)).toEqual(['sent', true])
  })
})

it('nobody can tell where the server hung up on the text: sent again where owed, not where once', async () => {
  const [owed, single] = [await write(), await once()]
  told.answers = { data: 'hangs up' }
  await sendMail(owed, 'one')
  await sendMail(single, 'one')
  expect([await stateOf(owed), await stateOf(single)]).toEqual([
    ['waiting', false],
    ['uncertain', false],
  ])
  expect(await mailServerDown()).toBeNull()
  told.answers = {}
  await sendMail(owed, 'one')
  await sendMail(single, 'one')
  expect([await stateOf(owed), await stateOf(single), received.length]).toEqual([
    ['sent', true],
    ['uncertain', false],
    1,
  ])
})

describe('sent again', () => {
  const admin = () => makeActor('admin')
  it('is one that failed or waits, or may have gone, by an admin', async () => {
    const actor = await admin()
    for (const state of ['failed', 'waiting', 'uncertain'] as const) {
      const id = await once({ state, tries: 19, fault: '450 later', recipient: `${state}@thu.vn` })
      expect(await resendLetter(actor, id)).toEqual({ recipient: `${state}@thu.vn` })
      expect(await letter(id)).toMatchObject({ state: 'queued', tries: 0 })
      expect(await jobs()).toContain(id)
      await sendMail(id, 'one')
      expect(await stateOf(id)).toEqual(['sent', true])
    }
  })

  it('is none that went, is on its way, or whose recipient has stopped it', async () => {
    const actor = await admin()
    for (const state of ['queued', 'sending', 'sent', 'kept', 'stopped'] as const) {
      const id = await write({ state })
      expect(await resendLetter(actor, id)).toEqual(refuse('admin.resend.refused.moved'))
      expect((await letter(id)).state).toBe(state)
    }
    await database()
      .insert(mailPreferences)
      .values({ email: 'dung@thu.vn', token: 'dung-lai', stoppedAt: new Date() })
    const [stopped, owed] = [
      await once({ state: 'failed', recipient: 'dung@thu.vn' }),
      await write({ state: 'failed', recipient: 'dung@thu.vn' }),
    ]
    expect(await resendLetter(actor, stopped)).toEqual(refuse('admin.resend.refused.stopped'))
    expect(await resendAll(actor)).toEqual({ resent: 1 })
    expect([(await letter(stopped)).state, (await letter(owed)).state]).toEqual(['failed', 'queued'])
  })

  it('are all that failed or wait, of a server that is tried at once', async () => {
    const actor = await admin()
    const ids = await Promise.all(
      ['failed', 'waiting', 'uncertain', 'sent'].map((state) => write({ state: state as 'sent' })),
    )
    told.answers = { connect: 554 }
    await sendMail(await write(), 'one')
    expect(await resendAll(actor)).toEqual({ resent: 3 })
    expect(await Promise.all(ids.map(async (id) => (await letter(id)).state))).toEqual([
      'queued',
      'queued',
      'uncertain',
      'sent',
    ])
    expect(await askForDueLetters()).toBe(1)
  })

  it('is nothing for who is no admin', async () => {
    const organizer = await makeActor('organizer')
    const id = await write({ state: 'failed' })
    expect([
      await resendLetter(organizer, id),
      await resendAll(organizer),
      await rerunJobs(organizer),
      await resendLetter(await admin(), 'mai_none'),
    ]).toEqual([null, null, null, null])
    expect((await letter(id)).state).toBe('failed')
  })
})

it('stops what waits or failed of its kind, also what is written or put off afterwards', async () => {
  await database().insert(mailPreferences).values({ email: 'thoi@thu.vn', token: 'thoi-thu' })
  const to = { recipient: 'thoi@thu.vn' }
  const [waiting, failed, owed] = [
    await once({ ...to, state: 'waiting' }),
    await once({ ...to, state: 'failed' }),
    await write({ ...to, state: 'waiting' }),
  ]
  const going = await once(to)
  told.answers = { data: 451 }
  told.meanwhile = undefined
  await setMailStopped('thoi-thu', true)
  const after = await once(to)
  for (const id of [after, going]) await sendMail(id, 'one')
  const states = await Promise.all(
    [waiting, failed, owed, after, going].map(async (id) => (await letter(id)).state),
  )
  expect(states).toEqual(['stopped', 'stopped', 'waiting', 'stopped', 'stopped'])
})

describe('what somebody has to look after', () => {
  it('is told to who had it written, to admins and in health', async () => {
    const [actor, other] = [
      await makeActor('coordinator', { provinceFrame: '2025', provinceCode: '56' }),
      await makeActor('organizer'),
    ]
    const id = await once({ senderId: actor.userId, recipient: 'sai@thu.vn' })
    await write({ senderId: actor.userId })
    await write({
      senderId: actor.userId,
      state: 'failed',
      createdAt: new Date(Date.now() - 31 * 86_400_000),
    })
    told.answers = { rcpt: 550 }
    await sendMail(id, 'one')
    expect(await undeliveredOf(other)).toEqual([])
    expect(await undeliveredOf(actor)).toMatchObject([
      {
        id,
        recipient: 'sai@thu.vn',
        state: 'failed',
        fault: expect.stringContaining('550 no rcpt') as string,
      },
    ])
    await database().execute(
      sql`select graphile_worker.add_job('make-export', '{}'::json, max_attempts := 1)`,
    )
    await database().execute(sql`update graphile_worker._private_jobs set attempts = 1`)
    expect(await troubles()).toEqual({
      letters: { waiting: 0, failed: 2, uncertain: 0 },
      server: null,
      jobs: [{ task: 'make-export', count: 1 }],
    })
    const health = await healthcheck()
    expect([health.status, await health.text()]).toEqual([
      200,
      'ok\ndatabase role may change the record\nvirus scanner none\nletters failed 2\njobs dead 1',
    ])
    expect(await rerunJobs(await makeActor('admin'))).toEqual({ revived: 1 })
    expect((await troubles()).jobs).toEqual([])
  })

  it('is nothing where all is well, and since when the mail server takes nothing', async () => {
    expect(await (await healthcheck()).text()).toBe(
      'ok\ndatabase role may change the record\nvirus scanner none',
    )
    told.answers = { connect: 554 }
    await sendMail(await write(), 'one')
    const { since } = (await mailServerDown())!
    expect(await (await healthcheck()).text()).toBe(
      `ok\ndatabase role may change the record\nmail server down since ${since.toISOString()}\nletters waiting 1\nvirus scanner none`,
    )
  })
})

it('each that goes once tells how to stop it; what is owed does not', async () => {
  await sendMail(await once(), 'one')
  await sendMail(await write(), 'one')
  const stops = (await server.parsed()).map(({ headerLines }) =>
    headerLines.filter(({ key }) => key.startsWith('list-unsubscribe')).map(({ line }) => line),
  )
  expect(stops).toEqual([
    ['List-Unsubscribe: <http://portal.test/mail/x>', 'List-Unsubscribe-Post: List-Unsubscribe=One-Click'],
    [],
  ])
})

it('is queued for the worker with its job, and sent as it was written', async () => {
  const values = { name: 'Lê Tâm', link: 'http://portal.test/x' }
  const id = await database().transaction((tx) =>
    queueMail(tx, { to: 'b@thu.vn', locale: 'vi', template: 'resetPassword', values }),
  )
  expect(await jobs()).toEqual([id])
  await sendMail(id, 'one')
  const [parsed] = await server.parsed()
  const row = await letter(id)
  expect([received[0]!.to, parsed!.subject, parsed!.text!.trim(), parsed!.messageId]).toEqual([
    ['b@thu.vn'],
    row.subject,
    row.body.trim(),
    `<${id}@chungkhao>`,
  ])
})
