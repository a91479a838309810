import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { startSchema } from '#app/env.server.ts'

/** The supervisor sets it. */
const own = ['NODE_ENV']
const variables = Object.keys(startSchema.shape).filter((name) => !own.includes(name))

it.each(['.env.example', 'docs/operating.md'])('%s names every variable that is read', (file) => {
  const text = readFileSync(file, 'utf8')
  const row = file === '.env.example' ? (name: string) => `\n# ${name}=` : (name: string) => `\`${name}\``
  expect(variables.filter((name) => !text.includes(row(name)))).toEqual([])
})
