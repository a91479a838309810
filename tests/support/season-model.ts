import { states } from '#app/commands/states.ts'
import { editionStateOf, type EditionMove } from '#app/modules/editions/edition-moves.ts'
import { entryMoves, mayEntry, type EntryMove } from '#app/modules/entries/entry-moves.ts'
import type { EntryState } from '#app/modules/entries/entry.ts'
import {
  whyNotSubmit,
  whyNotPutBack,
  whyNotTakeBack,
  whyNotWithdraw,
  type EntryForPolicy,
} from '#app/modules/entries/policy.ts'
import { ballotMoves, mayBallot, type BallotState } from '#app/modules/judging/ballot-moves.ts'
import { whyNotForm, whyNotScore, whyNotStrike } from '#app/modules/judging/policy.ts'
import { roundMoves, whyNotMove, type RoundMove } from '#app/modules/judging/round-moves.ts'
import type { roundKinds, RoundState, Stage } from '#app/modules/judging/round.ts'
import type { SheetStateName } from '#app/modules/judging/scoring.ts'
import { maySheet, sheetMoves } from '#app/modules/judging/sheet-moves.ts'
import { awardStateOf, mayAward } from '#app/modules/results/award-moves.ts'
import { whyNotLock } from '#app/modules/results/policy.ts'
import { whyNotExtendReturn, whyNotScreen } from '#app/modules/screening/policy.ts'

/**
 * A season on paper: an edition with its entries, a preliminary round of two judges and a final by ballot, moved by the
 * rules the portal asks and by nothing else. Whatever is refused leaves it as it was; `made` keeps which moves were.
 */
const day = 24 * 3600_000
const judges = [0, 1]

type Entry = Pick<EntryForPolicy, 'state' | 'returnUntil' | 'restsUntil'>
type Round = {
  stage: Stage
  kind: (typeof roundKinds)[number]
  state: RoundState
  opensAt: Date
  closesAt: Date
  works: Set<number>
  /** readings given out, by work and judge, with their sheets once they were begun */
  readings: Map<string, { sheet: SheetStateName | null; struck: boolean }>
  ballots: BallotState[]
}

export class Season {
  now = day
  entries: Entry[] = []
  prizes = new Set<number>()
  edition = {
    opensAt: new Date(2 * day),
    closesAt: new Date(30 * day),
    graceMinutes: 60,
    resultsLockedAt: null as Date | null,
    publishedAt: null as Date | null,
  }
  rounds: Round[] = [this.#round('preliminary', 'scoring'), this.#round('final', 'ballot')]
  readonly made: Set<string>

  constructor(made = new Set<string>()) {
    this.made = made
  }

  copy(): Season {
    const { now, entries, prizes, edition, rounds } = structuredClone({ ...this, made: null })
    return Object.assign(new Season(this.made), { now, entries, prizes, edition, rounds })
  }

  get clock(): Date {
    return new Date(this.now)
  }
  get state() {
    return editionStateOf(this.edition, this.clock)
  }

  #round(stage: Stage, kind: Round['kind']): Round {
    const times = { opensAt: new Date(0), closesAt: new Date(60 * day) }
    return { stage, kind, state: 'forming', ...times, works: new Set(), readings: new Map(), ballots: [] }
  }

