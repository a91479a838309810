import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { createVitest, type TestModule } from 'vitest/node'
import { atLimit, type Answer, type Order, type Outcome } from './bench-words.ts'

/**
 * A process of its own beside one tree: Postgres and bucket start once, then it puts texts into the tree and runs test
 * files over it as often as it is told.
 */
const [tree, touchedFolder] = [process.cwd(), process.env.MUTANTS_TOUCHED!]
const config = { config: 'tests/mutants/vitest.config.ts', run: true }
const vitest = await createVitest('test', config, { logLevel: 'silent' })
vitest.provide('ownWorlds', true)
const specifications = await vitest.globTestSpecifications()
const nameOf = (moduleId: string) => relative(tree, moduleId)

process.on('message', (order: Order) => void carryOut(order).then(tell))
process.once('disconnect', end)
// Ctrl-C reaches the whole group; whoever started this one decides when it ends.
process.on('SIGINT', () => {})
tell({ ready: specifications.map((one) => nameOf(one.moduleId)).sort() })

function tell(answer: Answer) {
  process.send!(answer)
  if ('over' in answer) end()
}

/** Stops Postgres and bucket too, which would outlive this process. */
function end() {
  void vitest.close().finally(() => process.exit())
}

async function carryOut(order: Order): Promise<Answer> {
  if ('texts' in order) {
    for (const [file, text] of Object.entries(order.texts)) {
      writeFileSync(join(tree, file), text)
      vitest.invalidateFile(join(tree, file))
    }
    return { done: true }
  }
  vitest.provide('limits', order.limits)
  const outcomes: Outcome[] = []
  for (const file of order.files) {
    const outcome = await Promise.race([runFile(file), stopped(file)])
    outcomes.push(outcome)
    if (outcome.failed === atLimit) return { outcomes, over: true }
    if (outcome.failed) break
  }
  return { outcomes }
}

/** Resolves when the channel to a test file's process breaks; before there is any, vitest would end here too. */
function stopped(file: string): Promise<Outcome> {
  process.removeAllListeners('unhandledRejection')
  return new Promise((over) =>
    process.on('unhandledRejection', () => over({ file, seconds: 0, failed: atLimit, touched: [] })),
  )
}

async function runFile(file: string): Promise<Outcome> {
  rmSync(touchedFolder, { recursive: true, force: true })
  mkdirSync(touchedFolder, { recursive: true })
  // Failures of the run before would make `bail` end this one at once.
  vitest.state.filesMap.clear()
  vitest.state.errorsSet.clear()
  const own = specifications.filter((one) => nameOf(one.moduleId) === file)
  const began = performance.now()
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(own)
  return {
    file,
    seconds: (performance.now() - began) / 1000,
    failed: failureIn(testModules) ?? (unhandledErrors[0] ? outsideTests(saidBy(unhandledErrors[0])) : null),
    touched: readTouched(),
  }
}

function failureIn(modules: readonly TestModule[]): string | null {
  for (const module of modules) {
    for (const test of module.children.allTests('failed')) return test.fullName
    if (module.state() === 'failed') return `the file itself: ${saidBy(module.errors()[0])}`
  }
  return null
}

const outsideTests = (said: string) =>
  /Worker exited|Channel closed/.test(said) ? atLimit : `outside any test: ${said}`

const saidBy = (error: unknown) =>
  String((error as { message?: string } | undefined)?.message ?? error).split('\n')[0]!

/** What every process but this one came by: the ground's own runs belong to no test. */
function readTouched(): number[] {
  const numbers = readdirSync(touchedFolder)
    .filter((pid) => pid !== String(process.pid))
    .flatMap((pid) => readFileSync(join(touchedFolder, pid), 'utf8').split('\n').filter(Boolean).map(Number))
  return [...new Set(numbers)].sort((a, b) => a - b)
}
