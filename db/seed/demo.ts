import type { Storage } from '#storage/storage.ts'
import type { Database } from '../client.ts'
import { users } from '../schema/index.ts'

export async function isEmpty(db: Database): Promise<boolean> {
  return (await db.select({ id: users.id }).from(users).limit(1)).length === 0
}

export async function plantDemo(_db: Database, _storage: Storage) {}
