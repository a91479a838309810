import { z } from 'zod'

/** One line of a list of people and agencies to invite, as it was read. */
export type ListedInvitee = {
  line: number
  kind: 'person' | 'agency'
  name: string
  email: string
  agency: string
  /** why it cannot be invited, a text key; null where it can */
  wrong: 'noEmail' | 'badEmail' | 'noName' | 'twice' | null
}

const address = z.email()
const mostLines = 2000

/**
 * Reads a pasted list: one invitee a line, its fields parted by tabs or semicolons (by commas where there is neither: the
 * names of agencies have some), in any order as long as one is the address: `Họ tên; thu@bao.vn; Cơ quan`, `Họ tên <thu@bao.vn>`. A line that begins with `agency` words of the
 * caller (`cơ quan:`) is an agency. Empty lines are passed over and still counted.
 */
export function readInvitees(text: string, agencyWord: string): ListedInvitee[] {
  const seen = new Set<string>()
  return text
    .normalize('NFC')
    .split(/\r?\n/)
    .slice(0, mostLines)
    .flatMap((typed, index) => {
      if (typed.trim() === '' || (index === 0 && isHead(typed))) return []
      const row = readLine(typed, index + 1, agencyWord)
      if (row.wrong) return [row]
      if (seen.has(row.email)) return [{ ...row, wrong: 'twice' as const }]
      seen.add(row.email)
      return [row]
    })
}

/** A first line without an address that names its columns. */
const isHead = (typed: string) =>
  !typed.includes('@') && /e-?mail|thư/i.test(typed) && /tên|name/i.test(typed)

function readLine(typed: string, line: number, agencyWord: string): ListedInvitee {
  const marked = typed.trim().toLocaleLowerCase('vi').startsWith(agencyWord.toLocaleLowerCase('vi'))
  const rest = (marked ? typed.trim().slice(agencyWord.length) : typed).replace(
    /<([^<>@\s]+@[^<>\s]+)>/g,
    ';$1;',
  )
  const parted = /[\t;]/.test(rest)
  const fields = rest
    .split(parted ? /[\t;]/ : ',')
    .map((field) => field.replace(/\s+/g, ' ').trim())
    .filter((field) => field !== '')
  const at = fields.findIndex((field) => field.includes('@'))
  const others = fields.filter((_, index) => index !== at)
  const joined = (from: number) => (parted ? (others[from] ?? '') : others.slice(from).join(', '))
  const name = marked ? joined(0) : (others[0] ?? '')
  const email = (fields[at] ?? '').toLowerCase()
  const wrong =
    at < 0 ? 'noEmail' : !address.safeParse(email).success ? 'badEmail' : name.length < 2 ? 'noName' : null
  return {
    line,
    kind: marked ? 'agency' : 'person',
    name: name.slice(0, 200),
    email,
    agency: (marked ? name : joined(1)).slice(0, 300),
    wrong,
  }
}
