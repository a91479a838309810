import { sql } from 'drizzle-orm'
import { endOwnSession } from '#app/modules/accounts/own-sessions.server.ts'
import { changeAccount } from '#app/modules/accounts/change-account.server.ts'
import { changePassword } from '#app/modules/accounts/change-password.server.ts'
import { invite } from '#app/modules/accounts/invite.server.ts'
import {
  annotatedFile,
  bulkOf,
  checkBulk,
  confirmBulk,
  discardBulk,
} from '#app/modules/outreach/bulk-entries.server.ts'
import { readLetter } from '#app/modules/mail/outbox.server.ts'
import { rankWorks, setQuotas } from '#app/modules/outreach/endorse.server.ts'
import { enterOnBehalf } from '#app/modules/outreach/enter-on-behalf.server.ts'
import { invitePeople } from '#app/modules/outreach/invite-people.server.ts'
import { remindAuthors } from '#app/modules/outreach/remind-authors.server.ts'
import { resendToAuthor } from '#app/modules/outreach/resend-to-author.server.ts'
import { createCampaign, startCampaign } from '#app/modules/outreach/run-campaign.server.ts'
import { wordLaunch } from '#app/modules/outreach/word-launch.server.ts'
import {
  importPastEdition,
  importPopulations,
  mayImportFigures,
} from '#app/modules/participation/import-figures.server.ts'
import { setTargets } from '#app/modules/participation/set-targets.server.ts'
import { proposeAgency } from '#app/modules/outreach/propose-agency.server.ts'
import { decideAgency } from '#app/modules/provinces/decide-agency.server.ts'
import { changeAgency, mayChangeAgencies } from '#app/modules/provinces/change-agency.server.ts'
import {
  changeProvince,
  mergeProvinces,
  splitProvince,
} from '#app/modules/provinces/change-provinces.server.ts'
import { drawReport } from '#app/modules/reports/draw-report.server.ts'
import { reportFile } from '#app/modules/reports/report-file.server.ts'
import { reportOf } from '#app/modules/reports/report-list.server.ts'
import { wordReport } from '#app/modules/reports/word-report.server.ts'
import { behalfEntries, editions } from '#db/schema/index.ts'
import { each, type Row } from './rows.ts'
import type { World } from './world.ts'

const over = ({ open }: World) =>
  sql`update ${editions} set opens_at = now() - interval '90 days', closes_at = now() - interval '60 days' where id = ${open.id}`
const change = {
  name: 'Tỉnh Đổi Tên',
  kind: 'province' as const,
  since: '2027-01-01',
  decision: 'Nghị quyết thử',
}
const details = {
  name: 'Báo Khánh Hòa Mới',
  level: 'provincial' as const,
  province: '56',
  governingBody: '',
  names: [],
  successor: '',
  mergedOn: '' as const,
}
const work = {
  title: 'Bài mới',
  authorName: 'Tác Giả',
  authorEmail: 'tg@thu.vn',
  postmarkedOn: null,
  receivedOn: null,
}
const call = { kind: 'zalo' as const, version: 0, parts: { body: 'Mời dự giải' } }
const letter = { subject: 'Nhắc nộp', body: 'Kính gửi {họ tên}' }
const report = {
  kind: 'participation' as const,
  letterhead: 'party' as const,
  frame: '',
  from: '' as const,
  to: '' as const,
  province: '56',
}
const past = {
  number: 3,
  year: 2016,
  received: 10,
  eligible: null,
  inFinal: null,
  prizes: null,
  source: 'Báo cáo',
  frame: undefined,
}

