import { partsOf } from '../editions/file-kinds.ts'
import { refuse, type Message } from '../refusal/refusal.ts'

/**
 * Files on their way from a browser to the bucket, as facts and moves; whoever reads, asks and sends is elsewhere.
 *
 *   looking     → starting | refused     the head is held against the name, of all files at once
 *   starting    → sending | completing   when its turn has come; what the bucket has already is not sent again
 *   sending     → completing             every part is acknowledged
 *   completing  → done | starting        put together, or the bucket lacks what it had
 *   any of these → paused                by the person; what is under way is dropped
 *   any of these → refused               with a reason that names the file: by a rule, because the file can no longer be
 *                                        read, or after `mostFaults` answers that nobody can explain
 *   paused, refused → looking            "Tiếp tục", "Thử lại", or the same file chosen again
 *   anything but completing → gone       "Bỏ qua"
 *
 * Beside the phase the whole line may be held: without a connection (asked again after a pause that grows), when bucket
 * or server ask to come later, when the session has ended. A hold changes no phase and ends by itself, those for line and
 * session also when the person returns. What is asked again by itself is asked for as long as it takes.
 */
export type Phase = 'looking' | 'starting' | 'sending' | 'completing' | 'done' | 'paused' | 'refused'

export type Sending = {
  id: number
  name: string
  bytes: number
  /** The same file chosen again is the same row. */
  fingerprint: string
  phase: Phase
  /** Raised when what is under way no longer counts. */
  turn: number
  running: Task[]
  mediaId: string | null
  partBytes: number
  acknowledged: number[]
  /** The most that was ever acknowledged, in bytes: what the bar shows. */
  shown: number
  faults: number
  refusal: Message | null
}

/** `until` in milliseconds of the clock the moves are told by. */
export type Hold = { why: 'line' | 'busy' | 'signedOut'; until: number }

/** The line all files share. `lanes` is how many tasks may be under way at once. */
export type Line = { files: Sending[]; lanes: number; hold: Hold | null; failures: number }

export type Task = { id: number; turn: number } & (
  { kind: 'look' } | { kind: 'start' } | { kind: 'part'; part: number } | { kind: 'complete' }
)

export type Failure =
  | { why: 'line' }
  | { why: 'busy'; seconds: number }
  | { why: 'signedOut' }
  /** Bucket or server do not know what was begun. */
  | { why: 'lost' }
  /** An answer nobody can explain. */
  | { why: 'fault' }
  | { why: 'unreadable' }
  | { why: 'refused'; refusal: Message }

export type Move =
  | { kind: 'chosen'; file: Pick<Sending, 'id' | 'name' | 'bytes' | 'fingerprint'> }
  | { kind: 'begun'; task: Task }
  | { kind: 'looked'; task: Task }
  | { kind: 'started'; task: Task; mediaId: string; partBytes: number; done: number[] }
  | { kind: 'arrived'; task: Task & { kind: 'part' }; seconds: number }
  | { kind: 'completed'; task: Task }
  | { kind: 'failed'; task: Task; failure: Failure }
  | { kind: 'paused' | 'resumed' | 'dismissed'; id: number }
  /** The line is back, or the reader from another tab. */
  | { kind: 'returned' }
  | { kind: 'woke' }

export const emptyLine: Line = { files: [], lanes: 1, hold: null, failures: 0 }
export const mostLanes = 4
/** Unexplained answers in a row after which a file is refused, and the person asked. */
export const mostFaults = 5

/** How often, in milliseconds, it is asked whether somebody signed in beside this page. */
const untilSignedIn = 5000

/** What one part a lane brings, in bytes a second: from the first on another lane is opened, below the second one closed. */
const [quick, slow] = [512 * 1024, 128 * 1024]

