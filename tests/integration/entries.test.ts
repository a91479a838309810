import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { desc, eq } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { changeEdition } from '#app/modules/entries/change-edition.server.ts'
import { draftFields } from '#app/modules/entries/draft-fields.ts'
import { createDraft } from '#app/modules/entries/create-draft.server.ts'
import { loadDossier } from '#app/modules/entries/load-entry.server.ts'
import { receiptFor } from '#app/modules/access/dossier.server.ts'
import { receiptOf } from '#app/modules/entries/receipt.server.ts'
import { saveDraft, type SavedDraft } from '#app/modules/entries/save-draft.server.ts'
import { screenEntry } from '#app/modules/screening/screen-entry.server.ts'
import { standingOf } from '#app/modules/entries/standing.server.ts'
import { submitEntry } from '#app/modules/entries/submit-entry.server.ts'
import { withdrawEntry } from '#app/modules/entries/take-back-entry.server.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'
import { agencies, auditEvents, mailMessages } from '#db/schema/index.ts'
import {
  entryRow,
  makeActor,
  makeEdition,
  makeEntry,
  makeMedia,
  makeSubmitted,
  summary,
  type MadeEdition,
} from '#tests/factories/index.ts'
import { isHere, printed } from '#tests/support/programs.ts'
import { granted } from '#tests/support/granted.ts'

let owner: Actor
let organizer: Actor
let edition: MadeEdition
const today = new Date().toISOString().slice(0, 10)

beforeAll(async () => {
  owner = await makeActor('reporter', {}, 'Trần Minh Tâm')
  organizer = await makeActor('organizer')
  edition = await makeEdition()
})

it('keeps a draft field by field, names what is wrong, and loses nothing', async () => {
  const { entryId } = (await createDraft(owner, edition.id)) as { entryId: string }
  const dossier = (await loadDossier(owner, entryId))!
  const part = dossier.parts[0]!.id
  const saved = (await saveDraft(owner, entryId, {
    version: 1,
    change: 'add:authors',
    fields: {
      title: 'Biển đảo',
      summary: 'x'.repeat(100_000),
      [`parts.${part}.publishedOn`]: '31/12/2026',
      [`parts.${part}.outlet`]: 'Báo A',
      categoryId: edition.categories[1]!.id,
      language: 'en',
    },
  })) as SavedDraft
  expect(saved).toEqual({
    version: 2,
    errors: {
      summary: { key: 'form.error.tooLong', values: { max: 20_000 } },
      [`parts.${part}.publishedOn`]: { key: 'form.error.date' },
    },
    conflicts: {},
  })
  const after = (await loadDossier(owner, entryId))!
  expect([
    after.entry.title,
    after.entry.summary,
    after.parts[0]!.outlet,
    after.authors.length,
    after.entry.categoryId,
  ]).toEqual(['Biển đảo', '', 'Báo A', 2, edition.categories[1]!.id])
  expect((await standingOf(after)).missing.map((row) => row.field)).toContain('originalTitle')
})

it('never lets an older tab overwrite a newer one', async () => {
  const entry = await makeEntry(owner, edition, { withMedia: false })
  const save = (title: string) => saveDraft(owner, entry.id, { version: 1, change: '', fields: { title } })
  expect(await save('tab một')).toMatchObject({ version: 2 })
  expect(await save('tab hai')).toEqual({ version: 2, errors: {}, conflicts: { title: 'tab một' } })
  expect((await entryRow(entry.id)).title).toBe('tab một')
})

it('takes a save that comes again because its answer was lost, and counts it once', async () => {
  const entry = await makeEntry(owner, edition, { withMedia: false })
  const { authors, parts } = (await loadDossier(owner, entry.id))!
  const fields = {
    title: 'Biển đảo',
    summary: 'Hai\r\ndòng',
    categoryId: edition.categories[1]!.id,
    [`authors.${authors[0]!.id}.name`]: 'Lê Hoa',
    [`parts.${parts[0]!.id}.minutes`]: '4,5',
  }
  const errors = { [`parts.${parts[0]!.id}.minutes`]: { key: 'form.error.number' } }
  const was = draftFields((await loadDossier(owner, entry.id))!)
  const save = () => saveDraft(owner, entry.id, { version: 1, change: '', fields, was })
  expect(await save()).toEqual({ version: 2, errors, conflicts: {} })
  expect(await save()).toEqual({ version: 2, errors, conflicts: {} })
  expect((await entryRow(entry.id)).version).toBe(2)
})

