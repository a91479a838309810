import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  begin,
  isLocked,
  isUnsaved,
  move,
  type Effect,
  type Happening,
  type Phase,
  type Saving,
  type Sent,
} from '#app/components/ui/saving.ts'
import { sized } from '../../support/size.ts'

type State = Saving<string>
const after = (state: State, ...happened: Happening<string>[]) =>
  happened.reduce(({ state }, one) => move(state, one), { state, effects: [] as Effect[] })

const clean = begin<string>(3, 'a', 'a')
const to = {
  clean,
  dirty: after(clean, { is: 'typed', screen: 'ab' }).state,
  sending: after(clean, { is: 'typed', screen: 'ab' }, { is: 'pause' }).state,
  submitting: after(clean, { is: 'press' }).state,
}
const states: Record<Phase, State> = {
  ...to,
  refused: after(to.sending, { is: 'refused', why: 'w' }).state,
  elsewhere: after(to.sending, { is: 'elsewhere', why: 'w' }).state,
  offline: after(to.sending, { is: 'noLine' }).state,
  signedOut: after(to.sending, { is: 'signedOut' }).state,
  submitted: after(to.submitting, { is: 'stored', version: 4 }).state,
  left: after(clean, { is: 'leave' }).state,
}

const all: Happening<string>[] = [
  { is: 'typed', screen: 'abc' },
  { is: 'pause' },
  { is: 'again' },
  { is: 'press' },
  { is: 'stored', version: 4 },
  { is: 'refused', why: 'w' },
  { is: 'elsewhere', why: 'w' },
  { is: 'noLine' },
  { is: 'signedOut' },
  { is: 'keepMine', version: 9 },
  { is: 'drop' },
  { is: 'handIn' },
  { is: 'leave' },
]

describe('the table of moves', () => {
  it('leads where its docstring says, and nowhere else', () => {
    const led = Object.fromEntries(
      Object.entries(states).map(([phase, state]) => [
        phase,
        all
          .map((happening) => [happening.is, move(state, happening).state.phase] as const)
          .filter(([, next]) => next !== phase)
          .map((pair) => pair.join(' → ')),
      ]),
    )
    expect(led).toEqual({
      clean: ['typed → dirty', 'press → submitting', 'handIn → left', 'leave → left'],
      dirty: ['pause → sending', 'again → sending', 'press → submitting', 'handIn → left', 'leave → left'],
      sending: [
        'stored → clean',
        'refused → refused',
        'elsewhere → elsewhere',
        'noLine → offline',
        'signedOut → signedOut',
        'handIn → left',
        'leave → left',
      ],
      refused: ['typed → dirty', 'press → submitting', 'leave → left'],
      elsewhere: ['keepMine → sending', 'drop → left', 'leave → left'],
      offline: ['again → sending', 'press → sending', 'handIn → left', 'leave → left'],
      signedOut: ['again → sending', 'press → sending', 'handIn → left', 'leave → left'],
      submitting: [
        'stored → submitted',
        'refused → refused',
        'elsewhere → elsewhere',
        'noLine → offline',
        'signedOut → signedOut',
        'leave → left',
      ],
      submitted: ['leave → left'],
      left: [],
    })
  })

  it('swallows a second press', () => {
    expect(move(states.submitting, { is: 'press' })).toEqual({ state: states.submitting, effects: [] })
    expect(after(to.sending, { is: 'press' }, { is: 'press' }).effects).toEqual([])
  })

  it('sends again what was not answered before anything newer, on the same version', () => {
    const newer = after(states.offline, { is: 'typed', screen: 'abc' }, { is: 'again' })
    expect(newer.effects).toEqual([{ do: 'send', sent: { text: 'ab', submit: false }, version: 3 }])
    expect(after(newer.state, { is: 'stored', version: 4 }, { is: 'pause' }).effects).toEqual([
      { do: 'send', sent: { text: 'abc', submit: false }, version: 4 },
    ])
  })

  it('calls handing in off where something else is typed without a line', () => {
    const waiting = after(to.submitting, { is: 'noLine' }).state
    expect(waiting.wanted).toBe(true)
    const typed = after(waiting, { is: 'typed', screen: 'b' }, { is: 'again' })
    expect(typed.effects).toEqual([{ do: 'send', sent: { text: 'a', submit: false }, version: 3 }])
    expect(typed.state.wanted).toBe(false)
  })

  it('says nothing of a refusal of what is no longer on the screen', () => {
    const now = after(to.sending, { is: 'typed', screen: 'abc' }, { is: 'refused', why: 'w' }).state
    expect([now.phase, now.why]).toEqual(['dirty', null])
  })

  it('keeps what was refused, but does not send it', () => {
    for (const phase of ['refused', 'elsewhere'] as const)
      expect(move(states[phase], { is: 'leave' }).effects).toEqual([
        { do: 'handOver', text: 'ab', version: 3, unanswered: null, submit: false, refused: true },
      ])
  })

  it('takes up what somebody is sending already without sending it again', () => {
    const sent = { text: 'ab', submit: false }
    const up = (underWay: boolean) => move(clean, { is: 'takeUp', screen: 'abc', version: 2, sent, underWay })
    expect([up(true).state.phase, up(true).effects]).toEqual(['sending', []])
    expect(up(false).effects).toEqual([{ do: 'send', sent, version: 2 }])
  })
})

