import type { BallotCount } from '../judging/ballot.ts'
import type { Prize } from '../editions/prizes.ts'
import type { RankingBasis, Stage } from '../judging/round.ts'
import type { TieBreak } from '../judging/ties.ts'

/** One category as the minutes list it; figures in points. */
export type MinutesCategory = {
  name: string
  rows: {
    rank: number | null
    number: number
    title: string
    agency: string
    readings: number
    mean: number | null
    adjusted: number | null
    inFinal: boolean
    prize: Prize | null
  }[]
  ties: { number: number; toldBy: TieBreak }[]
  /** why the decision departs from the order, where it does */
  departure: string
}

export type MinutesBallot = {
  category: string
  prize: Prize | null
  count: Omit<BallotCount, 'votes' | 'elected' | 'tied'> & {
    votes: { number: number; title: string; votes: number; of?: number }[]
    elected: number[]
    tied: number[]
  }
}

/** All that minutes say, as it was when they were drawn up. */
export type MinutesContent = {
  edition: number
  year: number
  stage: Stage
  /** the panel's name; null for the council */
  panel: string | null
  opensAt: string
  closesAt: string
  closedAt: string | null
  chair: string | null
  judges: string[]
  /** who the judges named are, also as chair or by signature; minutes from before this was kept have none */
  persons?: { name: string; person: string }[]
  entries: number
  sheets: number
  recusals: number
  decidesBy: RankingBasis
  tieRule: TieBreak[]
  categories: MinutesCategory[]
  ballots: MinutesBallot[]
  dataHash: string
  chainHead: string
  signedOff: { name: string; at: string; hash: string }[]
}
