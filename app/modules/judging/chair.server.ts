import { and, eq, isNull, sql } from 'drizzle-orm'
import { environment } from '#app/env.server.ts'
import { database, once } from '#app/ground.server.ts'
import type { Connection } from '#db/client.ts'
import { users } from '#db/schema/accounts.ts'
import { entries } from '#db/schema/entries.ts'
import { assignments, panelJudges, panels, rounds, scoreSheets, secondLooks } from '#db/schema/judging.ts'
import { vietnamese } from '#db/vietnamese.ts'
import type { Actor } from '../actor/actor.ts'
import { recordEvent } from '../audit/record-event.server.ts'
import { queueMail } from '../mail/queue-mail.server.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { scoresHash } from './scores-hash.server.ts'
import { spreadOf } from '../statistics/describe.ts'
import { worksBarredTo } from './conflicts.server.ts'
import { counts, stands } from './counting.server.ts'

/** A panel as its chair sees it; null to anybody else. */
async function chaired(connection: Connection, actor: Actor, panelId: string) {
  const [row] = await connection
    .select({ panel: panels, round: rounds })
    .from(panelJudges)
    .innerJoin(panels, eq(panels.id, panelJudges.panelId))
    .innerJoin(rounds, eq(rounds.id, panels.roundId))
    .where(
      and(
        eq(panelJudges.judgeId, actor.userId),
        eq(panelJudges.panelId, panelId),
        eq(panelJudges.chair, true),
      ),
    )
  return row ?? null
}

export const chairs = async (actor: Actor, panelId: string) =>
  (await chaired(database(), actor, panelId)) !== null

const chairedQuery = once(() =>
  database()
    .select({ id: panels.id, name: panels.name, roundId: panels.roundId })
    .from(panelJudges)
    .innerJoin(panels, eq(panels.id, panelJudges.panelId))
    .innerJoin(rounds, eq(rounds.id, panels.roundId))
    .where(
      and(
        eq(panelJudges.judgeId, sql.placeholder('judgeId')),
        eq(panelJudges.chair, true),
        sql`${rounds.state} <> 'forming'`,
      ),
    )
    .prepare('chaired_panels'),
)

/** The panels an actor chairs, in rounds that are open or over. */
export function chairedPanels({ userId }: Actor) {
  return chairedQuery().execute({ judgeId: userId })
}

type Row = {
  entryId: string
  number: number
  title: string
  totals: number[] | null
  wanted: number
  asked: number
}

/**
 * Progress of a panel and, once the chair's own sheets are in, where its judges disagree most: mean, deviation and range
 * of each work, never who gave what. Works the chair must keep away from are left out.
 */
export async function panelForChair(actor: Actor, panelId: string) {
  const found = await chaired(database(), actor, panelId)
  if (!found) return null
  const [judges, works, barred] = await Promise.all([
    progressOf(database(), panelId),
    worksOf(panelId),
    worksBarredTo(actor.userId, found.round.editionId),
  ])
  const own = judges.find((judge) => judge.id === actor.userId)
  const ownDone = !own || own.submitted >= own.assigned
  return {
    panel: {
      id: panelId,
      name: found.panel.name,
      signedOffAt: found.panel.signedOffAt,
      signedOffHash: found.panel.signedOffHash,
    },
    round: { id: found.round.id, stage: found.round.stage, state: found.round.state, kind: found.round.kind },
    judges: judges.map(({ name, assigned, submitted }) => ({ name, assigned, submitted })),
    ownDone,
    whole: judges.every((judge) => judge.submitted >= judge.assigned),
    works: ownDone
      ? works
          .filter((row) => !barred.has(row.entryId))
          .map(({ totals, ...row }) => {
            const given = totals ?? []
            const range = given.length > 1 ? Math.max(...given) - Math.min(...given) : null
            return { ...row, ...spreadOf(given), range }
          })
          .sort((a, b) => (b.range ?? -1) - (a.range ?? -1) || a.number - b.number)
      : [],
  }
}

