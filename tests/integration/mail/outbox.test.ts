import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { outboxPage, readLetter, unsentLink } from '#app/modules/mail/outbox.server.ts'
import { queueMail, queueStoppableMail } from '#app/modules/mail/queue-mail.server.ts'
import { sendMail } from '#app/modules/mail/send-mail.server.ts'
import { mailPreference, setMailStopped } from '#app/modules/mail/stop-mail.server.ts'
import { auditEvents, mailMessages, mailPreferences } from '#db/schema/index.ts'
import { makeActor } from '#tests/factories/index.ts'

type Message = typeof mailMessages.$inferInsert
const plain = { recipient: 'a@thu.vn', subject: 'Thư', body: 'Kính gửi' }
const write = async (values: Partial<Message> = {}) => {
  const [row] = await database()
    .insert(mailMessages)
    .values({ ...plain, state: 'kept', ...values })
    .returning()
  return row!
}
const mail = async (id: string) =>
  (await database().select().from(mailMessages).where(eq(mailMessages.id, id)))[0]!

beforeEach(async () => {
  await database().delete(mailMessages)
  await database().delete(mailPreferences)
})

describe('the outbox', () => {
  const subjects = async (...asked: Parameters<typeof outboxPage>) => {
    const { messages, more } = await outboxPage(...asked)
    return [messages.map(({ subject }) => subject), more]
  }

  it('shows the newest first in pages of fifty', async () => {
    for (let minute = 0; minute < 51; minute++)
      await write({ subject: `${minute}`, createdAt: new Date(Date.UTC(2026, 0, 1, 0, minute)) })
    const newest = Array.from({ length: 50 }, (_, index) => `${50 - index}`)
    expect(await subjects('')).toEqual([newest, true])
    const { messages } = await outboxPage('')
    const before = { at: messages.at(-1)!.createdAt, id: messages.at(-1)!.id }
    expect(await subjects('', before)).toEqual([['0'], false])
    await database().delete(mailMessages).where(eq(mailMessages.subject, '0'))
    expect(await subjects('')).toEqual([newest, false])
  })

  it('goes on within a moment by id, and passes none and none twice', async () => {
    const at = new Date('2026-01-01T00:00:00Z')
    for (const id of ['mai_a', 'mai_b', 'mai_c']) await write({ id, subject: id, createdAt: at })
    await write({ id: 'mai_d', subject: 'sau', createdAt: new Date(at.getTime() + 1000) })
    await write({ id: 'mai_z', subject: 'trước', createdAt: new Date(at.getTime() - 1000) })
    expect(await subjects('')).toEqual([['sau', 'mai_c', 'mai_b', 'mai_a', 'trước'], false])
    expect(await subjects('', { at, id: 'mai_b' })).toEqual([['mai_a', 'trước'], false])
  })

  it('finds by part of an address or of a subject, in large or small letters', async () => {
    await write({ recipient: 'tam@thu.vn', subject: 'Biên nhận' })
    await write({ recipient: 'ban@khac.vn', subject: 'Lời mời TAM' })
    await write({ recipient: 'ban@khac.vn', subject: 'Khác', createdAt: new Date('2026-01-01T00:00:00Z') })
    expect((await subjects('TAM'))[0]).toHaveLength(2)
    expect(await subjects('biên')).toEqual([['Biên nhận'], false])
    const before = { at: new Date('2026-06-01T00:00:00Z'), id: '' }
    expect(await subjects('khac.vn', before)).toEqual([['Khác'], false])
    expect(await subjects('không có')).toEqual([[], false])
  })
})

describe('a letter that opens something', () => {
  const secret = 'S'.repeat(32)
  const pages = ['reset', 'confirm', 'invitation', 'behalf', 'mail']
  const body = pages.map((page) => `Mở http://portal.test/${page}/${secret} nhé`).join('\n')

  it('is listed without its text, and read by an administrator alone without what its links open, on the record', async () => {
    const { id } = await write({ body })
    expect(JSON.stringify(await outboxPage(''))).not.toMatch(/Mở|SSS/)
    const admin = await makeActor('admin')
    for (const role of ['reporter', 'organizer', 'judge'] as const)
      expect(await readLetter(await makeActor(role), id)).toBeNull()
    expect(await readLetter(admin, 'mai_khongco')).toBeNull()
    const letter = await readLetter(admin, id)
    expect(letter!.body).toBe(pages.map((page) => `Mở http://portal.test/${page}/… nhé`).join('\n'))
    const events = await database().select().from(auditEvents).where(eq(auditEvents.kind, 'mail.read'))
    expect(events.map(({ actorId, subjectId }) => [actorId, subjectId])).toEqual([[admin.userId, id]])
  })

  it('leads an operator where no mail is sent', async () => {
    await write({ body: 'Mở http://portal.test/reset/cu', createdAt: new Date('2026-01-01T00:00:00Z') })
    await write({ body })
    await write({ body: 'Mở http://portal.test/reset/da-gui', state: 'sent' })
    expect(await unsentLink('a@thu.vn')).toBe(`http://portal.test/reset/${secret}`)
    expect(await unsentLink('khongai@thu.vn')).toBeNull()
  })
})

