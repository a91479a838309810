/**
 * How what is typed gets from the screen to the server, one request at a time. Rules without I/O: `move` takes where it
 * stands and what happened, and answers where it stands then and what is to be done. Texts are compared, never read.
 *
 * | phase      | what it means                                        | leads on                                   |
 * | ---------- | ---------------------------------------------------- | ------------------------------------------ |
 * | clean      | the server has what stands on the screen             | typed → dirty, press → submitting          |
 * | dirty      | typed a moment ago                                   | pause → sending, press → submitting        |
 * | sending    | a save is under way; what is typed meanwhile waits   | stored → clean, dirty, submitting          |
 * | refused    | the server did not take what stands on the screen    | typed → dirty, press → submitting          |
 * | elsewhere  | written elsewhere in between; somebody has to decide | keepMine → sending, drop → left            |
 * | offline    | no answer came                                       | again → what was not answered, once more   |
 * | signedOut  | the server knows nobody by this browser              | again → the same                           |
 * | submitting | what stands on the screen is being handed in         | stored → submitted                         |
 * | submitted  | handed in                                            |                                            |
 * | left       | the screen is gone, or handed its text over          |                                            |
 *
 * From sending and submitting: refused, elsewhere, noLine → offline, signedOut. From all: leave → left; from clean, dirty,
 * sending, offline and signedOut: handIn → left. What a phase has no move for is swallowed: a second press while the first
 * is under way, an answer nobody waits for.
 *
 * An answer that was lost may have been to a save that was stored. So the same text is sent again, on the same version,
 * before anything newer: the server knows it again, and nobody is told that somebody else wrote.
 */
export type Phase =
  | 'clean'
  | 'dirty'
  | 'sending'
  | 'refused'
  | 'elsewhere'
  | 'offline'
  | 'signedOut'
  | 'submitting'
  | 'submitted'
  | 'left'

export type Sent = { text: string; submit: boolean }

/** `Why` is what the server says of a refusal, and of what stands elsewhere. */
export type Saving<Why> = {
  phase: Phase
  /** of the server, on which the screen builds */
  version: number
  screen: string
  /** what the server has at that version; null where that is not known */
  stored: string | null
  /** under way, or sent and never answered */
  sent: Sent | null
  /** handing in was asked for, and follows once what is under way is stored */
  wanted: boolean
  why: Why | null
}

export type Happening<Why> =
  | { is: 'typed'; screen: string }
  /** nothing was typed for a moment */
  | { is: 'pause' }
  /** some time has passed, the line is back, or the reader from signing in */
  | { is: 'again' }
  | { is: 'press' }
  | Outcome<Why>
  /** what stands on the screen goes over what was written elsewhere up to this version */
  | { is: 'keepMine'; version: number }
  /** what was written elsewhere is taken, and what stands on the screen let go */
  | { is: 'drop' }
  /** what was typed before is on the screen again; `underWay`: somebody is sending it already, and tells the outcome */
  | { is: 'takeUp'; screen: string; version: number; sent: Sent | null; underWay: boolean }
  /** handed in by others, who go on where this screen stops */
  | { is: 'handIn' }
  | { is: 'leave' }

/** The screen after what others wrote was laid under it, and what of it the server has then. */
export type Laid = { screen: string; stored: string }

/** What a request came to. */
export type Outcome<Why> =
  | { is: 'stored'; version: number; laid?: Laid }
  | { is: 'refused'; why: Why; laid?: Laid }
  | { is: 'elsewhere'; why: Why }
  | { is: 'noLine' }
  | { is: 'signedOut' }

export type Effect =
  | { do: 'send'; sent: Sent; version: number }
  | { do: 'wait'; for: 'pause' | 'again' }
  /** To be kept and sent by others: `unanswered` first, where it is given; nothing by itself where it was `refused`. */
  | {
      do: 'handOver'
      text: string
      version: number
      unanswered: string | null
      submit: boolean
      refused: boolean
    }
  | { do: 'finish' }

type Next<Why> = { state: Saving<Why>; effects: Effect[] }
type Move<Why> = (state: Saving<Why>, happening: never) => Next<Why>

/** A screen as it is opened; `screen` differs from `stored` where a browser or a failed form brought back more. */
export const begin = <Why>(version: number, stored: string | null, screen: string): Saving<Why> => ({
  phase: screen === stored ? 'clean' : 'dirty',
  version,
  screen,
  stored,
  sent: null,
  wanted: false,
  why: null,
})

export function move<Why>(state: Saving<Why>, happening: Happening<Why>): Next<Why> {
  const found = (moves as Record<Phase, Partial<Record<string, Move<Why>>>>)[state.phase][happening.is]
  return found ? found(state, happening as never) : stay(state)
}

/** Whether something stands on the screen that the server may not have. */
export const isUnsaved = ({ phase, screen, stored, sent }: Saving<unknown>) =>
  phase !== 'submitted' && phase !== 'left' && (screen !== stored || sent !== null)

/** Whether what stands on the screen is on its way to be handed in, and may not change any more. */
export const isLocked = ({ phase, wanted }: Saving<unknown>) =>
  phase === 'submitting' || phase === 'submitted' || phase === 'left' || (phase === 'sending' && wanted)

type State = Saving<unknown>
type Of<Is extends Happening<unknown>['is']> = Extract<Happening<unknown>, { is: Is }>

