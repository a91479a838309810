import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import type { Answer, Order, Outcome } from './bench-words.ts'
import { cache, copyTree } from './tree.ts'

export type Bench = {
  /** The test files it can run. */
  files: string[]
  /** Puts texts into its tree, where they stay. */
  write: (texts: Record<string, string>) => Promise<void>
  /** Runs test files one after the other, up to the first that fails; `limits` are milliseconds, by file. */
  run: (files: string[], limits?: Record<string, number>) => Promise<Outcome[]>
  stop: () => Promise<void>
}

export async function startBench(number: number): Promise<Bench> {
  const tree = copyTree(number)
  let running = startProcess(tree, number)
  const { ready } = await running.answer<{ ready: string[] }>()
  return {
    files: ready,
    write: async (texts) => {
      await running.ask({ texts })
    },
    run: async (files, limits = {}) => {
      const { outcomes, over } = await running.ask<{ outcomes: Outcome[]; over?: true }>({ files, limits })
      if (over) {
        await running.ended
        running = startProcess(tree, number)
        await running.answer()
      }
      return outcomes
    },
    stop: async () => {
      running.end()
      await running.ended
    },
  }
}

function startProcess(tree: string, number: number) {
  const child = fork(join(tree, 'tests/mutants/bench.ts'), {
    cwd: tree,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, MUTANTS_TOUCHED: resolve(cache, `touched-${number}`) },
  })
  const ended = once(child, 'exit')
  const answer = <Said extends Answer>() =>
    Promise.race([
      once(child, 'message').then(([said]) => said as Said),
      ended.then((): never => {
        throw new Error('A bench ended before it answered.')
      }),
    ])
  const ask = <Said extends Answer>(order: Order) => {
    child.send(order)
    return answer<Said>()
  }
  return { answer, ask, ended, end: () => child.connected && child.disconnect() }
}

/** Every bench takes the next item as soon as it is through with one, until all are taken or the time is up. */
export async function shareOut<Item>(
  benches: readonly Bench[],
  items: readonly Item[],
  work: (bench: Bench, item: Item) => Promise<void>,
  until = Infinity,
) {
  const left = [...items]
  await Promise.all(
    benches.map(async (bench) => {
      while (left.length > 0 && performance.now() < until) await work(bench, left.shift()!)
    }),
  )
}
