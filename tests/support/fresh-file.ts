import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'

/** Writes a drawn file that does not say this yet; with `--check` only tells, and names the command that writes it. */
export async function isStale(file: string, text: string, command: string): Promise<boolean> {
  const wanted = await format(text, { ...(await resolveConfig(file)), filepath: file })
  if (existsSync(file) && readFileSync(file, 'utf8') === wanted) return false
  if (!process.argv.includes('--check')) writeFileSync(file, wanted)
  else console.error(`${file} does not show the code as it is; run ${command}.`)
  return process.argv.includes('--check')
}