async function progressOf(connection: Connection, panelId: string) {
  const rows = await connection.execute<{
    id: string
    name: string
    assigned: number
    submitted: number
  }>(sql`
    select u.id, u.name, count(a.id) filter (where ${stands})::int as assigned,
      count(s.id) filter (where ${counts})::int as submitted
    from ${panelJudges} j join ${users} u on u.id = j.judge_id
    left join ${assignments} a on a.panel_id = j.panel_id and a.judge_id = j.judge_id
    left join ${scoreSheets} s on s.assignment_id = a.id
    where j.panel_id = ${panelId} group by u.id order by u.name ${vietnamese}`)
  return [...rows]
}

async function worksOf(panelId: string) {
  const rows = await database().execute<Row>(sql`
    select e.id as "entryId", e.number, e.title, count(a.id)::int as wanted,
      array_agg(s.total order by s.total) filter (where s.state = 'submitted') as totals,
      (select count(*)::int from ${secondLooks} l join ${assignments} x on x.id = l.assignment_id
        where x.entry_id = e.id and x.panel_id = ${panelId}) as asked
    from ${assignments} a join ${entries} e on e.id = a.entry_id left join ${scoreSheets} s on s.assignment_id = a.id
    where a.panel_id = ${panelId} and ${stands} group by e.id`)
  return [...rows]
}

/** Asks the two judges furthest apart to look at a work again, on the record; the chair is not told who they are. */
export async function askSecondLook(
  actor: Actor,
  panelId: string,
  ask: { entryId: string; note: string },
): Promise<{ done: true } | Refusal | null> {
  return database().transaction(async (tx) => {
    const found = await chaired(tx, actor, panelId)
    if (!found) return null
    if (found.round.state !== 'open') return refuse('judging.refused.closed')
    if ((await worksBarredTo(actor.userId, found.round.editionId, tx)).has(ask.entryId))
      return refuse('judging.refused.conflict')
    const own = (await progressOf(tx, panelId)).find((judge) => judge.id === actor.userId)
    if (own && own.submitted < own.assigned) return refuse('chair.refused.ownFirst')
    const sheets = await tx.execute<{ id: string; judgeId: string; title: string }>(sql`
      select a.id, a.judge_id as "judgeId", e.title from ${assignments} a join ${scoreSheets} s on s.assignment_id = a.id
      join ${entries} e on e.id = a.entry_id
      where a.panel_id = ${panelId} and a.entry_id = ${ask.entryId} and ${counts}
      order by s.total, a.id`)
    if (sheets.length < 2) return refuse('chair.refused.fewSheets')
    for (const sheet of [sheets[0]!, sheets.at(-1)!]) {
      await tx.insert(secondLooks).values({ assignmentId: sheet.id, askedBy: actor.userId, note: ask.note })
      const [judge] = await tx.select().from(users).where(eq(users.id, sheet.judgeId))
      const link = `${environment().APP_ORIGIN}/judging/${sheet.id}`
      await queueMail(tx, {
        to: judge!.email,
        locale: judge!.locale,
        template: 'secondLook',
        values: { name: judge!.name, title: sheet.title, note: ask.note, link },
      })
    }
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'panel.secondLook',
      subjectId: panelId,
      editionId: found.round.editionId,
      details: { entryId: ask.entryId, note: ask.note },
    })
    return { done: true }
  })
}

/** The chair signs the panel's list, over the hash of the scores it rests on, once the round is closed. */
export async function signOff(actor: Actor, panelId: string): Promise<{ done: true } | Refusal | null> {
  return database().transaction(async (tx) => {
    const found = await chaired(tx, actor, panelId)
    if (!found) return null
    if (found.round.state !== 'closed') return refuse('chair.refused.notClosed')
    const hash = await scoresHash(tx, found.round.id)
    const [signed] = await tx
      .update(panels)
      .set({ signedOffAt: sql`clock_timestamp()`, signedOffBy: actor.userId, signedOffHash: hash })
      .where(and(eq(panels.id, panelId), isNull(panels.signedOffAt)))
      .returning({ id: panels.id })
    if (!signed) return refuse('error.moved')
    await recordEvent(tx, {
      actorId: actor.userId,
      kind: 'panel.signedOff',
      subjectId: panelId,
      editionId: found.round.editionId,
      details: { hash },
    })
    return { done: true }
  })
}
