import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { changePassword } from '#app/modules/accounts/change-password.server.ts'
import { hashPassword } from '#app/modules/accounts/passwords.server.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import { users } from '#db/schema/index.ts'
import { makeActor } from '#tests/factories/index.ts'

it('lets nobody guess the password in force from a session left open', async () => {
  const actor = await makeActor()
  await database()
    .update(users)
    .set({ passwordHash: await hashPassword('mật khẩu đang dùng') })
    .where(eq(users.id, actor.userId))
  const change = (current: string) => changePassword(actor, { current, password: 'mật khẩu mới hơn' })
  for (let tries = 0; tries < 6; tries++)
    expect(await change('đoán mò')).toEqual(refuse('auth.error.wrongCurrent', {}, 'currentPassword'))
  expect(await change('mật khẩu đang dùng')).toEqual(refuse('auth.error.tooMany', { seconds: 20 }))
})
