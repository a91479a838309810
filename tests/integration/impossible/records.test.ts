import { sql } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { makePublished } from '#tests/factories/index.ts'
import { refusedBy } from '#tests/support/refused-by.ts'
import { plantWorld, type World } from '#tests/matrix/world.ts'

let w: World
beforeAll(async () => {
  w = await plantWorld()
  await makePublished(w.judged.id, w.actors.organizer)
  await database().execute(sql.raw(screening('scr_one', `'ineligible', 'cap'`)))
})

const screening = (id: string, decision: string, rest = 'null, null') =>
  `insert into screenings (id, entry_id, decision, reason, return_until, return_fields)
   values ('${id}', '${w.work.id}', ${decision}, ${rest});`
const line = (number: number | null, entryId?: string) =>
  JSON.stringify([{ prize: 'first', number, title: 'x', ...(entryId && { entryId }) }])
const retract = () => `update publications set retracted_at = clock_timestamp(), retraction_reason = 'x';`
const publish = (results: string, columns = '', values = '') =>
  `${retract()} insert into publications (id, edition_id, results, published_by${columns})
   values ('pub_new', '${w.judged.id}', '${results}', '${w.actors.organizer.userId}'${values});`

it.each<{ what: string; statement: () => string; by: string | null }>([
  {
    what: 'a decision of screening rewritten',
    statement: () => `update screenings set note = 'x'`,
    by: 'screenings_append_only',
  },
  {
    what: 'a decision taken out',
    statement: () => `delete from screenings`,
    by: 'screenings_append_only',
  },
  {
    what: 'all decisions taken out',
    statement: () => `truncate screenings`,
    by: 'screenings_append_only',
  },
  {
    what: 'a decision that is none',
    statement: () => screening('scr_new', `'draft', null`),
    by: 'screenings_decision_known',
  },
  {
    what: 'a reason that is on no list',
    statement: () => screening('scr_new', `'ineligible', 'weather'`),
    by: 'screenings_reason_known',
  },
  {
    what: 'a reason for being eligible',
    statement: () => screening('scr_new', `'eligible', 'cap'`),
    by: 'screenings_reason_of',
  },
  {
    what: 'a day without what is asked for',
    statement: () => screening('scr_new', `'returned', null`, 'now(), null'),
    by: 'screenings_return',
  },
  {
    what: 'a day by which an eligible work is completed',
    statement: () => screening('scr_new', `'eligible', null`, `now(), '{work}'`),
    by: 'screenings_return',
  },
  {
    what: 'wanted: a decision after another',
    statement: () => screening('scr_new', `'returned', null`, `now(), '{work}'`),
    by: null,
  },
  {
    what: 'wanted: the list published again',
    statement: () => publish(line(w.work.number, w.work.id)),
    by: null,
  },
  {
    what: 'a published result of no work of the edition',
    statement: () => publish(line(98765)),
    by: 'publications_entries',
  },
  {
    what: 'a published result that names another work than its number',
    statement: () => publish(line(w.work.number, w.second.id)),
    by: 'publications_entries',
  },
  {
    what: 'a version of a publication changed',
    statement: () => `update publications set version = 7`,
    by: 'publications_append_only',
  },
  {
    what: 'a prize elected by a ballot the work was not on',
    statement: () =>
      `insert into prizes_given (id, edition_id, category_id, entry_id, prize, ballot_id)
       values ('awd_new', '${w.judged.id}', '${w.judged.categories[0]!.id}', '${w.work.id}', 'first', 'bal_none')`,
    by: 'prizes_given_ballot_id_ballots_id_fk',
  },
  {
    what: 'a prize without a name on the list, under the former name',
    statement: () =>
      `insert into awards (id, edition_id, category_id, entry_id, prize)
       values ('awd_new', '${w.judged.id}', '${w.judged.categories[0]!.id}', '${w.work.id}', 'fourth')`,
    by: 'prizes_given_prize_known',
  },
  {
    what: 'wanted: a prize under the former name',
    statement: () =>
      `insert into awards (id, edition_id, category_id, entry_id, prize)
       values ('awd_new', '${w.judged.id}', '${w.judged.categories[0]!.id}', '${w.work.id}', 'first')`,
    by: null,
  },
  {
    what: 'a kind of file that is none',
    statement: () => `update category_files set kind = 'disk'`,
    by: 'category_files_kind_known',
  },
  {
    what: 'the same kind of file asked for twice',
    statement: () => `update category_files set kind = 'pdf'`,
    by: 'category_files_category_id_kind_pk',
  },
  {
    what: 'less than no file',
    statement: () => `update category_files set max_count = -1`,
    by: 'category_files_limits',
  },
  {
    what: 'less than no prize',
    statement: () => `update prize_quotas set places = -1`,
    by: 'prize_quotas_places_least',
  },
  {
    what: 'a quota of a prize that is none',
    statement: () => `update prize_quotas set prize = 'fourth' where prize = 'first'`,
    by: 'prize_quotas_prize_known',
  },
])('$what', async ({ statement, by }) => {
  expect(await refusedBy(statement())).toBe(by)
})

