import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  counts,
  emptyLine,
  isQueued,
  isUnderWay,
  mostFaults,
  mostLanes,
  needsLane,
  step,
  tasksOf,
  type Failure,
  type Line,
  type Move,
  type Sending,
  type Task,
} from '#app/modules/media/sending.ts'
import { partsOf } from '#app/modules/editions/file-kinds.ts'
import { refuse } from '#app/modules/refusal/refusal.ts'

const MiB = 1024 * 1024
const partBytes = 5 * MiB

/** Moves in their order, at moment 0 unless it says otherwise. */
const after = (moves: Move[], line = emptyLine, now = 0) =>
  moves.reduce((sum, move) => step(sum, move, now), line)
const fileOf = (line: Line, id = 1): Sending => line.files.find((file) => file.id === id)!
const choose = (id = 1, bytes = 12 * MiB, name = 'phim.mp4'): Move => ({
  kind: 'chosen',
  file: { id, name, bytes, fingerprint: `${name}|${bytes}` },
})
/** Begins whatever may be begun and lets it come out well, until so much is reached. */
function until(line: Line, reached: (line: Line) => boolean, done: number[] = []): Line {
  for (let times = 0; times < 500 && !reached(line); times++) {
    const [task] = tasksOf(line)
    line = succeed(step(line, { kind: 'begun', task: task! }, 0), task!, done)
  }
  return line
}
const isIn =
  (phase: Sending['phase'], id = 1) =>
  (line: Line) =>
    fileOf(line, id).phase === phase

function succeed(line: Line, task: Task, done: number[] = [], seconds = 20): Line {
  const mediaId = `med_${task.id}`
  const moves = {
    look: { kind: 'looked', task },
    start: { kind: 'started', task, mediaId, partBytes, done },
    part: { kind: 'arrived', task, seconds },
    complete: { kind: 'completed', task },
  }
  return step(line, moves[task.kind] as Move, 0)
}
const begin = (line: Line, now = 0): [Line, Task] => {
  const [task] = tasksOf(line)
  return [step(line, { kind: 'begun', task: task! }, now), task!]
}
const fail = (line: Line, failure: Failure, now = 0): Line => {
  const [begun, task] = begin(line, now)
  return step(begun, { kind: 'failed', task, failure }, now)
}

describe('a file on a line without trouble', () => {
  it('is looked into, begun, sent part by part and put together', () => {
    const seen: string[] = []
    let line = after([choose()])
    while (isUnderWay(fileOf(line))) {
      const [begun, task] = begin(line)
      seen.push(task.kind === 'part' ? `part ${task.part}` : task.kind)
      line = succeed(begun, task)
    }
    expect(seen).toEqual(['look', 'start', 'part 1', 'part 2', 'part 3', 'complete'])
    expect(fileOf(line)).toMatchObject({ phase: 'done', shown: 12 * MiB, mediaId: 'med_1' })
  })

  it('sends nothing again that the bucket has', () => {
    const line = until(after([choose()]), isIn('sending'), [1, 3])
    expect(fileOf(line).shown).toBe(7 * MiB)
    expect(tasksOf(line)).toMatchObject([{ kind: 'part', part: 2 }])
    const whole = until(after([choose()]), isIn('completing'), [1, 2, 3])
    expect(tasksOf(whole)).toMatchObject([{ kind: 'complete' }])
  })

  it('waits for its turn, but is looked into at once', () => {
    const line = until(after([choose(1), choose(2, MiB, 'hai.mp4')]), isIn('sending'))
    expect(fileOf(line, 2).phase).toBe('starting')
    const [sending] = begin(line)
    expect(tasksOf(sending)).toEqual([])
    expect([isQueued(sending, fileOf(sending, 1)), isQueued(sending, fileOf(sending, 2))]).toEqual([
      false,
      true,
    ])
  })
})

describe('the lanes of a line', () => {
  const sending = () => until(after([choose(1, 200 * MiB)]), isIn('sending'))
  function send(line: Line, seconds: number, times: number): number[] {
    const lanes: number[] = []
    for (let sent = 0; sent < times; sent++) {
      const [begun, task] = begin(line)
      line = succeed(begun, task, [], seconds)
      lanes.push(line.lanes)
    }
    return lanes
  }

  it.each([
    ['20 kB/s', 262, [1, 1, 1]],
    ['150 kB/s', 35, [1, 1, 1]],
    ['half a megabyte a second', 10, [2, 3, 4, 4]],
    ['100 MB/s', 0, [2, 3, 4, 4]],
  ])('of %s, where a part takes %i s', (_what, seconds, lanes) => {
    expect(sending().lanes).toBe(1)
    expect(send(sending(), seconds, lanes.length)).toEqual(lanes)
  })

  it('become fewer when it grows slow, and one when a part is lost', () => {
    const wide = { ...sending(), lanes: 3 }
    expect(send(wide, 60, 3)).toEqual([2, 1, 1])
    expect(fail(wide, { why: 'line' }).lanes).toBe(1)
  })
})

