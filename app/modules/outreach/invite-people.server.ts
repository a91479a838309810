import { and, eq, inArray, sql } from 'drizzle-orm'
import { environment } from '#app/env.server.ts'
import { database } from '#app/ground.server.ts'
import { pageTexts, translator } from '#app/i18n/all.server.ts'
import { roman } from '#app/i18n/format.ts'
import { sayDeadline } from '#app/i18n/say-moment.ts'
import type { Transaction } from '#db/client.ts'
import { databaseNow } from '#db/clock.ts'
import { users } from '#db/schema/accounts.ts'
import { editions } from '#db/schema/editions.ts'
import { mailPreferences } from '#db/schema/mail.ts'
import { invitees } from '#db/schema/outreach.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { queueStoppableLetter } from '../editions/secretariat.server.ts'
import { namesOfToday } from '../provinces/agencies.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { nameInLetter } from '../text/person-name.ts'
import type { SheetCell } from '../documents/worksheet-cell.ts'
import {
  inviteeHeadOf,
  inviteeRowsOf,
  linesOf,
  mostInvited,
  readInvitees,
  type ListedInvitee,
} from './invitation-list.ts'
import { signatureOf, unitSaid } from './signature.server.ts'
import { holds, type OwnProvince } from '../participation/own-province.server.ts'

export type PreviewedInvitee = Omit<ListedInvitee, 'wrong'> & {
  /** what will become of the line: only `new` is invited, whether or not the address has an account */
  state: 'new' | 'known' | 'stopped' | NonNullable<ListedInvitee['wrong']>
}

const agencyWord = () => translator('vi')('follow.invite.agencyWord')

/** How a worksheet of people and agencies to invite is read. */
export const inviteeSheet = {
  headOf: inviteeHeadOf,
  rowsOf: (cells: SheetCell[][], head: number) => inviteeRowsOf(cells, head, agencyWord()),
}

/** Why a list is not read at all: one that is too long is refused whole, before its preview and before its letters. */
export function whyNotList(text: string): Refusal | null {
  const count = linesOf(text)
  return count > mostInvited ? refuse('follow.invite.tooMany', { max: mostInvited, count }, 'list') : null
}

/** What each line of a list would do; nothing is written and nothing sent. */
export async function previewInvitees(
  editionId: string,
  province: OwnProvince,
  text: string,
): Promise<PreviewedInvitee[]> {
  const listed = await underOwnNames(readInvitees(text, agencyWord()))
  const emails = listed.filter((row) => !row.wrong).map((row) => row.email)
  if (emails.length === 0) return listed.map(({ wrong, ...row }) => ({ ...row, state: wrong! }))
  const [known, stopped] = await Promise.all([
    database()
      .select({ email: invitees.email })
      .from(invitees)
      .where(
        and(
          eq(invitees.editionId, editionId),
          eq(invitees.frame, province.frame),
          eq(invitees.code, province.code),
          inArray(invitees.email, emails),
        ),
      ),
    database()
      .select({ email: mailPreferences.email })
      .from(mailPreferences)
      .where(and(inArray(mailPreferences.email, emails), sql`${mailPreferences.stoppedAt} is not null`)),
  ])
  const has = (rows: { email: string }[]) => new Set(rows.map((row) => row.email))
  const [isKnown, hasStopped] = [has(known), has(stopped)]
  return listed.map(({ wrong, ...row }) => ({
    ...row,
    state: wrong ?? (isKnown.has(row.email) ? 'known' : hasStopped.has(row.email) ? 'stopped' : 'new'),
  }))
}

/** An agency that the register knows is listed by its own name, however it was typed. */
async function underOwnNames(listed: ListedInvitee[]): Promise<ListedInvitee[]> {
  const names = await namesOfToday(
    database(),
    listed.map(({ agency }) => agency),
  )
  return listed.map((row) => {
    const agency = names.get(row.agency) ?? row.agency
    return { ...row, agency, name: row.kind === 'agency' ? agency : row.name }
  })
}

/** Invites everybody on the list who can be, each once; answers how many. Null: not the actor's province. */
export async function invitePeople(
  actor: Actor,
  editionId: string,
  province: OwnProvince,
  text: string,
): Promise<{ invited: number } | Refusal | null> {
  if (!(await holds(actor, province.frame, province.code))) return null
  const tooLong = whyNotList(text)
  if (tooLong) return tooLong
  const rows = (await previewInvitees(editionId, province, text)).filter((row) => row.state === 'new')
  if (rows.length === 0) return { invited: 0 }
  return database().transaction(async (tx) => {
    const [edition] = await tx.select().from(editions).where(eq(editions.id, editionId))
    if (!edition) return null
    if ((await databaseNow(tx)) > edition.closesAt) return refuse('entry.refused.tooLate', {}, 'list')
    const made = await tx
      .insert(invitees)
      .values(
        rows.map(({ kind, name, email, agency }) => ({
          editionId,
          frame: province.frame,
          code: province.code,
          kind,
          name,
          email,
          agency,
          invitedBy: actor.userId,
        })),
      )
      .onConflictDoNothing()
      .returning()
    await mailInvitations(tx, made, edition, province)
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'participation.invited',
      subjectId: `${province.frame}:${province.code}`,
      editionId,
      details: { count: made.length },
    })
    return { invited: made.length }
  })
}

/** To each invited address its letter: who has an account there is led to sign in, everybody else to register. */
async function mailInvitations(
  tx: Transaction,
  made: (typeof invitees.$inferSelect)[],
  edition: typeof editions.$inferSelect,
  province: OwnProvince,
) {
  const emails = made.map((row) => row.email)
  const accounts = await tx.select({ email: users.email }).from(users).where(inArray(users.email, emails))
  const known = new Set(accounts.map((row) => row.email))
  const t = translator('vi')
  for (const one of made)
    await queueStoppableLetter(tx, {
      to: one.email,
      locale: 'vi',
      senderId: one.invitedBy,
      subject: t('follow.invite.mail.subject', { edition: roman(edition.number) }),
      body: t(one.kind === 'agency' ? 'follow.invite.mail.bodyAgency' : 'follow.invite.mail.body', {
        name: nameInLetter(one.name),
        province: unitSaid(province, 'vi'),
        edition: roman(edition.number),
        closes: sayDeadline(edition.closesAt, pageTexts('vi')),
        link: `${environment().APP_ORIGIN}/${known.has(one.email) ? 'sign-in' : 'register'}`,
      }),
      signature: signatureOf(province, 'vi'),
    })
}
