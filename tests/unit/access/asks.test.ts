import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import { expect, it } from 'vitest'

/**
 * Everything in the modules that is given one work, or something of one work (a file, a reading, a sheet), and exported:
 * whoever calls it may be somebody who must keep away. Each reaches, over whatever it calls, a piece that asks, or stands
 * below with the reason why nobody can be kept from it there.
 */
const given = new Set([
  'entryId',
  'entryIds',
  'mediaId',
  'assignmentId',
  'sheetId',
  'entry',
  'entries',
  'dossier',
  'work',
])

/** The pieces that say who must keep away, or that the work is the asker's own. */
const asking = new Set([
  'app/modules/judging/conflicts.server.ts isBarredWork',
  'app/modules/judging/conflicts.server.ts isBarredFrom',
  'app/modules/judging/known-conflicts.server.ts worksBarredTo',
  'app/modules/judging/conflicts.server.ts barredReadings',
  'app/modules/judging/conflicts.server.ts conflictsOf',
  'app/modules/entries/load-entry.server.ts lockOwnEntry',
])

const notAsked = new Map([
  [
    'entries/same-person.server.ts worksOf',
    'counts works by their authors, for rules that are checked again',
  ],
  ['judging/scores-of-round.server.ts tableOf', 'all sheets of a round, for what is worked out of them'],
  ['results/round-model.server.ts asOfFitted', 'the model of a whole round'],
  ['results/round-model.server.ts adjustedScores', 'the scores of a whole round, adjusted'],
  ['results/told-prize.server.ts toldPrizes', 'what is published'],
  ['results/certificates.server.ts certificatesPdf', 'what is published'],
  ['outreach/enter-on-behalf.server.ts writeToAuthor', 'of a work that the asker enters'],
  ['outreach/resend-to-author.server.ts resendToAuthor', 'of a work that the asker entered'],
])

type Piece = { file: string; name: string; exported: boolean; takes: boolean; uses: string[] }

const pieces = new Map<string, Piece>()
for (const file of globSync('app/{modules,routes,http,jobs,commands}/**/*.{ts,tsx}').sort()) read(file)

const callers = new Map<string, Set<string>>()
for (const [key, { uses }] of pieces)
  for (const used of uses) callers.set(used, (callers.get(used) ?? new Set()).add(key))

function read(file: string) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)
  const imported = new Map<string, string>()
  const types = new Map<string, ts.TypeNode>()
  for (const statement of source.statements) {
    if (ts.isTypeAliasDeclaration(statement)) types.set(statement.name.text, statement.type)
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue
    const from = statement.moduleSpecifier.text
    const target = from.startsWith('#app/')
      ? from.slice(1)
      : from.startsWith('.')
        ? join(dirname(file), from)
        : null
    const names = statement.importClause?.namedBindings
    if (target && names && ts.isNamedImports(names))
      for (const { name, propertyName } of names.elements)
        imported.set(name.text, `${target} ${(propertyName ?? name).text}`)
  }
  const note = (name: string, node: ts.Node, exported: boolean) => {
    const uses: string[] = []
    const walk = (one: ts.Node) => {
      if (ts.isIdentifier(one) && one.text !== name)
        uses.push(imported.get(one.text) ?? `${file} ${one.text}`)
      ts.forEachChild(one, walk)
    }
    walk(node)
    pieces.set(`${file} ${name}`, { file, name, exported, takes: takesWork(node, types), uses })
  }
  for (const statement of source.statements) {
    const exported =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
    if (ts.isFunctionDeclaration(statement) && statement.name)
      note(statement.name.text, statement, Boolean(exported))
    if (ts.isVariableStatement(statement))
      for (const { name, initializer } of statement.declarationList.declarations)
        if (ts.isIdentifier(name) && initializer) note(name.text, initializer, Boolean(exported))
  }
}

/** Whether a parameter is, or holds by its type as it is written in the file, something of one work. */
function takesWork(node: ts.Node, types: Map<string, ts.TypeNode>): boolean {
  if (!ts.isFunctionLike(node)) return false
  let found = false
  const walk = (one: ts.Node) => {
    // A piece of a statement, in which somebody else says which work is meant.
    if (ts.isParameter(one) && one.type && /\bSQL(Wrapper)?\b/.test(one.type.getText())) return
    if (ts.isIdentifier(one) && given.has(one.text)) found = true
    if (ts.isTypeReferenceNode(one) && ts.isIdentifier(one.typeName)) {
      const own = types.get(one.typeName.text)
      if (own) {
        types.delete(one.typeName.text)
        walk(own)
        types.set(one.typeName.text, own)
      }
    }
    ts.forEachChild(one, walk)
  }
  node.parameters.forEach(walk)
  return found
}

function asks(key: string, seen = new Set<string>()): boolean {
  if (asking.has(key)) return true
  if (seen.has(key)) return false
  seen.add(key)
  return pieces.get(key)?.uses.some((used) => asks(used, seen)) ?? false
}

/** It asks itself, or everything that calls it does, or what calls that. */
function isAsked(key: string, seen = new Set<string>()): boolean {
  if (asks(key)) return true
  if (seen.has(key)) return true
  seen.add(key)
  const above = [...(callers.get(key) ?? [])].filter((one) => pieces.has(one))
  return above.length > 0 && above.every((one) => isAsked(one, seen))
}

const taking = [...pieces.values()].filter(
  ({ file, exported, takes }) => exported && takes && /^app\/modules\/.*\.server\.ts$/.test(file),
)
const keyOf = ({ file, name }: Piece) => `${file.replace(/^app\/modules\//, '')} ${name}`

it('asks who must keep away wherever somebody touches one work', () => {
  expect(taking.length).toBeGreaterThan(50)
  const silent = taking.filter((piece) => !isAsked(`${piece.file} ${piece.name}`)).map(keyOf)
  expect(silent.filter((key) => !notAsked.has(key))).toEqual([])
  expect([...notAsked.keys()].filter((key) => !silent.includes(key))).toEqual([])
})
