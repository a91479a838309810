import ts from 'typescript'
import { calledName, isCallOf, withoutOne, type Operator } from './tree.ts'

/** A step that is left out: a call that stands by itself, as `await recordEvent(…)`. */
export const dropStep: Operator = (node, source) => {
  if (!ts.isExpressionStatement(node) || ts.isSourceFile(node.parent)) return []
  // What an `if` alone leads to goes with the `if`.
  if (ts.isIfStatement(node.parent) && !node.parent.elseStatement) return []
  const called = ts.isAwaitExpression(node.expression) ? node.expression.expression : node.expression
  if (!ts.isCallExpression(called) || /^(console|super)\b/.test(called.getText(source))) return []
  const start = node.getStart(source)
  const text = ts.isBlock(node.parent) || ts.isCaseClause(node.parent) ? '' : '{}'
  return [
    { operator: 'step dropped', start, end: node.getEnd(), text, at: start, about: node.getText(source) },
  ]
}

/** An event, a letter or a job that is asked for inside an expression. */
export const dropMessage: Operator = (node, source) => {
  if (
    !isCallOf(node, /^(recordEvent|queueMail|queueStoppableMail|queueLetter|queueStoppableLetter|enqueue)$/)
  )
    return []
  const outer = ts.isAwaitExpression(node.parent) ? node.parent : node
  if (ts.isExpressionStatement(outer.parent)) return []
  const start = outer.getStart(source)
  return [
    {
      operator: 'message dropped',
      start,
      end: outer.getEnd(),
      text: 'undefined',
      at: start,
      about: node.getText(source),
    },
  ]
}

/** `.for('update')`: rows that are read without being held. */
export const dropRowLock: Operator = (node, source) =>
  isCallOf(node, /^for$/) && ts.isPropertyAccessExpression(node.expression)
    ? [cutCall('lock dropped', node, node.expression, source)]
    : []

/** `works.filter(…)` that lets everything pass. */
export const dropFilter: Operator = (node, source) =>
  isCallOf(node, /^filter$/) &&
  ts.isPropertyAccessExpression(node.expression) &&
  node.arguments[0] &&
  !ts.isIdentifier(node.arguments[0])
    ? [cutCall('filter dropped', node, node.expression, source)]
    : []

/** One argument of drizzle's `and(…)` and `or(…)`. */
export const dropWhere: Operator = (node, source) =>
  isCallOf(node, /^(and|or)$/)
    ? withoutOne(node.arguments, source).map(({ item, ...edit }) => ({
        operator: 'term dropped (where)',
        ...edit,
        at: item.getStart(source),
        about: item.getText(source),
      }))
    : []

/** One member of `inArray(column, ['a', 'b'])` and `['a', 'b'].includes(value)`. */
export const dropMember: Operator = (node, source) => {
  if (!ts.isArrayLiteralExpression(node) || !node.elements.every(ts.isStringLiteral)) return []
  const around = ts.isPropertyAccessExpression(node.parent) ? node.parent.parent : node.parent
  if (!isCallOf(around, /^(inArray|notInArray|includes)$/)) return []
  return withoutOne(node.elements, source).map(({ item, ...edit }) => ({
    operator: 'member dropped',
    ...edit,
    at: item.getStart(source),
    about: around.getText(source),
  }))
}

/** One column of `.set({ … })` that stays as it was. */
export const dropChange: Operator = (node, source) => {
  if (!ts.isObjectLiteralExpression(node) || !isCallOf(node.parent, /^set$/)) return []
  return withoutOne(node.properties, source).map(({ item, ...edit }) => ({
    operator: 'change dropped',
    ...edit,
    at: item.getStart(source),
    about: item.getText(source),
  }))
}

function cutCall(
  operator: string,
  call: ts.CallExpression,
  access: ts.PropertyAccessExpression,
  source: ts.SourceFile,
) {
  const start = access.expression.getEnd()
  const about = `.${calledName(call)}${source.text.slice(access.name.getEnd(), call.getEnd())}`
  return { operator, start, end: call.getEnd(), text: '', at: access.name.getStart(source), about }
}
