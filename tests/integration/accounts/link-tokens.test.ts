import { expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { confirmEmail } from '#app/modules/accounts/confirm-email.server.ts'
import { issueLinkToken } from '#app/modules/accounts/link-tokens.server.ts'
import { resetPassword } from '#app/modules/accounts/reset-password.server.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import { makeActor } from '#tests/factories/index.ts'

it('lets a link do only what it was sent for', async () => {
  const { userId } = await makeActor()
  const deadLink = refuse('auth.error.deadLink')
  const chosen = { chosen: 'mật khẩu của chính mình' }
  const issue = (purpose: 'confirm-email' | 'reset-password') =>
    database().transaction((tx) => issueLinkToken(tx, userId, purpose))
  const [toConfirm, toReset] = [await issue('confirm-email'), await issue('reset-password')]
  expect(await resetPassword(toConfirm, 'mật khẩu của kẻ khác')).toEqual(deadLink)
  expect(await confirmEmail(toReset, chosen)).toEqual(deadLink)
  expect(await resetPassword(toReset, 'mật khẩu của chính mình')).toBeNull()
  expect(await confirmEmail(await issue('confirm-email'), chosen)).toEqual({ userId })
})