describe('a message', () => {
  it('is written in the words of its template and the reader’s language, and kept where nothing is sent', async () => {
    const values = { name: 'Lê Tâm', link: 'http://portal.test/x' }
    const inLocale = async (locale: 'vi' | 'en') =>
      mail(
        await database().transaction((tx) =>
          queueMail(tx, { to: 'a@thu.vn', locale, template: 'alreadyRegistered', values }),
        ),
      )
    const [vi, en] = [await inLocale('vi'), await inLocale('en')]
    for (const one of [vi, en]) {
      expect(one).toMatchObject({
        recipient: 'a@thu.vn',
        state: 'kept',
        once: false,
        stopLink: null,
        sentAt: null,
      })
      expect(one.body).toContain('Lê Tâm')
      expect(one.body).toContain('http://portal.test/x')
    }
    expect(vi.subject).not.toBe(en.subject)
  })

  it('is sent nowhere without a server', async () => {
    const { id } = await write({ state: 'queued' })
    await expect(sendMail(id, 'worker')).rejects.toThrow('SMTP_URL is not set')
    expect((await mail(id)).state).toBe('queued')
    await expect(sendMail('mai_khongco', 'worker')).resolves.toBeUndefined()
  })
})

describe('mail that may be stopped', () => {
  const words = {
    to: 'a@thu.vn',
    locale: 'vi' as const,
    subject: 'Lời\nmời',
    body: 'Kính mời',
    senderId: 'usr_nguoigui',
  }
  const queue = (more: Partial<typeof words> = {}) =>
    database().transaction((tx) => queueStoppableMail(tx, { ...words, ...more }))
  const tokenOf = async (email: string) =>
    (await database().select().from(mailPreferences).where(eq(mailPreferences.email, email)))[0]!.token

  it('carries the one link of its address, is sent once, and its subject is one line', async () => {
    const [first, second, other] = [await queue(), await queue(), await queue({ to: 'b@thu.vn' })]
    const link = `http://portal.test/mail/${await tokenOf('a@thu.vn')}`
    for (const id of [first, second]) {
      const row = await mail(id!)
      expect(row).toMatchObject({ recipient: 'a@thu.vn', subject: 'Lời mời', once: true, stopLink: link })
      expect([row.body.startsWith('Kính mời\n\n'), row.body.includes(link)]).toEqual([true, true])
    }
    expect((await mail(other!)).stopLink).not.toBe(link)
  })

  it('is not written to who stopped it, and again once they let it', async () => {
    await queue()
    const token = await tokenOf('a@thu.vn')
    expect(await mailPreference(token)).toEqual({ email: 'a@thu.vn', stopped: false })
    expect(await setMailStopped(token, true)).toBe(true)
    expect(await mailPreference(token)).toEqual({ email: 'a@thu.vn', stopped: true })
    expect([await queue(), await queue({ to: 'b@thu.vn' }).then((id) => id !== null)]).toEqual([null, true])
    expect(await setMailStopped(token, false)).toBe(true)
    expect(await mailPreference(token)).toEqual({ email: 'a@thu.vn', stopped: false })
    expect(await queue()).not.toBeNull()
    expect([await mailPreference('khong-co'), await setMailStopped('khong-co', true)]).toEqual([null, false])
  })

  it('stops with it what waits to be sent of its kind to that address, and nothing else', async () => {
    await queue()
    await queue({ to: 'b@thu.vn' })
    const token = await tokenOf('a@thu.vn')
    const stopLink = 'http://portal.test/mail/x'
    const rows = {
      waiting: await write({ state: 'queued', stopLink }),
      owed: await write({ state: 'queued' }),
      sent: await write({ state: 'sent', stopLink }),
      others: await write({ state: 'queued', stopLink, recipient: 'b@thu.vn' }),
    }
    const states = async () =>
      Object.fromEntries(
        await Promise.all(Object.entries(rows).map(async ([name, { id }]) => [name, (await mail(id)).state])),
      ) as object
    await setMailStopped(token, false)
    expect(await states()).toEqual({ waiting: 'queued', owed: 'queued', sent: 'sent', others: 'queued' })
    await setMailStopped(token, true)
    expect(await states()).toEqual({ waiting: 'stopped', owed: 'queued', sent: 'sent', others: 'queued' })
  })
})
