import { cruise, type IModule } from 'dependency-cruiser'
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options'
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import { readFileSync } from 'node:fs'
import { isStale } from './support/fresh-file.ts'

/**
 * `npm run modules`: holds every import against the order of modules (`app/modules/order.json`, rules in
 * `.dependency-cruiser.mjs`) and writes what was found into `docs/modules.md` and the order into the README; with
 * `--check` both must say so already.
 */
type Listed = { floor: number; module: string; is: string }
const order = JSON.parse(readFileSync('app/modules/order.json', 'utf8')) as Listed[]

const found = await cruise(
  ['app', 'db', 'storage'],
  await extractOptions('./.dependency-cruiser.mjs'),
  undefined,
  { tsConfig: extractTsConfig('tsconfig.json') },
)
const { modules, summary } = typeof found.output === 'string' ? never() : found.output
for (const { rule, from, to, comment } of summary.violations as Violation[])
  console.error(`${rule.name}: ${from} → ${to}${comment ? `\n  ${comment}` : ''}`)

const command = 'npm run modules'
const stale = [
  await isStale('docs/modules.md', draw(), command),
  await isStale('README.md', withOrder('README.md'), command),
]
process.exitCode = summary.violations.length > 0 || stale.includes(true) ? 1 : 0

function withOrder(file: string): string {
  const rows = [...order].reverse().map((row) => `| ${row.floor} | \`${row.module}\` | ${row.is} |`)
  const table = `\n\n| floor | module | what it is |\n|---|---|---|\n${rows.join('\n')}\n\n`
  return readFileSync(file, 'utf8').replace(
    /(<!-- modules:.*?-->)[\s\S]*(<!-- \/modules -->)/,
    `$1${table}$2`,
  )
}

type Violation = { rule: { name: string }; from: string; to: string; comment?: string }

function never(): never {
  throw new Error('dependency-cruiser answered with a text.')
}

/** The module a file belongs to: its folder in `app/modules`, or its file of the schema. */
function moduleOf(file: string): string | null {
  return /^(?:app\/modules|db\/schema)\/([^/.]+)(?:\/|\.ts$)/.exec(file)?.[1] ?? null
}

/** How many files of one module import something of another. */
function arrows(all: IModule[]): Map<string, number> {
  const counted = new Map<string, number>()
  for (const { source, dependencies } of all) {
    const from = moduleOf(source)
    const targets = new Set(dependencies.map((one) => moduleOf(one.resolved)))
    for (const to of targets)
      if (from && to && from !== to && isListed(from) && isListed(to))
        counted.set(`${from} ${to}`, (counted.get(`${from} ${to}`) ?? 0) + 1)
  }
  return counted
}

function isListed(module: string): boolean {
  return order.some((row) => row.module === module)
}

function draw(): string {
  const counted = arrows(modules)
  const floors = [...new Set(order.map((row) => row.floor))].sort((a, b) => b - a)
  const upon = (module: string) =>
    order.filter((row) => counted.has(`${module} ${row.module}`)).map((row) => row.module)
  return `# The order of modules

Drawn from the code by \`npm run modules\`; \`npm run check\` compares. Each module imports only from those below it, its own
file of \`db/schema\` included; the order stands in \`app/modules/order.json\`.

| floor | module | what it is | stands on |
|---|---|---|---|
${[...order]
  .reverse()
  .map((row) => `| ${row.floor} | \`${row.module}\` | ${row.is} | ${upon(row.module).join(', ')} |`)
  .join('\n')}

An arrow is the number of files that import; what a module reaches through others as well is left out.

\`\`\`mermaid
flowchart TD
${floors
  .map((floor) => {
    const own = order.filter((row) => row.floor === floor).map((row) => `    ${row.module}`)
    return `  subgraph f${floor} [" "]\n${own.join('\n')}\n  end`
  })
  .join('\n')}
${order
  .flatMap((row) => direct(row.module, upon).map((to) => [row.module, to] as const))
  .map(([from, to]) => `  ${from} -->|${counted.get(`${from} ${to}`)}| ${to}`)
  .join('\n')}
\`\`\`
`
}

/** What a module imports and none of the others it imports does: the arrows that a reader needs. */
function direct(module: string, upon: (module: string) => string[]): string[] {
  const reached = (from: string): Set<string> =>
    new Set(upon(from).flatMap((next) => [next, ...reached(next)]))
  const own = upon(module)
  return own.filter((to) => !own.some((other) => other !== to && reached(other).has(to)))
}
