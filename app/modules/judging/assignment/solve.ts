import { groundOf, roomOf, type AssignmentAnswer, type AssignmentProblem, type Ground } from './problem.ts'
import { levelled } from './level.ts'
import { solveProgram, type Program, type ProgramAnswer } from './program.ts'
import { explainShortfalls } from './shortfall.ts'
import { varied } from './variety.ts'
import { asDecimal } from '../../text/round-to.ts'

/**
 * Who reads what, exact. Hard: conflicts, languages, caps, readings per entry, what is fixed. Then, one after the
 * other and each without giving up the one before: `maxmin` the worst-off entry's affinity, the heaviest load in
 * minutes, the lightest, the total affinity; `sum` the total affinity, then the loads. Last, without touching any of
 * these, judges share entries with as many different judges as exchanging readers allows (not proven).
 *
 * Entries that differ in nothing are counted together, so the program is as small as the award is regular; parts of
 * the jury that have no entry in common are solved by themselves. Same problem, same answer.
 */
export async function solveAssignment(
  problem: AssignmentProblem,
  options: { seconds?: number; progress?: (done: number) => void } = {},
): Promise<AssignmentAnswer> {
  const ground = groundOf(problem)
  const parts = partsOf(ground)
  const readers = ground.fixed.map((fixed) => [...fixed])
  let proven = true
  for (const [index, part] of parts.entries()) {
    const found = await solvePart(ground, part, (options.seconds ?? 20) / parts.length)
    if (!found) return explainShortfalls(ground)
    proven &&= found.proven
    for (const [entry, judges] of found.added) readers[entry] = [...readers[entry]!, ...judges]
    options.progress?.((index + 1) / parts.length)
  }
  if (!problem.affinity) varied(ground, readers)
  return describe(ground, readers, proven)
}

/** Entries that want readers and the judges they may have, in parts that share nobody. */
type Part = { entries: number[]; judges: number[] }

function partsOf(ground: Ground): Part[] {
  const parent = [...ground.problem.judges.keys()]
  const rootOf = (judge: number): number => {
    while (parent[judge] !== judge) judge = parent[judge] = parent[parent[judge]!]!
    return judge
  }
  const wanting = [...ground.need.keys()].filter((entry) => ground.need[entry]! > 0)
  for (const entry of wanting)
    for (const judge of ground.allowed[entry]!) parent[rootOf(judge)] = rootOf(ground.allowed[entry]![0]!)
  const parts = new Map<number, Part>()
  for (const judge of ground.problem.judges.keys()) {
    const root = rootOf(judge)
    if (!parts.has(root)) parts.set(root, { entries: [], judges: [] })
    parts.get(root)!.judges.push(judge)
  }
  const stranded: Part = { entries: [], judges: [] }
  for (const entry of wanting) {
    const [first] = ground.allowed[entry]!
    ;(first === undefined ? stranded : parts.get(rootOf(first))!).entries.push(entry)
  }
  return [stranded, ...parts.values()].filter(
    (part) =>
      part.entries.length > 0 ||
      part.judges.some(
        (judge) => (ground.problem.judges[judge]!.minEntries ?? 0) > ground.fixedEntries[judge]!,
      ),
  )
}

/** Entries that may stand for one another: same readers possible, same minutes, same need, same affinity. */
type Group = { entries: number[]; judges: number[]; need: number; minutes: number; column: number }

function groupsOf(ground: Ground, entries: number[]): Group[] {
  const groups = new Map<string, Group>()
  let column = 0
  for (const entry of entries) {
    const judges = ground.allowed[entry]!
    const own = ground.problem.affinity ? entry : ''
    const key = `${own}|${ground.need[entry]}|${ground.minutes[entry]}|${judges.join(' ')}`
    const group = groups.get(key)
    if (group) group.entries.push(entry)
    else {
      groups.set(key, {
        entries: [entry],
        judges,
        need: ground.need[entry]!,
        minutes: ground.minutes[entry]!,
        column,
      })
      column += judges.length
    }
  }
  return [...groups.values()]
}

