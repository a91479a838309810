import { StorageAway } from '#storage/storage.ts'

/** A start that cannot go on, with a sentence for whoever started it: what is wrong, and what to set. */
export class StartRefused extends Error {}

/** What an error says of itself: an attempt at several addresses says it only of each. */
export function messageOf(error: unknown): string {
  if (error instanceof AggregateError && !error.message)
    return [...new Set((error.errors as unknown[]).map(messageOf))].join('; ')
  return error instanceof Error ? error.message || error.name : String(error)
}

/** By the SQLSTATE, where Postgres gave one: which part of DATABASE_URL it did not take. */
export function databaseRefused(error: unknown): string {
  const code = (error as { code?: string }).code ?? ''
  const said = messageOf(error)
  if (code === '28P01' || code === '28000')
    return `Cơ sở dữ liệu không nhận tên hoặc mật khẩu trong DATABASE_URL (${said}). / The database does not take the user or the password of DATABASE_URL.`
  if (code === '3D000')
    return `Máy chủ của DATABASE_URL không có cơ sở dữ liệu đó (${said}); tạo cơ sở dữ liệu hoặc sửa DATABASE_URL. / The server of DATABASE_URL has no such database; create it or set DATABASE_URL.`
  if (/^[0-9A-Z]{5}$/.test(code) && !code.startsWith('08') && !code.startsWith('57'))
    return `Không cập nhật được bảng của cơ sở dữ liệu trong DATABASE_URL (${said}). / The tables of the database of DATABASE_URL could not be brought up to date.`
  return `Cơ sở dữ liệu của DATABASE_URL không trả lời (${said}). / The database of DATABASE_URL does not answer.`
}

/** By the status, where an S3 engine answered: the keys, the name of the bucket, or the address. One that is away says why. */
export function bucketRefused(error: unknown): string {
  const { $metadata, name = '' } = error as { $metadata?: { httpStatusCode?: number }; name?: string }
  const status = $metadata?.httpStatusCode
  const said = [status ? name : '', messageOf(error instanceof StorageAway ? error.cause : error)]
    .filter((part, at, all) => part && all.indexOf(part) === at)
    .join(': ')
  if (status === 401 || status === 403)
    return `Kho tệp của S3_ENDPOINT không nhận S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, hoặc khóa đó không được dùng S3_BUCKET (${said}). / The bucket of S3_ENDPOINT does not take the keys, or they may not use S3_BUCKET.`
  if (status !== undefined)
    return `Kho tệp của S3_ENDPOINT không nhận S3_BUCKET (${status}, ${said}); kiểm tra S3_ENDPOINT và tên kho. / The bucket of S3_ENDPOINT was refused; check S3_ENDPOINT and the name of the bucket.`
  return `Kho tệp của S3_ENDPOINT không trả lời (${said}). / The bucket of S3_ENDPOINT does not answer.`
}
