import { createHash } from 'node:crypto'
import { type GivenScore, tableOf } from '../judging/scores-of-round.server.ts'
import { intraclass, kendallW } from '../statistics/agreement.ts'
import { inSlices } from '../statistics/in-slices.server.ts'
import { fitSteps } from '../statistics/mixed-model.ts'
import { scoresByEntry } from '../statistics/score-table.ts'
import type { Steps } from '../statistics/steps.ts'
import {
  agreementSteps,
  judgeSteps,
  leastShared,
  meaningOf,
  positionEffect,
  type Circumstance,
} from './judges.ts'

/** A score with what is known of judge and work. */
export type PanelScore = GivenScore & Pick<Circumstance, 'sameAgency' | 'sameProvince'>
type PanelFigures = ReturnType<typeof figureSteps> extends Steps<infer Figures> ? Figures : never

const kept = new Map<string, { of: string; figures: Promise<PanelFigures> }>()
const mostKept = 20

/**
 * The figures of a panel's sheets, worked out once as long as nothing of them changed: `key` names the panel and where
 * the chain of scores stands.
 */
export function panelFigures(key: string, scores: PanelScore[]): Promise<PanelFigures> {
  const of = markOf(scores)
  const known = kept.get(key)
  if (known?.of === of) return known.figures
  const figures = inSlices(figureSteps(scores))
  kept.delete(key)
  kept.set(key, { of, figures })
  if (kept.size > mostKept) kept.delete(kept.keys().next().value!)
  figures.catch(() => kept.delete(key))
  return figures
}

/** Whose scores of what they are, for whom some works are barred, and who is whose: the chain says nothing of these. */
function markOf(scores: PanelScore[]): string {
  const hash = createHash('sha256')
  for (const row of scores)
    hash.update(`${row.judgeId} ${row.entryId} ${row.sameAgency} ${row.sameProvince}\n`)
  return hash.digest('base64')
}

function* figureSteps(scores: PanelScore[]) {
  const table = tableOf(scores)
  yield
  const { value: fit } = yield* fitSteps(table)
  const beside: Circumstance[] = scores.map((row) => ({
    position: row.position,
    sentAt: row.sentAt.getTime(),
    sameAgency: row.sameAgency,
    sameProvince: row.sameProvince,
  }))
  yield
  const units = scoresByEntry(table)
  const agreement = yield* agreementSteps(units)
  const shared = units.filter((values) => values.length > 1).length >= leastShared
  yield
  const icc = shared ? (intraclass(table).value?.['2,1'] ?? null) : null
  yield
  const kendall = shared ? kendallW(table).value : null
  yield
  const position = positionEffect(table, fit, beside)
  return {
    judgeIds: table.judges,
    sheets: scores.length,
    entries: table.entries.length,
    agreement: agreement.value && { ...agreement.value, meaning: meaningOf(agreement.value.value) },
    agreementReason: 'reason' in agreement ? agreement.reason.key : null,
    icc,
    kendall,
    position,
    sdJudge: fit?.sdJudge ?? null,
    sdEntry: fit?.sdEntry ?? null,
    sdResidual: fit?.sdResidual ?? null,
    judges: yield* judgeSteps(table, fit, beside),
  }
}
