import { sql } from 'drizzle-orm'
import { consentAgain } from '#app/modules/accounts/consent.server.ts'
import { requestOwnData } from '#app/modules/exports/request-export.server.ts'
import { askForAddress, cancelAddress } from '#app/modules/privacy/change-address.server.ts'
import { askOfOwnData, enterPaperRequest } from '#app/modules/privacy/file-request.server.ts'
import { addHoliday, holidays, removeHoliday } from '#app/modules/privacy/holidays.server.ts'
import { eraseByRequest, moveRequest, takeBackRequest } from '#app/modules/privacy/move-request.server.ts'
import { erasurePreview } from '#app/modules/privacy/plan-erasure.server.ts'
import { registerPage, requestPage } from '#app/modules/privacy/register.server.ts'
import { addressChanges, personRequests } from '#db/schema/index.ts'
import { each, type Row } from './rows.ts'
import type { World } from './world.ts'

const keepers = each('done', 'organizer', 'barredOrganizer', 'organizerElsewhere', 'admin')
const id = (w: World) => w.request.id
const said = 'đã làm như yêu cầu'
const inState = (state: string) => (w: World) =>
  sql`update ${personRequests} set state = ${state}, ended_at = ${state === 'done' ? sql`now()` : null}
    where id = ${id(w)}`
const paper = { kind: 'see', name: 'Ông Giấy', email: '', text: '', receivedOn: '2026-11-20' } as const
const ofOwner = (w: World) => sql`
  insert into ${addressChanges} (id, user_id, old_email, new_email, old_token_hash, new_token_hash, expires_at)
  values ('adr_1', ${w.actors.owner.userId}, 'a@thu.vn', 'b@thu.vn', 'o', 'n', now() + interval '1 day')`

/** One's own data, and the register of requests about them. */
export const privacyRows: Row[] = [
  {
    asks: 'askOfOwnData',
    ask: (a) => askOfOwnData(a, { kind: 'see', text: '' }),
    answers: {},
    otherwise: 'done',
    events: ['personal.asked'],
  },
  {
    asks: 'askOfOwnData',
    state: 'to erase, without having said yes',
    ask: (a) => askOfOwnData(a, { kind: 'erase', text: '' }),
    answers: {},
    otherwise: 'personal.refused.sure',
  },
  {
    asks: 'askOfOwnData',
    state: 'to erase, again',
    ask: (a) => askOfOwnData(a, { kind: 'erase', text: '', sure: 'on' }),
    answers: { owner: 'personal.refused.open' },
    otherwise: 'done',
    events: ['personal.asked'],
  },
  {
    asks: 'askOfOwnData',
    state: 'to withdraw consent',
    ask: (a) => askOfOwnData(a, { kind: 'withdraw', text: '', sure: 'on' }),
    answers: {},
    otherwise: 'done',
    events: ['personal.consentWithdrawn personal.asked' as never],
  },
  {
    asks: 'takeBackRequest',
    ask: (a, w) => takeBackRequest(a, id(w)),
    answers: { owner: 'done' },
    events: ['personal.takenBack'],
  },
  {
    asks: 'takeBackRequest',
    state: 'done',
    given: inState('done'),
    ask: (a, w) => takeBackRequest(a, id(w)),
    answers: { owner: 'personal.refused.moved' },
  },
  {
    asks: 'consentAgain',
    ask: (a) => consentAgain(a),
    answers: {},
    otherwise: 'done',
    silent: true,
    events: ['personal.consentGiven'],
  },
  {
    asks: 'askForAddress',
    ask: (a) => askForAddress(a, 'moi@thu.vn'),
    answers: {},
    otherwise: 'done',
    silent: true,
    events: ['personal.addressAsked'],
  },
  {
    asks: 'cancelAddress',
    given: ofOwner,
    ask: async (a, w) => (a.userId === w.actors.owner.userId ? (await cancelAddress(a), true) : null),
    answers: { owner: 'done' },
    events: ['personal.addressCancelled'],
  },
  {
    asks: 'requestOwnData',
    ask: (a) => requestOwnData(a),
    answers: {},
    otherwise: 'done',
    events: ['export.requested'],
  },
  { asks: 'registerPage', ask: (a) => registerPage(a, true), answers: keepers },
  { asks: 'requestPage', ask: (a, w) => requestPage(a, id(w)), answers: keepers },
  { asks: 'requestPage', state: 'none such', ask: (a) => requestPage(a, 'req_none'), answers: {} },
  {
    asks: 'enterPaperRequest',
    ask: (a) => enterPaperRequest(a, paper),
    answers: keepers,
    events: ['personal.asked'],
  },
  {
    asks: 'enterPaperRequest',
    state: 'of tomorrow',
    ask: (a) => enterPaperRequest(a, { ...paper, receivedOn: '2099-01-01' }),
    answers: each('personal.refused.future', 'organizer', 'barredOrganizer', 'organizerElsewhere', 'admin'),
  },
  {
    asks: 'moveRequest',
    ask: (a, w) => moveRequest(a, id(w), { move: 'begun', answer: '' }),
    answers: keepers,
    events: ['personal.begun'],
  },
  {
    asks: 'moveRequest',
    state: 'refused with a reason',
    ask: (a, w) => moveRequest(a, id(w), { move: 'refused', answer: said }),
    answers: keepers,
    events: ['personal.refused'],
  },
  {
    asks: 'moveRequest',
    state: 'refused without one',
    ask: (a, w) => moveRequest(a, id(w), { move: 'refused', answer: '' }),
    answers: each('personal.refused.say', 'organizer', 'barredOrganizer', 'organizerElsewhere', 'admin'),
  },
  {
    asks: 'moveRequest',
    state: 'to erase, as if done',
    ask: (a, w) => moveRequest(a, id(w), { move: 'done', answer: said }),
    answers: each(
      'personal.refused.viaErasure',
      'organizer',
      'barredOrganizer',
      'organizerElsewhere',
      'admin',
    ),
  },
  {
    asks: 'moveRequest',
    state: 'a move of the person',
    ask: (a, w) => moveRequest(a, id(w), { move: 'takenBack', answer: said }),
    answers: {},
  },
  { asks: 'erasurePreview', ask: (a, w) => erasurePreview(a, id(w)), answers: { admin: 'done' } },
  {
    asks: 'eraseByRequest',
    state: 'of whom a work is judged',
    ask: (a, w) => eraseByRequest(a, id(w)),
    answers: {
      ...each('personal.refused.adminOnly', 'organizer', 'barredOrganizer', 'organizerElsewhere'),
      admin: 'personal.obstacle.judged',
    },
  },
  { asks: 'holidays', ask: (a) => holidays(a), answers: keepers },
  {
    asks: 'addHoliday',
    ask: (a) => addHoliday(a, { day: '2027-11-24', name: 'Ngày nghỉ' }),
    answers: keepers,
    events: ['personal.holidays'],
  },
  {
    asks: 'removeHoliday',
    ask: (a) => removeHoliday(a, '2027-01-01'),
    answers: keepers,
    events: ['personal.holidays'],
  },
]
