import { execFile, spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

const ask = promisify(execFile)

export const isHere = (command: string) => spawnSync('which', [command]).status === 0

/** What a program prints. A test that stood still for it would keep its runner waiting until that gives up. */
export async function printed(command: string, ...args: string[]): Promise<string> {
  const { stdout } = await ask(command, args, { encoding: 'utf8', maxBuffer: 64 * 1024 ** 2 })
  return stdout
}

/** A file or several (of the folder, or anywhere) opened by LibreOffice and written into the folder as another kind. */
export const converted = (folder: string, file: string | string[], to: string) =>
  printed(
    'soffice',
    `-env:UserInstallation=file://${join(folder, 'profile')}`,
    '--headless',
    '--convert-to',
    to,
    '--outdir',
    folder,
    ...[file].flat().map((one) => resolve(folder, one)),
  )
