import { accountRows } from './accounts.ts'
import { entryRows } from './entries.ts'
import { judgingRows } from './judging.ts'
import { mailRows } from './mail.ts'
import { privacyRows } from './privacy.ts'
import { peopleRows } from './people.ts'
import { provinceRows } from './provinces.ts'
import { resultRows } from './results.ts'
import type { Kind, World } from './world.ts'

/** Who finds something at an address: everybody, everybody who is signed in, or these kinds of actor. */
type Who = 'anybody' | 'signedIn' | Kind[]
export type Page = {
  /** who sees it, and, where it is not 200, the status of what they get; where it leads those who are signed in */
  get?: Who
  seen?: number
  onceSignedIn?: number
  /** tables that a look at it writes to */
  writes?: string[]
  /** for whom its action is there */
  post?: Who
  /** what stands in its address */
  at?: (world: World) => Record<string, string>
  search?: (world: World) => string
}

const rows = [
  ...accountRows,
  ...entryRows,
  ...judgingRows,
  ...resultRows,
  ...provinceRows,
  ...mailRows,
  ...peopleRows,
  ...privacyRows,
]

/** The kinds that get more than nothing from what the page rests on, by the matrix of the modules. */
function asks(name: string, state?: string): Kind[] {
  return Object.entries(answersOf(name, state)).flatMap(([kind, answer]) =>
    answer === 'nothing' ? [] : [kind as Kind],
  )
}

function answersOf(name: string, state?: string) {
  const row = rows.find((one) => one.asks === name && one.state === state)
  if (!row || row.otherwise) throw new Error(`The matrix does not say who may ask ${name}.`)
  return row.answers
}

/** The kinds that get to see what the page shows; others may be told why they do not. */
const sees = (name: string, state?: string): Kind[] =>
  asks(name, state).filter((kind) => answersOf(name, state)[kind] === 'done')

const organizers: Kind[] = ['organizer', 'barredOrganizer']
const anyOrganizer: Kind[] = [...organizers, 'organizerElsewhere']
const coordinators: Kind[] = ['coordinator', 'coordinatorElsewhere']
const judges: Kind[] = [
  'assignedJudge',
  'otherJudge',
  'otherPanelJudge',
  'recusedJudge',
  'barredJudge',
  'chair',
]
const reporters: Kind[] = ['owner', 'otherReporter']
const admin: Kind[] = ['admin']

const number = { number: '302' }
const edition = { edition: '302' }
const token = () => ({ token: 'x'.repeat(32) })
const of = (own: (world: World) => Record<string, string>) => (world: World) => ({
  ...edition,
  ...own(world),
})
const submitted = (world: World) => ({ entryId: world.submitted.id })
const draft = (world: World) => ({ entryId: world.draft.id })
const round = of((world) => ({ roundId: world.round.id }))
const final = of((world) => ({ roundId: world.final.id }))
const desk = (world: World) => ({ assignmentId: world.given.assigned })
const panel = (world: World) => ({ panelId: world.panel })
const zalo = () => ({ kind: 'zalo' })
const personRequest = (world: World) => ({ requestId: world.request.id })
const passkey = (world: World) => ({ passkeyId: world.passkey })
const bulk = (world: World) => ({ bulkId: world.bulk.id })
const open = () => '?province=56&edition=301'

