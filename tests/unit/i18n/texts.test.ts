import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import en from '#app/i18n/en/index.ts'
import vi from '#app/i18n/vi/index.ts'
import { auditKinds } from '#app/modules/audit/events.ts'
import { ownPath } from '#app/http/own-path.ts'

type Tree = { [key: string]: string | Tree }
const flat = (tree: Tree, before = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[before + key, value] as [string, string]] : flat(value, `${before}${key}.`),
  )
const texts = { vi: new Map(flat(vi as unknown as Tree)), en: new Map(flat(en as unknown as Tree)) }
const blanks = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort()

it('says the same things in both languages, with the same blanks', () => {
  const wanted = [...texts.vi.keys()]
  expect(wanted.filter((key) => !texts.en.has(key))).toEqual([])
  expect([...texts.en.keys()].filter((key) => !texts.vi.has(key) && !key.endsWith('_one'))).toEqual([])
  expect(
    wanted.filter((key) => blanks(texts.vi.get(key)!).join() !== blanks(texts.en.get(key)!).join()),
  ).toEqual([])
  expect(
    [...texts.vi, ...texts.en].filter(([, text]) => text.trim() === '' || text !== text.normalize('NFC')),
  ).toEqual([])
})

it('calls its reader Ông/Bà', () => {
  expect([...texts.vi].filter(([, text]) => /(?<!\p{L})bạn(?!\p{L})/iu.test(text))).toEqual([])
})

it('has a text for every key that code names, and for every event', () => {
  const sources = globSync('app/{modules,routes,http,components}/**/*.{ts,tsx}')
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n')
    .replace(/\/\*[^]*?\*\//g, '')
  const first = Object.keys(vi).join('|')
  const named = [...sources.matchAll(new RegExp(`['"\`]((?:${first})\\.[a-zA-Z_.]+)['"\`]`, 'g'))].map(
    (match) => match[1]!,
  )
  const keys = [...texts.vi.keys()]
  const known = (key: string) =>
    texts.vi.has(key) || texts.vi.has(`${key}_other`) || keys.some((one) => one.startsWith(`${key}.`))
  const kinds = new Set<string>(auditKinds)
  expect([...new Set(named)].filter((key) => !known(key) && !kinds.has(key) && !key.endsWith('.'))).toEqual(
    [],
  )
  expect(auditKinds.filter((kind) => !known(`audit.${kind}`))).toEqual([])
})

it.each([
  ['/entries?x=1', '/entries?x=1'],
  ['//khac.vn', '/'],
  ['/\\khac.vn', '/'],
  ['https://khac.vn', '/'],
  ['', '/'],
  [null, '/'],
])('goes on to %s only within the site', (value, path) => {
  expect(ownPath(value, '/')).toBe(path)
})
