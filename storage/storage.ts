/** What the award asks of an object store. Bytes go between browser and bucket; these calls only arrange it. */
export interface Storage {
  ensureBucket(origin: string): Promise<void>
  ping(): Promise<void>
  put(key: string, body: Buffer, contentType: string): Promise<void>
  /** As it comes, in parts of a few megabytes: memory does not grow with it. Answers how many bytes it was. */
  putStream(key: string, body: AsyncIterable<Uint8Array>, contentType: string): Promise<number>
  /** The whole object, or `bytes` of it from `from`. */
  read(key: string, range?: { from: number; bytes: number }): Promise<Buffer>
  stream(key: string): Promise<NodeJS.ReadableStream>
  /** Bytes of the object, or null where there is none. */
  size(key: string): Promise<number | null>
  remove(key: string): Promise<void>
  startUpload(key: string, contentType: string): Promise<string>
  /** An address to which the browser may PUT this part, of exactly so many bytes, during the next `seconds`. */
  signPart(upload: Upload, part: { partNumber: number; bytes: number }, seconds: number): Promise<string>
  /** Throws `UploadGone` where the store knows no such upload (any more). */
  listParts(upload: Upload): Promise<Part[]>
  completeUpload(upload: Upload, parts: Part[]): Promise<void>
  abortUpload(upload: Upload): Promise<void>
  listUploads(): Promise<(Upload & { startedAt: Date })[]>
  /** An address from which the browser may GET the object during the next `seconds`. */
  signDownload(
    key: string,
    answer: { name: string; contentType: string; inline: boolean },
    seconds: number,
  ): Promise<string>
}

/** The store does not answer, or asks to come later: what was asked may be asked again. */
export class StorageAway extends Error {}

/** An upload that was completed, aborted or never begun. */
export class UploadGone extends Error {}

export type Upload = { key: string; uploadId: string }
export type Part = { partNumber: number; etag: string; bytes: number }
