import { eq, sql } from 'drizzle-orm'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import { invitePeople } from '#app/modules/outreach/invite-people.server.ts'
import { proposeAgency, proposedAgencies } from '#app/modules/outreach/propose-agency.server.ts'
import { silentAgencies, silentOutside } from '#app/modules/outreach/silent-agencies.server.ts'
import { agenciesLike, agencyNamed } from '#app/modules/provinces/agencies.server.ts'
import { changeAgency } from '#app/modules/provinces/change-agency.server.ts'
import { decideAgency } from '#app/modules/provinces/decide-agency.server.ts'
import { agencyDecision } from '#app/modules/provinces/schema.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'
import { agencies, auditEvents } from '#db/schema/index.ts'
import {
  makeActor,
  makeAgency,
  makeEdition,
  makeSubmitted,
  type MadeEdition,
} from '#tests/factories/index.ts'
import { keepWorld, restoreWorld } from '#tests/matrix/snapshot.ts'
import { race } from '#tests/support/race.ts'

const here = { frame: '2025', code: '56', name: 'Khánh Hòa', isCity: false }
const done = { done: true }
const decision = (values: Record<string, string>) => agencyDecision.parse(values)
let coordinator: Actor
let organizer: Actor
let edition: MadeEdition
let known: { id: string }

beforeAll(async () => {
  coordinator = await makeActor('coordinator', { provinceFrame: '2025', provinceCode: '56' })
  organizer = await makeActor('organizer')
  edition = await makeEdition({ number: 88 })
  known = await makeAgency('Báo Biển Xanh', '56')
  await database().update(agencies).set({ approvedAt: new Date() }).where(eq(agencies.id, known.id))
  await keepWorld()
})
afterEach(restoreWorld)

const propose = async (name: string, actor = coordinator) =>
  proposeAgency(actor, here, { name, governingBody: 'Tỉnh ủy' })
const proposed = async (name = 'Báo Ninh Chữ') => ((await propose(name)) as { agencyId: string }).agencyId
const events = async (id: string) =>
  (await database().select().from(auditEvents).where(eq(auditEvents.subjectId, id))).map(({ kind }) => kind)
const silent = async () =>
  (await silentAgencies(edition.id, here)).map(({ name, invited }) => [name, invited])

