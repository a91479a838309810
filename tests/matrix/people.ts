import { sql } from 'drizzle-orm'
import { giveRole, takeRole } from '#app/modules/accounts/change-role.server.ts'
import { moveAccount } from '#app/modules/accounts/move-account.server.ts'
import { rescindInvitation, resendInvitation } from '#app/modules/accounts/move-invitation.server.ts'
import { personFor } from '#app/modules/accounts/people.server.ts'
import { recordFile } from '#app/modules/home/record-file.server.ts'
import { inviteListed, previewPeople } from '#app/modules/outreach/invite-to-role.server.ts'
import { invitations, userRoles } from '#db/schema/index.ts'
import { each, type Row } from './rows.ts'
import type { World } from './world.ts'

const invited = (w: World) => sql`
  insert into ${invitations} (id, email, role, edition_id, token_hash, invited_by, expires_at)
  values ('inv_matrix', 'moi@thu.vn', 'judge', ${w.open.id}, 'hash', ${w.actors.admin.userId},
    now() + interval '1 day')`
const judging = (w: World) => sql`
  insert into ${userRoles} (id, user_id, role, edition_id)
  values ('rol_matrix', ${w.actors.stranger.userId}, 'judge', ${w.open.id})`
const ofOpen = { ...each('done', 'organizer', 'barredOrganizer', 'admin') }
const toJudge = (w: World) => ({ role: 'judge' as const, editionId: w.open.id, province: '', until: null })
const noEnd = { since: null, until: null }

/** Who may do what with people, their roles and invitations. */
export const peopleRows: Row[] = [
  {
    asks: 'giveRole',
    state: 'a judge of an edition',
    ask: (a, w) => giveRole(a, w.actors.stranger.userId, toJudge(w), noEnd),
    answers: { ...ofOpen, organizerElsewhere: 'auth.error.mayNotInvite' },
    otherwise: 'people.refused.mayNot',
    events: ['account.roleGiven'],
  },
  {
    asks: 'giveRole',
    state: 'an organizer of every edition',
    ask: (a, w) =>
      giveRole(a, w.actors.stranger.userId, { role: 'organizer', editionId: 'all', province: '' }, noEnd),
    answers: {
      admin: 'done',
      ...each('auth.error.mayNotInvite', 'organizer', 'barredOrganizer', 'organizerElsewhere'),
    },
    otherwise: 'people.refused.mayNot',
    events: ['account.roleGiven'],
  },
  {
    asks: 'takeRole',
    given: judging,
    ask: (a) => takeRole(a, 'rol_matrix'),
    answers: ofOpen,
    events: ['account.roleTaken'],
  },
  {
    asks: 'moveAccount',
    state: 'disabled',
    ask: (a, w) => moveAccount(a, w.actors.stranger.userId, 'disable'),
    answers: { admin: 'done' },
    events: ['account.disabled'],
  },
  {
    asks: 'moveAccount',
    state: 'sent a link',
    ask: (a, w) => moveAccount(a, w.actors.stranger.userId, 'sendReset'),
    answers: { admin: 'done' },
    events: ['account.resetSent'],
  },
  {
    asks: 'recordFile',
    ask: (a) => recordFile(a, { person: null, kind: null, subject: null, day: null }, 'csv'),
    answers: { admin: 'done' },
    events: ['audit.exported'],
  },
  { asks: 'personFor', ask: (a, w) => personFor(a, w.actors.stranger.userId), answers: { admin: 'done' } },
  {
    asks: 'rescindInvitation',
    given: invited,
    ask: (a) => rescindInvitation(a, 'inv_matrix'),
    answers: ofOpen,
    events: ['account.invitationRescinded'],
  },
  {
    asks: 'resendInvitation',
    given: invited,
    ask: (a) => resendInvitation(a, 'inv_matrix', []),
    answers: ofOpen,
    events: ['account.invitationResent'],
  },
  {
    asks: 'previewPeople',
    ask: (a, w) => previewPeople(a, toJudge(w), 'An; an@thu.vn'),
    answers: ofOpen,
    otherwise: 'auth.error.mayNotInvite',
  },
  {
    asks: 'inviteListed',
    ask: (a, w) => inviteListed(a, toJudge(w), 'An; an@thu.vn', null),
    answers: ofOpen,
    otherwise: 'auth.error.mayNotInvite',
    events: ['account.invited'],
  },
]
