/**
 * Automatic assignment: who reads what. Hard rules: the panel of the entry's category, no conflict, one reading of an
 * entry a judge. Soft: equal loads, then variety, so that judges share entries with as many others as possible.
 *
 * Entries with the fewest possible readers choose first; each takes its readers from the least loaded. What was
 * assigned before is never moved.
 */
export type Panel = { id: string; judgeIds: string[] }
export type Candidate = { entryId: string; panelId: string; assigned: string[]; recused: string[] }
/** Why a judge of the panel may not read the entry. */
export type ConflictReason = 'own' | 'agency' | 'declared' | 'recused'
export type Conflicts = Map<string, Map<string, ConflictReason>>

export type Shortfall = {
  entryId: string
  wanted: number
  found: number
  panelSize: number
  reasons: Partial<Record<ConflictReason, number>>
}
export type AssignmentPlan = {
  added: { entryId: string; panelId: string; judgeId: string }[]
  shortfalls: Shortfall[]
  loads: Map<string, number>
}

/** `conflicts` is judge → entry → reason; `readings` how many readers each entry wants. Same input, same plan. */
export function planAssignment(
  panels: Panel[],
  candidates: Candidate[],
  conflicts: Conflicts,
  readings: number,
): AssignmentPlan {
  const judgesOf = new Map(panels.map((panel) => [panel.id, panel.judgeIds]))
  const loads = new Map(panels.flatMap((panel) => panel.judgeIds.map((judgeId) => [judgeId, 0] as const)))
  for (const candidate of candidates) for (const judgeId of candidate.assigned) add(loads, judgeId, 1)
  const together = new Map<string, number>()
  const free = (candidate: Candidate) =>
    (judgesOf.get(candidate.panelId) ?? []).filter(
      (judgeId) => !candidate.assigned.includes(judgeId) && reasonFor(candidate, judgeId, conflicts) === null,
    )
  const order = candidates
    .map((candidate) => ({ candidate, choices: free(candidate) }))
    .sort(
      (a, b) =>
        a.choices.length - b.choices.length ||
        compare(scatter(a.candidate.entryId), scatter(b.candidate.entryId)),
    )

  const plan: AssignmentPlan = { added: [], shortfalls: [], loads }
  for (const { candidate, choices } of order) {
    const chosen = [...candidate.assigned]
    const open = [...choices]
    while (chosen.length < readings && open.length > 0) {
      const judgeId = best(open, chosen, loads, together, candidate.entryId)
      open.splice(open.indexOf(judgeId), 1)
      for (const other of chosen) add(together, pair(judgeId, other), 1)
      chosen.push(judgeId)
      add(loads, judgeId, 1)
      plan.added.push({ entryId: candidate.entryId, panelId: candidate.panelId, judgeId })
    }
    if (chosen.length < readings)
      plan.shortfalls.push(
        shortfallOf(candidate, judgesOf.get(candidate.panelId) ?? [], conflicts, readings, chosen.length),
      )
  }
  return plan
}

/** The least loaded; among equals the one who has shared the fewest entries with those already chosen. */
function best(
  open: string[],
  chosen: string[],
  loads: Map<string, number>,
  together: Map<string, number>,
  entryId: string,
): string {
  const shared = (judgeId: string) =>
    chosen.reduce((sum, other) => sum + (together.get(pair(judgeId, other)) ?? 0), 0)
  return open.reduce((one, other) => {
    const by =
      loads.get(one)! - loads.get(other)! ||
      shared(one) - shared(other) ||
      compare(scatter(one + entryId), scatter(other + entryId))
    return by <= 0 ? one : other
  })
}

function reasonFor(candidate: Candidate, judgeId: string, conflicts: Conflicts): ConflictReason | null {
  if (candidate.recused.includes(judgeId)) return 'recused'
  return conflicts.get(judgeId)?.get(candidate.entryId) ?? null
}

function shortfallOf(
  candidate: Candidate,
  judgeIds: string[],
  conflicts: Conflicts,
  wanted: number,
  found: number,
): Shortfall {
  const reasons: Shortfall['reasons'] = {}
  for (const judgeId of judgeIds) {
    const reason = candidate.assigned.includes(judgeId) ? null : reasonFor(candidate, judgeId, conflicts)
    if (reason) reasons[reason] = (reasons[reason] ?? 0) + 1
  }
  return { entryId: candidate.entryId, wanted, found, panelSize: judgeIds.length, reasons }
}

const pair = (one: string, other: string) => (one < other ? `${one}|${other}` : `${other}|${one}`)
const add = (counts: Map<string, number>, key: string, by: number) =>
  counts.set(key, (counts.get(key) ?? 0) + by)
const compare = (a: number, b: number) => a - b

/** FNV-1a, 32 bits: an order that has nothing to do with names or time, the same on every run. */
export function scatter(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0
  return hash
}
