import { sql } from 'drizzle-orm'
import { Secret, TOTP } from 'otpauth'
import type { Actor } from '#app/modules/actor/actor.ts'
import { tokenHash } from '#app/modules/accounts/link-tokens.server.ts'
import { endOtherSessions, recordSignOut } from '#app/modules/accounts/own-sessions.server.ts'
import { challengeToRegister } from '#app/modules/accounts/passkey-challenges.server.ts'
import { addPasskey, namePasskey, removePasskey } from '#app/modules/accounts/passkeys.server.ts'
import { hashPassword } from '#app/modules/accounts/passwords.server.ts'
import { provedLately, proveAgain } from '#app/modules/accounts/recent-proof.server.ts'
import {
  removeSecondFactor,
  renewRecoveryCodes,
  secondFactorOf,
  setUpSecondFactor,
} from '#app/modules/accounts/second-factor.server.ts'
import { offerTotp } from '#app/modules/accounts/totp.server.ts'
import { passkeyChallenges, sessions, users } from '#db/schema/index.ts'
import { makeAuthenticator } from '#tests/support/authenticator.ts'
import { each, type Row } from './rows.ts'
import type { World } from './world.ts'

const password = 'một mật khẩu thử'
const hash = await hashPassword(password)
/** Of whom a second factor is asked: the world has given them one. */
const withCode = ['organizer', 'organizerElsewhere', 'barredOrganizer', 'admin'] as const

const challenge = 'thach-thuc-thu'
const key = makeAuthenticator('http://portal.test')
const challengeOfOwner = (w: World) => sql`
  insert into ${passkeyChallenges} (challenge_hash, browser_hash, user_id, expires_at)
  values (${tokenHash(challenge)}, ${tokenHash('b')}, ${w.actors.owner.userId}, now() + interval '5 minutes')`
const sessionOfOwner = (provedAt: string) => (w: World) => sql`
  insert into ${sessions} (id_hash, id, user_id, created_at, expires_at, proved_at)
  values ('hash', ${w.actors.owner.sessionId}, ${w.actors.owner.userId}, now() - interval '1 hour',
    now() + interval '1 day', now() - ${provedAt}::interval)`

async function codeFor(actor: Actor): Promise<string> {
  const { typed } = await offerTotp(actor)
  return new TOTP({ secret: Secret.fromBase32(typed.replaceAll(' ', '')) }).generate()
}

/** One's own second factor, keys and sessions: nobody, whatever they are, gets at another's. */
export const accountRows: Row[] = [
  { asks: 'secondFactorOf', ask: (a) => secondFactorOf(a), answers: {}, otherwise: 'done' },
  {
    asks: 'setUpSecondFactor',
    ask: async (a) => setUpSecondFactor(a, await codeFor(a)),
    answers: each('auth.error.second.setUp', ...withCode),
    otherwise: 'done',
    events: ['account.secondFactorSet'],
  },
  {
    asks: 'removeSecondFactor',
    ask: (a) => removeSecondFactor(a),
    answers: each('done', ...withCode),
    events: ['account.secondFactorRemoved'],
  },
  {
    asks: 'renewRecoveryCodes',
    ask: (a) => renewRecoveryCodes(a),
    answers: each('done', 'owner', ...withCode),
    events: ['account.recoveryCodesMade'],
  },
  {
    asks: 'challengeToRegister',
    ask: (a) => challengeToRegister(a),
    answers: {},
    otherwise: 'done',
    noEvent: 'a question to a browser: what comes of it is written when it is answered',
  },
  {
    asks: 'addPasskey',
    state: 'to a question that was put to the owner',
    given: challengeOfOwner,
    ask: (a) => addPasskey(a, { passkey: key.register(challenge), name: 'Khóa mới' }, 'b'),
    answers: { owner: 'done' },
    otherwise: 'auth.error.passkey.notMade',
    events: ['account.secondFactorSet'],
  },
  {
    asks: 'namePasskey',
    ask: (a, w) => namePasskey(a, w.passkey, 'Tên khác'),
    answers: { owner: 'done' },
    noEvent: 'a name that only its owner reads',
  },
  {
    asks: 'removePasskey',
    ask: (a, w) => removePasskey(a, w.passkey),
    answers: { owner: 'done' },
    events: ['account.secondFactorRemoved'],
  },
  {
    asks: 'proveAgain',
    given: () => sql`update ${users} set password_hash = ${hash}`,
    ask: (a) => proveAgain(a, password),
    answers: {},
    otherwise: 'done',
    silent: true,
    events: ['account.provedAgain'],
  },
  {
    asks: 'provedLately',
    given: sessionOfOwner('9 minutes'),
    ask: (a, w) => provedLately({ ...a, sessionId: w.actors.owner.sessionId }),
    answers: { owner: 'done' },
  },
  {
    asks: 'provedLately',
    state: 'too long ago',
    given: sessionOfOwner('11 minutes'),
    ask: (a, w) => provedLately({ ...a, sessionId: w.actors.owner.sessionId }),
    answers: {},
  },
  {
    asks: 'endOtherSessions',
    ask: (a) => endOtherSessions(a),
    answers: {},
    otherwise: 'done',
    events: ['account.sessionsEnded'],
  },
  {
    asks: 'recordSignOut',
    ask: (a) => recordSignOut(a),
    answers: {},
    otherwise: 'done',
    silent: true,
    events: ['account.signedOut'],
  },
]
