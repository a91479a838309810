import { sql, type SQL } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { mailMessages } from '#db/schema/mail.ts'

/** Days for which the text of a letter that went is kept; whom it went to, when and about what stays. */
const kept = 90
const batch = 1000

/** Clears the text of letters that went, or were kept for want of a mail server, long ago, a batch at a time; may run twice. */
export async function clearPastBodies() {
  await clearWhere(sql`sent_at < now() - make_interval(days => ${kept})`)
  await clearWhere(sql`state = 'kept' and created_at < now() - make_interval(days => ${kept})`)
}

/** Takes off whatever a last letter to somebody who is erased says, once it is not on its way any more. */
export async function forgetLetters() {
  await database().execute(sql`
    update ${mailMessages}
    set recipient = id || '@invalid', subject = '', body = '', stop_link = null, fault = null,
      body_cleared_at = coalesce(body_cleared_at, now()), forgotten_after = null
    where forgotten_after < now() and (state not in ('queued', 'sending', 'waiting')
      or forgotten_after < now() - interval '7 days')`)
}

async function clearWhere(past: SQL) {
  for (;;) {
    const cleared = await database().execute(sql`
      update ${mailMessages} set body = '', stop_link = null, body_cleared_at = now()
      where id in (
        select id from ${mailMessages}
        where body_cleared_at is null and ${past}
        limit ${batch})
      returning id`)
    if (cleared.length < batch) return
  }
}
