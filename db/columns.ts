import { text, timestamp } from 'drizzle-orm/pg-core'
import { newId, type idPrefixes } from './ids.ts'

export const id = (kind: keyof typeof idPrefixes) =>
  text()
    .primaryKey()
    .$defaultFn(() => newId(kind))

export const moment = () => timestamp({ withTimezone: true, mode: 'date', precision: 3 })

export const createdAt = () => moment().notNull().defaultNow()
