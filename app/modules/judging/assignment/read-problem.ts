import { findNodeAtLocation, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser'
import { z } from 'zod'
import { WrongInput } from '../../refusal/wrong-input.ts'
import { cleanLine } from '../../text/clean-text.ts'
import type { AssignmentProblem } from './problem.ts'

const count = z.number().min(0).refine(Number.isInteger)
const minutes = z.number().min(0)
const name = z.string().transform(cleanLine).pipe(z.string().min(1))
const id = z.union([name, z.number().int()]).transform(String)
const language = z.string().transform(cleanLine)
const pair = z.tuple([id, id])

const shape = z.strictObject({
  entries: z.array(
    z.strictObject({ id, readings: count, minutes: minutes.optional(), language: language.optional() }),
  ),
  judges: z.array(
    z.strictObject({
      id,
      maxEntries: count.optional(),
      maxMinutes: minutes.optional(),
      minEntries: count.optional(),
      languages: z.array(language).optional(),
    }),
  ),
  conflicts: z.array(pair).default([]),
  affinity: z.record(name, z.record(name, z.number())).optional(),
  objective: z.enum(['maxmin', 'sum']).optional(),
  fixed: z.array(pair).optional(),
})

/** An assignment problem from JSON. Throws WrongInput at the value that is wrong. */
export function readProblem(text: string): AssignmentProblem {
  const clean = text.replace(/^\uFEFF/, '').normalize('NFC')
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

  const doubled = firstDoubled(tree)
  if (doubled)
    throw wrongAt(doubled.offset, 'command.error.keyTwice', { name: cleanLine(String(doubled.value)) })
  const read = shape.safeParse(JSON.parse(clean))
  if (!read.success) {
    const [issue] = read.error.issues.toSorted((a, b) => unknownFirst(a) - unknownFirst(b))
    const path = issue!.path as (string | number)[]
    if (issue!.code === 'unrecognized_keys') {
      const key = findNodeAtLocation(tree, [...path, issue!.keys[0]!])!.parent!.children![0]!
      throw wrongAt(key.offset, 'command.error.unknownKey', {
        name: issue!.keys[0]!,
        known: knownKeys(path).join(', '),
      })
    }
    throw wrong(path, 'command.error.shape', { path: path.join('.') || '{}', what: issue!.message })
  }
  const problem = read.data
  refuseDoubles(problem, wrong)
  refuseStrangers(problem, wrong)
  return problem
}

/** A key nobody knows is told before what it leaves missing: `reading` for `readings`. */
const unknownFirst = (issue: z.core.$ZodIssue) => (issue.code === 'unrecognized_keys' ? 0 : 1)

const knownKeys = ([side]: (string | number)[]) =>
  Object.keys(side === 'entries' || side === 'judges' ? shape.shape[side].element.shape : shape.shape)

/** Of two values under one key JSON keeps the last and says nothing. */
function firstDoubled(node: Node): Node | null {
  const seen = new Set<string>()
  for (const child of node.children ?? []) {
    if (node.type === 'object') {
      const key = child.children![0]!
      const name = cleanLine(String(key.value))
      if (seen.has(name)) return key
      seen.add(name)
    }
    const inner = firstDoubled(child)
    if (inner) return inner
  }
  return null
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
