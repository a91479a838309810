import loadHighs, { type Highs } from 'highs'

/** A linear program over whole or real numbers: bounds, cost and rows `lower ≤ Σ value · x ≤ upper`. */
export type Program = {
  cost: number[]
  lower: number[]
  upper: number[]
  whole: boolean[]
  rows: { lower: number; upper: number; columns: number[]; values: number[] }[]
}

/** `unknown`: nothing found and nothing proven in the time given. */
export type ProgramAnswer =
  { status: 'optimal' | 'limit'; values: number[]; objective: number } | { status: 'infeasible' | 'unknown' }

let solver: Promise<Highs> | undefined

/**
 * The least cost, proven, or the best found when `seconds` are over, searched from `start` where one is known;
 * `relaxed` lets whole numbers be broken, which gives a bound; `anyWillDo` takes the first solution found. Where every cost is whole the search may stop
 * once less than one is left between best and bound.
 */
export async function solveProgram(
  program: Program,
  seconds: number,
  options: { start?: number[]; relaxed?: boolean; anyWillDo?: boolean } = {},
): Promise<ProgramAnswer> {
  if (program.cost.length === 0) return emptyProgram(program)
  solver ??= loadHighs()
  const highs = await solver
  const starts = new Int32Array(program.rows.length + 1)
  for (const [index, row] of program.rows.entries()) starts[index + 1] = starts[index]! + row.columns.length
  const indices = new Int32Array(starts.at(-1)!)
  const values = new Float64Array(starts.at(-1)!)
  for (const [index, row] of program.rows.entries()) {
    indices.set(row.columns, starts[index])
    values.set(row.values, starts[index])
  }
  const finite = (bound: number) =>
    bound === Infinity ? highs.infinity : bound === -Infinity ? -highs.infinity : bound
  const wholeCost = program.cost.every(
    (cost, column) => cost === 0 || (Number.isInteger(cost) && program.whole[column]),
  )
  const model = highs.createModel({
    numCols: program.cost.length,
    numRows: program.rows.length,
    colCost: program.cost,
    colLower: program.lower.map(finite),
    colUpper: program.upper.map(finite),
    rowLower: program.rows.map((row) => finite(row.lower)),
    rowUpper: program.rows.map((row) => finite(row.upper)),
    matrix: {
      format: 'csr',
      numRows: program.rows.length,
      numCols: program.cost.length,
      starts,
      indices,
      values,
    },
    integrality: Int32Array.from(program.whole, (whole) => (whole && !options.relaxed ? 1 : 0)),
  })
  try {
    model.options.set({
      output_flag: false,
      time_limit: seconds,
      mip_rel_gap: options.anyWillDo ? 1e9 : 0,
      mip_abs_gap: wholeCost ? 0.999 : 1e-9,
    })
    if (options.start) model.setSolution({ colValue: options.start })
    model.run()
    const status = model.getModelStatus()
    const { modelStatus } = highs.constants
    if (status === modelStatus.infeasible || status === modelStatus.unboundedOrInfeasible)
      return { status: 'infeasible' }
    if (Number(model.info.get('primal_solution_status')) !== 2) return { status: 'unknown' }
    return {
      status: status === modelStatus.optimal ? 'optimal' : 'limit',
      values: [...model.getSolution().colValue],
      objective: model.getObjectiveValue(),
    }
  } finally {
    model.dispose()
  }
}

/** Without a number to choose every row comes to nothing, which the solver does not decide. */
function emptyProgram({ rows }: Program): ProgramAnswer {
  const kept = rows.every((row) => row.lower <= 0 && row.upper >= 0)
  return kept ? { status: 'optimal', values: [], objective: 0 } : { status: 'infeasible' }
}
