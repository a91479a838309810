import { findNodeAtLocation, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser'
import { z } from 'zod'
import { WrongInput } from '../../refusal/wrong-input.ts'
import type { AssignmentProblem } from './problem.ts'

const count = z.number().min(0).refine(Number.isInteger)
const minutes = z.number().min(0)
const id = z.union([z.string().min(1), z.number().int()]).transform(String)
const pair = z.tuple([id, id])

const shape = z.object({
  entries: z.array(
    z.object({ id, readings: count, minutes: minutes.optional(), language: z.string().optional() }),
  ),
  judges: z.array(
    z.object({
      id,
      maxEntries: count.optional(),
      maxMinutes: minutes.optional(),
      minEntries: count.optional(),
      languages: z.array(z.string()).optional(),
    }),
  ),
  conflicts: z.array(pair).default([]),
  affinity: z.record(z.string(), z.record(z.string(), z.number())).optional(),
  objective: z.enum(['maxmin', 'sum']).optional(),
  fixed: z.array(pair).optional(),
})

/** An assignment problem from JSON. Throws WrongInput at the value that is wrong. */
export function readProblem(text: string): AssignmentProblem {
  const clean = text.replace(/^\uFEFF/, '')
  const errors: ParseError[] = []
  const tree = parseTree(clean, errors, { disallowComments: true })
  const wrongAt = (offset: number, key: string, values?: Record<string, string | number>) => {
    const before = clean.slice(0, offset)
    const line = before.split('\n').length
    return new WrongInput(line, offset - (before.lastIndexOf('\n') + 1) + 1, key, values)
  }
  const [first] = errors
  if (first) throw wrongAt(first.offset, 'command.error.json', { what: printParseErrorCode(first.error) })
  if (!tree) throw wrongAt(0, 'command.error.empty')
  const wrong = (path: (string | number)[], key: string, values?: Record<string, string | number>) =>
    wrongAt(deepest(tree, path).offset, key, values)

  const read = shape.safeParse(JSON.parse(clean))
  if (!read.success) {
    const issue = read.error.issues[0]!
    const path = issue.path as (string | number)[]
    throw wrong(path, 'command.error.shape', { path: path.join('.') || '{}', what: issue.message })
  }
  const problem = read.data
  refuseDoubles(problem, wrong)
  refuseStrangers(problem, wrong)
  return problem
}

type Wrong = (path: (string | number)[], key: string, values?: Record<string, string | number>) => WrongInput

function refuseDoubles(problem: AssignmentProblem, wrong: Wrong) {
  for (const side of ['entries', 'judges'] as const) {
    const seen = new Set<string>()
    for (const [index, { id }] of problem[side].entries()) {
      if (seen.has(id)) throw wrong([side, index, 'id'], 'command.error.idTwice', { id })
      seen.add(id)
    }
  }
}

function refuseStrangers(problem: AssignmentProblem, wrong: Wrong) {
  const entries = new Set(problem.entries.map((entry) => entry.id))
  const judges = new Set(problem.judges.map((judge) => judge.id))
  const known = (side: 'conflicts' | 'fixed', index: number, [entry, judge]: [string, string]) => {
    if (!entries.has(entry)) throw wrong([side, index, 0], 'command.error.unknownEntry', { id: entry })
    if (!judges.has(judge)) throw wrong([side, index, 1], 'command.error.unknownJudge', { id: judge })
  }
  const conflicting = new Set<string>()
  for (const [index, conflict] of problem.conflicts.entries()) {
    known('conflicts', index, conflict)
    conflicting.add(JSON.stringify(conflict))
  }
  const fixed = new Set<string>()
  for (const [index, reading] of (problem.fixed ?? []).entries()) {
    known('fixed', index, reading)
    const key = JSON.stringify(reading)
    const [entry, judge] = reading
    if (conflicting.has(key)) throw wrong(['fixed', index], 'command.error.fixedConflict', { entry, judge })
    if (fixed.has(key)) throw wrong(['fixed', index], 'command.error.fixedTwice', { entry, judge })
    fixed.add(key)
  }
  for (const [entry, row] of Object.entries(problem.affinity ?? {})) {
    if (!entries.has(entry)) throw wrong(['affinity', entry], 'command.error.unknownEntry', { id: entry })
    for (const judge of Object.keys(row))
      if (!judges.has(judge))
        throw wrong(['affinity', entry, judge], 'command.error.unknownJudge', { id: judge })
  }
}

/** The value at the path, or the nearest around it that is there. */
function deepest(tree: Node, path: (string | number)[]): Node {
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(tree, path.slice(0, length))
    if (node) return node
  }
  return tree
}
