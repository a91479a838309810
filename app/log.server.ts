import { logLevel, type LogLevel } from './env.server.ts'
import { errorForLog } from './error-for-log.ts'

/**
 * What a process tells whoever runs it, on standard error and as much as LOG_LEVEL asks for: `error` what failed and
 * should not, `warn` what mended itself, `info` each request and each job, `debug` the rest. Never what people wrote.
 */
const order: readonly LogLevel[] = ['silent', 'error', 'warn', 'info', 'debug']

const teller =
  (level: Exclude<LogLevel, 'silent'>) =>
  (...what: unknown[]) => {
    if (isTold(level, logLevel())) console.error(...what.map(tellable))
  }

/** Never a thing as it is: its fields may hold what people wrote. */
const tellable = (what: unknown) => (typeof what === 'string' ? what : errorForLog(what))

export const log = {
  error: teller('error'),
  warn: teller('warn'),
  info: teller('info'),
  debug: teller('debug'),
}

/** Whether a message of one level is told where another is asked for. */
export const isTold = (level: LogLevel, asked: LogLevel) => order.indexOf(level) <= order.indexOf(asked)

/** For what nobody caught: told like any other error, where Node would print every field of it. */
export function endTold(error: unknown): never {
  log.error(error)
  process.exit(1)
}
