/** Reads the text of an `sql` template well enough to leave out parts of it; offsets are those of the text. */
export type Token = { word: string; start: number; end: number; depth: number }

const pattern =
  /'(?:[^']|'')*'|"[^"]*"|--[^\n]*|[a-z_$\u0001][\w.$\u0001]*|\d[\w.]*|<=|>=|<>|->>|->|#>>|@>|<@|::|\|\||[^\s\w]/gi

/** Words, numbers, texts and signs with the depth of the brackets around them; comments are left out. */
export function tokensOf(text: string): Token[] {
  let depth = 0
  return [...text.matchAll(pattern)].flatMap(({ 0: raw, index }) => {
    if (raw.startsWith('--')) return []
    if (raw === ')') depth--
    const token = { word: raw.toLowerCase(), start: index, end: index + raw.length, depth }
    if (raw === '(') depth++
    return [token]
  })
}

export type Term = { start: number; end: number; at: number }

const opens = new Set(['where', 'on', 'having', 'when', '('])
const closes = new Set(
  'and or where group order having limit offset union returning for then else end as left right full cross inner join window set select with ,'.split(
    ' ',
  ),
)

/**
 * The terms joined by `and` and `or`: from `start` to `end` is what goes when the term is left out with its joint, and
 * the term itself stands from `at`. The `and` of `between … and …` joins nothing.
 */
export function termsIn(text: string): Term[] {
  const tokens = tokensOf(text)
  const joints = tokens.filter((token, index) => isJoint(token, index, tokens))
  return joints.flatMap((joint) => {
    const index = tokens.indexOf(joint)
    const last = endOfTerm(tokens, index + 1)
    const after = tokens[index + 1]
    if (!after || last <= index) return []
    const dropped = { start: joint.start, end: tokens[last]!.end, at: after.start }
    const first = startOfFirst(tokens, index)
    return first === null
      ? [dropped]
      : [{ start: tokens[first]!.start, end: after.start, at: tokens[first]!.start }, dropped]
  })
}

function isJoint({ word, depth }: Token, index: number, tokens: Token[]): boolean {
  if (word !== 'and' && word !== 'or') return false
  if (word === 'or') return true
  for (let back = index - 1; back >= 0 && tokens[back]!.depth >= depth; back--) {
    const before = tokens[back]!
    if (before.depth > depth) continue
    if (before.word === 'between') return false
    if (closes.has(before.word) || opens.has(before.word)) return true
  }
  return true
}

/** The last token of the term that begins at `from`. */
function endOfTerm(tokens: Token[], from: number): number {
  const depth = tokens[from]?.depth ?? 0
  let between = false
  for (let index = from; index < tokens.length; index++) {
    const token = tokens[index]!
    if (token.depth < depth || (token.depth === depth && token.word === ')' && index === from))
      return index - 1
    if (token.depth > depth) continue
    if (token.word === 'between') between = true
    else if (token.word === 'and' && between) between = false
    else if (index > from && closes.has(token.word)) return index - 1
  }
  return tokens.length - 1
}

/** Where the first term of a chain begins, for its first joint alone; null for the others, and where it cannot be told. */
function startOfFirst(tokens: Token[], joint: number): number | null {
  const { depth } = tokens[joint]!
  for (let back = joint - 1; back >= 0; back--) {
    const token = tokens[back]!
    const opened = token.word === '(' && token.depth === depth - 1
    if (opened) return /^(select|with|case)$/.test(tokens[back + 1]!.word) ? null : back + 1
    if (token.depth > depth) continue
    if (token.depth < depth) return null
    if (opens.has(token.word) && token.word !== '(') return back + 1
    if (closes.has(token.word)) return null
  }
  return null
}

/** The branches of a `union`, each with the joint that goes with it. */
export function unionBranches(text: string): { start: number; end: number; at: number }[] {
  const tokens = tokensOf(text)
  return tokens.flatMap((token, index) => {
    if (token.word !== 'union') return []
    const begins = tokens[index + 1]?.word === 'all' ? index + 2 : index + 1
    const next = tokens.findIndex(
      ({ word, depth }, at) =>
        at > begins && (depth < token.depth || (depth === token.depth && word === 'union')),
    )
    const end = next < 0 ? tokens.at(-1)!.end : tokens[next - 1]!.end
    return begins < tokens.length ? [{ start: token.start, end, at: tokens[begins]!.start }] : []
  })
}