it('finds an agency without diacritics and proposes one it does not know', async () => {
  const entry = await makeEntry(owner, edition, {
    withMedia: false,
    ownPlace: '',
    provinceFrame: null,
    provinceCode: null,
  })
  await database().insert(agencies).values({
    name: 'Báo Đồng Nai',
    nameKey: 'bao dong nai',
    level: 'provincial',
    provinceFrame: '2025',
    provinceCode: '75',
  })
  await saveDraft(owner, entry.id, { version: 1, change: '', fields: { agencyText: 'bao dong nai' } })
  expect(await entryRow(entry.id)).toMatchObject({ provinceFrame: '2025', provinceCode: '75' })
  await saveDraft(owner, entry.id, { version: 2, change: '', fields: { agencyText: 'Tạp chí Mới Tinh' } })
  expect(await entryRow(entry.id)).toMatchObject({ agencyId: null, provinceCode: null, bucket: null })
  await saveDraft(owner, entry.id, {
    version: 3,
    change: '',
    fields: { agencyText: 'Tạp chí Mới Tinh', agencyLevel: 'central', agencyProvince: '' },
  })
  expect(await entryRow(entry.id)).toMatchObject({
    agencyId: expect.stringMatching(/^agc_/),
    bucket: 'central',
  })
})

it.each([
  ['six parts', Array<string>(6).fill(today), { key: 'rule.partsTooMany', values: { count: 6, max: 5 } }],
  ['five parts outside the window', Array<string>(5).fill('2001-01-01'), { key: 'rule.windowOutside' }],
])('refuses %s with the words of the rule', async (_name, dates, refused) => {
  const entry = await makeEntry(owner, edition, { dates })
  expect(await submitEntry(owner, entry.id)).toMatchObject({ refused })
})

it('accepts two thirds exactly', async () => {
  const entry = await makeEntry(owner, edition, { dates: [today, today, '2001-01-01'] })
  expect(isRefusal(await submitEntry(owner, entry.id))).toBe(false)
})

it('refuses the eighth work of an author, whoever of a group sends it', async () => {
  const other = await makeEdition()
  for (let number = 1; number <= 7; number++)
    expect(isRefusal(await submitEntry(owner, (await makeEntry(owner, other)).id))).toBe(false)
  const eighth = await makeEntry(owner, other)
  expect(await submitEntry(owner, eighth.id)).toMatchObject({
    refused: { key: 'rule.capOver', values: { name: 'Trần Minh Tâm', works: 8, max: 7 } },
  })
})

it('gives a receipt: number, mail, public page without names, PDF', async () => {
  const entry = await makeEntry(owner, edition, { title: 'Phóng sự Nguyễn Ái Quốc' })
  const { numberText, receiptCode } = (await submitEntry(owner, entry.id)) as {
    numberText: string
    receiptCode: string
  }
  const receipt = await receiptOf(receiptCode)
  expect(receipt).toMatchObject({ edition: edition.number, state: 'submitted', files: [{ kind: 'pdf' }] })
  expect(JSON.stringify(receipt)).not.toContain('Trần Minh Tâm')
  expect(await receiptOf('000000000000')).toBeNull()
  const [mail] = await database()
    .select()
    .from(mailMessages)
    .where(eq(mailMessages.recipient, owner.email))
    .orderBy(desc(mailMessages.createdAt))
    .limit(1)
  expect(mail!.body).toContain(numberText)
  const pdf = granted(await receiptFor(owner, entry.id))
  expect([pdf.name, pdf.body.subarray(0, 5).toString()]).toEqual([`${numberText}.pdf`, '%PDF-'])
  expect(await receiptFor(await makeActor(), entry.id)).toBeNull()
})

it.skipIf(!isHere('pdftotext'))('prints every hash of a receipt as it is, on one line', async () => {
  const entry = await makeEntry(owner, edition)
  const hashes = ['0123456789abcdef', 'fedcba9876543210'].map((part) => part.repeat(4))
  await makeMedia(entry.id, { sha256: hashes[0] })
  await makeMedia(entry.id, { sha256: hashes[1], name: 'một tên rất dài '.repeat(8) + '.pdf' })
  await submitEntry(owner, entry.id)
  const file = join(mkdtempSync(join(tmpdir(), 'receipt-')), 'receipt.pdf')
  writeFileSync(file, granted(await receiptFor(owner, entry.id)).body)
  const text = await printed('pdftotext', '-layout', file, '-')
  for (const hash of hashes) expect(text).toContain(`SHA-256: ${hash}\n`)
  expect(text).not.toMatch(/[\u200b-\u200d\u2060\ufeff]/)
})

