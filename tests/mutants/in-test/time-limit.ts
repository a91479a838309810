import { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** How long a test file may take under a fault, by its path, in milliseconds. */
    limits: Record<string, number>
  }
}

/** Ends the process of a test file that a fault keeps running; a timer of the same thread would wait with it. */
let watch: Worker | undefined

beforeAll(({ file }) => {
  const limit = Object.entries(inject('limits')).find(([path]) => file.filepath.endsWith(path))?.[1]
  if (limit)
    watch = new Worker(`setTimeout(() => process.kill(${process.pid}, 'SIGKILL'), ${limit})`, { eval: true })
})

afterAll(() => void watch?.terminate())
