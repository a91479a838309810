/** An answer of the S3 protocol other than success; codes as in the S3 API reference, "Error responses". */
export class S3Error extends Error {
  readonly code: string
  readonly status: number
  constructor(code: string, status: number, message = code) {
    super(message)
    this.code = code
    this.status = status
  }
}

export const accessDenied = (why: string) => new S3Error('AccessDenied', 403, why)
export const noSuchKey = () => new S3Error('NoSuchKey', 404, 'The specified key does not exist.')
export const noSuchUpload = () => new S3Error('NoSuchUpload', 404, 'The specified upload does not exist.')
export const noSuchBucket = () => new S3Error('NoSuchBucket', 404, 'The specified bucket does not exist.')