/** Every route but layouts, by its file; one that is not here fails the suite. */
export const pages: Record<string, Page> = {
  '_auth+/behalf.$token': { get: 'anybody', post: 'anybody', at: token },
  '_auth+/confirm.$token': { get: 'anybody', post: 'anybody', at: token },
  '_auth+/forgot-password': { get: 'anybody', post: 'anybody' },
  '_auth+/invitation.$token': { get: 'anybody', post: 'anybody', at: token },
  '_auth+/recover.$token': { get: 'anybody', post: 'anybody', at: token },
  '_auth+/register': { get: 'anybody', post: 'anybody' },
  '_auth+/reset.$token': { get: 'anybody', post: 'anybody', at: token },
  '_auth+/sign-in': { get: 'anybody', onceSignedIn: 302, post: 'anybody' },
  '_auth+/sign-in_.passkey': { get: 'anybody', seen: 302, post: 'anybody' },
  '_auth+/sign-in_.second': { get: 'anybody', seen: 302, post: 'anybody' },
  '_auth+/sign-out': { get: 'anybody', seen: 302, post: 'anybody' },
  '_public+/_index': { get: 'anybody' },
  '_public+/certificates.$code': { get: [], at: () => ({ code: 'y'.repeat(12) }) },
  '_public+/mail.$token': { get: [], post: [], at: token },
  '_public+/participation.$number': { get: 'anybody', at: () => number },
  '_public+/participation.$number_.figures.$file': {
    get: 'anybody',
    at: () => ({ ...number, file: 'data.csv' }),
  },
  '_public+/participation.$number_.pictures.$file': {
    get: 'anybody',
    at: () => ({ ...number, file: 'map.svg' }),
  },
  '_public+/privacy': { get: 'anybody' },
  '_public+/receipts.$code': { get: 'anybody', at: () => ({ code: 'receipt00011' }) },
  '_public+/results.$number': { get: [], at: () => number },
  'account+/_index': { get: 'signedIn', post: 'signedIn' },
  'account+/letters': { post: 'signedIn' },
  '_auth+/address.$token': { get: 'anybody', post: 'anybody', at: token },
  'account+/data': { get: 'signedIn', post: 'signedIn' },
  'account+/data_.address-cancelling': { post: 'signedIn' },
  'account+/data_.consent': { post: 'signedIn' },
  'account+/data_.copy': { post: 'signedIn' },
  'account+/requests': { get: 'signedIn', post: 'signedIn' },
  'account+/requests_.$requestId.taking-back': { post: asks('takeBackRequest'), at: personRequest },
  'admin+/holidays': { get: asks('holidays'), post: asks('addHoliday') },
  'admin+/requests': { get: asks('registerPage'), post: asks('enterPaperRequest') },
  'admin+/requests_.$requestId': {
    get: asks('requestPage'),
    post: asks('moveRequest'),
    at: personRequest,
  },
  'admin+/requests_.$requestId_.erasure': {
    get: admin,
    post: asks('eraseByRequest', 'of whom a work is judged'),
    at: personRequest,
  },
  'account+/passkeys': { get: 'signedIn', post: 'signedIn' },
  'account+/passkeys_.$passkeyId.naming': { post: asks('namePasskey'), at: passkey },
  'account+/passkeys_.$passkeyId.removal': { post: asks('removePasskey'), at: passkey },
  'account+/password': { get: 'signedIn', post: 'signedIn' },
  'account+/second-factor': { get: 'signedIn', post: 'signedIn' },
  'account+/second-factor_.recovery-codes': { get: 'signedIn', post: asks('renewRecoveryCodes') },
  'account+/second-factor_.removal': { post: asks('removeSecondFactor') },
  'account+/sessions.ending': { post: 'signedIn' },
  'account+/sessions.$sessionId.ending': { post: [], at: () => ({ sessionId: 'ses_none' }) },
  'admin+/_index': { get: admin, seen: 302 },
  'admin+/people': { get: admin },
  'admin+/people_.$userId': {
    get: sees('personFor'),
    post: admin,
    at: (world) => ({ userId: world.actors.stranger.userId }),
  },
  'admin+/people_.invitations': { get: admin, post: admin },
  'admin+/people_.inviting': { get: admin, post: admin },
  'admin+/audit': { get: admin },
  'admin+/audit_.$file': {
    get: sees('recordFile'),
    writes: ['audit_events', 'audit_links', 'audit_origins'],
    at: () => ({ file: 'nhat-ky.csv' }),
  },
  'admin+/outbox': { get: admin },
  'admin+/outbox_.jobs': { post: asks('rerunJobs') },
  'admin+/outbox_.resending': { post: asks('resendLetter') },
  'admin+/outbox_.$mailId': {
    get: admin,
    writes: ['audit_events', 'audit_links'],
    at: (world) => ({ mailId: world.letter }),
  },
  'admin+/provinces': { get: admin, post: asks('changeProvince') },
  'entries+/$entryId': {
    get: sees('entryPage', 'submitted'),
    post: asks('saveDraft', 'submitted'),
    at: submitted,
  },
  'entries+/$entryId.asks': { post: asks('answerAsks'), at: (world) => ({ entryId: world.returned.id }) },
  'entries+/$entryId.author-letter': {
    post: asks('resendToAuthor'),
    at: (world) => ({ entryId: world.behalf.id }),
  },
  'entries+/$entryId.draft': { post: asks('saveDraft'), at: draft },
  'entries+/$entryId.media': { post: asks('startUpload'), at: draft },
  'entries+/$entryId.putting-back': { post: asks('putBackEntry', 'not withdrawn'), at: submitted },
  'entries+/$entryId.receipt[.]pdf': { get: sees('receiptFor'), at: submitted },
  'entries+/$entryId.submission': { post: asks('submitEntry'), at: draft },
  'entries+/$entryId.taking-back': { post: asks('takeBackEntry'), at: submitted },
  'entries+/$entryId.withdrawal': { post: asks('withdrawEntry'), at: submitted },
  'entries+/_index': { get: reporters },
  'entries+/media.$mediaId.completion': {
    post: asks('completeUpload', 'whole already'),
    at: (world) => ({ mediaId: world.draftFile.id }),
  },
  'entries+/media.$mediaId.parts': {
    post: asks('signParts'),
    at: (world) => ({ mediaId: world.uploading.id }),
  },
  'entries+/media.$mediaId.putting-back': {
    post: asks('putBackMedia'),
    at: (world) => ({ mediaId: world.draftFile.id }),
  },
  'entries+/media.$mediaId.removal': {
    post: asks('removeMedia'),
    at: (world) => ({ mediaId: world.draftFile.id }),
  },
  'entries+/new': { get: 'anybody', seen: 302, post: 'signedIn' },
  'judging+/$assignmentId': { get: asks('judgePage'), post: asks('saveSheet'), at: desk },
  'judging+/$assignmentId.ahead': { get: asks('desksAhead'), at: desk },
  'judging+/$assignmentId.recall': { post: asks('saveSheet'), at: desk },
  'judging+/$assignmentId.recusal': { post: asks('recuse'), at: desk },
  'judging+/$assignmentId.sheet': { post: asks('saveSheet'), at: desk },
  'judging+/_index': { get: judges },
  'judging+/ballots.$ballotId': {
    get: asks('ballotForJudge'),
    post: asks('castPaper'),
    at: (world) => ({ ballotId: world.ballot.id }),
  },
  'judging+/conflicts': {
    get: asks('declareConflicts'),
    post: asks('declareConflicts'),
    search: (world) => `?round=${world.round.id}`,
  },
  'judging+/panels.$panelId': { get: asks('panelForChair'), post: asks('askSecondLook'), at: panel },
  'judging+/panels.$panelId.signing': { post: asks('signOff', 'still open'), at: panel },
  'organizer+/$edition+/_index': { get: organizers, at: () => edition },
  'organizer+/$edition+/categories': { post: asks('addCategory'), at: () => edition },
  'organizer+/$edition+/categories_.$categoryId': {
    get: organizers,
    post: asks('changeCategory'),
    at: of((world) => ({ categoryId: world.judged.categories[0]!.id })),
  },
  'organizer+/$edition+/categories_.$categoryId.removal': {
    post: asks('removeCategory'),
    at: of((world) => ({ categoryId: world.judged.categories[7]!.id })),
  },
  'organizer+/$edition+/entries': { get: organizers, at: () => edition },
  'organizer+/$edition+/entries_.$entryId': {
    get: ['organizer'],
    post: asks('screenEntry'),
    at: of((world) => ({ entryId: world.work.id })),
  },
  'organizer+/$edition+/entries_.$entryId.sheets.$sheetId.striking': {
    post: asks('strikeSheet', 'round open'),
    at: of((world) => ({ entryId: world.second.id, sheetId: world.sheets.others.id })),
  },
  'organizer+/$edition+/entries_.$entryId.disqualification': {
    post: asks('disqualifyEntry'),
    at: of((world) => ({ entryId: world.second.id })),
  },
  'organizer+/$edition+/entries_.$entryId.reinstatement': {
    post: asks('reinstateEntry'),
    at: of((world) => ({ entryId: world.second.id })),
  },
  'organizer+/$edition+/entries_.$entryId.extension': {
    post: asks('extendReturn'),
    at: of((world) => ({ entryId: world.returned.id })),
  },
  'organizer+/$edition+/exports': { get: organizers, post: asks('requestExport'), at: () => edition },
  'organizer+/$edition+/exports_.$exportId.cancelling': {
    post: asks('cancelExport'),
    at: of((world) => ({ exportId: world.queued.id })),
  },
  'organizer+/$edition+/exports_.$exportId.retrying': {
    post: asks('retryExport'),
    at: of((world) => ({ exportId: world.failed.id })),
  },
  'organizer+/$edition+/exports_.certificates.$code': { get: [], at: of(() => ({ code: 'none.pdf' })) },
  'organizer+/$edition+/exports_.presets.$presetId.removal': {
    post: asks('removePreset'),
    at: of((world) => ({ presetId: world.preset.id })),
  },
  'organizer+/$edition+/minutes.$file': { get: [], at: of(() => ({ file: 'min_none.pdf' })) },
  'organizer+/$edition+/participation': { get: organizers, at: () => edition },
  'organizer+/$edition+/participation_.campaigns': {
    get: organizers,
    post: asks('createCampaign'),
    at: () => edition,
  },
  'organizer+/$edition+/participation_.campaigns_.$campaignId': {
    get: organizers,
    at: of((world) => ({ campaignId: world.campaign.id })),
  },
  'organizer+/$edition+/participation_.campaigns_.$campaignId_.sending': {
    post: asks('startCampaign'),
    at: of((world) => ({ campaignId: world.campaign.id })),
  },
  'organizer+/$edition+/participation_.editions': { get: organizers, post: [], at: () => edition },
  'organizer+/$edition+/participation_.measures': { get: organizers, at: () => edition },
  'organizer+/$edition+/participation_.pictures.$file': {
    get: organizers,
    at: of(() => ({ file: 'map.svg' })),
  },
  'organizer+/$edition+/participation_.quotas': {
    get: organizers,
    post: asks('setQuotas'),
    at: () => edition,
  },
  'organizer+/$edition+/participation_.reports': {
    post: asks('drawReport', 'of the country'),
    at: () => edition,
  },
  'organizer+/$edition+/participation_.targets': {
    get: organizers,
    post: asks('setTargets'),
    at: () => edition,
  },
  'organizer+/$edition+/results': { get: organizers, at: () => edition },
  'organizer+/$edition+/results_.explanation': { post: asks('explainOutcome'), at: () => edition },
  'organizer+/$edition+/results_.finalists': { post: asks('advance'), at: () => edition },
  'organizer+/$edition+/results_.locking': { post: asks('lockResults'), at: () => edition },
  'organizer+/$edition+/results_.prizes': { post: asks('proposePrizes'), at: () => edition },
  'organizer+/$edition+/results_.publication': { post: asks('publishResults'), at: () => edition },
  'organizer+/$edition+/results_.retraction': { post: asks('retractResults'), at: () => edition },
  'organizer+/$edition+/results_.unlocking': { post: asks('unlockResults'), at: () => edition },
  'organizer+/$edition+/rounds': { get: organizers, post: asks('createRound'), at: () => edition },
  'organizer+/$edition+/rounds_.$roundId': { get: organizers, post: asks('changeRound'), at: round },
  'organizer+/$edition+/rounds_.$roundId.assignment': { post: asks('requestPlan'), at: round },
  'organizer+/$edition+/rounds_.$roundId.ballots.$ballotId.closing': {
    post: asks('closeBallot'),
    at: of((world) => ({ roundId: world.final.id, ballotId: world.ballot.id })),
  },
  'organizer+/$edition+/rounds_.$roundId.closing': { post: asks('closeRound'), at: round },
  'organizer+/$edition+/rounds_.$roundId.conflicts': { post: asks('imposeConflict'), at: round },
  'organizer+/$edition+/rounds_.$roundId.extension': { post: asks('extendRound'), at: round },
  'organizer+/$edition+/rounds_.$roundId.opening': { post: asks('openRound', 'forming'), at: final },
  'organizer+/$edition+/rounds_.$roundId.panels': { post: asks('savePanel', 'forming'), at: final },
  'organizer+/$edition+/rounds_.$roundId.panels.$panelId.removal': {
    post: asks('removePanel', 'forming'),
    at: of((world) => ({ roundId: world.final.id, panelId: world.council })),
  },
  'organizer+/$edition+/rounds_.$roundId.panels.$panelId.replacement': {
    post: asks('replaceJudge'),
    at: of((world) => ({ roundId: world.round.id, panelId: world.panel })),
  },
  'organizer+/$edition+/rounds_.$roundId.plans.$planId.application': {
    post: [],
    at: of((world) => ({ roundId: world.round.id, planId: 'pln_none' })),
  },
  'organizer+/$edition+/rounds_.$roundId.reminders': { post: asks('remindJudges'), at: round },
  'organizer+/$edition+/rounds_.$roundId.reopening': { post: asks('reopenRound', 'still open'), at: round },
  'organizer+/$edition+/rounds_.$roundId.unopening': {
    post: asks('unopenRound', 'nothing begun'),
    at: round,
  },
  'organizer+/$edition+/rounds_.$roundId.wave': { post: asks('requestWave'), at: round },
  'organizer+/$edition+/rounds_.$roundId_.ballots': { get: organizers, post: asks('openBallot'), at: final },
  'organizer+/$edition+/rounds_.$roundId_.minutes': { get: organizers, post: asks('drawMinutes'), at: round },
  'organizer+/$edition+/rounds_.$roundId_.quality': { get: organizers, at: round },
  'organizer+/$edition+/people': { get: organizers, post: organizers, at: () => edition },
  'organizer+/$edition+/people_.inviting': { get: organizers, post: organizers, at: () => edition },
  'organizer+/$edition+/settings': { get: organizers, post: asks('changeEdition'), at: () => edition },
  'organizer+/_index': { get: anyOrganizer, post: anyOrganizer },
  'organizer+/agencies': { get: asks('mayChangeAgencies') },
  'organizer+/agencies_.$agencyId': {
    get: asks('mayChangeAgencies'),
    post: asks('changeAgency'),
    at: (world) => ({ agencyId: world.agency.id }),
  },
  'organizer+/agencies_.$agencyId_.decision': {
    get: asks('mayChangeAgencies'),
    post: asks('decideAgency'),
    at: (world) => ({ agencyId: world.agency.id }),
  },
  'province+/_index': { get: coordinators },
  'province+/agencies': { get: asks('proposeAgency'), post: asks('proposeAgency'), search: open },
  'province+/bulk': { get: asks('enterOnBehalf'), seen: 302, post: asks('enterOnBehalf'), search: open },
  'province+/bulk_.$bulkId': { get: asks('bulkOf'), at: bulk },
  'province+/bulk_.$bulkId_.annotated': { get: [], at: bulk },
  'province+/bulk_.$bulkId_.confirmation': { post: asks('confirmBulk'), at: bulk },
  'province+/bulk_.$bulkId_.discarding': { post: asks('discardBulk'), at: bulk },
  'province+/bulk_.template': { get: asks('enterOnBehalf'), search: open },
  'province+/drafts': { get: asks('remindAuthors'), post: asks('remindAuthors'), search: open },
  'province+/endorsement': { get: asks('rankWorks'), post: asks('rankWorks'), search: open },
  'province+/entering': { get: asks('enterOnBehalf'), post: asks('enterOnBehalf'), search: open },
  'province+/invitations': { get: asks('invitePeople'), post: asks('invitePeople'), search: open },
  'province+/launch': { get: asks('wordLaunch'), search: open },
  'province+/launch_.$kind': { get: asks('wordLaunch'), post: asks('wordLaunch'), at: zalo, search: open },
  'province+/launch_.$kind_.rules': { post: asks('wordLaunch'), at: zalo, search: open },
  'province+/launch_.files.$file': {
    get: asks('wordLaunch'),
    at: () => ({ file: 'letter-party.docx' }),
    search: open,
  },
  'province+/reports': { post: asks('invitePeople'), search: open },
  'province+/steps.$step': { get: asks('invitePeople'), at: () => ({ step: 'invited' }), search: open },
  'reports+/$reportId': {
    get: asks('reportOf'),
    post: asks('wordReport'),
    at: (world) => ({ reportId: world.drawn.id }),
  },
  'reports+/$reportId_.$format': {
    get: asks('reportFile'),
    at: (world) => ({ reportId: world.drawn.id, format: 'docx' }),
  },
  'resources+/agencies': { get: 'signedIn' },
  'resources+/exports.$exportId': {
    get: ['organizer'],
    seen: 302,
    writes: ['audit_events', 'audit_links', 'audit_origins'],
    at: (world) => ({ exportId: world.done.id }),
  },
  'resources+/healthcheck': { get: 'anybody' },
  'resources+/invitations': { get: 'anybody', seen: 302, post: 'signedIn' },
  'resources+/language': { post: 'anybody' },
  'resources+/media.$mediaId': {
    get: asks('openMedia', 'of a work being judged'),
    seen: 302,
    at: (world) => ({ mediaId: world.workFile.id }),
  },
  'resources+/passkey-challenge': { get: 'anybody', seen: 302, post: 'anybody' },
  'resources+/password-strength': { get: 'anybody', seen: 302, post: 'anybody' },
  'resources+/session': { get: 'signedIn', seen: 204 },
}
