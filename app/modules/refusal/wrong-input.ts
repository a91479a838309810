import type { Message } from './refusal.ts'

/** A file that cannot be read as what it should be: where (both from 1), and why. */
export class WrongInput extends Error {
  readonly line: number
  readonly column: number
  readonly why: Message

  constructor(line: number, column: number, key: string, values?: Message['values']) {
    super(`${line}:${column} ${key}`)
    this.line = line
    this.column = column
    this.why = { key, values }
  }
}