export function step(line: Line, move: Move, now: number): Line {
  switch (move.kind) {
    case 'chosen':
      return chosen(line, move.file)
    case 'begun':
      return onFile(line, move.task.id, (file) => ({
        ...file,
        running: [...file.running, move.task],
      }))
    case 'looked':
      return ended(line, move.task, (file) => ({ ...file, phase: 'starting' }))
    case 'started':
      return ended(goesOn(line), move.task, (file) => started(file, move))
    case 'arrived':
      return arrived(line, move)
    case 'completed':
      return ended(goesOn(line), move.task, (file) => ({ ...file, phase: 'done' }))
    case 'failed':
      return failed(line, move.task, move.failure, now)
    case 'paused':
      return onFile(line, move.id, (file) =>
        isUnderWay(file) && file.phase !== 'completing' ? dropped({ ...file, phase: 'paused' }) : file,
      )
    case 'resumed':
      return onFile(line, move.id, (file) =>
        file.phase === 'paused' || file.phase === 'refused' ? again(file) : file,
      )
    case 'dismissed':
      return {
        ...line,
        files: line.files.filter(({ id, phase }) => id !== move.id || phase === 'completing'),
      }
    case 'returned':
      return line.hold?.why === 'busy' ? line : { ...line, hold: null }
    case 'woke':
      return line.hold && line.hold.until <= now ? { ...line, hold: null } : line
  }
}

/**
 * What may be begun now: nothing while the line is held; looking into files, and never more of the rest at once than it
 * has lanes, the first file first.
 */
export function tasksOf(line: Line): Task[] {
  if (line.hold) return []
  const wanted = line.files.flatMap(wantedBy)
  const free = line.lanes - line.files.flatMap(({ running }) => running).filter(needsLane).length
  return [
    ...wanted.filter((task) => !needsLane(task)),
    ...wanted.filter(needsLane).slice(0, Math.max(free, 0)),
  ]
}

export const needsLane = ({ kind }: Task) => kind !== 'look'

function wantedBy(file: Sending): Task[] {
  const task = { id: file.id, turn: file.turn }
  if (file.phase === 'sending') {
    const had = new Set(file.acknowledged)
    for (const running of file.running) if (running.kind === 'part') had.add(running.part)
    return partsOf(file.bytes, file.partBytes)
      .filter(({ partNumber }) => !had.has(partNumber))
      .map(({ partNumber }) => ({ ...task, kind: 'part', part: partNumber }))
  }
  if (file.running.length > 0) return []
  if (file.phase === 'looking') return [{ ...task, kind: 'look' }]
  if (file.phase === 'starting') return [{ ...task, kind: 'start' }]
  if (file.phase === 'completing') return [{ ...task, kind: 'complete' }]
  return []
}

/** Whether it needs nothing but time. */
export const isUnderWay = ({ phase }: Sending) =>
  phase !== 'done' && phase !== 'paused' && phase !== 'refused'

/** Whether its turn has not come yet. */
export const isQueued = (line: Line, file: Sending) =>
  !line.hold && isUnderWay(file) && file.phase !== 'looking' && file.running.length === 0

/** Whether a task still counts; one that does not is to be dropped. */
export const counts = (line: Line, { id, turn }: Task) =>
  line.files.some((file) => file.id === id && file.turn === turn)

export const bytesOfPart = ({ bytes, partBytes }: Sending, part: number) =>
  Math.min(partBytes, bytes - (part - 1) * partBytes)

/** A file chosen again takes the place of the one that waits for it; one that is under way is not sent twice. */
function chosen(line: Line, file: Pick<Sending, 'id' | 'name' | 'bytes' | 'fingerprint'>): Line {
  const made: Sending = {
    ...file,
    phase: 'looking',
    turn: 0,
    running: [],
    mediaId: null,
    partBytes: 0,
    acknowledged: [],
    shown: 0,
    faults: 0,
    refusal: null,
  }
  const before = line.files.find(
    ({ fingerprint, phase }) => fingerprint === file.fingerprint && phase !== 'done',
  )
  if (!before) return { ...line, files: [...line.files, made] }
  if (isUnderWay(before)) return line
  const replaced = { ...made, shown: before.shown }
  return { ...line, files: line.files.map((one) => (one === before ? replaced : one)) }
}

function started(file: Sending, answer: { mediaId: string; partBytes: number; done: number[] }): Sending {
  const { mediaId, partBytes, done: acknowledged } = answer
  return acknowledge({ ...file, mediaId, partBytes, phase: 'sending' }, acknowledged)
}

