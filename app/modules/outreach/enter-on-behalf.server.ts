import { eq, sql } from 'drizzle-orm'
import { environment } from '#app/env.server.ts'
import { database } from '#app/ground.server.ts'
import { pageTexts } from '#app/i18n/all.server.ts'
import { roman } from '#app/i18n/format.ts'
import { sayMoment } from '#app/i18n/say-moment.ts'
import { searchKey } from '../text/search-key.ts'
import { databaseNow } from '#db/clock.ts'
import type { Transaction } from '#db/client.ts'
import { users } from '#db/schema/accounts.ts'
import { editions } from '#db/schema/editions.ts'
import { entries, entryAuthors, entryParts } from '#db/schema/entries.ts'
import { behalfEntries } from '#db/schema/outreach.ts'
import type { Actor } from '../actor/actor.ts'
import { unitSaid } from './signature.server.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { newToken, tokenHash } from '../accounts/link-tokens.server.ts'
import { localDay } from '../calendar/local-time.ts'
import { whyTooLate } from '../entries/policy.ts'
import { queueLetter } from '../editions/secretariat.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { holds, type OwnProvince } from '../participation/own-province.server.ts'

export type Behalf = {
  title: string
  authorName: string
  authorEmail: string
  postmarkedOn: string | null
  receivedOn: string | null
}

/**
 * A draft entered by a coordinator for its author, to whom a link goes: whoever holds the address confirms the work and
 * takes it over. A postmark of the last day or before lets it in for some days after the deadline.
 */
export async function enterOnBehalf(
  actor: Actor,
  editionId: string,
  province: OwnProvince,
  ask: Behalf,
): Promise<{ entryId: string } | Refusal | null> {
  if (!(await holds(actor, province.frame, province.code))) return null
  return database().transaction(async (tx) => {
    const [edition] = await tx.select().from(editions).where(eq(editions.id, editionId))
    if (!edition) return null
    const refusal = whyNotOnBehalf(ask, edition, await databaseNow(tx))
    if (refusal) return refusal
    const [entry] = await tx
      .insert(entries)
      .values({
        editionId,
        ownerId: actor.userId,
        title: ask.title,
        searchKey: searchKey(ask.title),
        ownPlace: `p:${province.code}`,
        provinceFrame: province.frame,
        provinceCode: province.code,
        postmarkedOn: ask.postmarkedOn,
        receivedOn: ask.receivedOn,
      })
      .returning({ id: entries.id })
    const entryId = entry!.id
    await tx.insert(entryAuthors).values({
      entryId,
      position: 1,
      name: ask.authorName,
      nameKey: searchKey(ask.authorName),
      email: ask.authorEmail,
    })
    await tx.insert(entryParts).values({ entryId, position: 1 })
    await writeToAuthor(tx, { actor, edition, province, entryId, ask, bulkId: null })
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'entry.enteredOnBehalf',
      subjectId: entryId,
      editionId,
    })
    return { entryId }
  })
}

type Edition = typeof editions.$inferSelect

export function whyNotOnBehalf(ask: Behalf, edition: Edition, now: Date): Refusal | null {
  const today = localDay(now)
  for (const name of ['postmarkedOn', 'receivedOn'] as const)
    if (ask[name] && ask[name] > today) return refuse('follow.behalf.error.future', {}, name)
  if (ask.postmarkedOn && ask.receivedOn && ask.postmarkedOn > ask.receivedOn)
    return refuse('follow.behalf.error.order', {}, 'receivedOn')
  return whyTooLate(edition, now, ask.postmarkedOn)
}

/** The row that says for whom it was entered, and the mail with the author's link. */
export async function writeToAuthor(
  tx: Transaction,
  at: {
    actor: Actor
    edition: Edition
    province: OwnProvince
    entryId: string
    ask: Behalf
    bulkId: string | null
  },
) {
  const { actor, edition, province, entryId, ask, bulkId } = at
  const token = newToken()
  await tx.insert(behalfEntries).values({
    entryId,
    frame: province.frame,
    code: province.code,
    enteredBy: actor.userId,
    authorName: ask.authorName,
    authorEmail: ask.authorEmail,
    postmarkedOn: ask.postmarkedOn,
    receivedOn: ask.receivedOn,
    tokenHash: tokenHash(token),
    bulkId,
  })
  await mailLink(tx, {
    token,
    actor,
    edition,
    province,
    author: { name: ask.authorName, email: ask.authorEmail },
    title: ask.title,
  })
}

/** The letter with the link by which the author confirms the work and takes it over. */
export async function mailLink(
  tx: Transaction,
  letter: {
    token: string
    actor: Actor
    edition: Edition
    province: Pick<OwnProvince, 'name' | 'isCity'>
    author: { name: string; email: string }
    title: string
  },
) {
  const { token, actor, edition, province, author, title } = letter
  await queueLetter(tx, {
    to: author.email,
    locale: 'vi',
    template: 'behalf',
    senderId: actor.userId,
    values: {
      name: author.name,
      title,
      by: actor.name,
      province: unitSaid(province, 'vi'),
      edition: roman(edition.number),
      closes: sayMoment(edition.closesAt, pageTexts('vi')),
      link: `${environment().APP_ORIGIN}/behalf/${token}`,
    },
  })
}

/** What the link of an author leads to; null where it is dead or used. */
export async function behalfOf(token: string) {
  const [row] = await database().execute<{
    entryId: string
    title: string
    authorName: string
    email: string
    by: string
    edition: number
    userId: string | null
  }>(sql`
    select
      b.entry_id as "entryId",
      e.title,
      b.author_name as "authorName",
      b.author_email as email,
      c.name as by,
      d.number as edition,
      u.id as "userId"
    from ${behalfEntries} b
    join ${entries} e on e.id = b.entry_id
    join ${users} c on c.id = b.entered_by
    join ${editions} d on d.id = e.edition_id
    left join ${users} u on u.email = b.author_email and u.email_confirmed_at is not null
    where b.token_hash = ${tokenHash(token)} and b.confirmed_at is null
      and b.link_until > now() and e.state <> 'withdrawn'`)
  return row ?? null
}

/** What a page says of a work entered for its author; null where the author entered it. */
export async function shownBehalf(entryId: string) {
  const [row] = await database()
    .select({
      name: behalfEntries.authorName,
      email: behalfEntries.authorEmail,
      confirmed: sql<boolean>`${behalfEntries.confirmedAt} is not null`,
      postmarkedOn: entries.postmarkedOn,
      receivedOn: entries.receivedOn,
    })
    .from(behalfEntries)
    .innerJoin(entries, eq(entries.id, behalfEntries.entryId))
    .where(eq(behalfEntries.entryId, entryId))
  return row ?? null
}