describe('a line that is cut', () => {
  it('is asked again after a pause that grows, for as long as it takes', () => {
    let line = after([choose()])
    line = until(line, isIn('sending'))
    const pauses: number[] = []
    for (let times = 0, now = 0; times < 50; times++) {
      line = fail(line, { why: 'line' }, now)
      expect([line.hold!.why, tasksOf(line)]).toEqual(['line', []])
      const { until } = line.hold!
      pauses.push(until - now)
      expect(step(line, { kind: 'woke' }, until - 1).hold).not.toBeNull()
      line = step(line, { kind: 'woke' }, until)
      now = until
    }
    expect(pauses.slice(0, 6)).toEqual([1000, 2000, 4000, 8000, 15_000, 15_000])
    expect(fileOf(until(line, isIn('done'))).shown).toBe(12 * MiB)
  })

  it('goes on when it is back before that', () => {
    const line = fail(after([choose()]), { why: 'line' })
    expect(step(line, { kind: 'returned' }, 1).hold).toBeNull()
  })
})

describe('an answer to come later', () => {
  it('is waited out to its last second, whoever comes back', () => {
    const line = fail(until(after([choose()]), isIn('starting')), { why: 'busy', seconds: 30 }, 1000)
    expect(line.hold).toEqual({ why: 'busy', until: 31_000 })
    expect(tasksOf(after([{ kind: 'returned' }, { kind: 'woke' }], line, 30_999))).toEqual([])
    expect(tasksOf(after([{ kind: 'woke' }], line, 31_000))).toMatchObject([{ kind: 'start' }])
  })

  it('without a time is asked again as a line that is cut', () => {
    const line = fail(until(after([choose()]), isIn('starting')), { why: 'busy', seconds: 0 })
    expect(line.hold).toEqual({ why: 'busy', until: 1000 })
  })
})

it('an ended session holds everything until the person returns, and is asked after meanwhile', () => {
  const line = fail(until(after([choose()]), isIn('starting')), { why: 'signedOut' })
  expect(line.hold).toEqual({ why: 'signedOut', until: 5000 })
  expect(tasksOf(after([{ kind: 'woke' }], line, 4999))).toEqual([])
  expect(tasksOf(after([{ kind: 'woke' }], line, 5000))).toMatchObject([{ kind: 'start' }])
  expect(tasksOf(after([{ kind: 'returned' }], line))).toMatchObject([{ kind: 'start' }])
})

it('four parts that are lost at once are one cut, and one fault', () => {
  for (const [why, faults] of [
    ['line', 0],
    ['fault', 1],
  ] as const) {
    let line = { ...until(after([choose(1, 200 * MiB)]), isIn('sending')), lanes: 4 }
    const tasks = tasksOf(line)
    expect(tasks).toHaveLength(4)
    for (const task of tasks) line = step(line, { kind: 'begun', task }, 0)
    for (const task of tasks) line = step(line, { kind: 'failed', task, failure: { why } }, 0)
    expect([line.failures, line.hold!.until, fileOf(line).faults]).toEqual([1, 1000, faults])
  }
})

it('the hold that lasts longest stands, and an answer ends only the one for want of a line', () => {
  let line = until(after([choose(1, 200 * MiB)]), isIn('sending'))
  line = { ...line, lanes: 3 }
  const tasks = tasksOf(line)
  line = after(
    tasks.map((task) => ({ kind: 'begun', task })),
    line,
  )
  const failing = (failure: Failure): Move => ({ kind: 'failed', task: tasks[0]!, failure })
  const busy = after([failing({ why: 'busy', seconds: 30 })], line)
  expect(after([{ ...failing({ why: 'line' }), task: tasks[1]! } as Move], busy).hold).toEqual(busy.hold)
  expect(succeed(busy, tasks[2]!).hold).toEqual(busy.hold)
  const cut = after([failing({ why: 'line' })], line)
  expect(cut.hold).not.toBeNull()
  expect(succeed(cut, tasks[2]!).hold).toBeNull()
})

