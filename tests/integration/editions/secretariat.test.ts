import { eq } from 'drizzle-orm'
import { globSync, readFileSync } from 'node:fs'
import { beforeEach, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { translator } from '#app/i18n/all.server.ts'
import { queueLetter, queueStoppableLetter, secretariat } from '#app/modules/editions/secretariat.server.ts'
import { contactLines } from '#app/modules/editions/secretariat.ts'
import { editions, mailMessages } from '#db/schema/index.ts'
import { makeActor, makeEdition } from '#tests/factories/index.ts'

const day = 86_400_000
const nowhere = { address: '', phone: '', email: '' }
const told = {
  contactAddress: 'Số 1, phố Một, Hà Nội',
  contactPhone: '024 3456 7890',
  contactEmail: 'thuky@giai.vn',
}
const whole = { address: told.contactAddress, phone: told.contactPhone, email: told.contactEmail }

const change = (id: string, values: Partial<typeof editions.$inferInsert>) =>
  database().update(editions).set(values).where(eq(editions.id, id))
const written = async (id: string | null) =>
  (await database().select().from(mailMessages).where(eq(mailMessages.id, id!)))[0]!.body
const letter = (locale: 'vi' | 'en') =>
  database().transaction((tx) =>
    queueLetter(tx, {
      to: 'a@thu.vn',
      locale,
      template: 'alreadyRegistered',
      values: { name: 'Lê Tâm', link: 'http://portal.test/x' },
    }),
  )
const reminder = async (signature?: string) => {
  const sender = await makeActor('organizer')
  return database().transaction((tx) =>
    queueStoppableLetter(tx, {
      to: 'b@thu.vn',
      locale: 'vi',
      subject: 'Nhắc',
      body: 'Kính gửi Ông/Bà',
      senderId: sender.userId,
      signature,
    }),
  )
}

let [running, next] = ['', '']
beforeEach(async () => {
  if (running === '') {
    running = (await makeEdition({ number: 3001 })).id
    next = (await makeEdition({ number: 3002 })).id
  }
  const empty = { contactAddress: '', contactPhone: '', contactEmail: '' }
  await change(running, { ...empty, opensAt: new Date(Date.now() - 2 * day) })
  await change(next, {
    ...empty,
    opensAt: new Date(Date.now() + day),
    closesAt: new Date(Date.now() + 9 * day),
  })
})

it('is reached where the edition says that opened last, from the moment the next one opens where that says', async () => {
  expect(await secretariat()).toEqual(nowhere)
  await change(running, told)
  await change(next, { contactEmail: 'moi@giai.vn' })
  expect(await secretariat()).toEqual(whole)
  await change(next, { opensAt: new Date(Date.now() - 1) })
  expect(await secretariat()).toEqual({ ...nowhere, email: 'moi@giai.vn' })
})

it('signs its letters with where it is reached, in the words of their language, and only what is told', async () => {
  expect(await written(await letter('vi'))).toMatch(
    /Ban Thư ký Giải thưởng toàn quốc về thông tin đối ngoại$/,
  )
  await change(running, told)
  expect(await written(await letter('vi'))).toMatch(
    /đối ngoại\nĐịa chỉ: Số 1, phố Một, Hà Nội\nĐiện thoại: 024 3456 7890\nThư điện tử: thuky@giai\.vn$/,
  )
  await change(running, { contactAddress: '' })
  expect(await written(await letter('en'))).toMatch(/\nTelephone: 024 3456 7890\nE-mail: thuky@giai\.vn$/)
  expect(contactLines(await secretariat())).toEqual(['phone', 'email'])
})

it('signs its reminders so, and leaves those of another body to their own signature', async () => {
  await change(running, told)
  expect(await written(await reminder())).toContain(
    `${translator('vi')('mail.signature')}\nĐịa chỉ: Số 1, phố Một, Hà Nội\n`,
  )
  const own = await written(await reminder('Trân trọng.\n\nBan Chỉ đạo tỉnh'))
  expect(own).toContain('Kính gửi Ông/Bà\n\nTrân trọng.\n\nBan Chỉ đạo tỉnh\n\n')
  expect(own).not.toContain('thuky@giai.vn')
})

it('has every letter written by way of it', () => {
  const around = globSync('app/modules/**/*.ts').filter(
    (file) =>
      !file.startsWith('app/modules/mail/') &&
      /\b(?:queueMail|queueStoppableMail)\b/.test(readFileSync(file, 'utf8')),
  )
  expect(around).toEqual(['app/modules/editions/secretariat.server.ts'])
})
