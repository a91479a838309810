import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const finder = 'app/modules/provinces/agencies.server.ts'

/** Whether names of agencies are held against a key, in a statement that is built or written out. */
function finds(text: string): boolean {
  const aliases = [...text.matchAll(/\$\{(?:agencies|agencyNames)\} (\w+)/g)].map((found) => found[1]!)
  const written = aliases.some((alias) => new RegExp(`\\b${alias}\\.name_key\\s*(=|in\\b)`).test(text))
  return written || /\b(?:agencies|agencyNames)\.nameKey\b/.test(text)
}

it('tells who finds an agency by its name from who searches among them', () => {
  expect(finds('from ${agencies} g where g.name_key = ${key}')).toBe(true)
  expect(finds('.where(eq(agencyNames.nameKey, key))')).toBe(true)
  expect(finds('from ${agencies} g, ${userNames} n where n.name_key = ${key}')).toBe(false)
  expect(finds('from ${agencyNames} n where n.name_key like ${key}')).toBe(false)
})

it('finds an agency by its name in one place', () => {
  expect(finds(readFileSync(finder, 'utf8'))).toBe(true)
  const others = globSync('app/**/*.{ts,tsx}').filter((file) => file !== finder)
  expect(others.length).toBeGreaterThan(300)
  expect(others.filter((file) => finds(readFileSync(file, 'utf8')))).toEqual([])
})