describe('a file that is not taken', () => {
  const why = refuse('media.refused.kind', { name: 'phim.mp4', taken: '.pdf' }).refused
  it('says why, holds up no other, and may be tried again', () => {
    let line = until(after([choose(1), choose(2, MiB, 'hai.mp4')]), isIn('starting', 2))
    line = fail(line, { why: 'refused', refusal: why })
    expect(fileOf(line)).toMatchObject({ phase: 'refused', refusal: why })
    line = until(line, isIn('done', 2))
    line = step(line, { kind: 'resumed', id: 1 }, 0)
    expect(fileOf(line)).toMatchObject({ phase: 'looking', refusal: null })
    expect(fileOf(until(line, isIn('done'))).phase).toBe('done')
  })

  it('because it changed or vanished says so', () => {
    const line = fail(until(after([choose()]), isIn('sending')), { why: 'unreadable' })
    expect(fileOf(line)).toMatchObject({
      phase: 'refused',
      refusal: { key: 'media.refused.changed', values: { name: 'phim.mp4' } },
    })
  })

  it.each(['fault', 'lost'] as const)('after %s, time and again, is the person’s to try', (kind) => {
    let line = until(after([choose()]), isIn('sending'))
    for (let times = 1; times < mostFaults; times++) {
      line = step(fail(line, { why: kind }), { kind: 'woke' }, 1e9)
      expect(isUnderWay(fileOf(line))).toBe(true)
    }
    line = fail(line, { why: kind })
    expect(fileOf(line)).toMatchObject({
      phase: 'refused',
      refusal: { key: 'media.refused.unexplained', values: { name: 'phim.mp4' } },
    })
    const retried = step(step(line, { kind: 'woke' }, 1e9), { kind: 'resumed', id: 1 }, 1e9)
    expect(fileOf(until(retried, isIn('done'))).faults).toBeLessThan(mostFaults)
  })

  it('as a whole, though every part is there, is only put together again', () => {
    let line = until(after([choose()]), isIn('completing'))
    for (let times = 0; times < mostFaults; times++)
      line = step(fail(line, { why: 'fault' }), { kind: 'woke' }, 1e9)
    line = step(line, { kind: 'resumed', id: 1 }, 0)
    expect(tasksOf(line)).toMatchObject([{ kind: 'complete' }])
  })
})

describe('the person', () => {
  it('pauses and goes on; what was under way counts no more', () => {
    const [line, part] = begin(until(after([choose()]), isIn('sending')))
    const paused = step(line, { kind: 'paused', id: 1 }, 0)
    expect([tasksOf(paused), counts(paused, part)]).toEqual([[], false])
    expect(succeed(paused, part)).toBe(paused)
    expect(fileOf(until(step(paused, { kind: 'resumed', id: 1 }, 0), isIn('done'))).shown).toBe(12 * MiB)
  })

  it('stops nothing that is being put together', () => {
    const line = until(after([choose()]), isIn('completing'))
    expect(fileOf(step(line, { kind: 'paused', id: 1 }, 0)).phase).toBe('completing')
    expect(step(line, { kind: 'dismissed', id: 1 }, 0).files).toHaveLength(1)
  })

  it('takes away any other', () => {
    const [line, part] = begin(until(after([choose()]), isIn('sending')))
    const gone = step(line, { kind: 'dismissed', id: 1 }, 0)
    expect([gone.files, counts(gone, part), succeed(gone, part)]).toEqual([[], false, gone])
  })

  it('chooses a file twice, which is one row', () => {
    const line = until(after([choose(1)]), isIn('sending'), [1])
    expect(after([choose(2)], line)).toBe(line)
    const paused = after([{ kind: 'paused', id: 1 }, choose(2)], line)
    expect(paused.files).toMatchObject([{ id: 2, phase: 'looking', shown: 5 * MiB, refusal: null }])
    const done = until(line, isIn('done'))
    expect(after([choose(2)], done).files.map(({ id }) => id)).toEqual([1, 2])
  })
})

