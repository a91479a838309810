import ts from 'typescript'
import { everyNode, parsed } from './operators/tree.ts'

/** A place a run can come by: a statement, an arrow's answer, a side of a choice or the second half of `&&`. */
export type Site = { start: number; end: number; wrap: 'before' | 'block' | 'comma' }

/** The sites of a text in a fixed order: their numbers mean the same as long as the text does. */
export function sitesOf(file: string, text: string): Site[] {
  const source = parsed(file, text)
  const sites: Site[] = []
  everyNode(source, (node) => {
    const wrap = wrapOf(node)
    if (wrap) sites.push({ start: node.getStart(source), end: node.getEnd(), wrap })
  })
  return sites
}

/** The text with a mark at every site: `touch(n)` is called when the run comes by. */
export function marked(text: string, sites: readonly Site[], numberOf: (site: number) => number): string {
  const inserted = sites.flatMap(({ start, end, wrap }, index) => {
    const call = `touch(${numberOf(index)})`
    if (wrap === 'before') return [{ at: start, text: `${call};`, outer: start - end, opens: true }]
    const [open, close] = wrap === 'block' ? [`{${call};`, '}'] : [`(${call}, `, ')']
    return [
      { at: start, text: open, outer: start - end, opens: true },
      { at: end, text: close, outer: start - end, opens: false },
    ]
  })
  // At one place the inner closes before the outer, and the outer opens before the inner.
  inserted.sort((a, b) =>
    a.at !== b.at
      ? a.at - b.at
      : a.opens !== b.opens
        ? Number(a.opens) - Number(b.opens)
        : a.opens
          ? a.outer - b.outer
          : b.outer - a.outer,
  )
  let [result, done] = [`import { touch } from '#tests/mutants/in-test/touch.ts';`, 0]
  for (const { at, text: mark } of inserted) {
    result += text.slice(done, at) + mark
    done = at
  }
  return result + text.slice(done)
}

/** The innermost site that holds an offset; null at the top of a file. */
export function siteAt(sites: readonly Site[], offset: number): number | null {
  let found: number | null = null
  sites.forEach(({ start, end }, index) => {
    if (start > offset || offset >= end) return
    if (found === null || end - start <= sites[found]!.end - sites[found]!.start) found = index
  })
  return found
}

function wrapOf(node: ts.Node): Site['wrap'] | null {
  const { parent } = node
  if (!parent) return null
  if (isRunStatement(node)) {
    if (ts.isBlock(parent) || ts.isSourceFile(parent) || ts.isCaseOrDefaultClause(parent)) return 'before'
    return ts.isIfStatement(parent) || ts.isIterationStatement(parent, false) ? 'block' : null
  }
  if (ts.isArrowFunction(parent) && parent.body === node && !ts.isBlock(node)) return 'comma'
  if (ts.isConditionalExpression(parent) && parent.condition !== node && ts.isExpression(node)) return 'comma'
  if (ts.isBinaryExpression(parent) && parent.right === node && isChoice(parent.operatorToken.kind))
    return 'comma'
  return null
}

const isRunStatement = (node: ts.Node): node is ts.Statement =>
  ts.isStatement(node) &&
  !ts.isBlock(node) &&
  !ts.isFunctionDeclaration(node) &&
  !ts.isImportDeclaration(node) &&
  !ts.isExportDeclaration(node) &&
  !ts.isInterfaceDeclaration(node) &&
  !ts.isTypeAliasDeclaration(node) &&
  !ts.isModuleDeclaration(node) &&
  !ts.isEmptyStatement(node)

const isChoice = (kind: ts.SyntaxKind) =>
  kind === ts.SyntaxKind.AmpersandAmpersandToken ||
  kind === ts.SyntaxKind.BarBarToken ||
  kind === ts.SyntaxKind.QuestionQuestionToken
