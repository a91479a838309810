import { asc, eq } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { ownMailStopped, setOwnMailStopped } from '#app/modules/mail/stop-mail.server.ts'
import { enterOnBehalf } from '#app/modules/outreach/enter-on-behalf.server.ts'
import { remindOfDeadlines } from '#app/modules/outreach/remind-of-deadline.server.ts'
import { ownProvinces } from '#app/modules/participation/own-province.server.ts'
import {
  deadlineReminders,
  editions,
  entries,
  entryAuthors,
  entryParts,
  mailMessages,
  users,
} from '#db/schema/index.ts'
import { makeActor, makeEdition, makeEntry, makeSubmitted, type MadeEdition } from '#tests/factories/index.ts'
import { keepWorld, restoreWorld } from '#tests/matrix/snapshot.ts'

const day = 86_400_000
let edition: MadeEdition
let writer: Actor

beforeAll(async () => {
  edition = await makeEdition({ number: 14 })
  writer = await makeActor('reporter', {}, 'Trần Còn Nháp')
  const done = await makeActor('reporter', {}, 'Lê Đã Nộp')
  await draftOf(writer, 'Bài thứ nhất')
  await empty((await draftOf(writer, '')).id)
  await makeSubmitted(done, edition, 1, { state: 'submitted' })
  await keepWorld()
})
beforeEach(restoreWorld)

async function draftOf(owner: Actor, title: string, createdAt = new Date(Date.now() - 100 * day)) {
  const entry = await makeEntry(owner, edition, { title })
  await database().update(entries).set({ createdAt }).where(eq(entries.id, entry.id))
  return entry
}
async function empty(entryId: string) {
  await database().delete(entryParts).where(eq(entryParts.entryId, entryId))
  await database().delete(entryAuthors).where(eq(entryAuthors.entryId, entryId))
  const nothing = { categoryId: null, genre: '', summary: '', agencyId: null, agencyText: '', ownPlace: '' }
  await database().update(entries).set(nothing).where(eq(entries.id, entryId))
}
const closesIn = (days: number) =>
  database()
    .update(editions)
    .set({ opensAt: new Date(Date.now() - 200 * day), closesAt: new Date(Date.now() + days * day) })
    .where(eq(editions.id, edition.id))
const letters = () => database().select().from(mailMessages).orderBy(asc(mailMessages.createdAt))

describe('the reminder of a deadline', () => {
  it('names each draft and what it lacks, to its owner alone, with a link to stop', async () => {
    await closesIn(13.5)
    expect(await remindOfDeadlines()).toBe(1)
    const [letter, none] = await letters()
    expect(none).toBeUndefined()
    expect(letter).toMatchObject({ recipient: writer.email, subject: 'Còn 13 ngày là hết hạn nộp tác phẩm' })
    expect(letter!.stopLink).not.toBeNull()
    const lines = letter!.body.split('\n')
    const [whole, lacking] = [lines.indexOf('“Bài thứ nhất” đã đủ, chỉ còn bấm nộp.'), 6]
    expect(lines.slice(whole, whole + 2 + lacking)).toEqual([
      '“Bài thứ nhất” đã đủ, chỉ còn bấm nộp.',
      '“(chưa đặt tên)” còn thiếu:',
      '  – Chọn hạng mục',
      '  – Tên tác phẩm',
      '  – Thể loại',
      '  – Bản giới thiệu, ít nhất 100 ký tự',
      '  – Ít nhất một kỳ',
      '  – Ít nhất một tác giả',
    ])
    expect(lines[whole + 2 + lacking]).toBe('  – 1 mục khác')
  })

  it('comes 14, 3 and 1 day before, once each, however often it is asked for and by how many', async () => {
    const sent: number[] = []
    for (const days of [15, 13.9, 13, 3.1, 2.9, 1.1, 0.9, 0.1]) {
      await closesIn(days)
      await database().delete(mailMessages)
      // The deadline stays where it is while the days pass: it is moved here, so its reminders move with it.
      const [now] = await database().select().from(editions).where(eq(editions.id, edition.id))
      await database().update(deadlineReminders).set({ closesAt: now!.closesAt })
      const answers = await Promise.all([remindOfDeadlines(), remindOfDeadlines()])
      sent.push(answers[0] + answers[1])
      expect((await letters()).length).toBe(answers[0] + answers[1])
    }
    expect(sent).toEqual([0, 1, 0, 0, 1, 0, 1, 0])
  })

  it('comes anew where the deadline has moved', async () => {
    await closesIn(2.5)
    expect(await remindOfDeadlines()).toBe(1)
    await closesIn(14)
    expect(await remindOfDeadlines()).toBe(1)
    expect(await remindOfDeadlines()).toBe(0)
  })

  it('passes over who began a draft since, is barred, has not confirmed, or holds it for another', async () => {
    await closesIn(2)
    await database().delete(entries).where(eq(entries.ownerId, writer.userId))
    const [young, disabled, unconfirmed] = [
      await makeActor('reporter'),
      await makeActor('reporter'),
      await makeActor('reporter'),
    ]
    await draftOf(young, 'Mới bắt đầu', new Date())
    await draftOf(disabled, 'Đã khóa')
    await draftOf(unconfirmed, 'Chưa xác nhận')
    const set = (actor: Actor, values: Partial<typeof users.$inferInsert>) =>
      database().update(users).set(values).where(eq(users.id, actor.userId))
    await set(disabled, { disabledAt: new Date() })
    await set(unconfirmed, { emailConfirmedAt: null })
    const coordinator = await makeActor('coordinator', { provinceFrame: '2025', provinceCode: '56' })
    const [province] = await ownProvinces(coordinator)
    await enterOnBehalf(coordinator, edition.id, province!, {
      title: 'Nhập hộ',
      authorName: 'Tác Giả',
      authorEmail: 'tac-gia-khac@thu.vn',
      postmarkedOn: null,
      receivedOn: null,
    })
    await database()
      .update(entries)
      .set({ createdAt: new Date(Date.now() - 50 * day) })
      .where(eq(entries.title, 'Nhập hộ'))
    expect(await remindOfDeadlines()).toBe(0)
    await database()
      .update(entries)
      .set({ createdAt: new Date(Date.now() - 50 * day) })
      .where(eq(entries.ownerId, young.userId))
    expect(await remindOfDeadlines()).toBe(1)
  })

  it('is stopped by one switch of the person, and asked for again', async () => {
    await closesIn(2)
    expect(await ownMailStopped(writer.email)).toBe(false)
    await setOwnMailStopped(writer.email, true)
    expect(await ownMailStopped(writer.email)).toBe(true)
    expect(await remindOfDeadlines()).toBe(0)
    await setOwnMailStopped(writer.email, false)
    // What fell due while it was stopped is past; the next comes.
    expect(await remindOfDeadlines()).toBe(0)
    await closesIn(0.5)
    expect(await remindOfDeadlines()).toBe(1)
    expect(await ownMailStopped(writer.email)).toBe(false)
  })

  it('is not sent after the deadline, nor for an edition not open yet', async () => {
    await closesIn(-1)
    expect(await remindOfDeadlines()).toBe(0)
    await database()
      .update(editions)
      .set({ opensAt: new Date(Date.now() + day), closesAt: new Date(Date.now() + 2 * day) })
      .where(eq(editions.id, edition.id))
    expect(await remindOfDeadlines()).toBe(0)
  })
})