describe('a proposed newsroom', () => {
  it('is decided once though two decide at once', async () => {
    const id = await proposed()
    const held = sql`select id from ${agencies} where id = ${id} for no key update`
    const answers = await race(held, [
      () => decideAgency(organizer, id, decision({ decision: 'confirm' })),
      () =>
        decideAgency(organizer, id, decision({ decision: 'refuse', reason: 'Không phải cơ quan báo chí' })),
    ])
    expect(answers).toContainEqual(done)
    expect(answers).toContainEqual(refuse('agencies.error.decided'))
    expect((await events(id)).length).toBe(2)
  })

  it('waits in the register, of the province, on the record', async () => {
    const id = await proposed()
    expect(await proposedAgencies(here)).toEqual([
      { id, name: 'Báo Ninh Chữ', state: 'proposed', reason: '', into: null },
    ])
    expect(await events(id)).toEqual(['agency.proposed'])
    expect(await silent()).toEqual([
      ['Báo Biển Xanh', false],
      ['Báo Ninh Chữ', false],
    ])
  })

  it('is not proposed by others, nor twice, nor where the register has it by any name', async () => {
    const elsewhere = await makeActor('coordinator', { provinceFrame: '2025', provinceCode: '01' })
    expect([await propose('Báo Lạ', elsewhere), await propose('Báo Lạ', organizer)]).toEqual([null, null])
    await proposed()
    expect(await propose('bao ninh chu')).toEqual(
      refuse('agencies.error.waiting', { name: 'Báo Ninh Chữ' }, 'name'),
    )
    expect(await propose('BÁO BIỂN XANH')).toEqual(
      refuse('agencies.error.known', { name: 'Báo Biển Xanh' }, 'name'),
    )
    expect(await propose('\u0301\u0301')).toEqual(refuse('form.error.required', {}, 'name'))
  })

  it('is made once by two at once', async () => {
    const answers = await Promise.all([propose('Báo Đôi'), propose('Báo Đôi')])
    expect(answers.filter((one) => one && 'agencyId' in one)).toHaveLength(1)
  })

  it('is confirmed once', async () => {
    const id = await proposed()
    expect(await decideAgency(coordinator, id, decision({ decision: 'confirm' }))).toBeNull()
    expect(await decideAgency(organizer, 'agc_khongco', decision({ decision: 'confirm' }))).toBeNull()
    expect(await decideAgency(organizer, id, decision({ decision: 'confirm' }))).toEqual(done)
    expect(await proposedAgencies(here)).toMatchObject([{ state: 'confirmed' }])
    for (const again of ['confirm', 'refuse'])
      expect(await decideAgency(organizer, id, decision({ decision: again, reason: 'Trùng' }))).toEqual(
        refuse('agencies.error.decided'),
      )
    expect(await events(id)).toEqual(['agency.proposed', 'agency.confirmed'])
  })

  it('that is merged is the known one from then on, for invitations and works that name it', async () => {
    const id = await proposed()
    const merge = (into: string) => decideAgency(organizer, id, decision({ decision: 'merge', into }))
    const nothing = refuse('agencies.error.noSuccessor', {}, 'into')
    await proposed('Báo Chờ')
    expect([await merge('Báo Không Có'), await merge('Báo Ninh Chữ'), await merge('Báo Chờ')]).toEqual([
      nothing,
      nothing,
      nothing,
    ])
    await invitePeople(coordinator, edition.id, here, 'Cơ quan: Báo Ninh Chữ; toa@ninhchu.vn')
    expect(await merge('bao bien xanh')).toEqual(done)
    expect((await agencyNamed(database(), 'Báo Ninh Chữ'))!.id).toBe(known.id)
    expect(await silent()).toEqual([
      ['Báo Biển Xanh', true],
      ['Báo Chờ', false],
    ])
    await makeSubmitted(await makeActor(), edition, 1, { provinceCode: '56', agencyId: id })
    expect(await silent()).toEqual([['Báo Chờ', false]])
    expect((await proposedAgencies(here)).find((one) => one.id === id)).toMatchObject({
      state: 'merged',
      into: 'Báo Biển Xanh',
    })
  })

  it('that is refused is silent no more, offered no more, and not proposed again without the reason', async () => {
    const id = await proposed()
    expect(
      await decideAgency(organizer, id, decision({ decision: 'refuse', reason: 'Trang cá nhân' })),
    ).toEqual(done)
    expect(await silent()).toEqual([['Báo Biển Xanh', false]])
    expect([...(await agenciesLike('ninh chu'))]).toEqual([])
    expect(await propose('Báo Ninh Chữ')).toEqual(
      refuse('agencies.error.refused', { name: 'Báo Ninh Chữ', reason: 'Trang cá nhân' }, 'name'),
    )
    const details = { governingBody: '', names: [], successor: '', mergedOn: '' as const, province: '56' }
    await changeAgency(organizer, id, { ...details, name: 'Báo Ninh Chữ', level: 'provincial' })
    expect(await proposedAgencies(here)).toMatchObject([{ state: 'confirmed', reason: '' }])
  })
})

it('asks for what a decision needs', () => {
  const asked = (values: Record<string, string>) =>
    agencyDecision.safeParse(values).error?.issues.map(({ path, message }) => [path.join(), message])
  expect(asked({ decision: 'merge' })).toEqual([['into', 'form.error.required']])
  expect(asked({ decision: 'refuse', reason: ' ' })).toEqual([['reason', 'form.error.required']])
  expect(asked({ decision: 'khac' })).toEqual([['decision', 'form.error.required']])
})

it('counts an invited newsroom that the register lacks among those that sent nothing', async () => {
  const sender = await makeActor()
  await invitePeople(
    coordinator,
    edition.id,
    here,
    `Cơ quan: Báo Ngoài Danh Bạ; ${sender.email}\nCơ quan: BÁO BIỂN XANH; xanh@thu.vn\nAn; an@thu.vn; Báo Khác`,
  )
  expect(await silentOutside(edition.id, here)).toEqual(['Báo Ngoài Danh Bạ'])
  expect(await silentOutside(edition.id, { frame: '2025', code: '01' })).toEqual([])
  await makeSubmitted(sender, edition, 3, { provinceCode: '01' })
  expect(await silentOutside(edition.id, here)).toEqual(['Báo Ngoài Danh Bạ'])
  await makeSubmitted(sender, edition, 2, { provinceCode: '56' })
  expect(await silentOutside(edition.id, here)).toEqual([])
})
