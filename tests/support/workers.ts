import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'

const started: ChildProcess[] = []

/** A worker as a process of its own, once it takes jobs. */
export async function startWorker(): Promise<ChildProcess> {
  const worker = spawn(process.execPath, ['app/jobs/worker.ts'], {
    env: { ...process.env, NODE_ENV: 'test' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  started.push(worker)
  await once(worker, 'message')
  return worker
}

/** As a machine that loses its power ends it. */
export async function kill(worker: ChildProcess) {
  if (worker.exitCode !== null || worker.signalCode !== null) return
  const gone = once(worker, 'exit')
  worker.kill('SIGKILL')
  await gone
}

/** All that this file has started. */
export const killWorkers = () => Promise.all(started.splice(0).map(kill))
