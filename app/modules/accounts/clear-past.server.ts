import { isNotNull, lt, or, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { daysKnown } from './known-devices.server.ts'
import {
  knownDevices,
  linkTokens,
  passkeyChallenges,
  rateLimits,
  sessions,
  signInSteps,
} from '#db/schema/accounts.ts'

/** Takes out what can be used no more: sessions, links and devices whose time is over, counted tries a day after the last one. */
export async function clearPastAccess() {
  await database()
    .delete(sessions)
    .where(lt(sessions.expiresAt, sql`now()`))
  await database()
    .delete(linkTokens)
    .where(or(lt(linkTokens.expiresAt, sql`now()`), isNotNull(linkTokens.usedAt)))
  await database()
    .delete(signInSteps)
    .where(lt(signInSteps.expiresAt, sql`now()`))
  await database()
    .delete(passkeyChallenges)
    .where(lt(passkeyChallenges.expiresAt, sql`now()`))
  await database()
    .delete(knownDevices)
    .where(lt(knownDevices.seenAt, sql`now() - make_interval(days => ${daysKnown})`))
  await database()
    .delete(rateLimits)
    .where(lt(rateLimits.since, sql`now() - interval '1 day'`))
}
