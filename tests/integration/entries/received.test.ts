import { eq, sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { isReceived, wasHandedIn } from '#app/modules/entries/received.server.ts'
import { submitEntry } from '#app/modules/entries/submit-entry.server.ts'
import { isRefusal, refuse } from '#app/modules/refusal/refusal.ts'
import { entries } from '#db/schema/index.ts'
import { makeActor, makeEdition, makeEntry, makeSubmitted } from '#tests/factories/index.ts'

/** What a work must have beside its number to be in a state. */
const has = {
  draft: {},
  submitted: {},
  returned: { returnUntil: new Date('2030-01-01T00:00:00Z'), returnFields: ['work'] },
  eligible: {},
  ineligible: { screeningReason: 'other' as const },
  withdrawn: {},
}

describe('a work', () => {
  it.each([
    ['draft', null, false, false],
    ['draft', 1, false, false],
    ['submitted', 1, true, true],
    ['returned', 1, true, true],
    ['eligible', 1, true, true],
    ['ineligible', 1, true, true],
    ['withdrawn', null, false, false],
    ['withdrawn', 1, false, true],
  ] as const)(
    '%s with the number %s: received %s, handed in %s',
    async (state, number, received, handedIn) => {
      const [owner, edition] = [await makeActor(), await makeEdition()]
      const { id } = await makeSubmitted(owner, edition, 1, { ...has[state], state, number })
      const [row] = await database()
        .select({
          received: sql<boolean>`${isReceived(sql`${entries}`)}`,
          handedIn: sql<boolean>`${wasHandedIn(sql`${entries}`)}`,
        })
        .from(entries)
        .where(eq(entries.id, id))
      expect(row).toEqual({ received, handedIn })
    },
  )
})

describe('against the cap of an author', () => {
  it.each([
    ['draft', false],
    ['submitted', true],
    ['returned', true],
    ['eligible', true],
    ['ineligible', false],
    ['withdrawn', false],
  ] as const)('a work that is %s counts: %s', async (state, counts) => {
    const [owner, edition] = [await makeActor(), await makeEdition({ capPerAuthor: 1 })]
    await makeSubmitted(owner, edition, 99, { ...has[state], state })
    const answer = await submitEntry(owner, (await makeEntry(owner, edition)).id)
    expect(isRefusal(answer) ? answer : null).toEqual(
      counts ? refuse('rule.capOver', { name: owner.name, works: 2, max: 1 }) : null,
    )
  })
})
