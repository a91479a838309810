import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { StartRefused } from './refused.ts'

/** The folder, made where it is missing; refused where nothing can be written into it. */
export function writableFolder(folder: string): string {
  const probe = join(folder, `.write-probe-${process.pid}`)
  try {
    make(folder)
    writeFileSync(probe, 'x')
    rmSync(probe)
    return folder
  } catch (error) {
    throw new StartRefused(
      `Không ghi được vào thư mục dữ liệu ${folder} (${(error as NodeJS.ErrnoException).code}); cấp quyền ghi hoặc đặt DATA_DIR. / The data folder is not writable; grant write access or set DATA_DIR.`,
    )
  }
}

/** Folder by folder from the top: told to make those above too, Node 24 tries for ever below /proc. */
function make(folder: string) {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return
  if (dirname(folder) !== folder) make(dirname(folder))
  try {
    mkdirSync(folder)
  } catch (error) {
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw error
  }
}