async function solvePart(ground: Ground, part: Part, seconds: number) {
  const groups = groupsOf(ground, part.entries)
  if (groups.some((group) => group.judges.length < group.need)) return null
  const until = performance.now() + seconds * 1000
  const left = () => Math.max(2, (until - performance.now()) / 1000)
  const goals = goalsOf(ground, part, groups)
  const rules = hardRules(ground, part, groups)
  const first = await reachFirst(goals, rules, left)
  if (!first) return null
  let { program, values, proven } = first

  const added = decode(groups, values)
  const level = levelled(ground, part.judges, added, holdsAffinity(ground, added, first.floor))
  values = encode(groups, added, rules.cost.length)
  const even = evenLoads(ground, part, groups)
  const reached = level.most <= even.most && level.least >= even.least
  if (reached) program = goals.balance[1].keep(goals.balance[0].keep(program, level.most), -level.least)
  for (const goal of reached ? [] : goals.balance) {
    const answer = await solveProgram(goal.aim(program), left() / 2, { start: goal.start(values) })
    if (!('values' in answer)) return { added: decode(groups, values), proven: false }
    proven &&= answer.status === 'optimal'
    values = answer.values.slice(0, rules.cost.length)
    program = goal.keep(program, answer.objective)
  }
  if (!goals.last) return { added: reached ? added : decode(groups, values), proven }
  const last = await solveProgram(goals.last.aim(program), left(), { start: values })
  if (!('values' in last)) return { added: decode(groups, values), proven: false }
  return { added: decode(groups, last.values), proven: proven && last.status === 'optimal' }
}

/** What must not be given up while the loads are evened out. */
type Floor = { worst?: number; total?: number }
type First = { program: Program; values: number[]; proven: boolean; floor: Floor }

/** The goal before the loads; null where the rules themselves cannot be kept. */
async function reachFirst(goals: Goals, rules: Program, left: () => number): Promise<First | null> {
  if (goals.worst) return reachWorst(goals.worst, goals.total!, rules, left)
  const answer = await solveProgram(goals.total ? goals.total.aim(rules) : rules, Math.max(20, left()))
  if (!isDecided(answer)) return null
  const proven = answer.status === 'optimal'
  if (!goals.total) return { program: rules, values: answer.values, proven, floor: {} }
  const program = goals.total.keep(rules, answer.objective)
  return { program, values: answer.values, proven, floor: { total: -answer.objective } }
}

/** Whether there are values; that there can be none is an answer too, that nobody knows is an error. */
function isDecided(answer: ProgramAnswer): answer is Extract<ProgramAnswer, { values: number[] }> {
  if (answer.status === 'unknown') throw new Error('the solver decided nothing in the time given')
  return 'values' in answer
}

/**
 * The worst-off entry. Broken numbers give a bound that whole ones seldom miss: the bound is asked for first, then a
 * little less; what the bound allows needs no further proof. Searching for the greatest itself took minutes.
 */
async function reachWorst(
  worst: BoundGoal,
  total: Goal,
  rules: Program,
  left: () => number,
): Promise<First | null> {
  const relaxed = await solveProgram(worst.aim(rules), Math.max(20, left()), { relaxed: true })
  if (!isDecided(relaxed)) return null
  const step = worst.step
  let bound = Math.floor(-relaxed.objective / step + 1e-6) * step
  // Affinities without a common measure have no least step: only what the bound itself allows is proven.
  const isProven = (values: number[]) => step === 1 || worst.costOf(values) <= relaxed.objective + 1e-9
  for (let tries = 0; tries < 4; tries++, bound -= step) {
    const program = worst.keep(rules, -bound)
    const answer = await solveProgram(total.aim(program), left(), { anyWillDo: true })
    if (answer.status === 'unknown' || ('values' in answer && !isProven(answer.values))) break
    if ('values' in answer) return { program, values: answer.values, proven: true, floor: { worst: bound } }
  }
  const start = await solveProgram(rules, Math.max(20, left()), { anyWillDo: true })
  if (!isDecided(start)) return null
  const answer = await solveProgram(worst.aim(rules), left(), { start: worst.start(start.values) })
  const { status, values, objective } =
    'values' in answer ? answer : { ...start, objective: worst.costOf(start.values) }
  return {
    program: worst.keep(rules, objective),
    values: values.slice(0, rules.cost.length),
    proven: status === 'optimal' && 'values' in answer,
    floor: { worst: -objective },
  }
}

/** The loads that nothing can better: the mean of all, up to the next whole minute and down to the last. */
function evenLoads(ground: Ground, part: Part, groups: Group[]) {
  const readings = groups.reduce((sum, group) => sum + group.minutes * group.need * group.entries.length, 0)
  const all = part.judges.reduce((sum, judge) => sum + ground.fixedMinutes[judge]!, readings)
  const whole = groups.every((group) => Number.isInteger(group.minutes))
  const mean = all / part.judges.length
  return whole ? { most: Math.ceil(mean), least: Math.floor(mean) } : { most: mean, least: mean }
}