const stay = <Why>(state: Saving<Why>): Next<Why> => ({ state, effects: [] })

const typed = (state: State, { screen }: Of<'typed'>): Next<unknown> =>
  screen === state.stored
    ? { state: { ...state, phase: 'clean', screen, why: null }, effects: [] }
    : { state: { ...state, phase: 'dirty', screen, why: null }, effects: [{ do: 'wait', for: 'pause' }] }

const typedOnTheWay = (state: State, { screen }: Of<'typed'>): Next<unknown> =>
  isLocked(state) ? stay(state) : stay({ ...state, screen })

const typedBesideChoice = (state: State, { screen }: Of<'typed'>): Next<unknown> => stay({ ...state, screen })

/** Handing in is called off: what would be handed in is no longer what stands on the screen. */
const typedWithoutLine = (state: State, { screen }: Of<'typed'>): Next<unknown> =>
  stay({ ...state, screen, wanted: false, sent: state.sent && { ...state.sent, submit: false } })

const send = (state: State, sent: Sent): Next<unknown> => ({
  state: { ...state, phase: sent.submit ? 'submitting' : 'sending', sent, why: null },
  effects: [{ do: 'send', sent, version: state.version }],
})

const save = (state: State) => send(state, { text: state.screen, submit: false })
const submit = (state: State) => send({ ...state, wanted: false }, { text: state.screen, submit: true })

/** What was not answered, then what was asked for, then what is new. */
function goOn(state: State): Next<unknown> {
  if (state.sent) return send(state, state.sent)
  if (state.wanted) return submit(state)
  return state.screen === state.stored ? stay({ ...state, phase: 'clean' }) : save(state)
}

const stored = (state: State, { version, laid }: Of<'stored'>): Next<unknown> => {
  const now = { ...state, version, stored: state.sent!.text, ...laid, sent: null, why: null }
  if (now.wanted) return submit(now)
  return typed(now, { is: 'typed', screen: now.screen })
}

const submitted = (state: State, { version, laid }: Of<'stored'>): Next<unknown> => ({
  state: {
    ...state,
    phase: 'submitted',
    version,
    stored: state.sent!.text,
    ...laid,
    sent: null,
    wanted: false,
  },
  effects: [{ do: 'finish' }],
})

/** Of a text that is no longer on the screen a refusal says nothing: what stands there now gets its own answer. */
const refused = (state: State, { why, laid }: Of<'refused'>): Next<unknown> => {
  const now = { ...state, screen: laid?.screen ?? state.screen, sent: null, wanted: false }
  return state.sent!.text === state.screen
    ? stay({ ...now, phase: 'refused', why })
    : typed(now, { is: 'typed', screen: now.screen })
}

const elsewhere = (state: State, { why }: Of<'elsewhere'>): Next<unknown> =>
  stay({ ...state, phase: 'elsewhere', stored: null, sent: null, wanted: false, why })

const unanswered =
  (phase: 'offline' | 'signedOut') =>
  (state: State): Next<unknown> => ({
    state: { ...state, phase, wanted: state.wanted || state.sent!.submit },
    effects: [{ do: 'wait', for: 'again' }],
  })

const drop = (state: State) => stay({ ...state, phase: 'left' })

const keepMine = (state: State, { version }: Of<'keepMine'>) => save({ ...state, version })

const takeUp = (state: State, { screen, version, sent, underWay }: Of<'takeUp'>): Next<unknown> => {
  const now: State = { ...state, screen, version, stored: null, sent }
  return underWay && sent ? stay({ ...now, phase: sent.submit ? 'submitting' : 'sending' }) : goOn(now)
}

/** What the server did not take, or somebody has to decide, is kept but not sent. */
function leave(state: State): Next<unknown> {
  const { phase, sent, wanted } = state
  if (!isUnsaved(state)) return stay({ ...state, phase: 'left' })
  const stopped = phase === 'refused' || phase === 'elsewhere'
  return handOver(state, wanted || (sent?.submit ?? false), stopped)
}

const handIn = (state: State) => handOver(state, true, false)

const handOver = (state: State, submit: boolean, refused: boolean): Next<unknown> => {
  const { screen: text, version, sent } = state
  const over = { text, version, unanswered: sent?.text ?? null, submit, refused }
  return { state: { ...state, phase: 'left' }, effects: [{ do: 'handOver', ...over }] }
}

const asked = { refused, elsewhere, noLine: unanswered('offline'), signedOut: unanswered('signedOut'), leave }

const want = (state: State) => stay({ ...state, wanted: true })
const away = {
  typed: typedWithoutLine,
  again: goOn,
  press: (state: State) => goOn({ ...state, wanted: true }),
  handIn,
  leave,
}

const moves = {
  clean: { typed, press: submit, takeUp, handIn, leave },
  dirty: { typed, pause: save, again: save, press: submit, takeUp, handIn, leave },
  sending: { typed: typedOnTheWay, press: want, stored, handIn, ...asked },
  refused: { typed, press: submit, leave },
  elsewhere: { typed: typedBesideChoice, keepMine, drop, leave },
  offline: away,
  signedOut: away,
  submitting: { ...asked, stored: submitted },
  submitted: { leave },
  left: {},
} satisfies Record<Phase, Partial<Record<Happening<unknown>['is'], Move<unknown>>>>
