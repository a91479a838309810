import { eq, sql } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import { users } from '#db/schema/accounts.ts'
import { entryAuthors } from '#db/schema/entries.ts'
import { ownWorld, type World } from '#tests/matrix/world.ts'
import { refusedBy } from '#tests/support/refused-by.ts'

let w: World
beforeAll(async () => {
  w = await ownWorld()
})
const owner = () => w.actors.owner.userId
const personOfOwner = () => `(select person_id from users where id = '${owner()}')`
const erase = () =>
  `update persons set erased_at = now(), erased_by = '${w.actors.admin.userId}' where id = ${personOfOwner()};`
const empty = () =>
  `update users set email = id || '@invalid', name = '', name_key = '', phone = null, password_hash = null,
     disabled_at = now() where id = '${owner()}';`

it.each<{ what: string; statement: () => string; by: string | null }>([
  {
    what: 'wanted: a person erased who owns works, which stay',
    statement: () => `
      ${empty()} ${erase()}
      do $$ begin
        assert (select count(*) from entries where owner_id = '${owner()}' and id = '${w.submitted.id}') = 1;
      end $$`,
    by: null,
  },
  { what: 'an erased person whose account has a name', statement: erase, by: 'persons_erased_whole' },
  {
    what: 'an account of an erased person that is given a name again',
    statement: () => `${empty()} ${erase()} set constraints all immediate;
      update users set name = 'An' where id = '${owner()}'`,
    by: 'persons_erased_whole',
  },
  {
    what: 'an account of an erased person that may sign in',
    statement: () => `${empty()} ${erase()} update users set disabled_at = null where id = '${owner()}'`,
    by: 'persons_erased_whole',
  },
  {
    what: 'a person erased by nobody',
    statement: () => `update persons set erased_at = now() where id = ${personOfOwner()}`,
    by: 'persons_erased',
  },
  {
    what: 'a person of an account that is gone',
    statement: () => `delete from persons where id = ${personOfOwner()}`,
    by: 'users_person_id_persons_id_fk',
  },
  {
    what: 'the owner of works that is gone',
    statement: () => `delete from users where id = '${owner()}'`,
    by: 'entries_owner_id_users_id_fk',
  },
  {
    what: 'a person that is another of itself',
    statement: () => `update persons set merged_into = id where id = ${personOfOwner()}`,
    by: 'persons_merged_another',
  },
  {
    what: 'an author who is nobody',
    statement: () =>
      `alter table entry_authors disable trigger entry_authors_person;
       update entry_authors set person_id = null where entry_id = '${w.submitted.id}'`,
    by: 'entry_authors_person',
  },
])('$what', async ({ statement, by }) => {
  expect(await refusedBy(statement())).toBe(by)
})

/** An account with an address of its own, confirmed or not yet. */
async function account(
  address: string,
  confirmed: boolean,
  name = 'Trần Thị Bình',
  nameKey = 'tran thi binh',
) {
  const [made] = await database()
    .insert(users)
    .values({ email: address, name, nameKey, emailConfirmedAt: confirmed ? new Date() : null })
    .returning()
  return made!
}
let position = 100
async function author(email: string, nameKey: string, kind: 'person' | 'organisation' = 'person') {
  const [made] = await database()
    .insert(entryAuthors)
    .values({ entryId: w.draft.id, position: position++, kind, name: nameKey, nameKey, email })
    .returning()
  return made!
}
const personOf = async (id: string) =>
  (await database().select().from(entryAuthors).where(eq(entryAuthors.id, id)))[0]!.personId
const mergedInto = async (id: string) =>
  (
    await database().execute<{ to: string | null }>(
      sql`select merged_into as to from persons where id = ${id}`,
    )
  )[0]!.to

it('takes an author under a confirmed address and its name for the account’s person', async () => {
  const { personId } = await account('binh1@thu.vn', true)
  expect((await author('binh1@thu.vn', 'tran thi binh')).personId).toBe(personId)
})

it.each([
  ['by name alone', '', 'tran thi binh', true],
  ['under an office’s address and another name', 'binh2@thu.vn', 'le van chi', true],
  ['under an address that is not confirmed', 'binh3@thu.vn', 'tran thi binh', false],
])('takes nobody for somebody %s', async (_what, email, nameKey, confirmed) => {
  const made = await account(email || 'binh4@thu.vn', confirmed)
  const one = await author(email, nameKey)
  expect(one.personId).toMatch(/^per_[0-9a-z]{20}$/)
  expect(one.personId).not.toBe(made.personId)
})

it('has nobody behind an organisation', async () => {
  const one = await author('toasoan@thu.vn', 'bao thu', 'organisation')
  expect(one.personId).toBeNull()
})

it('finds the authors written before an address was confirmed, and leads from whom documents kept', async () => {
  const before = await author('binh5@thu.vn', 'tran thi binh')
  const { id, personId } = await account('binh5@thu.vn', false)
  expect(await personOf(before.id)).toBe(before.personId)
  await database().update(users).set({ emailConfirmedAt: new Date() }).where(eq(users.id, id))
  expect(await personOf(before.id)).toBe(personId)
  expect(await mergedInto(before.personId!)).toBe(personId)
})

it('finds whom a province invited and entered works for, by address', async () => {
  const [made] = await database().execute<{ email: string }>(sql`
    update behalf_entries set author_email = 'binh6@thu.vn' returning author_email as email`)
  const { personId } = await account(made!.email, true)
  const [row] = await database().execute(sql`select person_id as person from behalf_entries`)
  expect(row).toEqual({ person: personId })
  const [invited] = await database().execute(sql`
    insert into invitees (id, edition_id, frame, code, kind, name, email, invited_by)
    values ('ive_1', ${w.open.id}, '2025', '56', 'person', 'Bình', 'binh6@thu.vn', ${owner()})
    returning person_id as person`)
  expect(invited).toEqual({ person: personId })
})

it('lets an author go whose address is corrected, and keeps one whose name is', async () => {
  const { personId } = await account('binh7@thu.vn', true)
  const one = await author('binh7@thu.vn', 'tran thi binh')
  await database().update(entryAuthors).set({ nameKey: 'tran binh' }).where(eq(entryAuthors.id, one.id))
  expect(await personOf(one.id)).toBe(personId)
  await database().update(entryAuthors).set({ email: 'khac@thu.vn' }).where(eq(entryAuthors.id, one.id))
  expect(await personOf(one.id)).not.toBe(personId)
  expect(await mergedInto(personId)).toBeNull()
})

it('leaves an author with the account it was linked to when another one takes the address over', async () => {
  const { id, personId } = await account('binh8@thu.vn', true)
  const one = await author('binh8@thu.vn', 'tran thi binh')
  await database().update(users).set({ email: 'binh9@thu.vn' }).where(eq(users.id, id))
  await account('binh8@thu.vn', true)
  expect(await personOf(one.id)).toBe(personId)
  expect(await mergedInto(personId)).toBeNull()
})
