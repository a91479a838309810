const timeoutsBeforeMail = ['CONNECT_TIMEOUT', 'GREETING_TIMEOUT', 'UPGRADE_TIMEOUT']

/**
 * Whether a fault of sending tells that nothing was sent: the server was never reached, or said no. A connection that
 * broke tells neither, though the library calls it one of connecting.
 */
export function surelyNotSent(error: unknown): boolean {
  const { code, syscall, timeoutType, responseCode } = error as Record<string, unknown>
  return (
    code === 'EDNS' ||
    syscall === 'connect' ||
    timeoutsBeforeMail.includes(String(timeoutType)) ||
    Number(responseCode) >= 400
  )
}
