/** Digits as they are dialled, with what people put between them: 8 to 15 of them (E.164), a plus in front; or none. */
export function isPhone(typed: string): boolean {
  const digits = typed.replace(/[\s().-]/g, '')
  return typed === '' || /^\+?\d{8,15}$/.test(digits)
}
