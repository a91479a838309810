import { randomBytes } from 'node:crypto'

/** Object keys carry ids and chance, never names: a link or a log line gives nobody away. */
export const mediaKey = (mediaId: string) => `media/${mediaId}/${randomBytes(12).toString('base64url')}`
/** A worksheet given back with its errors, kept until it is confirmed or discarded. */
export const sheetKey = (bulkId: string) => `sheets/${bulkId}/${randomBytes(12).toString('base64url')}`
export const exportKey = (exportId: string) => `exports/${exportId}/${randomBytes(12).toString('base64url')}`
