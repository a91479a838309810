import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { frozen } from '#db/frozen.ts'
import { quoted } from '#db/quoted.ts'
import { rounds } from '#db/schema/judging.ts'

it('says the same as what it was made of, tables and lists in it', () => {
  const text = frozen(
    sql`select ${rounds.opensAt} from ${rounds} where state in (${quoted(['open', "o'n"])})`,
  )
  expect(text.queryChunks).toMatchObject([
    { value: [`select "rounds"."opens_at" from "rounds" where state in ('open', 'o''n')`] },
  ])
})

it('keeps nothing of a single question', () => {
  expect(() => frozen(sql`select ${'rnd_1'}`)).toThrow('without values')
})
