import { textOf, type SheetCell } from '../documents/worksheet-cell.ts'
import { searchKey } from '../text/search-key.ts'
import { cleanText, isDamaged } from '../text/clean-text.ts'
import { hasPageAddress } from '../text/person-name.ts'
import { readEmail, type ReadEmail } from '../text/email.ts'

/** A reporter, or an agency by its address. */
export const inviteeKinds = ['person', 'agency'] as const
export type InviteeKind = (typeof inviteeKinds)[number]

/** One line of a list of people and agencies to invite, as it was read. */
export type ListedInvitee = {
  line: number
  kind: InviteeKind
  name: string
  email: string
  agency: string
  /** why it cannot be invited, a text key; null where it can */
  wrong: 'noEmail' | 'badEmail' | 'damaged' | 'noName' | 'nameAddress' | 'tooLong' | 'twice' | null
}

export const mostInvited = 2000
const mostName = 200
const mostAgency = 300

/**
 * Reads a pasted list: one invitee a line, its fields parted by tabs or semicolons (by commas where there is neither: the
 * names of agencies have some), in any order as long as one is the address: `Họ tên; thu@bao.vn; Cơ quan`, `Họ tên <thu@bao.vn>`. A line that begins with `agency` words of the
 * caller (`cơ quan:`) is an agency. Empty lines are passed over and still counted.
 */
export function readInvitees(text: string, agencyWord: string): ListedInvitee[] {
  const seen = new Set<string>()
  return text
    .split(/\r?\n/)
    .map(cleanText)
    .flatMap((typed, index) => {
      if (typed.trim() === '' || (index === 0 && isHead(typed))) return []
      const row = readLine(typed, index + 1, agencyWord)
      if (row.wrong) return [row]
      if (seen.has(row.email)) return [{ ...row, wrong: 'twice' as const }]
      seen.add(row.email)
      return [row]
    })
}

type Column = 'name' | 'email' | 'agency'

/** What the columns of such lists are called, in the order they are asked. */
const called: [Column, RegExp][] = [
  ['email', /e-?mail|thu dien tu|dia chi thu|hop thu|^thu$/],
  ['name', /ho,? (va )?ten|full name|^(ten|name)$|phong vien|tac gia|reporter|author/],
  ['agency', /co quan|toa soan|don vi|bao chi|agency|newsroom|office/],
]

function columnsOf(line: SheetCell[]): Map<Column, number> {
  const found = new Map<Column, number>()
  for (const [place, cell] of line.entries()) {
    const title = searchKey(textOf(cell))
    const column = called.find(([, names]) => names.test(title))?.[0]
    if (column && !found.has(column)) found.set(column, place)
  }
  return found
}

const isInviteeHead = (line: SheetCell[]) => {
  const columns = columnsOf(line)
  const named = columns.has('name') || columns.has('agency')
  return columns.has('email') && named && !line.some((cell) => textOf(cell).includes('@'))
}

/** The first row that names a column of addresses and one of people or agencies; negative without one. */
export const inviteeHeadOf = (cells: SheetCell[][]): number => cells.findIndex(isInviteeHead)

/**
 * The rows of a worksheet as lines of such a list, blank above its head and of its named columns alone; whole where it
 * has no head. Who has an agency and no name is an agency.
 */
export function inviteeRowsOf(cells: SheetCell[][], head: number, agencyWord: string): string[][] {
  if (head < 0) return cells.map((line) => line.map(textOf))
  const columns = columnsOf(cells[head]!)
  return cells.map((line, index) => {
    if (index <= head) return []
    const [name, email, agency] = (['name', 'email', 'agency'] as const).map((column) =>
      textOf(line[columns.get(column) ?? -1]).replaceAll(';', ','),
    ) as [string, string, string]
    return name === '' && agency !== '' ? [`${agencyWord} ${agency}`, email] : [name, email, agency]
  })
}

/** Lines of a list with something in them: how many it asks to invite. */
export const linesOf = (text: string): number => text.split('\n').filter((one) => one.trim() !== '').length

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
  const agency = marked ? name : joined(1)
  const read = readEmail(fields[at] ?? '')
  const email = 'email' in read ? read.email : (fields[at] ?? '').toLowerCase()
  return {
    line,
    kind: marked ? 'agency' : 'person',
    name: name.slice(0, mostName),
    email,
    agency: agency.slice(0, mostAgency),
    wrong: wrongWith(typed, at >= 0, read, { name, agency }, marked ? 'agency' : 'person'),
  }
}

function wrongWith(
  typed: string,
  hasAddress: boolean,
  read: ReadEmail,
  { name, agency }: { name: string; agency: string },
  kind: InviteeKind,
) {
  if (isDamaged(typed)) return 'damaged'
  if (!hasAddress) return 'noEmail'
  if ('wrong' in read) return 'badEmail'
  if (name === '') return 'noName'
  if (name.length > mostName || agency.length > mostAgency) return 'tooLong'
  return kind === 'person' && hasPageAddress(name) ? 'nameAddress' : null
}
