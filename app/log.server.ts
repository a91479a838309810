import { logLevel, type LogLevel } from './env.server.ts'

/**
 * What a process tells whoever runs it, on standard error and as much as LOG_LEVEL asks for: `error` what failed and
 * should not, `warn` what mended itself, `info` each request and each job, `debug` the rest. Never what people wrote.
 */
const order: readonly LogLevel[] = ['silent', 'error', 'warn', 'info', 'debug']

const teller =
  (level: Exclude<LogLevel, 'silent'>) =>
  (...what: unknown[]) => {
    if (isTold(level, logLevel())) console.error(...what)
  }

export const log = {
  error: teller('error'),
  warn: teller('warn'),
  info: teller('info'),
  debug: teller('debug'),
}

/** Whether a message of one level is told where another is asked for. */
export const isTold = (level: LogLevel, asked: LogLevel) => order.indexOf(level) <= order.indexOf(asked)
