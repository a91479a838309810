import { describe, expect, it } from 'vitest'
import {
  after,
  isRequired,
  proofs,
  signInStates,
  standsAs,
  taken,
  type SignInProof,
  type SignInState,
  type Standing,
} from '#app/modules/accounts/sign-in-moves.ts'

const either = [false, true]
const standings: Standing[] = either.flatMap((hasCode) =>
  either.flatMap((hasPasskey) => either.map((required) => ({ hasCode, hasPasskey, required }))),
)

describe('signing in', () => {
  it.each<[SignInState, SignInProof, Partial<Standing>, SignInState | null]>([
    ['nobody', 'password', {}, 'in'],
    ['nobody', 'password', { required: true }, 'enrolling'],
    ['nobody', 'password', { hasCode: true }, 'second'],
    ['nobody', 'password', { hasCode: true, required: true }, 'second'],
    ['nobody', 'password', { hasPasskey: true }, 'in'],
    ['nobody', 'password', { hasPasskey: true, required: true }, 'second'],
    ['nobody', 'passkey', { hasPasskey: true, required: true }, 'in'],
    ['nobody', 'passkey', { hasPasskey: true, hasCode: true }, 'in'],
    ['second', 'passkey', { hasPasskey: true, hasCode: true }, 'in'],
    ['enrolling', 'passkey', { required: true }, null],
    ['nobody', 'code', { hasCode: true }, null],
    ['nobody', 'recovery', { hasCode: true }, null],
    ['nobody', 'setUp', {}, null],
    ['second', 'code', { hasCode: true, required: true }, 'in'],
    ['second', 'recovery', { hasCode: true }, 'in'],
    ['second', 'password', { hasCode: true }, null],
    ['second', 'setUp', { hasCode: true }, null],
    ['enrolling', 'setUp', { required: true }, 'in'],
    ['enrolling', 'password', { required: true }, null],
    ['enrolling', 'code', { required: true }, null],
    ['in', 'password', {}, null],
    ['in', 'code', {}, null],
  ])('%s with %s (%j) leads to %s', (state, proof, standing, leads) => {
    expect(after(state, proof, { hasCode: false, hasPasskey: false, required: false, ...standing })).toBe(
      leads,
    )
  })

  it('never leads to a session past a second factor that is there, nor round one that is required', () => {
    for (const standing of standings)
      for (const state of signInStates)
        for (const proof of proofs) {
          const leads = after(state, proof, standing)
          if (standing.hasCode && proof === 'password') expect(leads === 'in').toBe(false)
          const none = !standing.hasCode && !standing.hasPasskey
          if (standing.required && none && proof !== 'setUp') expect(leads).not.toBe('in')
          if (standing.required && proof === 'password') expect(leads).not.toBe('in')
        }
  })

  it('has a way on from every state but the last', () => {
    for (const state of signInStates) expect(taken[state].length > 0).toBe(state !== 'in')
  })

  it('stands behind what is required as soon as it is required', () => {
    const enrolling = standings.filter((standing) => standsAs(standing) === 'enrolling')
    expect(enrolling).toEqual([{ hasCode: false, hasPasskey: false, required: true }])
  })
})

describe('a second factor is required', () => {
  const role = (
    name: 'reporter' | 'coordinator' | 'judge' | 'organizer' | 'admin',
    editionId: string | null = null,
  ) => [{ role: name, editionId }]
  it('of organizers and administrators, whatever an edition says', () => {
    expect(
      ['organizer', 'admin', 'judge', 'coordinator', 'reporter'].map((name) =>
        isRequired(role(name as 'judge'), [], false),
      ),
    ).toEqual([true, true, false, false, false])
  })
  it('of judges where their edition says so and in no other', () => {
    expect(isRequired(role('judge', 'edn_a'), ['edn_a'], false)).toBe(true)
    expect(isRequired(role('judge', 'edn_b'), ['edn_a'], false)).toBe(false)
    expect(isRequired(role('judge'), ['edn_a'], false)).toBe(true)
    expect(isRequired(role('reporter', 'edn_a'), ['edn_a'], false)).toBe(false)
  })
  it('of nobody in a trial that only its own machine reaches', () =>
    expect(isRequired(role('admin'), ['edn_a'], true)).toBe(false))
})