function arrived(line: Line, { task, seconds }: Move & { kind: 'arrived' }): Line {
  const file = line.files.find(({ id }) => id === task.id)
  if (!file || !counts(line, task)) return line
  const rate = bytesOfPart(file, task.part) / Math.max(seconds, 0.001)
  const more = rate >= quick ? 1 : rate < slow ? -1 : 0
  const lanes = Math.min(Math.max(line.lanes + more, 1), mostLanes)
  return ended({ ...goesOn(line), lanes }, task, (one) =>
    acknowledge({ ...one, faults: 0 }, [...one.acknowledged.filter((part) => part !== task.part), task.part]),
  )
}

function acknowledge(file: Sending, acknowledged: number[]): Sending {
  const sent = acknowledged.reduce((sum, part) => sum + bytesOfPart(file, part), 0)
  const phase = sent === file.bytes ? 'completing' : file.phase
  return { ...file, acknowledged, phase, shown: Math.max(file.shown, sent) }
}

function failed(line: Line, task: Task, failure: Failure, now: number): Line {
  if (!counts(line, task)) return line
  const held = holdFor(line, failure, now)
  switch (failure.why) {
    case 'line':
    case 'busy':
    case 'signedOut':
      return ended(held, task, (file) => file)
    case 'unreadable':
      return ended(line, task, (file) => refused(file, changed(file)))
    case 'refused':
      // Whatever was begun under the old row is not gone on with.
      return ended(line, task, (file) =>
        refused({ ...file, mediaId: null, acknowledged: [] }, failure.refusal),
      )
    case 'lost':
    case 'fault':
      return ended(held, task, (file) => {
        const faults = file.faults + (line.hold ? 0 : 1)
        if (faults >= mostFaults) return refused({ ...file, faults }, unexplained(file))
        return failure.why === 'lost' ? dropped({ ...file, faults, phase: 'starting' }) : { ...file, faults }
      })
  }
}

const changed = ({ name }: Sending) => refuse('media.refused.changed', { name }).refused
const unexplained = ({ name }: Sending) => refuse('media.refused.unexplained', { name }).refused

/**
 * The longer, the more often in a row: 1 s, 2 s, 4 s, …, 15 s; what fails while the line is held already was begun before
 * and is no further time. The hold that lasts longest stands.
 */
function holdFor(line: Line, failure: Failure, now: number): Line {
  const strongest = (hold: Hold) => (line.hold && line.hold.until >= hold.until ? line.hold : hold)
  if (failure.why === 'signedOut')
    return { ...line, hold: strongest({ why: 'signedOut', until: now + untilSignedIn }) }
  const failures = line.hold ? Math.max(line.failures, 1) : line.failures + 1
  const pause = Math.min(1000 * 2 ** (failures - 1), 15_000)
  const asked = failure.why === 'busy' ? failure.seconds * 1000 : 0
  const why = failure.why === 'line' ? 'line' : 'busy'
  const hold = strongest({ why, until: now + Math.max(pause, asked) })
  return { ...line, lanes: 1, failures, hold }
}

/** An answer came: there is a line. */
const goesOn = (line: Line): Line => ({
  ...line,
  failures: 0,
  hold: line.hold?.why === 'line' ? null : line.hold,
})

/** The task is no longer under way; what it leads to is done to its file, if it still counts. */
function ended(line: Line, task: Task, change: (file: Sending) => Sending): Line {
  if (!counts(line, task)) return line
  return onFile(line, task.id, (file) =>
    change({ ...file, running: file.running.filter((one) => !isSame(one, task)) }),
  )
}

const isSame = (one: Task, other: Task) =>
  one.kind === other.kind && (one.kind !== 'part' || other.kind !== 'part' || one.part === other.part)

/** Nothing that is under way for it counts any more. */
const dropped = (file: Sending): Sending => ({ ...file, turn: file.turn + 1, running: [] })

const refused = (file: Sending, refusal: Message): Sending => dropped({ ...file, phase: 'refused', refusal })

/** From the beginning, which tells what the bucket has; straight to the end where all was acknowledged. */
function again(file: Sending): Sending {
  const whole =
    file.mediaId !== null && file.acknowledged.length === partsOf(file.bytes, file.partBytes).length
  return dropped({ ...file, phase: whole ? 'completing' : 'looking', faults: 0, refusal: null })
}

const onFile = (line: Line, id: number, change: (file: Sending) => Sending): Line => ({
  ...line,
  files: line.files.map((file) => (file.id === id ? change(file) : file)),
})
