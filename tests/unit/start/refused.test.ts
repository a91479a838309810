import { describe, expect, it } from 'vitest'
import { bucketRefused, databaseRefused, messageOf } from '#app/start/refused.ts'

const failed = (message: string, more: object) => Object.assign(new Error(message), more)

describe('what an error says of itself', () => {
  it.each([
    [new Error('aus'), 'aus'],
    [new TypeError(''), 'TypeError'],
    ['chữ', 'chữ'],
    [new AggregateError([new Error('a'), new Error('b'), new Error('a')]), 'a; b'],
  ])('%s', (error, said) => expect(messageOf(error)).toBe(said))
})

describe('a database that is refused', () => {
  it.each([
    ['28P01', 'không nhận tên hoặc mật khẩu trong DATABASE_URL'],
    ['28000', 'không nhận tên hoặc mật khẩu trong DATABASE_URL'],
    ['3D000', 'không có cơ sở dữ liệu đó'],
    ['42501', 'Không cập nhật được bảng'],
    ['57P03', 'không trả lời'],
    ['08006', 'không trả lời'],
    ['ECONNREFUSED', 'không trả lời'],
  ])('%s', (code, says) => {
    const sentence = databaseRefused(failed('nguyên văn', { code }))
    expect([sentence.includes(says), sentence.includes('(nguyên văn)')]).toEqual([true, true])
  })
})

describe('a bucket that is refused', () => {
  it.each([
    [401, 'không nhận S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY'],
    [403, 'không nhận S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY'],
    [400, 'không nhận S3_BUCKET (400, '],
    [undefined, 'không trả lời'],
  ])('%s', (httpStatusCode, says) =>
    expect(bucketRefused(failed('nguyên văn', { $metadata: { httpStatusCode } }))).toContain(says),
  )
})