/** The server's side of it: as saveSheet and submitSheet answer, where a text with an x is none that it takes. */
class Server {
  version = 0
  text = ''
  submitted = false
  foreign = 0

  take({ text, submit }: Sent, version: number): Happening<string> {
    if (version !== this.version)
      return text === this.text && submit === this.submitted
        ? { is: 'stored', version: this.version }
        : { is: 'elsewhere', why: this.text }
    if (this.submitted || text.includes('x')) return { is: 'refused', why: text }
    this.version++
    this.text = text
    this.submitted = submit
    return { is: 'stored', version: this.version }
  }

  writtenElsewhere() {
    if (this.submitted) return
    this.version++
    this.foreign++
    this.text = `other ${this.version}`
  }
}

/** One screen before one server: what is under way is answered, or lost, when the walk says so. */
class Walk {
  state = begin<string>(0, '', '')
  screen = ''
  pending: { sent: Sent; version: number } | null = null
  over: Extract<Effect, { do: 'handOver' }> | null = null
  server = new Server()

  happens(happening: Happening<string>) {
    const { state, effects } = move(this.state, happening)
    this.state = state
    for (const effect of effects) {
      if (effect.do === 'send') {
        expect(this.pending).toBeNull()
        this.pending = effect
      }
      if (effect.do === 'handOver') this.over = effect
    }
    this.holds()
  }

  /** What is true whatever happened. */
  holds() {
    const { state, server, pending } = this
    expect(state.screen).toBe(this.screen)
    if (state.phase !== 'left')
      expect(pending !== null).toBe(state.phase === 'sending' || state.phase === 'submitting')
    if (state.phase === 'clean' && server.foreign === 0) expect(server.text).toBe(this.screen)
    if (state.phase === 'submitted') expect([server.submitted, server.text]).toEqual([true, this.screen])
    if (state.phase === 'elsewhere') expect(server.foreign > 0 || server.submitted).toBe(true)
    if (state.phase === 'refused') expect(this.screen.includes('x') || server.submitted).toBe(true)
    if (!isUnsaved(state) && server.foreign === 0 && state.phase !== 'left')
      expect(server.text).toBe(this.screen)
  }

  type(letter: string) {
    if (isLocked(this.state)) return
    this.screen = letter === '<' ? this.screen.slice(0, -1) : this.screen + letter
    this.happens({ is: 'typed', screen: this.screen })
  }

  arrives(answered: boolean) {
    const { pending, server } = this
    if (!pending) return
    this.pending = null
    // Nothing is handed in that differs from what stands on the screen.
    if (pending.sent.submit && this.state.phase !== 'left') expect(pending.sent.text).toBe(this.screen)
    const answer = server.take(pending.sent, pending.version)
    this.happens(answered ? answer : { is: 'noLine' })
  }

