import { and, eq, inArray, sql } from 'drizzle-orm'
import { environment } from '#app/env.server.ts'
import { database } from '#app/ground.server.ts'
import { mailMessages } from '#db/schema/mail.ts'
import { isLiving } from '../queue/living-workers.server.ts'
import { askForDueLetters } from './due-letters.server.ts'
import { handOver, type Message } from './hand-over.server.ts'
import { fateOf, fateOfDropped, letterMoves, mayMove } from './letter-moves.ts'
import { faultKind } from './mail-fault.ts'
import { noteServerDown, noteServerUp, serverRests } from './mail-server.server.ts'
import { moveLetter } from './move-letter.server.ts'
import { opensSomething } from './secret-links.ts'
import { recipientStopped } from './stop-mail.server.ts'

/** Longer than a sending can take: a letter in hand for so many minutes is in nobody's. */
const inHand = 10

/**
 * Sends one message. Whoever sends it takes it in hand first, so no two do at once. What is owed to somebody is sent
 * until it arrives, under one Message-ID. What may be sent only once is not sent again where a worker died with it in
 * hand, because nobody can tell whether it went. It answers without a fault: what became of it stands in its row.
 */
export async function sendMail(mailId: string, workerId: string) {
  const [found] = await database().select().from(mailMessages).where(eq(mailMessages.id, mailId))
  if (!found) return
  if (environment().SMTP_URL === undefined) throw new Error('SMTP_URL is not set')
  if (found.state === 'sending' && !(await takeFromTheDead(found, workerId))) return
  if (await stopWhereAsked(mailId)) return
  if (await serverRests()) return keepForServer(mailId)
  const mail = await moveLetter(mailId, 'taken', { workerId, fault: found.fault, minutes: inHand })
  if (mail) await send(mail, workerId)
}

async function send(mail: Message, workerId: string) {
  const fault = await handOver(mail)
  const tries = mail.tries + 1
  const fate = fateOf(fault, { once: mail.once, tries })
  await moveLetter(
    mail.id,
    fate.move,
    {
      fault: fault?.words ?? null,
      tries: fate.counts ? tries : mail.tries,
      minutes: fate.minutes,
      emptied: fate.move === 'arrived' && opensSomething(mail.body),
    },
    workerId,
  )
  if (fault && faultKind(fault) === 'server') await noteServerDown(fault.words)
  else if (await noteServerUp()) await askForDueLetters()
}

/** A letter found in hand is left to its worker while that lives; of one that is no more it may be sent on. */
async function takeFromTheDead(mail: Message, workerId: string): Promise<boolean> {
  const { id, workerId: holder, nextAt } = mail
  // One hand of a worker does one thing at a time: what it finds in its own it let go of before.
  if (holder && holder !== workerId && nextAt > new Date() && (await isLiving(holder))) return false
  const move = fateOfDropped(mail)
  const moved = await moveLetter(id, move, { fault: mail.fault }, holder)
  return moved !== undefined && mayMove(moved.state, 'taken')
}

/** Due as soon as the mail server is tried again. */
async function keepForServer(id: string) {
  await database()
    .update(mailMessages)
    .set({ nextAt: sql`now()` })
    .where(and(eq(mailMessages.id, id), inArray(mailMessages.state, [...letterMoves.taken.from])))
}

/** What is not owed is not sent to who has stopped it, whenever it was written. */
async function stopWhereAsked(id: string): Promise<boolean> {
  const [asked] = await database()
    .select({ id: mailMessages.id })
    .from(mailMessages)
    .where(and(eq(mailMessages.id, id), recipientStopped))
  return asked !== undefined && (await moveLetter(id, 'stopped')) !== undefined
}
