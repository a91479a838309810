import { kindOf } from './kinds.ts'
import { lineAt, linesOf, type Mutant } from './mutant.ts'
import { operators } from './operators/index.ts'
import { everyNode, parsed } from './operators/tree.ts'

/** Every fault the operators propose for one file, in the order of its text, each once. */
export function findMutants(file: string, text: string): Mutant[] {
  const source = parsed(file, text)
  const found = new Map<string, Mutant>()
  everyNode(source, (node) => {
    for (const operator of operators)
      for (const { about, ...proposal } of operator(node, source)) {
        const key = `${proposal.start} ${proposal.end} ${proposal.text}`
        if (found.has(key)) continue
        const kind = kindOf({ operator: proposal.operator, about, file })
        found.set(key, {
          file,
          ...proposal,
          kind,
          line: lineAt(text, proposal.at),
          ...linesOf(text, proposal),
        })
      }
  })
  return [...found.values()].sort((a, b) => a.start - b.start || a.end - b.end)
}