it('screens, returns for completion of just what was asked, and takes it back in', async () => {
  const entry = await makeEntry(owner, edition)
  await submitEntry(owner, entry.id)
  expect(await screenEntry(owner, entry.id, { decision: 'eligible', note: '' })).toBeNull()
  expect(
    await screenEntry(organizer, entry.id, {
      decision: 'returned',
      until: '2020-01-01T00:00',
      sections: ['parts'],
      note: '',
    }),
  ).toMatchObject({ refused: { key: 'screening.untilPast' } })
  const until = new Date(Date.now() + 31 * 3600_000).toISOString().slice(0, 16)
  expect(
    await screenEntry(organizer, entry.id, {
      decision: 'returned',
      until,
      sections: ['parts'],
      note: 'Thiếu nơi đăng',
    }),
  ).toEqual({ done: true })
  const dossier = (await loadDossier(owner, entry.id))!
  const part = dossier.parts[0]!.id
  await saveDraft(owner, entry.id, {
    version: dossier.entry.version,
    change: '',
    fields: { title: 'không được đổi', [`parts.${part}.outlet`]: 'Báo Bổ Sung' },
  })
  const changed = (await loadDossier(owner, entry.id))!
  expect([changed.entry.title, changed.parts[0]!.outlet]).toEqual([entry.title, 'Báo Bổ Sung'])
  const before = await entryRow(entry.id)
  expect(isRefusal(await submitEntry(owner, entry.id))).toBe(false)
  expect(await entryRow(entry.id)).toMatchObject({
    state: 'submitted',
    number: before.number,
    submittedAt: before.submittedAt,
  })
  expect(
    await screenEntry(organizer, entry.id, { decision: 'ineligible', reason: 'subject', note: '' }),
  ).toEqual({ done: true })
  expect(await entryRow(entry.id)).toMatchObject({ state: 'ineligible', screeningReason: 'subject' })
  const kinds = await database()
    .select({ kind: auditEvents.kind })
    .from(auditEvents)
    .where(eq(auditEvents.subjectId, entry.id))
    .orderBy(auditEvents.id)
  expect(kinds.map((row) => row.kind)).toEqual([
    'entry.submitted',
    'entry.screened',
    'entry.completed',
    'entry.screened',
  ])
})

it('checks submitted entries again when the window changes, and lists what changed', async () => {
  const own = await makeEdition()
  const kept = await makeSubmitted(owner, own, 1, { dates: [today] })
  const lost = await makeSubmitted(owner, own, 2, { dates: ['2026-01-15'] })
  const form = {
    nameVi: own.nameVi,
    nameEn: own.nameEn,
    windowStart: '2026-06-01',
    windowEnd: own.windowEnd,
    opensAt: '2026-01-01T00:00',
    closesAt: '2030-01-01T23:59',
    graceMinutes: 60,
    postmarkDays: 10,
    endorsementQuota: 20,
    provincesSee: 'rank' as const,
    maxParts: 5,
    twoThirdsRule: 'on' as const,
    capPerAuthor: '' as const,
    rulesVi: '',
    rulesEn: '',
  }
  const recheck = await changeEdition(organizer, own.id, form)
  expect(recheck).toEqual({
    checked: 2,
    changes: [{ entryId: lost.id, number: 2, title: lost.title, rule: 'window', holds: false }],
  })
  expect(kept.id).not.toBe(lost.id)
  expect(await changeEdition(owner, own.id, form)).toBeNull()
})

it('hides other people’s entries and lets nobody else act on them', async () => {
  const entry = await makeEntry(owner, edition)
  const stranger = await makeActor()
  expect(await loadDossier(stranger, entry.id)).toBeNull()
  expect(await saveDraft(stranger, entry.id, { version: 1, change: '', fields: { title: 'x' } })).toBeNull()
  expect(await submitEntry(stranger, entry.id)).toBeNull()
  expect(await withdrawEntry(stranger, entry.id)).toBeNull()
  expect(await submitEntry(owner, 'ent_khongco')).toBeNull()
  expect(await loadDossier(await makeActor('judge'), entry.id)).toBeNull()
  expect(await loadDossier(await makeActor('admin'), entry.id)).toBeNull()
})

it('keeps strange titles exactly as typed', async () => {
  for (const title of [
    '<script>alert(1)</script>',
    'Phở 🍜 bốn phương',
    'جزر الوطن والأصدقاء',
    `'; drop table entries; --`,
  ]) {
    const entry = await makeEntry(owner, edition, { withMedia: false })
    await saveDraft(owner, entry.id, {
      version: 1,
      change: '',
      fields: { title: title.normalize('NFD'), summary },
    })
    expect((await entryRow(entry.id)).title).toBe(title.normalize('NFC'))
  }
})