/** The coordinator's work, participation, provinces, reports, and one's own account. */
export const provinceRows: Row[] = [
  {
    asks: 'invitePeople',
    ask: (a, w) => invitePeople(a, w.open.id, w.province, 'An; an-matrix@thu.vn'),
    answers: { coordinator: 'done' },
    events: ['participation.invited'],
  },
  {
    asks: 'invitePeople',
    state: 'too late',
    given: over,
    ask: (a, w) => invitePeople(a, w.open.id, w.province, 'An; an-matrix@thu.vn'),
    answers: { coordinator: 'entry.refused.tooLate' },
  },
  {
    asks: 'remindAuthors',
    ask: (a, w) => remindAuthors(a, w.open.id, w.province, { drafts: [w.draft.id], ...letter }),
    answers: { coordinator: 'done' },
    events: ['participation.reminded'],
  },
  {
    asks: 'enterOnBehalf',
    ask: (a, w) => enterOnBehalf(a, w.open.id, w.province, work),
    answers: { coordinator: 'done' },
    events: ['entry.enteredOnBehalf'],
  },
  {
    asks: 'enterOnBehalf',
    state: 'too late',
    given: over,
    ask: (a, w) => enterOnBehalf(a, w.open.id, w.province, work),
    answers: { coordinator: 'entry.refused.tooLate' },
  },
  {
    asks: 'resendToAuthor',
    ask: (a, w) => resendToAuthor(a, w.behalf.id, 'moi-matrix@thu.vn'),
    answers: { coordinator: 'done' },
    events: ['entry.sentToAuthor'],
  },
  {
    asks: 'resendToAuthor',
    state: 'taken over',
    given: (w) => sql`update ${behalfEntries} set confirmed_at = now() where entry_id = ${w.behalf.id}`,
    ask: (a, w) => resendToAuthor(a, w.behalf.id, 'moi-matrix@thu.vn'),
    answers: {},
  },
  {
    asks: 'checkBulk',
    state: 'no worksheet',
    ask: (a, w) => checkBulk(a, w.open.id, w.province, { name: 'x.xlsx', bytes: new Uint8Array([1]) }),
    answers: { coordinator: 'worksheet.error.unknown' },
  },
  { asks: 'bulkOf', ask: (a, w) => bulkOf(a, w.bulk.id), answers: { coordinator: 'done' } },
  { asks: 'annotatedFile', state: 'its file past', ask: (a, w) => annotatedFile(a, w.bulk.id), answers: {} },
  {
    asks: 'confirmBulk',
    ask: (a, w) => confirmBulk(a, w.bulk.id),
    answers: { coordinator: 'done' },
    events: ['entry.bulkEntered'],
  },
  {
    asks: 'discardBulk',
    ask: (a, w) => discardBulk(a, w.bulk.id),
    answers: { coordinator: 'done' },
    noEvent: 'nothing had been entered',
  },
  {
    asks: 'rankWorks',
    ask: (a, w) => rankWorks(a, w.open.id, w.province, [w.submitted.id]),
    answers: { coordinator: 'done' },
    events: ['participation.ranked'],
  },
  {
    asks: 'rankWorks',
    state: 'one twice',
    ask: (a, w) => rankWorks(a, w.open.id, w.province, [w.submitted.id, w.submitted.id]),
    answers: { coordinator: 'form.error.invalid' },
  },
  {
    asks: 'rankWorks',
    state: 'the edition asks for no endorsement',
    given: (w) => sql`update ${editions} set endorsement = false where id = ${w.open.id}`,
    ask: (a, w) => rankWorks(a, w.open.id, w.province, [w.submitted.id]),
    answers: {},
  },
  {
    asks: 'setQuotas',
    ask: (a, w) => setQuotas(a, w.open.id, new Map([['56', 3]])),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    events: ['participation.quotas'],
  },
  {
    asks: 'createCampaign',
    ask: (a, w) => createCampaign(a, w.judged.id, { condition: 'all', daysLeft: null, ...letter }),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    noEvent: 'told when it is sent',
  },
  {
    asks: 'startCampaign',
    ask: (a, w) => startCampaign(a, w.campaign.id),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    events: ['participation.campaign'],
  },
  {
    asks: 'setTargets',
    ask: (a, w) => setTargets(a, w.open.id, new Map([['56', 10]])),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    events: ['participation.targets'],
  },
  { asks: 'mayImportFigures', ask: (a) => mayImportFigures(a), answers: { admin: 'done' } },
  {
    asks: 'importPastEdition',
    ask: (a) => importPastEdition(a, past, ''),
    answers: { admin: 'done' },
    events: ['participation.imported'],
  },
  {
    asks: 'importPopulations',
    ask: (a) =>
      importPopulations(a, { year: 2024, source: 'Niên giám', frame: undefined }, 'Khánh Hòa; 1000000'),
    answers: { admin: 'done' },
    events: ['participation.imported'],
  },
  {
    asks: 'mayChangeAgencies',
    ask: (a) => mayChangeAgencies(a),
    answers: { ...each('done', 'organizer', 'organizerElsewhere', 'barredOrganizer', 'admin') },
  },
  {
    asks: 'proposeAgency',
    ask: (a, w) => proposeAgency(a, w.province, { name: 'Báo Mới Thành Lập', governingBody: '' }),
    answers: { coordinator: 'done' },
    events: ['agency.proposed'],
  },
  {
    asks: 'proposeAgency',
    state: 'known already',
    ask: (a, w) => proposeAgency(a, w.province, { name: w.agency.name, governingBody: '' }),
    answers: { coordinator: 'agencies.error.waiting' },
  },
  {
    asks: 'decideAgency',
    ask: (a, w) => decideAgency(a, w.agency.id, { decision: 'confirm', into: '', reason: '' }),
    answers: { ...each('done', 'organizer', 'organizerElsewhere', 'barredOrganizer', 'admin') },
    events: ['agency.confirmed'],
  },
  {
    asks: 'decideAgency',
    state: 'refused',
    ask: (a, w) => decideAgency(a, w.agency.id, { decision: 'refuse', into: '', reason: 'Không có thật' }),
    answers: { ...each('done', 'organizer', 'organizerElsewhere', 'barredOrganizer', 'admin') },
    events: ['agency.refused'],
  },
  {
    asks: 'decideAgency',
    state: 'merged into none',
    ask: (a, w) => decideAgency(a, w.agency.id, { decision: 'merge', into: 'Báo Không Có', reason: '' }),
    answers: {
      ...each('agencies.error.noSuccessor', 'organizer', 'organizerElsewhere', 'barredOrganizer', 'admin'),
    },
  },
  {
    asks: 'changeAgency',
    ask: (a, w) => changeAgency(a, w.agency.id, details),
    answers: { ...each('done', 'organizer', 'organizerElsewhere', 'barredOrganizer', 'admin') },
    events: ['agency.changed'],
  },
  {
    asks: 'changeAgency',
    state: 'without its seat',
    ask: (a, w) => changeAgency(a, w.agency.id, { ...details, province: '99' }),
    answers: {
      ...each('form.error.required', 'organizer', 'organizerElsewhere', 'barredOrganizer', 'admin'),
    },
  },
  {
    asks: 'changeProvince',
    ask: (a) => changeProvince(a, { code: '56', ...change }),
    answers: { admin: 'done' },
    events: ['provinces.changed'],
  },
  {
    asks: 'mergeProvinces',
    ask: (a) => mergeProvinces(a, { units: ['56', '01'], code: '56', ...change }),
    answers: { admin: 'done' },
    events: ['provinces.changed'],
  },
  {
    asks: 'splitProvince',
    ask: (a) => splitProvince(a, { code: '56', newCode: '57', ...change }),
    answers: { admin: 'done' },
    events: ['provinces.changed'],
  },
  {
    asks: 'drawReport',
    state: 'of one province',
    ask: (a, w) => drawReport(a, w.open, report),
    answers: { ...each('done', 'coordinator', 'organizer', 'barredOrganizer') },
    events: ['participation.reported'],
  },
  {
    asks: 'drawReport',
    state: 'of the country',
    ask: (a, w) => drawReport(a, w.open, { ...report, province: '' }),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    events: ['participation.reported'],
  },
  {
    asks: 'reportOf',
    ask: (a, w) => reportOf(a, w.drawn.id),
    answers: { ...each('done', 'coordinator', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'reportFile',
    ask: (a, w) => reportFile(a, w.drawn.id, 'docx'),
    answers: { ...each('done', 'coordinator', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'wordLaunch',
    ask: (a, w) => wordLaunch(a, w.open.id, w.province, call),
    answers: { coordinator: 'done' },
    events: ['participation.launchWorded'],
  },
  {
    asks: 'wordLaunch',
    state: 'on another version',
    ask: (a, w) => wordLaunch(a, w.open.id, w.province, { ...call, version: 1 }),
    answers: { coordinator: 'entry.refused.stale' },
  },
  {
    asks: 'wordLaunch',
    state: 'too late',
    given: over,
    ask: (a, w) => wordLaunch(a, w.open.id, w.province, call),
    answers: { coordinator: 'entry.refused.tooLate' },
  },
  {
    asks: 'wordReport',
    ask: (a, w) => wordReport(a, w.drawn.id, { version: 1, wording: { title: 'Báo cáo' } }),
    answers: { ...each('done', 'coordinator', 'organizer', 'barredOrganizer') },
    events: ['participation.worded'],
  },
  {
    asks: 'wordReport',
    state: 'on an older version',
    ask: (a, w) => wordReport(a, w.drawn.id, { version: 0, wording: { title: 'Báo cáo' } }),
    answers: { ...each('entry.refused.stale', 'coordinator', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'invite',
    silent: true,
    state: 'a judge of an edition',
    ask: (a, w) => invite(a, { email: 'moi@thu.vn', role: 'judge', province: '', editionId: w.open.id }),
    answers: { ...each('done', 'organizer', 'barredOrganizer', 'admin') },
    otherwise: 'auth.error.mayNotInvite',
    events: ['account.invited'],
  },
  {
    asks: 'invite',
    silent: true,
    state: 'an organizer of every edition',
    ask: (a) => invite(a, { email: 'moi@thu.vn', role: 'organizer', province: '', editionId: 'all' }),
    answers: { admin: 'done' },
    otherwise: 'auth.error.mayNotInvite',
    events: ['account.invited'],
  },
  {
    asks: 'invite',
    silent: true,
    state: 'an administrator',
    ask: (a) => invite(a, { email: 'moi@thu.vn', role: 'admin', province: '', editionId: '' }),
    answers: { admin: 'done' },
    otherwise: 'auth.error.mayNotInvite',
    events: ['account.invited'],
  },
  {
    asks: 'readLetter',
    ask: (a, w) => readLetter(a, w.letter),
    answers: { admin: 'done' },
    events: ['mail.read'],
  },
  {
    asks: 'changeAccount',
    silent: true,
    ask: (a) => changeAccount(a, { name: 'Tên Mới', phone: '', agency: '', locale: 'vi' }),
    answers: {},
    otherwise: 'done',
    events: ['account.changed'],
  },
  {
    asks: 'changePassword',
    state: 'with a wrong one',
    ask: (a) => changePassword(a, { current: 'sai', password: 'mat-khau-moi' }),
    answers: {},
    otherwise: 'auth.error.wrongCurrent',
  },
  { asks: 'endOwnSession', state: 'somebody else’s', ask: (a) => endOwnSession(a, 'ses_other'), answers: {} },
]
