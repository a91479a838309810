import { timeZone } from '#app/modules/calendar/local-time.ts'
import { roundTo } from '#app/modules/text/round-to.ts'
import type { Locale } from './index.ts'

const tags = { vi: 'vi-VN', en: 'en-GB' } as const
const made = new Map<string, Intl.DateTimeFormat>()

function formatter(locale: Locale, kind: 'date' | 'time' | 'iso'): Intl.DateTimeFormat {
  const key = `${locale}${kind}`
  const options: Intl.DateTimeFormatOptions = { day: '2-digit', month: '2-digit', year: 'numeric', timeZone }
  if (kind === 'time') Object.assign(options, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  if (!made.has(key)) made.set(key, new Intl.DateTimeFormat(kind === 'iso' ? 'sv-SE' : tags[locale], options))
  return made.get(key)!
}

/** dd/MM/yyyy; takes a moment or a plain date (`2026-07-31`). */
export function formatDate(value: Date | string | null | undefined, locale: Locale): string {
  if (!value) return '–'
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value))
    return value.split('-').reverse().join('/')
  return formatter(locale, 'date').format(new Date(value))
}

/** HH:mm dd/MM/yyyy */
export function formatMoment(value: Date | string | null | undefined, locale: Locale): string {
  if (!value) return '–'
  const parts = formatter(locale, 'time').formatToParts(new Date(value))
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? ''
  return `${of('hour')}:${of('minute')} ${of('day')}/${of('month')}/${of('year')}`
}

export function formatNumber(value: number, locale: Locale, digits = 0): string {
  return numberFormat(locale, digits, digits).format(roundTo(value, digits))
}

/** Points are kept in hundredths: 8750 is "87,5". */
export function formatPoints(hundredths: number | null | undefined, locale: Locale, digits?: number): string {
  if (hundredths === null || hundredths === undefined) return '–'
  return numberFormat(locale, digits ?? 0, digits ?? 2).format(roundTo(hundredths / 100, digits ?? 2))
}

const numberFormats = new Map<string, Intl.NumberFormat>()

/** Kept: making one costs a hundred times what using it does, and a ranking uses thousands. */
function numberFormat(locale: Locale, least: number, most: number): Intl.NumberFormat {
  const key = `${locale}${least}${most}`
  let format = numberFormats.get(key)
  if (!format) {
    format = new Intl.NumberFormat(tags[locale], {
      minimumFractionDigits: least,
      maximumFractionDigits: most,
    })
    numberFormats.set(key, format)
  }
  return format
}

export function formatBytes(bytes: number, locale: Locale): string {
  const units = ['B', 'kB', 'MB', 'GB']
  const power = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), 3)
  return `${formatNumber(bytes / 1000 ** power, locale, power === 0 ? 0 : 1)} ${units[power]}`
}

export function formatDuration(seconds: number | null | undefined): string {
  if (!seconds) return '–'
  const pad = (value: number) => String(value).padStart(2, '0')
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)]
  return hours ? `${hours}:${pad(minutes)}:${pad(seconds % 60)}` : `${minutes}:${pad(seconds % 60)}`
}

const romanSigns: [number, string][] = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
]

/** Editions are numbered with an integer and printed in Roman: 13 is XIII. */
export function roman(number: number): string {
  let left = number
  return romanSigns
    .map(([value, sign]) => {
      const times = Math.floor(left / value)
      left -= times * value
      return sign.repeat(times)
    })
    .join('')
}

/** `XIII-0042`, as it stands on a receipt. */
export function entryNumber(edition: number, number: number | null): string {
  return number === null ? '–' : `${roman(edition)}-${String(number).padStart(4, '0')}`
}