/** x of a group and a judge: how many of the group's entries the judge reads. */
function hardRules(ground: Ground, part: Part, groups: Group[]): Program {
  const program: Program = { cost: [], lower: [], upper: [], whole: [], rows: [] }
  for (const group of groups) {
    const columns = group.judges.map((_, index) => group.column + index)
    for (let count = 0; count < columns.length; count++) {
      program.cost.push(0)
      program.lower.push(0)
      program.upper.push(group.entries.length)
      program.whole.push(true)
    }
    const wanted = group.need * group.entries.length
    program.rows.push({ lower: wanted, upper: wanted, columns, values: columns.map(() => 1) })
  }
  const byJudge = readingsOf(groups)
  for (const judge of part.judges) {
    const { columns, minutes } = byJudge.get(judge) ?? { columns: [], minutes: [] }
    const { entries, minutes: time } = roomOf(ground, judge)
    const least = Math.max(0, (ground.problem.judges[judge]!.minEntries ?? 0) - ground.fixedEntries[judge]!)
    if (entries < Infinity || least > 0)
      program.rows.push({ lower: least, upper: entries, columns, values: columns.map(() => 1) })
    if (time < Infinity) program.rows.push({ lower: -Infinity, upper: time, columns, values: minutes })
  }
  return program
}

function readingsOf(groups: Group[]) {
  const byJudge = new Map<number, { columns: number[]; minutes: number[] }>()
  for (const group of groups)
    for (const [index, judge] of group.judges.entries()) {
      const own = byJudge.get(judge) ?? { columns: [], minutes: [] }
      own.columns.push(group.column + index)
      own.minutes.push(group.minutes)
      byJudge.set(judge, own)
    }
  return byJudge
}

/** A goal aims the program at something and afterwards holds what was reached while the next is aimed at. */
type Goal = {
  aim: (program: Program) => Program
  keep: (program: Program, cost: number) => Program
  /** values to begin with, from a solution of the program it is aimed by */
  start: (values: number[]) => number[]
}
/** `step`: what the reached can change by. */
type BoundGoal = Goal & { step: number; costOf: (values: number[]) => number }
type Goals = { worst?: BoundGoal; total?: Goal; balance: [Goal, Goal]; last?: Goal }

function goalsOf(ground: Ground, part: Part, groups: Group[]): Goals {
  const loads = loadRows(ground, part, groups)
  const balance: [Goal, Goal] = [boundGoal(loads, 'most'), boundGoal(loads, 'least')]
  if (!ground.problem.affinity) return { balance }
  const total = sumGoal(
    groups.flatMap((group) => group.judges.map((judge) => -ground.weight(group.entries[0]!, judge))),
  )
  if (ground.problem.objective === 'sum') return { total, balance }
  return { worst: boundGoal(affinityRows(ground, groups), 'least'), total, balance, last: total }
}

/** Whether handing a reading on keeps the objective that stands before the loads. */
function holdsAffinity(ground: Ground, added: Map<number, number[]>, floor: Floor) {
  const change = (entry: number, out: number, into: number) =>
    ground.weight(entry, into) - ground.weight(entry, out)
  const sumOf = (entry: number) =>
    [...ground.fixed[entry]!, ...added.get(entry)!].reduce(
      (sum, judge) => sum + ground.weight(entry, judge),
      0,
    )
  return (entry: number, out: number, into: number) =>
    (floor.total === undefined || change(entry, out, into) === 0) &&
    (floor.worst === undefined || sumOf(entry) + change(entry, out, into) >= floor.worst - 1e-7)
}

type Row = { columns: number[]; values: number[]; already: number }

function loadRows(ground: Ground, part: Part, groups: Group[]): Row[] {
  const byJudge = readingsOf(groups)
  return part.judges.map((judge) => {
    const { columns, minutes } = byJudge.get(judge) ?? { columns: [], minutes: [] }
    return { columns, values: minutes, already: ground.fixedMinutes[judge]! }
  })
}

function affinityRows(ground: Ground, groups: Group[]): Row[] {
  return groups.map((group) => {
    const entry = group.entries[0]!
    return {
      columns: group.judges.map((_, index) => group.column + index),
      values: group.judges.map((judge) => ground.weight(entry, judge)),
      already: [...ground.fixed[entry]!].reduce((sum, judge) => sum + ground.weight(entry, judge), 0),
    }
  })
}