it('numbers the versions of a publication and names the entry of each result, whoever writes it', async () => {
  const seen = new Error('seen')
  const asked = database().transaction(async (tx) => {
    await tx.execute(sql.raw(publish(line(w.work.number))))
    const rows = await tx.execute(sql`
      select version, supersedes_id is not null as supersedes, results->0->>'entryId' as entry
      from publications where edition_id = ${w.judged.id} order by version`)
    expect([...rows]).toEqual([
      { version: 1, supersedes: false, entry: null },
      { version: 2, supersedes: true, entry: w.work.id },
    ])
    throw seen
  })
  await expect(asked).rejects.toBe(seen)
})

it('keeps the decision that an earlier release takes without a row of its own', async () => {
  await database().execute(sql`
    update entries set state = 'returned', screening_note = 'Thiếu ảnh', return_until = '2099-01-01', return_fields = '{media}'
    where id = ${w.submitted.id}`)
  await database().execute(sql`
    update entries set state = 'eligible', screening_note = '', return_until = null, return_fields = null
    where id = ${w.submitted.id}`)
  const rows = await database().execute(sql`
    select decision, note, return_fields as fields from screenings where entry_id = ${w.submitted.id} order by at, id`)
  expect([...rows]).toEqual([
    { decision: 'returned', note: 'Thiếu ảnh', fields: ['media'] },
    { decision: 'eligible', note: '', fields: null },
  ])
})

it('keeps files and quotas of a category the same in rows and columns, whichever is written', async () => {
  const id = w.open.categories[0]!.id
  const both = async () => {
    const [row] = await database().execute(sql`
      select requirements, quota,
        (select array_agg(concat_ws(' ', kind, required, max_count, max_bytes, types, max_minutes) order by position)
         from category_files where category_id = c.id) as files,
        (select array_agg(concat(prize, places) order by places) from prize_quotas where category_id = c.id) as places
      from categories c where id = ${id}`)
    return row
  }
  await database().execute(sql`
    update categories set quota = '{"first": 1, "second": 2, "third": 4, "consolation": 9}', requirements = '[
      {"kind": "video", "required": true, "maxCount": 1, "maxBytes": 9000000000, "maxMinutes": 30},
      {"kind": "pdf", "required": false, "maxCount": 2, "maxBytes": 5, "types": ["pdf"]}]'
    where id = ${id}`)
  expect(await both()).toMatchObject({
    files: ['video t 1 9000000000 30', 'pdf f 2 5 {pdf}'],
    places: ['first1', 'second2', 'third4', 'consolation9'],
  })
  await database().execute(sql`delete from category_files where category_id = ${id} and kind = 'video'`)
  await database().execute(
    sql`update prize_quotas set places = 6 where category_id = ${id} and prize = 'third'`,
  )
  expect(await both()).toEqual({
    requirements: [{ kind: 'pdf', required: false, maxCount: 2, maxBytes: 5, types: ['pdf'] }],
    quota: { first: 1, second: 2, third: 6, consolation: 9 },
    files: ['pdf f 2 5 {pdf}'],
    places: ['first1', 'second2', 'third6', 'consolation9'],
  })
})