/** Files, answers, cuts and presses in any order. The world keeps what it was told; nothing else is asked of it. */
describe('whatever comes in whatever order', () => {
  const failures: Failure[] = [
    { why: 'line' },
    { why: 'busy', seconds: 3 },
    { why: 'signedOut' },
    { why: 'lost' },
    { why: 'fault' },
    { why: 'unreadable' },
    { why: 'refused', refusal: refuse('media.refused.tooMany', { name: 'phim.mp4', max: 1 }).refused },
  ]
  const choices = fc.array(fc.record({ what: fc.nat(99), which: fc.nat(999), seconds: fc.nat(99) }), {
    maxLength: 300,
  })

  class World {
    line = emptyLine
    now = 0
    /** Begun by the driver; dropped ones may still answer. */
    tasks: Task[] = []
    /** Of each file by its fingerprint, the parts the bucket has, and whether it was put together. */
    bucket = new Map<string, { parts: Set<number>; whole: boolean }>()
    held: Line['hold'] = null
    bars = new Map<number, number>()

    move(move: Move) {
      const before = this.line
      this.line = step(this.line, move, this.now)
      for (const file of this.line.files) {
        expect(file.shown).toBeGreaterThanOrEqual(this.bars.get(file.id) ?? 0)
        expect(file.shown).toBeLessThanOrEqual(file.bytes)
        this.bars.set(file.id, file.shown)
        if (file.phase === 'refused') expect(file.refusal!.values!.name).toBeTruthy()
        else expect(file.refusal).toBeNull()
        if (file.phase === 'done') expect(this.bucket.get(file.fingerprint)!.whole).toBe(true)
        if (!isUnderWay(file)) expect(file.running).toEqual([])
      }
      const live = this.line.files.filter(({ phase }) => phase !== 'done').map((file) => file.fingerprint)
      expect(new Set(live).size).toBe(live.length)
      const { hold } = before
      // What asked to come later is not asked sooner, by whatever else happens.
      if (hold?.why === 'busy' && hold.until > this.now) expect(this.line.hold).not.toBeNull()
    }

    beginAll() {
      for (let [task] = tasksOf(this.line); task; [task] = tasksOf(this.line)) {
        expect(this.line.hold).toBeNull()
        this.tasks.push(task)
        this.move({ kind: 'begun', task })
        const underWay = this.line.files.flatMap(({ running }) => running)
        expect(underWay.filter(needsLane).length).toBeLessThanOrEqual(mostLanes)
        if (needsLane(task)) expect(underWay.filter(needsLane).length).toBeLessThanOrEqual(this.line.lanes)
        const names = underWay.map((one) => JSON.stringify(one))
        expect(new Set(names).size).toBe(names.length)
      }
    }

    /** The bucket does what it was asked, whether or not anybody still waits for it. */
    done(task: Task, seconds: number) {
      const file = this.line.files.find(({ id }) => id === task.id)
      if (!file) return
      const kept = this.bucket.get(file.fingerprint) ?? { parts: new Set(), whole: false }
      this.bucket.set(file.fingerprint, kept)
      if (task.kind === 'look') this.move({ kind: 'looked', task })
      if (task.kind === 'start') {
        if (kept.whole) this.bucket.set(file.fingerprint, { parts: new Set(), whole: false })
        const done = [...this.bucket.get(file.fingerprint)!.parts]
        this.move({ kind: 'started', task, mediaId: 'med', partBytes, done })
      }
      if (task.kind === 'part') {
        kept.parts.add(task.part)
        this.move({ kind: 'arrived', task, seconds })
      }
      if (task.kind === 'complete') {
        if (kept.parts.size === partsOf(file.bytes, partBytes).length) {
          kept.whole = true
          this.move({ kind: 'completed', task })
        } else this.move({ kind: 'failed', task, failure: { why: 'lost' } })
      }
    }
  }

  function act(world: World, { what, which, seconds }: { what: number; which: number; seconds: number }) {
    const { files } = world.line
    const file = files[which % Math.max(files.length, 1)]
    if (what < 8)
      world.move(choose(which + 1 + world.bars.size * 1000, ((which % 4) + 1) * 4 * MiB, `${which % 5}.mp4`))
    else if (what < 12 && file) world.move({ kind: 'paused', id: file.id })
    else if (what < 18 && file) world.move({ kind: 'resumed', id: file.id })
    else if (what < 20 && file) world.move({ kind: 'dismissed', id: file.id })
    else if (what < 24) world.move({ kind: 'returned' })
    else if (what < 34) {
      world.now += seconds * 100
      world.move({ kind: 'woke' })
    } else {
      world.beginAll()
      const [task] = world.tasks.splice(which % Math.max(world.tasks.length, 1), 1)
      if (!task) return
      if (what < 60) world.move({ kind: 'failed', task, failure: failures[which % failures.length]! })
      else world.done(task, seconds)
    }
  }

  it('no bar falls back, no lane is overfilled, and with time and a press every file arrives', () => {
    fc.assert(
      fc.property(choices, (acts) => {
        const world = new World()
        for (const one of acts) act(world, one)
        // From here on the world does what it is asked, and the person presses what there is to press.
        const open = () => world.line.files.some(({ phase }) => phase !== 'done')
        for (let rounds = 0; rounds < 200 && open(); rounds++) {
          world.now += 60_000
          world.move({ kind: 'woke' })
          world.move({ kind: 'returned' })
          for (const file of world.line.files)
            if (!isUnderWay(file)) world.move({ kind: 'resumed', id: file.id })
          world.beginAll()
          for (const task of world.tasks.splice(0)) world.done(task, 1)
        }
        expect(world.line.files.filter(({ phase }) => phase !== 'done')).toEqual([])
      }),
      { numRuns: 100 },
    )
  })
})
