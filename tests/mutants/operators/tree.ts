import ts from 'typescript'
import type { Proposal } from '../mutant.ts'

/** Looks at one node of a file's tree and proposes faults in it. */
export type Operator = (node: ts.Node, source: ts.SourceFile) => Proposal[]

export function parsed(file: string, text: string): ts.SourceFile {
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
}

/** The syntax errors a text has; the compiler keeps them on the tree without saying so in its types. */
export const parses = (file: string, text: string) =>
  (parsed(file, text) as ts.SourceFile & { parseDiagnostics: unknown[] }).parseDiagnostics.length === 0

export function everyNode(root: ts.Node, visit: (node: ts.Node) => void) {
  visit(root)
  ts.forEachChild(root, (child) => everyNode(child, visit))
}

/** What each item of a list looks like when it is left out, with its comma, `&&` or other joint. */
export function withoutOne(
  items: readonly ts.Node[],
  source: ts.SourceFile,
): { item: ts.Node; start: number; end: number; text: string }[] {
  if (items.length < 2) return []
  return items.map((item, index) =>
    index === 0
      ? { item, start: item.getStart(source), end: items[1]!.getStart(source), text: '' }
      : { item, start: items[index - 1]!.getEnd(), end: item.getEnd(), text: '' },
  )
}

export const isCallOf = (node: ts.Node, names: RegExp): node is ts.CallExpression =>
  ts.isCallExpression(node) && names.test(calledName(node))

/** `filter` of `works.filter(…)`, `and` of `and(…)`. */
export function calledName({ expression }: ts.CallExpression): string {
  if (ts.isIdentifier(expression)) return expression.text
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : ''
}