/** Makes the greatest of the rows as small, or the least as great, as can be. */
function boundGoal(rows: Row[], side: 'most' | 'least'): BoundGoal {
  const step = stepOf(rows.flatMap((row) => [row.already, ...row.values]))
  const whole = step === 1
  const sign = side === 'most' ? 1 : -1
  const outer = side === 'most' ? Math.max : Math.min
  const limits = (row: Row, limit: number) =>
    side === 'most'
      ? { lower: -Infinity, upper: limit - row.already }
      : { lower: limit - row.already, upper: Infinity }
  const reachedBy = (values: number[]) =>
    rows
      .map((row) =>
        row.columns.reduce((sum, column, at) => sum + values[column]! * row.values[at]!, row.already),
      )
      .reduce((one, other) => outer(one, other))
  return {
    step,
    costOf: (values) => sign * reachedBy(values),
    aim: (program) => {
      const bound = program.cost.length
      return {
        cost: [...program.cost, sign],
        lower: [...program.lower, -Infinity],
        upper: [...program.upper, Infinity],
        whole: [...program.whole, whole],
        rows: [
          ...program.rows,
          ...rows.map((row) => ({
            ...limits(row, 0),
            columns: [...row.columns, bound],
            values: [...row.values, -1],
          })),
        ],
      }
    },
    start: (values) => [...values, reachedBy(values)],
    keep: (program, cost) => {
      const limit = slack(sign * cost, sign, whole)
      return {
        ...program,
        rows: [
          ...program.rows,
          ...rows.map((row) => ({ ...limits(row, limit), columns: row.columns, values: row.values })),
        ],
      }
    },
  }
}

/** 1 for whole numbers, 0.1 for tenths and so on down to a millionth. */
function stepOf(values: number[]): number {
  for (let digits = 0; digits < 6; digits++)
    if (values.every((value) => Math.abs(value * 10 ** digits - Math.round(value * 10 ** digits)) < 1e-9))
      return Number(`1e-${digits}`)
  return 1e-6
}

function sumGoal(cost: number[]): Goal {
  const columns = [...cost.keys()].filter((column) => cost[column] !== 0)
  const whole = cost.every(Number.isInteger)
  return {
    aim: (program) => ({ ...program, cost }),
    start: (values) => values,
    keep: (program, reached) => ({
      ...program,
      rows: [
        ...program.rows,
        {
          lower: -Infinity,
          upper: slack(reached, 1, whole),
          columns,
          values: columns.map((column) => cost[column]!),
        },
      ],
    }),
  }
}

/** What was reached, with room for the solver's rounding. */
const slack = (value: number, sign: number, whole: boolean) =>
  whole ? Math.round(value) : value + sign * 1e-7 * Math.max(1, Math.abs(value))

/** Deals a group's readings round its entries: nobody gets one twice, since no judge has more of them than there are. */
function decode(groups: Group[], values: number[]): Map<number, number[]> {
  const added = new Map<number, number[]>()
  for (const group of groups) {
    let turn = 0
    for (const [index, judge] of group.judges.entries())
      for (let count = Math.round(values[group.column + index]!); count > 0; count--) {
        const entry = group.entries[turn++ % group.entries.length]!
        added.set(entry, [...(added.get(entry) ?? []), judge])
      }
  }
  return added
}

/** The reverse: how many of a group's entries each judge reads. */
function encode(groups: Group[], added: Map<number, number[]>, columns: number): number[] {
  const values = new Array<number>(columns).fill(0)
  for (const group of groups)
    for (const entry of group.entries)
      for (const judge of added.get(entry) ?? []) values[group.column + group.judges.indexOf(judge)]! += 1
  return values
}

function describe(ground: Ground, readers: number[][], proven: boolean): AssignmentAnswer {
  const { entries, judges } = ground.problem
  const loads = judges.map(() => ({ entries: 0, minutes: 0 }))
  const sums = readers.map((chosen, entry) =>
    chosen.reduce((sum, judge) => sum + ground.affinity(entry, judge), 0),
  )
  for (const [entry, chosen] of readers.entries())
    for (const judge of chosen) {
      loads[judge]!.entries += 1
      loads[judge]!.minutes += ground.minutes[entry]!
    }
  const named = (chosen: number[]) => chosen.toSorted((a, b) => a - b).map((judge) => judges[judge]!.id)
  return {
    status: 'optimal',
    assignment: Object.fromEntries(readers.map((chosen, entry) => [entries[entry]!.id, named(chosen)])),
    worst: asDecimal(sums.reduce((least, sum) => Math.min(least, sum), sums[0] ?? 0)),
    total: asDecimal(sums.reduce((all, sum) => all + sum, 0)),
    loads: Object.fromEntries(
      judges.map((judge, index) => {
        const { entries: read, minutes } = loads[index]!
        return [judge.id, { entries: read, minutes: asDecimal(minutes) }]
      }),
    ),
    proven,
  }
}
