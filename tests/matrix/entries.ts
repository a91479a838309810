import { sql } from 'drizzle-orm'
import { openMedia } from '#app/modules/access/open-media.server.ts'
import { answerAsks } from '#app/modules/entries/answer-asks.server.ts'
import { changeCategory } from '#app/modules/entries/change-category.server.ts'
import { changeEdition } from '#app/modules/entries/change-edition.server.ts'
import { addCategory } from '#app/modules/editions/add-category.server.ts'
import { createEdition } from '#app/modules/editions/create-edition.server.ts'
import { removeCategory } from '#app/modules/editions/remove-category.server.ts'
import { createDraft } from '#app/modules/entries/create-draft.server.ts'
import { loadDossier } from '#app/modules/entries/load-entry.server.ts'
import { receiptFor } from '#app/modules/access/dossier.server.ts'
import { saveDraft } from '#app/modules/entries/save-draft.server.ts'
import { submitEntry } from '#app/modules/entries/submit-entry.server.ts'
import { putBackEntry, takeBackEntry, withdrawEntry } from '#app/modules/entries/take-back-entry.server.ts'
import { entryPage } from '#app/modules/home/entry-page.server.ts'
import { completeUpload } from '#app/modules/media/complete-upload.server.ts'
import { dossierOfFile } from '#app/modules/media/dossier-of-file.server.ts'
import { putBackMedia } from '#app/modules/media/put-back-media.server.ts'
import { removeMedia } from '#app/modules/media/remove-media.server.ts'
import { signParts, startUpload } from '#app/modules/media/start-upload.server.ts'
import { extendReturn } from '#app/modules/screening/extend-return.server.ts'
import { screenEntry } from '#app/modules/screening/screen-entry.server.ts'
import { editions, entries, media, returnAsks, rounds } from '#db/schema/index.ts'
import { presetCriteria } from '#app/modules/editions/preset.ts'
import { each, type Row } from './rows.ts'
import type { World } from './world.ts'

const late = ({ open }: { open: { id: string } }) =>
  sql`update ${editions} set opens_at = now() - interval '9 days', closes_at = now() - interval '8 days' where id = ${open.id}`
/** The returned dossier is asked for its earlier prizes, and has none. */
const asked = (w: World) => sql`update ${returnAsks} set section = 'awards' where id = ${w.asked.id}`
const rests = (id: string, time: string) =>
  sql`update ${media} set state = 'removed', rests_until = now() + ${time}::interval where id = ${id}`
const overdue = ({ returned }: World) =>
  sql`update ${entries} set return_until = now() - interval '1 hour' where id = ${returned.id}`
const inDays = (days: number) => new Date(Date.now() + days * 24 * 3600_000)
const upload = { name: 'bài.pdf', bytes: 1000, fingerprint: 'bài.pdf 1000' }
const category = {
  nameVi: 'Báo in',
  nameEn: 'Print',
  medium: 'print' as const,
  readingMinutes: 15,
  minutesPerPage: 2,
  languages: [],
  files: [],
  criteria: presetCriteria,
  first: 1,
  second: 1,
  third: 1,
  consolation: 1,
}

