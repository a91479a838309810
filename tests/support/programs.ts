import { execFile, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

const ask = promisify(execFile)

export const isHere = (command: string) => spawnSync('which', [command]).status === 0

/** What a program prints. A test that stood still for it would keep its runner waiting until that gives up. */
export async function printed(command: string, ...args: string[]): Promise<string> {
  const { stdout } = await ask(command, args, { encoding: 'utf8', maxBuffer: 64 * 1024 ** 2 })
  return stdout
}

/** A file of a folder opened by LibreOffice and written as another kind, into the same folder. */
export const converted = (folder: string, file: string, to: string) =>
  printed(
    'soffice',
    `-env:UserInstallation=file://${join(folder, 'profile')}`,
    '--headless',
    '--convert-to',
    to,
    '--outdir',
    folder,
    join(folder, file),
  )
