import type { Sending } from './sending.ts'

type Stored = { id: string; name: string; bytes: number; state: 'uploading' | 'complete' | 'removed' }

/**
 * A file is one row, whether the server tells of it, this browser sends it, or both: what is sent stands for what is
 * stored until it is there whole. `over` are those whose stored row has taken their place.
 */
export function rowsOfFiles<File extends Stored>(stored: File[], line: Sending[]) {
  const isComplete = new Set(stored.filter(({ state }) => state === 'complete').map(({ id }) => id))
  const over = line.filter(
    ({ phase, mediaId }) => phase === 'done' && mediaId !== null && isComplete.has(mediaId),
  )
  const sending = line.filter((file) => !over.includes(file))
  const isSent = (file: File) =>
    file.state !== 'complete' &&
    sending.some((one) => (one.mediaId ? one.mediaId === file.id : isSame(one, file)))
  return { sending, over, stored: stored.filter((file) => !isSent(file)) }
}

/** Before the server has said which row it is, name and size tell. */
const isSame = (one: Sending, other: Stored) => one.name === other.name && one.bytes === other.bytes
