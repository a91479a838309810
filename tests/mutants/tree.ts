import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

export const cache = '.cache/mutants'

/** A copy of the checkout, as it stands, to put faults into: what is being worked on is never written to. */
export function copyTree(number: number): string {
  const tree = resolve(cache, `tree-${number}`)
  rmSync(tree, { recursive: true, force: true })
  for (const file of ownFiles()) {
    mkdirSync(dirname(join(tree, file)), { recursive: true })
    cpSync(file, join(tree, file))
  }
  symlinkSync(resolve('node_modules'), join(tree, 'node_modules'), 'dir')
  return tree
}

/** Two runs would put their faults into the same trees. */
export function claimTrees() {
  const file = join(cache, 'running')
  mkdirSync(cache, { recursive: true })
  if (existsSync(file) && isRunning(Number(readFileSync(file, 'utf8'))))
    throw new Error(`Another run is going on (process ${readFileSync(file, 'utf8')}).`)
  writeFileSync(file, String(process.pid))
  process.once('exit', () => rmSync(file, { force: true }))
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

function ownFiles(): string[] {
  const listed = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 ** 2,
  })
  const gone = spawnSync('git', ['ls-files', '-z', '--deleted'], { encoding: 'utf8' }).stdout.split('\0')
  return listed.stdout.split('\0').filter((file) => file !== '' && !gone.includes(file))
}
