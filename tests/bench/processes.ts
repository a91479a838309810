import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'

/** Every process below (and with) the given one. */
export function family(root: number): number[] {
  const rows = execFileSync('ps', ['-eo', 'pid,ppid'])
    .toString()
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/).map(Number))
  const found = [root]
  for (let index = 0; index < found.length; index++)
    found.push(...rows.filter(([, parent]) => parent === found[index]).map(([pid]) => pid!))
  return found
}

/** User and system CPU milliseconds of those processes so far (Linux: /proc/PID/stat, ticks of 10 ms). */
export function cpuMilliseconds(pids: number[]): number {
  return pids.reduce((sum, pid) => {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
      return sum + (Number(fields[11]) + Number(fields[12])) * 10
    } catch {
      return sum
    }
  }, 0)
}

/** Resident megabytes by what the process is. */
export function residentMegabytes(pids: number[]): Record<string, number> {
  const result: Record<string, number> = {}
  for (const pid of pids) {
    try {
      const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
      const resident =
        Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
      const name =
        /(app\/start|app\/server|app\/jobs\/worker|storage\/embedded\/main)/.exec(line)?.[1] ??
        (readlinkSync(`/proc/${pid}/exe`).includes('postgres') ? 'postgres' : 'other')
      result[name] = Math.round((result[name] ?? 0) + resident)
    } catch {
      // It ended meanwhile.
    }
  }
  return result
}
