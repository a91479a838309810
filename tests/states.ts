import { states } from '#app/commands/states.ts'
import type { StateTable } from '#app/modules/moves/table.ts'
import { isStale } from './support/fresh-file.ts'

/**
 * `npm run states`: draws `docs/states.md` from the tables of moves; with `--check` it must say so already. A move back is
 * drawn beside what it takes back.
 */
const order: Record<keyof typeof states, string> = {
  edition: 'editions/edition-moves.ts',
  entry: 'entries/entry-moves.ts',
  round: 'judging/round-moves.ts',
  sheet: 'judging/sheet-moves.ts',
  ballot: 'judging/ballot-moves.ts',
  award: 'results/award-moves.ts',
  account: 'accounts/account-moves.ts',
  mail: 'mail/letter-moves.ts',
}

const text = `# States and moves

Drawn from the tables by \`npm run states\`; \`npm run check\` compares. \`npx chungkhao states\` prints them. A matter owes
nobody anything where an arrow leads to the end; whoever adds a move adds it to the matter's file and nowhere else.

${Object.entries(order)
  .map(([matter, file]) => draw(matter, file, states[matter as keyof typeof states]))
  .join('\n\n')}
`

process.exitCode = (await isStale('docs/states.md', text, 'npm run states')) ? 1 : 0

function draw(matter: string, file: string, table: StateTable): string {
  const { start, ends, moves } = table
  return `## ${matter}

\`app/modules/${file}\`

\`\`\`mermaid
stateDiagram-v2
  [*] --> ${start}
${moves.map(({ from, to, move }) => `  ${from} --> ${to}: ${move}`).join('\n')}
${ends.map((state) => `  ${state} --> [*]`).join('\n')}
\`\`\`

| move | from | to | by | when | takes back |
|---|---|---|---|---|---|
${[...new Set(moves.map(({ move }) => move))].map((move) => row(moves.filter((one) => one.move === move))).join('\n')}`
}

function row(same: StateTable['moves']): string {
  const { move, to, by, when, undoes } = same[0]!
  const cells = [move, same.map(({ from }) => from).join(', '), to, by.join(', '), when ?? '', undoes ?? '']
  return `| ${cells.join(' | ')} |`
}
