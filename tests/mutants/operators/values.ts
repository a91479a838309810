import ts from 'typescript'
import type { Proposal } from '../mutant.ts'
import { isCallOf, type Operator } from './tree.ts'

/** `<` for `<=` and back, `>` for `>=` and back. */
export const moveBound: Operator = (node, source) => {
  if (!ts.isBinaryExpression(node)) return []
  const token = node.operatorToken.getText(source)
  if (!(token in movedBounds)) return []
  const start = node.operatorToken.getStart(source)
  return [
    {
      operator: 'bound moved',
      start,
      end: start + token.length,
      text: movedBounds[token]!,
      at: node.getStart(source),
      about: node.getText(source),
    },
  ]
}

export const movedBounds: Record<string, string> = { '<': '<=', '<=': '<', '>': '>=', '>=': '>' }

/** `Math.max(1, n)` that is `n`. */
export const dropClamp: Operator = (node, source) => {
  if (!isCallOf(node, /^(max|min)$/) || node.arguments.length !== 2) return []
  if (!node.expression.getText(source).startsWith('Math.') || node.arguments.some(ts.isSpreadElement))
    return []
  const kept = node.arguments.find((argument) => !ts.isNumericLiteral(argument))
  if (!kept || node.arguments.every((argument) => !ts.isNumericLiteral(argument))) return []
  return [whole('bound dropped', node, kept.getText(source), source)]
}

/** Another way of rounding. */
export const roundOtherwise: Operator = (node, source) => {
  if (!ts.isPropertyAccessExpression(node) || node.expression.getText(source) !== 'Math') return []
  const other = { round: 'floor', ceil: 'round', floor: 'round' }[node.name.text]
  return other ? [whole('rounding changed', node, `Math.${other}`, source)] : []
}

const spans = /hour|minute|day|second|life|grace|wait|ttl|period|timeout|\bms\b|Ms$/i
const spansOfTime = [60_000, 3_600, 3_600_000, 86_400, 86_400_000, 604_800_000]

/** A span of time a hundred times longer, and a hundred times shorter. */
export const stretchTime: Operator = (node, source) => {
  if (!ts.isExpression(node) || !isConstant(node) || isConstant(node.parent)) return []
  if (!spansOfTime.includes(Number(node.getText(source).replaceAll('_', ''))) && !isNamed(node, spans))
    return []
  const text = node.getText(source)
  return [
    whole('time stretched', node, `(${text} * 100)`, source),
    whole('time shortened', node, `(${text} / 100)`, source),
  ]
}

/** `state: 'closed'` that is another state. */
export const changeState: Operator = (node, source) =>
  ts.isPropertyAssignment(node) &&
  node.name.getText(source) === 'state' &&
  ts.isStringLiteral(node.initializer)
    ? [
        {
          ...whole(
            'state changed',
            node.initializer,
            node.initializer.text === 'draft' ? `'submitted'` : `'draft'`,
            source,
          ),
          about: node.getText(source),
        },
      ]
    : []

/** A number, or a product of numbers alone. */
function isConstant(node: ts.Node): boolean {
  if (ts.isNumericLiteral(node)) return true
  return (
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind === ts.SyntaxKind.AsteriskToken &&
    isConstant(node.left) &&
    isConstant(node.right)
  )
}

/** Whether a constant is what a name (its own, or that of the record it stands in) is given. */
function isNamed(node: ts.Node, words: RegExp): boolean {
  const { parent } = node
  if (ts.isVariableDeclaration(parent)) return words.test(parent.name.getText())
  if (!ts.isPropertyAssignment(parent)) return false
  return words.test(parent.name.getText()) || isNamed(parent.parent, words)
}

function whole(operator: string, node: ts.Node, text: string, source: ts.SourceFile): Proposal {
  const start = node.getStart(source)
  return { operator, start, end: node.getEnd(), text, at: start, about: node.getText(source) }
}
