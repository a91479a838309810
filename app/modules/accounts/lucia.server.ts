import { eq, lte, sql } from 'drizzle-orm'
import { Lucia, TimeSpan, type Adapter, type DatabaseSession, type DatabaseUser } from 'lucia'
import { createHash } from 'node:crypto'
import { database, once } from '#app/ground.server.ts'
import { isHttps, ownCookie } from '#app/own-cookies.server.ts'
import { newId } from '#db/ids.ts'
import { heldRoles, sessions, users } from '#db/schema/accounts.ts'
import type { Actor, Role, RoleName } from '../actor/actor.ts'
import { rememberDevice } from './known-devices.server.ts'
import { standsAs, type Standing } from './sign-in-moves.ts'
import { standingColumns, standingOf } from './standing.server.ts'
import { isOver, isToProlong, livesUntil } from './session-limits.ts'
import type { Locale } from '../text/locale.ts'

/**
 * Lucia 3, behind this one file because it is retired upstream. Its own adapters keep session ids as they are; ours
 * keeps only their SHA-256, so a stolen table opens nobody's session.
 */
declare module 'lucia' {
  interface Register {
    Lucia: ReturnType<typeof makeLucia>
    DatabaseSessionAttributes: { agent: string; address: string }
    DatabaseUserAttributes: {
      name: string
      email: string
      locale: Locale
      roles: Role[]
      publicSessionId: string
      standing: Standing
    }
  }
}

const hashed = (sessionId: string) => createHash('sha256').update(sessionId).digest('hex')

const findSession = once(() =>
  database()
    .select({
      session: sessions,
      user: { id: users.id, name: users.name, email: users.email, locale: users.locale },
      standing: standingColumns,
      roles: sql<Role[]>`coalesce((
        select json_agg(
          json_build_object('role', r.role, 'editionId', r.edition_id,
            'provinceFrame', r.province_frame, 'provinceCode', r.province_code)
          order by r.created_at)
        from ${heldRoles} r
        where r.user_id = ${users.id}), '[]')`,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(sql`${sessions.idHash} = ${sql.placeholder('hash')} and ${users.disabledAt} is null`)
    .prepare('find_session'),
)

const adapter: Adapter = {
  async getSessionAndUser(sessionId) {
    const [row] = await findSession().execute({ hash: hashed(sessionId) })
    if (!row) return [null, null]
    const session: DatabaseSession = {
      id: sessionId,
      userId: row.session.userId,
      expiresAt: row.session.expiresAt,
      attributes: { agent: row.session.agent, address: row.session.address },
    }
    const roles = row.roles.map(({ role }) => role)
    const now = new Date()
    if (isOver(roles, row.session, now)) session.expiresAt = now
    // Lucia prolongs what has less than half a month left; whether it should is ours to say.
    else
      session.expiresAt = isToProlong(roles, row.session, now) ? new Date(now.getTime() + 1000) : month(now)
    const { id, ...rest } = row.user
    const user: DatabaseUser = {
      id,
      attributes: {
        ...rest,
        roles: row.roles,
        publicSessionId: row.session.id,
        standing: standingOf({ ...row.standing, email: rest.email }, row.roles),
      },
    }
    return [session, user]
  },
  async getUserSessions(userId) {
    const rows = await database().select().from(sessions).where(eq(sessions.userId, userId))
    return rows.map((row) => ({
      id: row.idHash,
      userId,
      expiresAt: row.expiresAt,
      attributes: { agent: row.agent, address: row.address },
    }))
  },
  async setSession(session) {
    const now = new Date()
    await database()
      .insert(sessions)
      .values({
        idHash: hashed(session.id),
        id: newId('session'),
        userId: session.userId,
        expiresAt: livesUntil(await rolesOf(session.userId), now, now),
        createdAt: now,
        agent: session.attributes.agent,
        address: session.attributes.address,
        provedAt: now,
      })
  },
  async updateSessionExpiration(sessionId) {
    const own = eq(sessions.idHash, hashed(sessionId))
    const [held] = await database().select().from(sessions).where(own)
    if (!held) return
    const expiresAt = livesUntil(await rolesOf(held.userId), held.createdAt, new Date())
    await database().update(sessions).set({ expiresAt }).where(own)
  },
  async deleteSession(sessionId) {
    await database()
      .delete(sessions)
      .where(eq(sessions.idHash, hashed(sessionId)))
  },
  async deleteUserSessions(userId) {
    await database().delete(sessions).where(eq(sessions.userId, userId))
  },
  async deleteExpiredSessions() {
    await database()
      .delete(sessions)
      .where(lte(sessions.expiresAt, sql`now()`))
  },
}

/** The roles an account holds now, each once. */
export async function rolesOf(userId: string): Promise<RoleName[]> {
  const held = await database()
    .selectDistinct({ role: heldRoles.role })
    .from(heldRoles)
    .where(eq(heldRoles.userId, userId))
  return held.map(({ role }) => role)
}

const month = (now: Date) => new Date(now.getTime() + 30 * 24 * 3600_000)

function makeLucia() {
  return new Lucia(adapter, {
    sessionExpiresIn: new TimeSpan(30, 'd'),
    sessionCookie: { name: ownCookie('session'), attributes: { secure: isHttps(), sameSite: 'lax' } },
    getUserAttributes: (attributes) => attributes,
  })
}

const lucia = once(makeLucia)

/**
 * Starts a session, in a browser that is known from now on, and answers the cookie that carries it. One that the request
 * brought ends: its browser holds it no more, and who does is somebody else.
 */
export async function startSession(
  userId: string,
  from: { agent: string; address: string; device?: string | null; instead?: Request },
): Promise<string> {
  if (from.instead) await endSession(from.instead)
  await rememberDevice(database(), userId, from.device)
  const session = await lucia().createSession(userId, {
    agent: from.agent.slice(0, 300),
    address: from.address,
  })
  return lucia().createSessionCookie(session.id).serialize()
}

/** Our own cookie alone is read: one of somebody else's that holds a bare `%` is no reason to fail. */
function sessionIdIn(request: Request): string | null {
  const own =
    new RegExp(`(?:^|;\\s*)(${lucia().sessionCookieName}=[^;]*)`).exec(
      request.headers.get('Cookie') ?? '',
    )?.[1] ?? ''
  return /%(?![0-9a-f]{2})/i.test(own) ? null : lucia().readSessionCookie(own)
}

/**
 * Who asks, and the cookie to send back when the session was prolonged or is no more. Who has yet to set up the second
 * factor that is required of them (`enrolling`) has none of their roles until then.
 */
export async function actorOf(
  request: Request,
): Promise<{ actor: Actor | null; enrolling?: boolean; cookie?: string }> {
  const sessionId = sessionIdIn(request)
  if (!sessionId) return { actor: null }
  const { session, user } = await lucia().validateSession(sessionId)
  if (!session) return { actor: null, cookie: lucia().createBlankSessionCookie().serialize() }
  const { name, email, locale, publicSessionId, standing } = user
  const enrolling = standsAs(standing) === 'enrolling'
  const roles = enrolling ? [] : user.roles
  const actor = { userId: user.id, sessionId: publicSessionId, name, email, locale, roles }
  const cookie = session.fresh ? lucia().createSessionCookie(session.id).serialize() : undefined
  return enrolling ? { actor, enrolling, cookie } : { actor, cookie }
}

export async function endSession(request: Request): Promise<string> {
  const sessionId = sessionIdIn(request)
  if (sessionId) await lucia().invalidateSession(sessionId)
  return lucia().createBlankSessionCookie().serialize()
}
