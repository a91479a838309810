import { sql, type SQL } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { invitations } from '#db/schema/accounts.ts'
import { editions } from '#db/schema/editions.ts'
import { entries, entryAuthors, entryParts, media, priorAwards } from '#db/schema/entries.ts'
import { bulkEntries, invitees } from '#db/schema/outreach.ts'
import { addressChanges, personRequests } from '#db/schema/privacy.ts'
import { retention } from './retention.ts'

const batch = 500

/**
 * Takes out what the table of retention says is past: links of invitations and of changes of address, people invited and
 * worksheets of old editions, drafts nobody entered, files of works that fell out, requests answered long ago. A batch of each
 * a night; may run twice. Sessions, letters, exports and removed rows have jobs of their own.
 */
export async function clearRetained() {
  const { tokens, invitees: invited, worksheets, requests } = retention
  await database().execute(sql`
    delete from ${invitations}
    where expires_at < now() - make_interval(days => ${tokens.days})`)
  await database().execute(sql`
    delete from ${addressChanges}
    where expires_at < now() - make_interval(days => ${tokens.days})`)
  await database().execute(sql`
    update ${invitees} set name = '—', agency = '', email = id || '@invalid'
    where email not like '%@invalid' and ${publishedBefore(invited.months)}`)
  await database().execute(sql`
    update ${bulkEntries} set rows = '[]'
    where rows <> '[]' and ${publishedBefore(worksheets.months)}`)
  await database().execute(sql`
    update ${personRequests}
    set name = '', text = '', answer = '', email = case when email = '' then '' else id || '@invalid' end
    where name <> '' and ended_at < now() - make_interval(years => ${requests.years})`)
  await clearDrafts()
  await clearFallen()
}

/** Of the row's edition, whether it was published so many months ago. */
const publishedBefore = (months: number): SQL => sql`edition_id in (
  select d.id from ${editions} d where d.published_at < now() - make_interval(months => ${months}))`

/** Drafts of editions that closed long ago: nothing of them was ever handed in, so nothing of them is the award's. */
async function clearDrafts() {
  await database().transaction(async (tx) => {
    const rows = await tx.execute<{ id: string }>(sql`
      update ${entries} e
      set state = 'withdrawn', title = '—', original_title = '', summary = '', search_key = '', version = e.version + 1
      where e.id in (
        select o.id from ${entries} o
        join ${editions} d on d.id = o.edition_id
        where o.state in ('draft', 'withdrawn') and o.number is null and o.title <> '—'
          and d.closes_at < now() - make_interval(months => ${retention.drafts.months})
        order by o.id limit ${batch})
      returning e.id`)
    const ids = rows.map(({ id }) => id)
    if (ids.length === 0) return
    await tx.execute(sql`
      update ${entryAuthors}
      set name = '', name_key = '', pen_name = '', job_title = '', unit = '', phone = '', email = '', address = ''
      where entry_id in ${ids}`)
    await tx.execute(sql`delete from ${entryParts} where entry_id in ${ids}`)
    await tx.execute(sql`delete from ${priorAwards} where entry_id in ${ids}`)
    await giveUp(tx, sql`entry_id in ${ids}`)
  })
}

/** Files of works that were ineligible or withdrawn, once their edition is long published. */
async function clearFallen() {
  await giveUp(
    database(),
    sql`entry_id in (
      select e.id from ${entries} e
      where e.state in ('ineligible', 'withdrawn') and ${publishedBefore(retention.fallen.months)})`,
  )
}

/** Files are given up here; the job that frees the bucket takes them out. */
const giveUp = (connection: Pick<ReturnType<typeof database>, 'execute'>, which: SQL) =>
  connection.execute(sql`
    update ${media} set state = 'removed', upload_id = null, rests_until = null, name = kind
    where id in (select id from ${media} where state <> 'removed' and ${which} limit ${batch})`)
