import { readFileSync } from 'node:fs'
import { translator } from '#app/i18n/all.server.ts'
import type { Message } from '#app/modules/refusal/refusal.ts'
import { WrongInput } from '#app/modules/refusal/wrong-input.ts'
import { decodeText } from '#app/modules/text/decode-text.ts'
import type { Locale } from '#app/modules/text/locale.ts'

/** What was asked cannot be done as it was asked: said in one sentence, exit code 2. */
export class WrongCommand extends Error {
  override name = 'WrongCommand'
}

/** The text of a file, or of standard input where the file is `-`. */
export function readInput(file: string): string {
  const text = decodeText(bytesOf(file))
  if (text === null) throw new WrongCommand(inBoth({ key: 'command.noText', values: { file } }))
  return text
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file === '-' ? 0 : file)
  } catch {
    throw new WrongCommand(inBoth({ key: 'command.noFile', values: { file } }))
  }
}

/** Runs a reader over a text and turns what it refuses into a sentence that names line and column. */
export function readAs<Read>(text: string, read: (text: string) => Read): Read {
  try {
    return read(text)
  } catch (error) {
    if (!(error instanceof WrongInput)) throw error
    const { line, column, why } = error
    const said = (locale: Locale) =>
      say(locale, { key: 'command.wrongInput', values: { line, column, why: say(locale, why) } })
    throw new WrongCommand(`${said('vi')} / ${said('en')}`)
  }
}

/** A number an option was given, or the one that stands for it; refused outside its bounds. */
export function numberOption(
  name: string,
  value: string | undefined,
  limits: { otherwise?: number; least: number; most?: number; whole?: boolean },
): number {
  if (value === undefined && limits.otherwise !== undefined) return limits.otherwise
  const number = Number(value)
  const fits =
    value !== undefined &&
    value.trim() !== '' &&
    number >= limits.least &&
    number <= (limits.most ?? Infinity) &&
    (!limits.whole || Number.isInteger(number))
  if (!fits) throw new WrongCommand(inBoth({ key: 'command.option', values: { name, value: value ?? '–' } }))
  return number
}

/** The commands are read by people of either language, and by programs: both, always in the same order. */
export const inBoth = (message: Message) => `${say('vi', message)} / ${say('en', message)}`

const say = (locale: Locale, { key, values }: Message) =>
  translator(locale)(key as never, values as never) as unknown as string
