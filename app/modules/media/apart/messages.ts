import type { MadeCopy } from '../copies.ts'
import type { Asked, MediaReport } from '../report.ts'

/** What a process apart is asked to do with one file. */
export type Task =
  | { kind: 'look'; name: string; bytes: number; asked: Asked }
  | { kind: 'prepare'; name: string; bytes: number; folder: string }

export type Answers = { look: MediaReport; prepare: MadeCopy[] }

export type ToChild = { task: Task } | { piece: number; body: Uint8Array } | { piece: number; away: string }

export type FromChild =
  | { wants: number; from: number; bytes: number }
  | { progress: number }
  | { done: unknown }
  | { failed: string }