/** Editions, dossiers, their files and screening. */
export const entryRows: Row[] = [
  {
    asks: 'createDraft',
    ask: (a, w) => createDraft(a, w.open.id),
    answers: { ...each('done', 'owner', 'otherReporter') },
    otherwise: 'entry.refused.notReporter',
    events: ['entry.created'],
  },
  {
    asks: 'createDraft',
    state: 'too late',
    given: late,
    ask: (a, w) => createDraft(a, w.open.id),
    answers: { ...each('entry.refused.tooLate', 'owner', 'otherReporter') },
    otherwise: 'entry.refused.notReporter',
  },
  {
    asks: 'saveDraft',
    ask: (a, w) => saveDraft(a, w.draft.id, { version: 1, fields: { title: 'Mới' }, change: '' }),
    answers: { owner: 'done' },
    noEvent: 'a draft is saved at every pause; its version tells',
  },
  {
    asks: 'saveDraft',
    state: 'too late',
    given: late,
    ask: (a, w) => saveDraft(a, w.draft.id, { version: 1, fields: { title: 'Mới' }, change: '' }),
    answers: { owner: 'entry.refused.tooLate' },
  },
  {
    asks: 'saveDraft',
    state: 'submitted',
    ask: (a, w) => saveDraft(a, w.submitted.id, { version: 1, fields: { title: 'Mới' }, change: '' }),
    answers: { owner: 'entry.refused.notDraft' },
  },
  {
    asks: 'submitEntry',
    ask: (a, w) => submitEntry(a, w.draft.id),
    answers: { owner: 'done' },
    events: ['entry.submitted'],
  },
  {
    asks: 'submitEntry',
    state: 'too late',
    given: late,
    ask: (a, w) => submitEntry(a, w.draft.id),
    answers: { owner: 'entry.refused.tooLate' },
  },
  {
    asks: 'submitEntry',
    state: 'submitted already',
    ask: (a, w) => submitEntry(a, w.submitted.id),
    answers: { owner: 'entry.refused.notDraft' },
  },
  {
    asks: 'submitEntry',
    state: 'returned, after the deadline',
    given: late,
    ask: (a, w) => submitEntry(a, w.returned.id),
    answers: { owner: 'done' },
    events: ['entry.completed'],
  },
  {
    asks: 'submitEntry',
    state: 'returned, and nothing of what was asked for is done',
    given: asked,
    ask: (a, w) => submitEntry(a, w.returned.id),
    answers: { owner: 'entry.refused.unanswered' },
  },
  {
    asks: 'submitEntry',
    state: 'returned, its own date past',
    given: (w) =>
      sql`update ${entries} set return_until = now() - interval '1 second' where id = ${w.returned.id}`,
    ask: (a, w) => submitEntry(a, w.returned.id),
    answers: { owner: 'entry.refused.returnOver' },
  },
  {
    asks: 'submitEntry',
    state: 'not whole',
    given: (w) => sql`update ${entries} set title = '' where id = ${w.draft.id}`,
    ask: (a, w) => submitEntry(a, w.draft.id),
    answers: { owner: 'entry.refused.missing' },
  },
  {
    asks: 'answerAsks',
    ask: (a, w) => answerAsks(a, w.returned.id, { [w.asked.id]: 'Đã kiểm tra' }),
    answers: { owner: 'done' },
    noEvent: 'what was said stands in the dossier that is handed in',
  },
  {
    asks: 'answerAsks',
    state: 'draft',
    ask: (a, w) => answerAsks(a, w.draft.id, {}),
    answers: { owner: 'entry.refused.notReturned' },
  },
  {
    asks: 'takeBackEntry',
    ask: (a, w) => takeBackEntry(a, w.submitted.id),
    answers: { owner: 'done' },
    events: ['entry.takenBack'],
  },
  {
    asks: 'takeBackEntry',
    state: 'too late',
    given: late,
    ask: (a, w) => takeBackEntry(a, w.submitted.id),
    answers: { owner: 'entry.refused.tooLate' },
  },
  {
    asks: 'takeBackEntry',
    state: 'draft',
    ask: (a, w) => takeBackEntry(a, w.draft.id),
    answers: { owner: 'entry.refused.notSubmitted' },
  },
  {
    asks: 'withdrawEntry',
    ask: (a, w) => withdrawEntry(a, w.submitted.id),
    answers: { owner: 'done' },
    events: ['entry.withdrawn'],
  },
  {
    asks: 'withdrawEntry',
    state: 'too late',
    given: late,
    ask: (a, w) => withdrawEntry(a, w.submitted.id),
    answers: { owner: 'entry.refused.tooLate' },
  },
  {
    asks: 'withdrawEntry',
    state: 'found eligible',
    ask: (a, w) => withdrawEntry(a, w.work.id),
    answers: { owner: 'entry.refused.notSubmitted' },
  },
  {
    asks: 'putBackEntry',
    given: (w) =>
      sql`update ${entries} set state = 'withdrawn', rests_until = now() + interval '1 hour' where id = ${w.draft.id}`,
    ask: (a, w) => putBackEntry(a, w.draft.id),
    answers: { owner: 'done' },
    events: ['entry.putBack'],
  },
  {
    asks: 'putBackEntry',
    state: 'not withdrawn',
    ask: (a, w) => putBackEntry(a, w.submitted.id),
    answers: { owner: 'entry.refused.notWithdrawn' },
  },
  {
    asks: 'loadDossier',
    state: 'draft',
    ask: (a, w) => loadDossier(a, w.draft.id),
    answers: { ...each('done', 'owner', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'loadDossier',
    state: 'submitted',
    ask: (a, w) => loadDossier(a, w.submitted.id),
    answers: { ...each('done', 'owner', 'coordinator', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'entryPage',
    state: 'draft',
    ask: (a, w) => entryPage(a, w.draft.id),
    answers: { ...each('done', 'owner', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'entryPage',
    state: 'submitted',
    ask: (a, w) => entryPage(a, w.submitted.id),
    answers: {
      ...each('done', 'owner', 'coordinator', 'organizer'),
      barredOrganizer: 'judging.refused.conflict',
    },
  },
  {
    asks: 'receiptFor',
    ask: (a, w) => receiptFor(a, w.submitted.id),
    answers: {
      ...each('done', 'owner', 'coordinator', 'organizer'),
      barredOrganizer: 'judging.refused.conflict',
    },
  },
  { asks: 'receiptFor', state: 'draft', ask: (a, w) => receiptFor(a, w.draft.id), answers: {} },
  {
    asks: 'startUpload',
    ask: (a, w) => startUpload(a, w.draft.id, upload),
    answers: { owner: 'done' },
    noEvent: 'told when the file is whole',
  },
  {
    asks: 'startUpload',
    state: 'too late',
    given: late,
    ask: (a, w) => startUpload(a, w.draft.id, upload),
    answers: { owner: 'entry.refused.tooLate' },
  },
  {
    asks: 'startUpload',
    state: 'submitted',
    ask: (a, w) => startUpload(a, w.submitted.id, upload),
    answers: { owner: 'entry.refused.notDraft' },
  },
  { asks: 'signParts', ask: (a, w) => signParts(a, w.uploading.id, [1]), answers: { owner: 'done' } },
  {
    asks: 'signParts',
    state: 'after the grace',
    given: late,
    ask: (a, w) => signParts(a, w.uploading.id, [1]),
    answers: { owner: 'entry.refused.tooLate' },
  },
  {
    asks: 'completeUpload',
    state: 'after the grace',
    given: late,
    ask: (a, w) => completeUpload(a, w.uploading.id),
    answers: { owner: 'entry.refused.tooLate' },
  },
  {
    asks: 'completeUpload',
    state: 'whole already',
    ask: (a, w) => completeUpload(a, w.draftFile.id),
    answers: { owner: 'done' },
  },
  {
    asks: 'removeMedia',
    ask: (a, w) => removeMedia(a, w.draftFile.id),
    answers: { owner: 'done' },
    events: ['media.removed'],
  },
  {
    asks: 'removeMedia',
    state: 'submitted',
    ask: (a, w) => removeMedia(a, w.file.id),
    answers: { owner: 'entry.refused.notDraft' },
  },
  {
    asks: 'removeMedia',
    state: 'too late',
    given: late,
    ask: (a, w) => removeMedia(a, w.draftFile.id),
    answers: { owner: 'entry.refused.tooLate' },
  },
  {
    asks: 'dossierOfFile',
    ask: (a, w) => dossierOfFile(a, w.draftFile.id),
    answers: { owner: 'done' },
  },
  {
    asks: 'putBackMedia',
    ask: (a, w) => putBackMedia(a, w.draftFile.id),
    answers: { owner: 'done' },
  },
  {
    asks: 'putBackMedia',
    state: 'deleted',
    given: (w) => rests(w.draftFile.id, '1 minute'),
    ask: (a, w) => putBackMedia(a, w.draftFile.id),
    answers: { owner: 'done' },
    events: ['media.putBack'],
  },
  {
    asks: 'putBackMedia',
    state: 'deleted long ago',
    given: (w) => rests(w.draftFile.id, '-1 minute'),
    ask: (a, w) => putBackMedia(a, w.draftFile.id),
    answers: { owner: 'media.refused.restOver' },
  },
  {
    asks: 'putBackMedia',
    state: 'deleted before its work was submitted',
    given: (w) => rests(w.file.id, '1 minute'),
    ask: (a, w) => putBackMedia(a, w.file.id),
    answers: { owner: 'entry.refused.notDraft' },
  },
  {
    asks: 'openMedia',
    state: 'of a draft',
    ask: (a, w) => openMedia(a, w.draftFile.id, false),
    answers: { ...each('done', 'owner', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'openMedia',
    state: 'of a submitted work',
    ask: (a, w) => openMedia(a, w.file.id, false),
    answers: { ...each('done', 'owner', 'coordinator', 'organizer') },
  },
  {
    asks: 'openMedia',
    state: 'of a work being judged',
    ask: (a, w) => openMedia(a, w.workFile.id, false),
    answers: { ...each('done', 'owner', 'coordinator', 'assignedJudge', 'organizer') },
  },
  {
    asks: 'openMedia',
    state: 'before its round',
    given: (w) => sql`update ${rounds} set state = 'forming' where id = ${w.round.id}`,
    ask: (a, w) => openMedia(a, w.workFile.id, false),
    answers: { ...each('done', 'owner', 'coordinator', 'organizer') },
  },
  {
    asks: 'openMedia',
    state: 'still arriving',
    given: (w) =>
      sql`update ${media} set state = 'uploading', upload_id = 'upload-work' where id = ${w.workFile.id}`,
    ask: (a, w) => openMedia(a, w.workFile.id, false),
    answers: {},
  },
  {
    asks: 'screenEntry',
    ask: (a, w) => screenEntry(a, w.submitted.id, { decision: 'eligible', note: '' }),
    answers: { organizer: 'done', barredOrganizer: 'judging.refused.conflict' },
    events: ['entry.screened'],
  },
  {
    asks: 'screenEntry',
    state: 'draft',
    ask: (a, w) => screenEntry(a, w.draft.id, { decision: 'eligible', note: '' }),
    answers: { ...each('screening.refusedState', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'screenEntry',
    state: 'being judged',
    ask: (a, w) => screenEntry(a, w.second.id, { decision: 'ineligible', reason: 'other', note: '' }),
    answers: { ...each('screening.refusedRound', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'screenEntry',
    state: 'until a day past',
    ask: (a, w) =>
      screenEntry(a, w.submitted.id, {
        decision: 'returned',
        until: '2026-01-01T00:00',
        sections: ['work'],
        note: '',
      }),
    answers: { organizer: 'screening.untilPast', barredOrganizer: 'judging.refused.conflict' },
  },
  {
    asks: 'screenEntry',
    state: 'returned and in time',
    ask: (a, w) => screenEntry(a, w.returned.id, { decision: 'eligible', note: '' }),
    answers: { ...each('screening.refusedWaiting', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'screenEntry',
    state: 'returned and overdue',
    given: overdue,
    ask: (a, w) => screenEntry(a, w.returned.id, { decision: 'ineligible', reason: 'dossier', note: '' }),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    events: ['entry.screened'],
  },
  {
    asks: 'extendReturn',
    state: 'overdue',
    given: overdue,
    ask: (a, w) => extendReturn(a, w.returned.id, { until: inDays(30), note: '' }),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    events: ['entry.returnExtended'],
  },
  {
    asks: 'extendReturn',
    ask: (a, w) => extendReturn(a, w.returned.id, { until: inDays(30), note: '' }),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    events: ['entry.returnExtended'],
  },
  {
    asks: 'extendReturn',
    state: 'to an earlier date',
    given: (w) =>
      sql`update ${entries} set return_until = now() + interval '40 days' where id = ${w.returned.id}`,
    ask: (a, w) => extendReturn(a, w.returned.id, { until: inDays(30), note: '' }),
    answers: { ...each('screening.untilNotLater', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'extendReturn',
    state: 'not returned',
    ask: (a, w) => extendReturn(a, w.submitted.id, { until: inDays(30), note: '' }),
    answers: { organizer: 'screening.refusedState', barredOrganizer: 'judging.refused.conflict' },
  },
  {
    asks: 'createEdition',
    ask: (a) => createEdition(a, { number: 399, year: 2040, copyOf: '' }),
    answers: {},
    otherwise: 'edition.error.mayNot',
  },
  {
    asks: 'changeEdition',
    ask: (a, w) => changeEdition(a, w.open.id, editionForm),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    events: ['edition.changed edition.rechecked'],
  },
  {
    asks: 'changeCategory',
    ask: (a, w) => changeCategory(a, w.open.id, w.open.categories[1]!.id, category),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    events: ['edition.categoryChanged edition.rechecked'],
  },
  {
    asks: 'changeCategory',
    state: 'of another edition',
    ask: (a, w) => changeCategory(a, w.open.id, w.elsewhere.categories[1]!.id, category),
    answers: {},
  },
  {
    asks: 'changeCategory',
    state: 'scored by another rubric',
    ask: (a, w) =>
      changeCategory(a, w.judged.id, w.judged.categories[0]!.id, {
        ...category,
        criteria: presetCriteria.slice(1),
      }),
    answers: { ...each('edition.error.criteriaInUse', 'organizer', 'barredOrganizer') },
  },
  {
    asks: 'addCategory',
    ask: (a, w) => addCategory(a, w.open.id),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    events: ['edition.categoryChanged'],
  },
  {
    asks: 'removeCategory',
    ask: (a, w) => removeCategory(a, w.open.id, w.open.categories[5]!.id),
    answers: { ...each('done', 'organizer', 'barredOrganizer') },
    events: ['edition.categoryChanged'],
  },
  {
    asks: 'removeCategory',
    state: 'in use',
    ask: (a, w) => removeCategory(a, w.open.id, w.open.categories[0]!.id),
    answers: { ...each('edition.error.categoryInUse', 'organizer', 'barredOrganizer') },
  },
]

const editionForm = {
  nameVi: 'Giải thử',
  nameEn: 'Award',
  windowStart: '2020-01-01',
  windowEnd: '2030-01-01',
  opensAt: '2026-01-01T00:00',
  closesAt: '2030-01-01T23:59',
  graceMinutes: 60,
  postmarkDays: 10,
  endorsementQuota: 20,
  provincesSee: 'own' as const,
  maxParts: 5,
  capPerAuthor: '' as const,
  rulesVi: '',
  rulesEn: '',
}
