/** Which works get a prize; or yes or no to each. */
export const ballotKinds = ['prize', 'yesno'] as const
export const ballotStates = ['open', 'counted'] as const

/** What a ballot is counted by; shares in percent. */
export type BallotRules = {
  candidates: string[]
  /** how many works can be chosen; for yes or no as many as there are */
  seats: number
  /** who may vote */
  electorate: number
  /** share of the electorate that must have voted */
  quorum: number
  /** share of the papers a work must have more than */
  majority: number
  /** of those who cast a paper, how many must keep away from a work: theirs are no papers on it */
  barred?: Map<string, number>
}

export type BallotCount = {
  electorate: number
  cast: number
  quorumMet: boolean
  /** `of`: the papers of those who could vote for it; counts from before it was kept are of all that were cast */
  votes: { entryId: string; votes: number; of?: number }[]
  /** works with more than the majority, the most votes first, as far as there are seats */
  elected: string[]
  /** works with equal votes for the last seats: a vote is held again among them */
  tied: string[]
}

/**
 * Counts a secret ballot. Each paper names the works it is for, each once and at most as many as there are seats; an
 * empty paper is one cast for nobody. Without a quorum nobody is elected. Works with equal votes are elected together or
 * not at all: where the seats do not do for all of them, they are tied. The electorate is who sat in the panel when the
 * ballot was called: whoever leaves later stays in it, so that leaving makes no quorum.
 */
export function countBallot(papers: string[][], rules: BallotRules): BallotCount {
  const tally = new Map(rules.candidates.map((entryId) => [entryId, 0]))
  for (const paper of papers) for (const entryId of paper) tally.set(entryId, tally.get(entryId)! + 1)
  const votes = [...tally]
    .map(([entryId, count]) => ({
      entryId,
      votes: count,
      of: papers.length - (rules.barred?.get(entryId) ?? 0),
    }))
    .sort((a, b) => b.votes - a.votes || (a.entryId < b.entryId ? -1 : 1))
  const quorumMet = papers.length * 100 >= rules.quorum * rules.electorate && papers.length > 0
  const reached = quorumMet ? votes.filter((row) => row.votes * 100 > rules.majority * row.of) : []
  const line = reached.length > rules.seats ? reached[rules.seats - 1]!.votes : null
  const above = line === null ? reached : reached.filter((row) => row.votes > line)
  const at = line === null ? [] : reached.filter((row) => row.votes === line)
  const fits = above.length + at.length <= rules.seats
  return {
    electorate: rules.electorate,
    cast: papers.length,
    quorumMet,
    votes,
    elected: (fits ? [...above, ...at] : above).map((row) => row.entryId),
    tied: fits ? [] : at.map((row) => row.entryId),
  }
}

/** Whether a paper can be cast: known works, each once, no more than there are seats. */
export function isPaper(paper: string[], candidates: string[], seats: number): boolean {
  return (
    paper.length <= seats &&
    new Set(paper).size === paper.length &&
    paper.every((entryId) => candidates.includes(entryId))
  )
}

/** The papers with one more, in an order that has nothing to do with who came when. */
export function shuffledIn(papers: string[][], paper: string[]): string[][] {
  const text = (one: string[]) => JSON.stringify(one)
  return [...papers, paper.toSorted()].sort((a, b) => (text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0))
}

/** A count as somebody may see it who must keep away from some works. */
export function countWithout(count: BallotCount, barred: Set<string>): BallotCount {
  return {
    ...count,
    votes: count.votes.filter((row) => !barred.has(row.entryId)),
    elected: count.elected.filter((id) => !barred.has(id)),
    tied: count.tied.filter((id) => !barred.has(id)),
  }
}