  loses(how: 'noLine' | 'signedOut') {
    if (!this.pending) return
    this.pending = null
    this.happens({ is: how })
  }

  /** The line is good and somebody looks after it, until nothing moves any more. */
  settles() {
    for (let turn = 0; turn < 20; turn++) {
      this.arrives(true)
      this.happens({ is: 'pause' })
      this.happens({ is: 'again' })
    }
  }
}

const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('a', 'b', 'x', '<') },
    { weight: 4, arbitrary: fc.constantFrom('pause', 'answered', 'again') },
    { weight: 1, arbitrary: fc.constantFrom('press', 'lost', 'lostAnswer', 'signedOut') },
    { weight: 1, arbitrary: fc.constantFrom('elsewhere', 'keepMine') },
  ),
  { maxLength: 60 },
)

function goThrough(walk: Walk, happened: string[], alone: boolean) {
  for (const step of happened) {
    if (step.length === 1) walk.type(step)
    else if (step === 'answered' || step === 'lostAnswer') walk.arrives(step === 'answered')
    else if (step === 'lost' || step === 'signedOut') walk.loses(step === 'lost' ? 'noLine' : 'signedOut')
    else if (step === 'elsewhere') {
      if (!alone) walk.server.writtenElsewhere()
    } else if (step === 'keepMine') walk.happens({ is: 'keepMine', version: walk.server.version })
    else walk.happens({ is: step as 'pause' | 'again' | 'press' })
  }
}

describe('whatever happens, in whatever order', () => {
  it('the screen of one reader alone comes to be what is stored', () => {
    fc.assert(
      fc.property(steps, (happened) => {
        const walk = new Walk()
        goThrough(walk, happened, true)
        walk.settles()
        const { phase } = walk.state
        if (phase === 'clean' || phase === 'submitted') expect(walk.server.text).toBe(walk.screen)
        else expect(walk.screen.includes('x') || walk.server.submitted).toBe(true)
        expect(['clean', 'submitted', 'refused', 'elsewhere']).toContain(phase)
      }),
      { numRuns: sized(1_000, 10_000) },
    )
  })

  it('what others write is never written over unasked', () => {
    fc.assert(
      fc.property(steps, (happened) => {
        const walk = new Walk()
        const asked = happened.filter((step) => step !== 'keepMine')
        goThrough(walk, asked, false)
        walk.settles()
        if (walk.server.foreign > 0) expect(walk.server.text).toMatch(/^other \d+$/)
      }),
      { numRuns: sized(1_000, 10_000) },
    )
  })

  it('what is handed over when the screen is left comes to be stored', () => {
    fc.assert(
      fc.property(steps, fc.constantFrom('leave' as const, 'handIn' as const), (happened, how) => {
        const walk = new Walk()
        goThrough(walk, happened, true)
        const before = walk.state
        walk.happens({ is: how })
        if (walk.state.phase !== 'left') return
        const { over, server } = walk
        if (!over) expect(server.text === walk.screen || !isUnsaved(before)).toBe(true)
        else if (over.refused) expect(walk.screen.includes('x') || server.submitted).toBe(true)
        if (!over || over.refused) return
        // As the outbox does: what may be stored already first, then the rest.
        const pending = walk.pending
        let version = over.version
        if (pending) {
          const answer = server.take(pending.sent, pending.version)
          if (answer.is === 'stored') version = answer.version
        } else if (over.unanswered !== null) {
          const answer = server.take({ text: over.unanswered, submit: false }, version)
          if (answer.is === 'stored') version = answer.version
        }
        if (!pending?.sent.submit) server.take({ text: over.text, submit: over.submit }, version)
        const taken = server.text === walk.screen
        expect(taken || walk.screen.includes('x') || server.submitted).toBe(true)
      }),
      { numRuns: sized(1_000, 10_000) },
    )
  })
})
