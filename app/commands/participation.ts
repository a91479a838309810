import { isDay } from '#app/modules/calendar/local-time.ts'
import { editionByNumber } from '#app/modules/editions/editions.server.ts'
import { askedFrame } from '#app/modules/provinces/history.server.ts'
import { readUnit } from '#app/modules/provinces/history.ts'
import { printParticipation } from '#app/modules/participation/print.server.ts'
import type { Typed } from './arithmetic.ts'
import { inBoth, numberOption, WrongCommand } from './input.ts'

const text = (value: string | boolean | undefined) => (typeof value === 'string' ? value : undefined)

/** `chungkhao participation --edition 13 [--province 2025:56] [--frame 2025|2004] [--from 2027-01-01] [--to 2027-06-30]` */
export async function participation(typed: Typed): Promise<object> {
  const edition = numberOption('edition', text(typed.edition), { least: 1, most: 2 ** 31 - 1, whole: true })
  const province = readUnit(text(typed.province))
  if (typed.province !== undefined && !province) throw wrong('province', typed.province)
  const frame =
    text(typed.frame) ??
    province?.frame ??
    (await askedFrame(null, (await editionByNumber(edition)) ?? undefined))
  if ((await askedFrame(frame)) !== frame) throw wrong('frame', frame)
  // A code means its own frame; asked for in the other it would be somebody else.
  if (province && province.frame !== frame) throw wrong('frame', frame)
  const period = { from: dayOption('from', typed), to: dayOption('to', typed) }
  if (period.from && period.to && period.from > period.to)
    throw new WrongCommand(inBoth({ key: 'report.error.order' }))
  const printed = await printParticipation({ edition, frame, province: province?.code, period })
  if (!printed) throw wrong(province ? 'province' : 'edition', text(typed.province) ?? String(edition))
  return printed
}

function dayOption(name: 'from' | 'to', typed: Typed): string | undefined {
  const value = text(typed[name])
  if (value === undefined) return undefined
  if (!isDay(value)) throw wrong(name, value)
  return value
}

const wrong = (name: string, value: string | boolean | undefined) =>
  new WrongCommand(inBoth({ key: 'command.option', values: { name, value: String(value) } }))
