import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'

/** Where faults are put: the rules and actions of the award, and the bucket of ours. */
const mutated = ['app/modules/**/*.ts', 'storage/embedded/*.ts']
/** Where it is recorded which test comes by: there, and where faults of the hand-written list stand. */
const recorded = [...mutated, 'app/http/**/*.ts']

export const mutatedFiles = () => globSync(mutated).sort()
export const recordedFiles = () => globSync(recorded).sort()

export const textOf = (file: string) => readFileSync(file, 'utf8')

export const hashOf = (...parts: unknown[]) =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22)
