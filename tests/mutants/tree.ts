import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
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

/** What belongs to the checkout; where it is no working copy of git, everything but what is made or installed in it. */
function ownFiles(): string[] {
  const listed = git('--cached', '--others', '--exclude-standard')
  if (listed.length === 0) return walked('.')
  const gone = git('--deleted')
  return listed.filter((file) => !gone.includes(file))
}

function git(...which: string[]): string[] {
  const { stdout } = spawnSync('git', ['ls-files', '-z', ...which], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 ** 2,
  })
  return (stdout ?? '').split('\0').filter((file) => file !== '')
}

const made = new Set(['node_modules', 'build', '.cache', '.data', '.git'])

const walked = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((one) => {
    if (folder === '.' && made.has(one.name)) return []
    const path = join(folder, one.name)
    return one.isDirectory() ? walked(path) : one.isFile() ? [path] : []
  })
