import ts from 'typescript'
import type { Proposal } from '../mutant.ts'
import { withoutOne, type Operator } from './tree.ts'

/** `if (…) return refuse(…)`, or any `if` without `else`, as if it were not there. */
export const dropBranch: Operator = (node, source) => {
  if (!ts.isIfStatement(node) || node.elseStatement) return []
  const inList = ts.isBlock(node.parent) || ts.isSourceFile(node.parent) || ts.isCaseClause(node.parent)
  const then = firstOf(node.thenStatement)
  const guards = ts.isReturnStatement(then) || ts.isThrowStatement(then)
  const [condition, consequence] = [node.expression.getText(source), then.getText(source)]
  const about = guards || /^await record/.test(consequence) ? `${condition} ${consequence}` : condition
  return [
    {
      operator: guards ? 'guard dropped' : 'branch dropped',
      start: node.getStart(source),
      end: node.getEnd(),
      text: inList ? '' : '{}',
      at: then.getStart(source),
      about: isNotFound(then) ? `${before(node, source)} ${about}` : about,
    },
  ]
}

/** The other way round: `if … else`, and `a ? b : c`; where one side refuses, the side that does not. */
export const turnChoice: Operator = (node, source) => {
  if (ts.isIfStatement(node) && node.elseStatement) return [negated(node.expression, source)]
  if (!ts.isConditionalExpression(node)) return []
  const { condition, whenTrue, whenFalse } = node
  const [refused, other] = /\brefuse\(/.test(whenTrue.getText(source))
    ? [whenTrue, whenFalse]
    : /\brefuse\(/.test(whenFalse.getText(source))
      ? [whenFalse, whenTrue]
      : []
  if (!refused || !other) return [negated(condition, source)]
  return [
    {
      operator: 'refusal dropped',
      start: node.getStart(source),
      end: node.getEnd(),
      text: `(${other.getText(source)})`,
      at: refused.getStart(source),
      about: `${condition.getText(source)} ${refused.getText(source)}`,
    },
  ]
}

/** One term of `a && b`, `a || b`, and of `a ?? b` where refusals are chained. */
export const dropTerm: Operator = (node, source) => {
  if (!ts.isBinaryExpression(node)) return []
  const joint = node.operatorToken.kind
  if (!joints.has(joint) || isJoinedBy(node.parent, joint)) return []
  if (joint === ts.SyntaxKind.QuestionQuestionToken && !/refus/i.test(node.parent.getText(source))) return []
  return withoutOne(termsOf(node, joint), source).map(({ item, ...edit }) => ({
    operator: 'term dropped',
    ...edit,
    at: item.getStart(source),
    about: item.getText(source),
  }))
}

/** `a === b` that is itself an answer or an argument; within conditions the operators above are enough. */
export const turnEquality: Operator = (node, source) => {
  if (!ts.isBinaryExpression(node) || !(node.operatorToken.kind in turned)) return []
  const { parent } = node
  const answers =
    ts.isArrowFunction(parent) ||
    ts.isReturnStatement(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isVariableDeclaration(parent) ||
    ts.isCallExpression(parent)
  if (!answers) return []
  const start = node.operatorToken.getStart(source)
  const text = turned[node.operatorToken.kind]!
  const at = node.getStart(source)
  return [
    { operator: 'equality turned', start, end: start + text.length, text, at, about: node.getText(source) },
  ]
}

const joints = new Set<ts.SyntaxKind>([
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
])

const turned: Partial<Record<ts.SyntaxKind, string>> = {
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: '!==',
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: '===',
}

function negated(condition: ts.Expression, source: ts.SourceFile): Proposal {
  const start = condition.getStart(source)
  const about = condition.getText(source)
  return {
    operator: 'condition negated',
    start,
    end: condition.getEnd(),
    text: `!(${about})`,
    at: start,
    about,
  }
}

const firstOf = (statement: ts.Statement): ts.Statement =>
  ts.isBlock(statement) ? (statement.statements[0] ?? statement) : statement

const isNotFound = (statement: ts.Statement) =>
  ts.isReturnStatement(statement) && statement.expression?.kind === ts.SyntaxKind.NullKeyword

/** The statement before: what a guard's condition was read from. */
function before(node: ts.Statement, source: ts.SourceFile): string {
  if (!ts.isBlock(node.parent)) return ''
  const { statements } = node.parent
  return statements[statements.indexOf(node) - 1]?.getText(source) ?? ''
}

function isJoinedBy(node: ts.Node, joint: ts.SyntaxKind): boolean {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === joint
}

function termsOf(node: ts.Expression, joint: ts.SyntaxKind): ts.Expression[] {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === joint
    ? [...termsOf(node.left, joint), ...termsOf(node.right, joint)]
    : [node]
}
