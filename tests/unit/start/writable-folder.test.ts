import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { writableFolder } from '#app/start/writable-folder.ts'

const fresh = () => mkdtempSync(join(tmpdir(), 'chungkhao-folder-'))

it('makes a folder with those above it, and leaves nothing in it', () => {
  const folder = join(fresh(), 'a/b/c')
  expect([writableFolder(folder), writableFolder(folder), readdirSync(folder)]).toEqual([folder, folder, []])
})

it('refuses a file, and what would lie below one', () => {
  const file = join(fresh(), 'tệp')
  writeFileSync(file, '')
  expect(() => writableFolder(file)).toThrow(`Không ghi được vào thư mục dữ liệu ${file} (EEXIST)`)
  expect(() => writableFolder(join(file, 'x'))).toThrow(/\(E(?:EXIST|NOTDIR)\)/)
})

it.skipIf(!existsSync('/proc/self'))(
  'refuses /proc at once, where telling Node to make all above never ends',
  () => {
    for (const folder of ['/proc/x', '/proc/x/y', '/proc'])
      expect(() => writableFolder(folder)).toThrow(`Không ghi được vào thư mục dữ liệu ${folder} (`)
  },
)
