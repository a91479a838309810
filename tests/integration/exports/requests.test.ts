import { desc, eq, ne, sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { environment } from '#app/env.server.ts'
import { database, storage } from '#app/ground.server.ts'
import { translator } from '#app/i18n/all.server.ts'
import { contentTypes } from '#app/modules/documents/content-types.ts'
import type { ExportKind, ExportParameters } from '#app/modules/exports/kinds.ts'
import { makeExport } from '#app/modules/exports/make-export.server.ts'
import { presetsOf, removePreset, savePreset } from '#app/modules/exports/presets.server.ts'
import {
  cancelExport,
  exportsOf,
  openExport,
  requestExport,
  retryExport,
} from '#app/modules/exports/request-export.server.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import { auditEvents, exportPresets, exports, mailMessages, publications, users } from '#db/schema/index.ts'
import { keepWorld, restoreWorld } from '#tests/matrix/snapshot.ts'
import { plantWorld, type World } from '#tests/matrix/world.ts'

let w: World
beforeAll(async () => {
  w = await plantWorld()
  await database().delete(exports)
  await database().delete(exportPresets)
  await keepWorld()
})
beforeEach(async () => {
  await restoreWorld()
  await database().execute(sql`delete from graphile_worker._private_jobs`)
})

type State = (typeof exports.$inferSelect)['state']
const rowOf = async (id: string) => (await database().select().from(exports).where(eq(exports.id, id)))[0]!
const lastEvent = async () => {
  const [event] = await database().select().from(auditEvents).orderBy(desc(auditEvents.id)).limit(1)
  const { actorId, kind, subjectId, editionId, details } = event!
  return { actorId, kind, subjectId, editionId, details }
}
const jobs = async () =>
  (
    await database().execute<{ payload: unknown }>(sql`select payload from graphile_worker._private_jobs`)
  ).map((row) => row.payload)
async function exportIn(state: State, values: Partial<typeof exports.$inferInsert> = {}) {
  const [row] = await database()
    .insert(exports)
    .values({
      editionId: w.judged.id,
      kind: 'entries',
      locale: 'vi',
      requestedBy: w.actors.organizer.userId,
      state,
      progress: 0.5,
      ...values,
    })
    .returning()
  return row!.id
}
const request = async (kind: ExportKind, parameters: ExportParameters = {}) =>
  (await requestExport(w.actors.organizer, w.judged.id, kind, parameters))!.exportId
const ofJudged = () => ({ actorId: w.actors.organizer.userId, editionId: w.judged.id })

it('is asked for by an organizer, in the language of whom, on the record and as a job', async () => {
  const english = { ...w.actors.organizer, locale: 'en' as const }
  const parameters = { format: 'csv' as const, place: '2025:56' }
  expect(await requestExport(w.actors.chair, w.judged.id, 'entries', parameters)).toBeNull()
  const { exportId } = (await requestExport(english, w.judged.id, 'entries', parameters))!
  expect(await rowOf(exportId)).toMatchObject({
    editionId: w.judged.id,
    kind: 'entries',
    locale: 'en',
    parameters,
    requestedBy: w.actors.organizer.userId,
    state: 'queued',
    progress: 0,
    objectKey: null,
  })
  expect(await jobs()).toEqual([{ exportId }])
  expect(await lastEvent()).toEqual({
    ...ofJudged(),
    kind: 'export.requested',
    subjectId: exportId,
    details: { kind: 'entries', ...parameters },
  })
})

describe('an export', () => {
  it.each<[State, State, State]>([
    ['queued', 'cancelled', 'queued'],
    ['running', 'cancelled', 'running'],
    ['done', 'done', 'done'],
    ['failed', 'failed', 'queued'],
    ['cancelled', 'cancelled', 'queued'],
  ])('that is %s is %s once cancelled, %s once asked for again', async (state, cancelled, again) => {
    const [first, second] = [await exportIn(state), await exportIn(state)]
    const before = await lastEvent()
    expect(await cancelExport(w.actors.organizer, first)).toEqual({ done: true })
    const moved = cancelled !== state
    expect([(await rowOf(first)).state, (await rowOf(first)).progress, await jobs()]).toEqual([
      cancelled,
      moved ? 0 : 0.5,
      [],
    ])
    const event = { ...ofJudged(), details: { kind: 'entries' } }
    expect(await lastEvent()).toEqual(
      moved ? { ...event, kind: 'export.cancelled', subjectId: first } : before,
    )
    expect(await retryExport(w.actors.organizer, second)).toEqual({ done: true })
    const anew = again !== state
    expect([(await rowOf(second)).state, await jobs()]).toEqual([again, anew ? [{ exportId: second }] : []])
    if (anew) expect(await lastEvent()).toEqual({ ...event, kind: 'export.requested', subjectId: second })
  })

  it('is stopped and made anew by the organizers of its edition alone', async () => {
    const id = await exportIn('queued')
    for (const actor of [w.actors.organizerElsewhere, w.actors.chair])
      expect([await cancelExport(actor, id), await retryExport(actor, id)]).toEqual([null, null])
    expect(await cancelExport(w.actors.organizer, 'exp_khac')).toBeNull()
    expect((await rowOf(id)).state).toBe('queued')
  })

  it('is made once: its row then has the file, how much is in it and until when', async () => {
    const id = await request('entries', { format: 'csv' })
    await makeExport(id)
    const row = await rowOf(id)
    const body = await storage().read(row.objectKey!)
    expect(row).toMatchObject({ state: 'done', progress: 1, rows: 3, bytes: body.length, failures: [] })
    expect((row.expiresAt!.getTime() - row.finishedAt!.getTime()) / 86_400_000).toBe(7)
    expect(body.toString()).toContain('CCCII-0001')
    await makeExport(id)
    expect((await rowOf(id)).objectKey).toBe(row.objectKey)
    expect(await database().select().from(mailMessages).where(ne(mailMessages.id, w.letter))).toEqual([])
  })

  it.each<[State, State]>([
    ['queued', 'done'],
    ['running', 'done'],
    ['failed', 'done'],
    ['cancelled', 'cancelled'],
    ['done', 'done'],
  ])('that is %s is %s once a worker takes it up', async (state, after) => {
    const id = await exportIn(state)
    await makeExport(id)
    const { state: now, objectKey } = await rowOf(id)
    expect([now, objectKey !== null]).toEqual([after, after === 'done' && state !== 'done'])
  })

  /** What certificates are made of cannot be read meanwhile. */
  async function unreadable(act: () => Promise<unknown>) {
    await database().execute(sql`alter table ${publications} rename to put_away`)
    try {
      await act()
    } finally {
      await database().execute(sql`alter table put_away rename to ${publications}`)
    }
  }
  const cause = { cause: { code: '42P01' } }

  it.each<[ExportKind, (act: () => Promise<unknown>) => Promise<unknown>, number]>([
    ['entries', (act) => act(), 1],
    ['certificates', unreadable, 0],
    ['mediaZip', (act) => act(), 1],
  ])('of %s leaves all others as they are, made or not', async (kind, meanwhile, progress) => {
    const states = ['queued', 'running', 'failed', 'done'] as const
    const others = await Promise.all(states.map((state) => exportIn(state)))
    const id = await exportIn('failed', { kind })
    await meanwhile(() => makeExport(id).catch(() => {}))
    const after = await Promise.all(others.map(rowOf))
    expect(after.map((row) => [row.state, row.progress, row.objectKey])).toEqual(
      states.map((state) => [state, 0.5, null]),
    )
    expect((await rowOf(id)).progress).toBe(progress)
  })

  it.each(['scoresPreliminary', 'scoresFinal'] as const)(
    'of %s as CSV is written for programs, of works for the Excel of its language',
    async (kind) => {
      const headOf = async (asked: ExportKind) => {
        const id = await request(asked, { format: 'csv' })
        await makeExport(id)
        return (await storage().read((await rowOf(id)).objectKey!)).toString().split('\r\n')[0]
      }
      expect(await headOf(kind)).toContain('judge,entry,score,judge_name,title,position,sent_at')
      expect(await headOf('entries')).toContain('Số;Tên tác phẩm;')
    },
  )

  it('that cannot be made has failed, and says so to the worker', async () => {
    const id = await exportIn('queued', { kind: 'certificates' })
    await unreadable(() => expect(makeExport(id)).rejects.toMatchObject(cause))
    expect(await rowOf(id)).toMatchObject({ state: 'failed', objectKey: null })
    await makeExport('exp_khac')
  })

  /** Somebody presses "cancel" at that moment of its making. */
  async function cancelledWhen(moment: string, act: () => Promise<unknown>) {
    await database().execute(
      sql.raw(`
        create or replace function stop_it() returns trigger language plpgsql as
        $$ begin if ${moment} then new.state := 'cancelled'; end if; return new; end $$`),
    )
    await database().execute(
      sql`create trigger stop_it before update on ${exports} for each row execute function stop_it()`,
    )
    await act()
    await database().execute(sql`drop trigger stop_it on ${exports}`)
  }

  it('that is cancelled while it is made is left as it is, without a file', async () => {
    const id = await exportIn('queued', { kind: 'mediaZip' })
    await cancelledWhen('new.progress > 0', () => makeExport(id))
    expect(await rowOf(id)).toMatchObject({ state: 'cancelled', objectKey: null, finishedAt: null })
  })

  it('that is cancelled before it fails has not failed', async () => {
    const id = await exportIn('queued', { kind: 'certificates' })
    await cancelledWhen(`new.state = 'running'`, () =>
      unreadable(() => expect(makeExport(id)).rejects.toMatchObject(cause)),
    )
    expect((await rowOf(id)).state).toBe('cancelled')
  })

  it('that is cancelled before it is finished is not done', async () => {
    const id = await exportIn('queued', { kind: 'certificates' })
    await cancelledWhen(`new.state = 'running'`, () => makeExport(id))
    expect(await rowOf(id)).toMatchObject({ state: 'cancelled', objectKey: null, finishedAt: null })
    expect(await database().select().from(mailMessages).where(ne(mailMessages.id, w.letter))).toEqual([])
  })

  it.each([
    ['mediaZip', 1],
    ['certificates', 0],
  ] as const)('of %s is told by a letter when it is there', async (kind, rows) => {
    const { userId, name, email } = w.actors.organizer
    await database().update(users).set({ locale: 'en' }).where(eq(users.id, userId))
    const id = await request(kind)
    await makeExport(id)
    const row = await rowOf(id)
    expect([row.state, row.rows, row.bytes]).toEqual([
      'done',
      rows,
      (await storage().read(row.objectKey!)).length,
    ])
    const t = translator('en')
    const what = t(`export.kind.${kind}`)
    const link = `${environment().APP_ORIGIN}/organizer/302/exports`
    const [mail, ...more] = await database().select().from(mailMessages).where(ne(mailMessages.id, w.letter))
    expect([mail!.recipient, mail!.subject, more]).toEqual([
      email,
      t('mail.exportReady.subject', { name, what, link }),
      [],
    ])
    expect(mail!.body).toContain(t('mail.exportReady.body', { name, what, link }))
  })

  it('leaves out what its asker must keep away from', async () => {
    const made = async (actor: typeof w.actors.organizer) => {
      const { exportId } = (await requestExport(actor, w.judged.id, 'media', { format: 'json' }))!
      await makeExport(exportId)
      return (await rowOf(exportId)).rows
    }
    expect([await made(w.actors.organizer), await made(w.actors.barredOrganizer)]).toEqual([1, 0])
  })

  it('stands in the list of its edition, the newest first', async () => {
    const before = { createdAt: new Date(Date.now() - 60_000) }
    const done = { state: 'done' as const, rows: 3, bytes: 10, failures: ['a'], objectKey: 'exports/x' }
    const older = await exportIn('done', { ...before, ...done, expiresAt: new Date(0) })
    const newer = await exportIn('queued')
    await exportIn('queued', { editionId: w.open.id })
    const row = {
      kind: 'entries',
      parameters: {},
      by: 'Ban Tổ Chức Thử',
      createdAt: expect.any(Date) as Date,
    }
    const empty = { rows: null, bytes: null, failures: null, expiresAt: null }
    expect(await exportsOf(w.judged.id)).toEqual([
      { id: newer, ...row, state: 'queued', progress: 0.5, ...empty, available: false },
      {
        id: older,
        ...row,
        state: 'done',
        progress: 0.5,
        rows: 3,
        bytes: 10,
        failures: ['a'],
        expiresAt: new Date(0),
        available: true,
      },
    ])
  })
})

describe('a file', () => {
  const opened = async (kind: ExportKind, actor = w.actors.organizer, parameters: ExportParameters = {}) => {
    const { exportId } = (await requestExport(w.actors.organizer, w.judged.id, kind, parameters))!
    await makeExport(exportId)
    return openExport(actor, exportId)
  }

  it.each<[ExportKind, ExportParameters, string]>([
    ['entries', {}, 'tac-pham-CCCII.xlsx'],
    ['authors', { format: 'csv' }, 'tac-gia-CCCII.csv'],
    ['media', { format: 'json' }, 'tep-CCCII.json'],
    ['certificates', { format: 'csv' }, 'giay-chung-nhan-CCCII.pdf'],
  ])('of %s %j is called %s', async (kind, parameters, name) => {
    const { headers } = await fetch((await opened(kind, w.actors.organizer, parameters))!)
    expect(headers.get('Content-Disposition')).toContain(`attachment; filename="${name}"`)
    expect(headers.get('Content-Type')).toBe(contentTypes[name.split('.')[1] as 'csv'])
    expect(await lastEvent()).toMatchObject({ ...ofJudged(), kind: 'export.downloaded' })
  })

  it.each<[ExportKind, boolean]>([
    ['entries', false],
    ['authors', false],
    ['media', false],
    ['prizes', true],
    ['participation', true],
    ['sheets', false],
    ['scoresPreliminary', false],
    ['scoresFinal', false],
    ['ranking', false],
    ['mediaZip', false],
  ])('of %s made for another is for an organizer with a conflict: %s', async (kind, may) => {
    expect((await opened(kind, w.actors.barredOrganizer)) !== null).toBe(may)
  })

  it('made for oneself is one’s own, conflict or not', async () => {
    const { exportId } = (await requestExport(w.actors.barredOrganizer, w.judged.id, 'sheets', {}))!
    await makeExport(exportId)
    expect(await openExport(w.actors.barredOrganizer, exportId)).not.toBeNull()
    expect(await openExport(w.actors.organizer, exportId)).not.toBeNull()
  })

  it('is nobody’s before it is made, after its time, or of another edition', async () => {
    const queued = await exportIn('queued', { objectKey: 'exports/x' })
    const past = await exportIn('done')
    const there = await exportIn('done', { objectKey: 'exports/x' })
    for (const id of [queued, past, 'exp_khac']) expect(await openExport(w.actors.organizer, id)).toBeNull()
    expect(await openExport(w.actors.organizerElsewhere, there)).toBeNull()
    expect(await openExport(w.actors.organizer, there)).not.toBeNull()
  })
})

it('a choice is kept under a name of its own in its edition, and removed there alone', async () => {
  const ask = { name: 'Hằng tuần', kind: 'entries', parameters: { format: 'csv' } }
  const { organizer, chair, organizerElsewhere } = w.actors
  expect(await savePreset(chair, w.judged.id, ask)).toBeNull()
  expect(await savePreset(organizer, w.judged.id, ask)).toEqual({ done: true })
  expect(await savePreset(organizer, w.judged.id, ask)).toEqual(refuse('export.preset.taken', {}, 'preset'))
  expect(await savePreset(organizer, w.judged.id, { ...ask, name: 'Ban đầu' })).toEqual({ done: true })
  expect(await savePreset(organizer, w.open.id, ask)).toEqual({ done: true })
  const names = async (edition: { id: string }) => (await presetsOf(edition.id)).map((row) => row.name)
  expect([await names(w.judged), await names(w.open)]).toEqual([['Ban đầu', 'Hằng tuần'], ['Hằng tuần']])
  const [first, weekly] = await presetsOf(w.judged.id)
  expect(weekly).toMatchObject({ ...ask, editionId: w.judged.id, createdBy: organizer.userId })
  expect(await removePreset(chair, w.judged.id, weekly!.id)).toBe(false)
  expect(await removePreset(organizerElsewhere, w.elsewhere.id, weekly!.id)).toBe(false)
  expect(await removePreset(organizer, w.judged.id, 'exs_khac')).toBe(false)
  expect(await removePreset(organizer, w.judged.id, weekly!.id)).toBe(true)
  expect((await presetsOf(w.judged.id)).map((row) => row.id)).toEqual([first!.id])
})
