import { eq, sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { database, storage } from '#app/ground.server.ts'
import { cleanExports } from '#app/modules/exports/clean-exports.server.ts'
import { exports } from '#db/schema/index.ts'
import { exportKey } from '#storage/keys.ts'
import { newId } from '#db/ids.ts'
import { makeActor, makeEdition } from '#tests/factories/index.ts'

describe('the file of an export', () => {
  it.each([
    ['is kept until its time', '1 minute', true],
    ['is removed after it', '-1 minute', false],
  ])('%s', async (_name, left, kept) => {
    const [organizer, edition] = [await makeActor('organizer'), await makeEdition()]
    const id = newId('export')
    const objectKey = exportKey(id)
    const body = Buffer.from('tệp')
    await storage().put(objectKey, body, 'text/csv')
    await database()
      .insert(exports)
      .values({
        id,
        editionId: edition.id,
        kind: 'entries',
        locale: 'vi',
        requestedBy: organizer.userId,
        state: 'done',
        objectKey,
        expiresAt: sql`now() + ${left}::interval`,
      })
    await cleanExports()
    const [row] = await database()
      .select({ objectKey: exports.objectKey })
      .from(exports)
      .where(eq(exports.id, id))
    expect([row, await storage().size(objectKey)]).toEqual(
      kept ? [{ objectKey }, body.length] : [{ objectKey: null }, null],
    )
  })
})
