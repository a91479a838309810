import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { mailMessages } from '#db/schema/mail.ts'
import type { Actor } from '../actor/actor.ts'
import { deadJobs } from '../queue/dead-jobs.server.ts'
import { undelivered } from './letter-moves.ts'
import { mailServerDown } from './mail-server.server.ts'

/** Days for which who sent a letter is told that it did not arrive; and how many of them at most. */
const told = 30
const most = 20

/** Letters somebody had written that did not arrive, or of which nobody can tell, newest first. */
export async function undeliveredOf(actor: Actor) {
  return database()
    .select({
      id: mailMessages.id,
      recipient: mailMessages.recipient,
      subject: mailMessages.subject,
      state: mailMessages.state,
      fault: mailMessages.fault,
    })
    .from(mailMessages)
    .where(
      and(
        eq(mailMessages.senderId, actor.userId),
        inArray(mailMessages.state, [...undelivered]),
        sql`${mailMessages.createdAt} > now() - make_interval(days => ${told})`,
      ),
    )
    .orderBy(desc(mailMessages.createdAt))
    .limit(most)
}

export type Troubles = {
  /** letters that wait for another try, failed, or may have gone */
  letters: { waiting: number; failed: number; uncertain: number }
  server: { since: Date; fault: string; nextAt: Date } | null
  jobs: { task: string; count: number }[]
}

/** What of mail and jobs somebody has to look after. */
export async function troubles(): Promise<Troubles> {
  const [counts, server, jobs] = await Promise.all([
    database().execute<{ state: keyof Troubles['letters']; count: number }>(sql`
      select state, count(*)::int as count
      from ${mailMessages}
      where state in ('waiting', 'failed', 'uncertain')
      group by state`),
    mailServerDown(),
    deadJobs(),
  ])
  const letters = { waiting: 0, failed: 0, uncertain: 0 }
  for (const { state, count } of counts) letters[state] = count
  return { letters, server, jobs: [...jobs] }
}