  /** Keeps that a move was made, which its table must have. */
  #make(matter: keyof typeof states, move: string, from: string): true {
    if (!states[matter].moves.some((one) => one.move === move && one.from === from))
      throw new Error(`${matter}: ${move} is made from ${from} and stands in no table.`)
    this.made.add(`${matter} ${move} ${from}`)
    return true
  }

  pass(days: number): true {
    const before = this.state
    this.now += days * day
    if (before === 'upcoming' && this.state === 'open') this.#make('edition', 'begun', before)
    if (before === 'open' && this.state === 'judging') this.#make('edition', 'ended', before)
    return true
  }

  /** Its organizers set other dates; what has passed moves back. */
  redate(opens: number, closes: number): boolean {
    const before = this.state
    this.edition.opensAt = new Date(this.now + opens * day)
    this.edition.closesAt = new Date(this.now + (opens + closes) * day)
    if (before === 'open' && this.state === 'upcoming') this.#make('edition', 'postponed', before)
    if (before === 'judging' && this.state === 'open') this.#make('edition', 'extended', before)
    return true
  }

  begin(): boolean {
    if (this.state !== 'open') return false
    return this.entries.push({ state: 'draft', returnUntil: null, restsUntil: null }) > 0
  }

  author(index: number, move: 'submit' | 'takeBack' | 'withdraw' | 'putBack'): boolean {
    const entry = this.entries[index]!
    const asked = { ...entry, returnFields: ['work'], uploadBeganInTime: false }
    const rules = {
      submit: whyNotSubmit,
      takeBack: whyNotTakeBack,
      withdraw: whyNotWithdraw,
      putBack: whyNotPutBack,
    }
    if (rules[move](asked, this.edition, this.clock)) return false
    const out = entry.state === 'returned'
    if (move === 'submit') return this.#enter(entry, out ? 'completed' : 'submitted', 'submitted')
    if (move === 'takeBack') return this.#enter(entry, 'takenBack', 'draft')
    if (move === 'putBack') return this.#enter(entry, 'putBack', 'draft')
    entry.restsUntil = entry.state === 'draft' ? new Date(this.now + 7 * day) : null
    return this.#enter(entry, entry.state === 'draft' ? 'discarded' : 'withdrawn', 'withdrawn')
  }

  #enter(entry: Entry, move: EntryMove, to: EntryState): true {
    this.#make('entry', move, entry.state)
    entry.state = to
    return true
  }

  screen(index: number, decision: 'eligible' | 'ineligible' | 'returned'): boolean {
    const entry = this.entries[index]!
    const until = new Date(this.now + 3 * day)
    const ask = { decision, ...(decision === 'returned' && { until }) }
    if (whyNotScreen(entry, ask, this.#readingsOf(index), this.clock)) return false
    this.#enter(entry, decision, decision)
    entry.returnUntil = decision === 'returned' ? until : null
    return true
  }

  extendReturn(index: number): boolean {
    const entry = this.entries[index]!
    const until = new Date(this.now + 5 * day)
    if (whyNotExtendReturn(entry, until, this.clock)) return false
    this.#enter(entry, 'extended', 'returned')
    entry.returnUntil = until
    return true
  }

  /** Out of the award with its readings and its prize, or back in. */
  putOut(index: number, move: 'disqualified' | 'reinstated'): boolean {
    const entry = this.entries[index]!
    if (!mayEntry(move, entry.state)) return false
    if (move === 'reinstated' && this.edition.resultsLockedAt) return false
    const state = this.state
    if (this.prizes.delete(index) && move === 'disqualified') {
      this.#make('award', 'fallen', awardStateOf(true, state))
      if (state === 'published') this.#make('edition', 'corrected', state)
    }
    return this.#enter(entry, move, entryMoves[move].to)
  }

  #readingsOf(index: number): number {
    return this.rounds.flatMap((round) =>
      [...round.readings.keys()].filter((key) => key.startsWith(`${index} `)),
    ).length
  }

  /** A plan is made and applied: every eligible work to both judges. */
  assign(): boolean {
    const [round] = this.rounds as [Round]
    if (whyNotForm(round)) return false
    for (const [index, { state }] of this.entries.entries())
      if (state === 'eligible') {
        round.works.add(index)
        for (const judge of judges)
          if (!round.readings.has(`${index} ${judge}`))
            round.readings.set(`${index} ${judge}`, { sheet: null, struck: false })
      }
    return true
  }

  /** Of a round that is being formed its closing is set; one that is past is refused with the rest. */
  close(index: number, closes: number): boolean {
    const round = this.rounds[index]!
    if (round.state !== 'forming') return false
    round.closesAt = new Date(this.now + closes * day)
    return true
  }

  moveRound(index: number, move: RoundMove, closes = 5): boolean {
    const round = this.rounds[index]!
    const sheets = [...round.readings.values()].filter(({ sheet }) => sheet !== null).length
    const until = move === 'opened' ? round.closesAt : new Date(this.now + closes * day)
    const asked = {
      ...round,
      works: round.works.size,
      assigned: round.readings.size,
      begun: sheets + round.ballots.length,
      voting: round.ballots.filter((state) => state === 'open').length,
      locked: this.edition.resultsLockedAt !== null,
    }
    if (whyNotMove(move, asked, until, this.clock)) return false
    this.#make('round', move, round.state)
    round.state = roundMoves[move].to
    if (move === 'extended' || move === 'reopened') round.closesAt = until
    return true
  }

  sheet(key: string, move: keyof typeof sheetMoves): boolean {
    const [round] = this.rounds as [Round]
    const reading = round.readings.get(key)
    const state = reading?.sheet ?? 'draft'
    if (!reading || !maySheet(move, state)) return false
    const refusal = move === 'struck' ? whyNotStrike(round, this.edition) : whyNotScore(round, this.clock)
    if (refusal || reading.struck) return false
    this.#make('sheet', move, state)
    if (move === 'struck') reading.struck = true
    reading.sheet = sheetMoves[move].to
    return true
  }

  /** Which works of the preliminary round go on; only while the final is being formed. */
  advance(works: number[]): boolean {
    const [preliminary, final] = this.rounds as [Round, Round]
    if (preliminary.state !== 'closed' || final.state !== 'forming') return false
    final.works = new Set(works.filter((work) => preliminary.works.has(work)))
    return true
  }

  callBallot(): boolean {
    const final = this.rounds[1]!
    if (final.state !== 'open' || final.works.size === 0) return false
    return final.ballots.push('open') > 0
  }

  moveBallot(index: number, move: keyof typeof ballotMoves): boolean {
    const final = this.rounds[1]!
    const state = final.ballots[index]
    if (!state || !mayBallot(move, state) || (move === 'cast' && final.state !== 'open')) return false
    this.#make('ballot', move, state)
    final.ballots[index] = ballotMoves[move].to
    return true
  }

  prize(work: number, given: boolean): boolean {
    const state = awardStateOf(this.prizes.has(work), this.state)
    const move = given ? 'proposed' : 'takenBack'
    if (!this.rounds[1]!.works.has(work) || !mayAward(move, state)) return false
    if (this.entries[work]!.state === 'disqualified') return false
    if (this.edition.resultsLockedAt) return false
    this.#make('award', move, state)
    if (given) this.prizes.add(work)
    else this.prizes.delete(work)
    return true
  }

  moveResults(move: 'locked' | 'unlocked' | 'published' | 'retracted'): boolean {
    const from = this.state
    const asked = { state: from, prizes: this.prizes.size, openRounds: this.#open(), couldWin: this.#left() }
    if (move === 'locked' && whyNotLock(asked)) return false
    if (!states.edition.moves.some((one) => one.move === move && one.from === from)) return false
    if (move === 'locked') this.edition.resultsLockedAt = this.clock
    if (move === 'unlocked') this.edition.resultsLockedAt = null
    if (move === 'published') this.edition.publishedAt = this.clock
    if (move === 'retracted') this.edition.publishedAt = null
    const said: EditionMove = move === 'unlocked' && this.state === 'open' ? 'unlockedEarly' : move
    if (this.prizes.size > 0) this.#make('award', move, awardStateOf(true, from))
    return this.#make('edition', said, from)
  }

  #left(): number | null {
    const final = this.rounds[1]!
    if (final.state !== 'closed') return null
    return [...final.works].filter((work) => this.entries[work]!.state !== 'disqualified').length
  }

  #open(): number {
    return this.rounds.filter(({ state }) => state === 'open').length
  }

  /** What is not at an end, by matter; an edition without a work that could win has none to publish. */
  open(): string[] {
    const at = (matter: keyof typeof states, state: string, name: string) =>
      states[matter].ends.includes(state as never) ? [] : [`${name} ${state}`]
    const someone = this.entries.some(({ state }) => state === 'eligible')
    return [
      ...this.entries.flatMap(({ state }, index) => at('entry', state, `entry ${index}`)),
      ...(someone ? this.rounds.flatMap(({ state, stage }) => at('round', state, stage)) : []),
      ...this.rounds[1]!.ballots.flatMap((state, index) => at('ballot', state, `ballot ${index}`)),
      ...(someone ? at('edition', this.state, 'edition') : []),
    ]
  }

  /** What its people would do, who want to be done: whatever of it is refused was not needed, or the season is stuck. */
  finish(): string[] {
    for (const index of this.entries.keys()) this.author(index, 'withdraw')
    if (this.entries.every(({ state }) => state !== 'eligible')) this.#screenAll()
    this.pass(10)
    this.#screenAll()
    const published = this.state === 'published'
    if (!published) this.moveResults('unlocked')
    for (const [index, round] of this.rounds.entries()) {
      if (index === 0) this.assign()
      else if (round.works.size === 0) this.#fillFinal()
      this.close(index, 5)
      this.moveRound(index, 'opened')
      for (const ballot of round.ballots.keys()) this.moveBallot(ballot, 'counted')
      this.moveRound(index, 'closed')
    }
    for (const work of this.rounds[1]!.works) this.prize(work, true)
    this.moveResults('locked')
    this.moveResults('published')
    return this.open()
  }

  #screenAll() {
    for (const index of this.entries.keys()) this.screen(index, index % 2 ? 'ineligible' : 'eligible')
  }

  #fillFinal() {
    this.moveRound(1, 'unopened')
    if (this.rounds[0]!.state === 'closed') this.advance([...this.rounds[0]!.works])
  }
}
