import { sql } from 'drizzle-orm'

/** Behind a text to sort by: as Vietnamese does, Đ after D. Binary order puts it last. */
export const vietnamese = sql.raw('collate "vi-VN-x-icu"')

/** Behind a moment: its wall clock in the award's time zone, by which days and months are told. */
export const localTime = sql.raw("at time zone 'Asia/Ho_Chi_Minh'")

/** The day of today in the award's time zone. */
export const localToday = sql.raw("(now() at time zone 'Asia/Ho_Chi_Minh')::date")
