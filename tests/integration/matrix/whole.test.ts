import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import ts from 'typescript'
import { expect, it } from 'vitest'
import { allRows as rows } from '#tests/matrix/all-rows.ts'

/** Asked with an actor and not in the matrix, each with the reason. */
const notAsked = new Map([
  ['ownWorks', 'reads by the actor’s own id'],
  ['sessionsOf', 'reads by the actor’s own id'],
  ['ballotsOfJudge', 'reads by the actor’s own id'],
  ['declaredConflicts', 'reads by the actor’s own id'],
  ['interestsOf', 'reads by the actor’s own id'],
  ['roundsOfJudge', 'reads by the actor’s own id'],
  ['undeliveredOf', 'reads by the actor’s own id'],
  ['ownDataOf', 'reads by the actor’s own id'],
  ['requestsOf', 'reads by the actor’s own id'],
  ['consentsOf', 'reads by the actor’s own id'],
  ['addressChangeOf', 'reads by the actor’s own id'],
  ['ownProvinces', 'reads the roles the actor holds'],
  ['resultsPage', 'the page asks for an organizer first; the actor says which works are left out'],
])

/** Functions of modules that pages and edges ask with somebody: exported, the first parameter an `Actor`. */
function askedByPages(): string[] {
  const asked = new Set<string>()
  for (const page of globSync('app/{routes,http}/**/*.{ts,tsx}')) {
    for (const statement of parse(page).statements) {
      if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue
      const file = statement.moduleSpecifier.text.replace(/^#/, '')
      const names = statement.importClause?.namedBindings
      if (!/^app\/modules\/.*\.server\.ts$/.test(file) || !names || !ts.isNamedImports(names)) continue
      const own = takingActor(file)
      for (const { name } of names.elements) if (own.has(name.text)) asked.add(name.text)
    }
  }
  return [...asked].sort()
}

const known = new Map<string, Set<string>>()

function takingActor(file: string): Set<string> {
  const found = known.get(file) ?? new Set<string>()
  if (known.has(file)) return found
  known.set(file, found)
  for (const statement of parse(file).statements) {
    if (ts.isFunctionDeclaration(statement)) note(statement.name, statement.parameters)
    if (ts.isVariableStatement(statement))
      for (const { name, initializer } of statement.declarationList.declarations)
        if (initializer && ts.isArrowFunction(initializer)) note(name, initializer.parameters)
  }
  return found

  function note(name: ts.Node | undefined, parameters: ts.NodeArray<ts.ParameterDeclaration>) {
    if (name && parameters[0]?.type?.getText() === 'Actor') found.add(name.getText())
  }
}

const parse = (file: string) =>
  ts.createSourceFile(basename(file), readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)

it('asks everything that pages ask with somebody, as everybody', () => {
  const asked = askedByPages()
  expect(asked.length).toBeGreaterThan(80)
  const inMatrix = new Set(rows.map((row) => row.asks))
  expect(asked.filter((name) => !inMatrix.has(name) && !notAsked.has(name))).toEqual([])
  expect([...inMatrix, ...notAsked.keys()].filter((name) => !asked.includes(name))).toEqual([])
})

it('says why only where a row changes something and writes no event, and gives every state a name of its own', () => {
  for (const row of rows) if (row.noEvent) expect(row.events).toBeUndefined()
  const names = rows.map((row) => `${row.asks} ${row.state ?? ''}`)
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})
