import ts from 'typescript'
import type { Proposal } from '../mutant.ts'
import { termsIn, tokensOf, unionBranches } from '../sql-text.ts'
import { movedBounds } from './values.ts'
import type { Operator } from './tree.ts'

/** Faults inside the text of an `sql` template: terms, locks, bounds, spans of time, members of lists, rounding. */
export const changeSql: Operator = (node, source) => {
  if (!ts.isTaggedTemplateExpression(node) || node.tag.getText(source) !== 'sql') return []
  const origin = node.template.getStart(source) + 1
  const text = blanked(node.template, source)
  const original = source.text.slice(origin, origin + text.length)
  const faults = [
    ...terms(text),
    ...unions(text),
    ...locks(text),
    ...bounds(text),
    ...spans(text),
    ...members(text),
    ...rounding(text),
  ]
  return faults.map(({ operator, start, end, text: becomes = '', at = start }) => ({
    operator: `sql: ${operator}`,
    start: origin + start,
    end: origin + end,
    text: becomes,
    at: origin + at,
    about: original.slice(operator === 'term dropped' ? at : start, end),
  }))
}

type Fault = Pick<Proposal, 'operator' | 'start' | 'end'> & { text?: string; at?: number }

/** The template's text with the letters of what is put into it replaced, so that offsets stay what they are. */
function blanked(template: ts.TemplateLiteral, source: ts.SourceFile): string {
  const [from, to] = [template.getStart(source) + 1, template.getEnd() - 1]
  let text = source.text.slice(from, to)
  if (!ts.isTemplateExpression(template)) return text
  for (const span of template.templateSpans) {
    const [start, end] = [span.expression.getFullStart() - 2 - from, span.literal.getStart(source) + 1 - from]
    text = text.slice(0, start) + '\u0001'.repeat(end - start) + text.slice(end)
  }
  return text
}

const terms = (text: string): Fault[] => termsIn(text).map((term) => ({ operator: 'term dropped', ...term }))

const unions = (text: string): Fault[] =>
  unionBranches(text).map((branch) => ({ operator: 'union dropped', ...branch }))

const locks = (text: string): Fault[] => [
  ...matches(
    text,
    /\bfor (?:no key )?(?:update|share)(?: of \w+)?(?: skip locked| nowait)?/g,
    'lock dropped',
  ),
  ...matches(text, / skip locked\b/g, 'lock dropped'),
]

const bounds = (text: string): Fault[] =>
  tokensOf(text).flatMap(({ word, start, end }) =>
    word in movedBounds ? [{ operator: 'bound moved', start, end, text: movedBounds[word] }] : [],
  )

/** A hundred times longer, and minutes for days. */
const spans = (text: string): Fault[] =>
  [...text.matchAll(/interval '(\d+) (day|hour|minute)s?'/g)].flatMap(
    ({ 0: all, 1: count, 2: unit, index }) => {
      const place = { start: index, end: index + all.length }
      return [
        { operator: 'time stretched', ...place, text: `interval '${count}00 ${unit}s'` },
        {
          operator: 'time shortened',
          ...place,
          text: `interval '${count} ${unit === 'minute' ? 'second' : 'minute'}s'`,
        },
      ]
    },
  )

const members = (text: string): Fault[] =>
  [...text.matchAll(/\bin \(('[^')]+'(?:,\s*'[^')]+')+)\)/g)].flatMap(({ 0: all, 1: list, index }) => {
    const shown = list!.split(/,\s*/)
    return shown.map((_, left) => ({
      operator: 'member dropped',
      start: index,
      end: index + all.length,
      text: `in (${shown.filter((_, kept) => kept !== left).join(', ')})`,
    }))
  })

const rounding = (text: string): Fault[] =>
  [...text.matchAll(/\b(round|ceil|floor)(?=\()/g)].map(({ 0: name, index }) => ({
    operator: 'rounding changed',
    start: index,
    end: index + name.length,
    text: name === 'floor' ? 'ceil' : 'floor',
  }))

const matches = (text: string, pattern: RegExp, operator: string): Fault[] =>
  [...text.matchAll(pattern)].map(({ 0: all, index }) => ({
    operator,
    start: index,
    end: index + all.length,
  }))
