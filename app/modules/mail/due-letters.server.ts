import { sql } from 'drizzle-orm'
import { environment } from '#app/env.server.ts'
import { database } from '#app/ground.server.ts'
import { mailMessages } from '#db/schema/mail.ts'
import { mailServerDown, serverRests } from './mail-server.server.ts'

/** Letters asked for at once; and minutes after which one that nobody took up is asked for again. */
const batch = 2000
const again = 10

/**
 * Queues a job for each letter whose time has come: it waits, or its job is gone. Of a server that takes nothing one
 * letter asks, when its time has come. Answers how many; may run twice.
 */
export async function askForDueLetters(): Promise<number> {
  if (environment().SMTP_URL === undefined || (await serverRests())) return 0
  const most = (await mailServerDown()) ? 1 : batch
  const asked = await database().execute(sql`
    with due as (
      update ${mailMessages} set next_at = now() + make_interval(mins => ${again})
      where id in (
        select id from ${mailMessages}
        where state in ('queued', 'waiting', 'sending') and next_at <= now()
        order by next_at
        limit ${most}
        for no key update skip locked)
      returning id)
    select graphile_worker.add_job(
      'send-mail', json_build_object('mailId', id), max_attempts := 8, job_key := 'letter:' || id)
    from due`)
  return asked.length
}
