import type { Proposal } from './mutant.ts'

/** What a fault would hurt. The first four are held to the stricter floor. */
export const kinds = [
  'authorization',
  'conflict',
  'lock',
  'audit',
  'state',
  'time',
  'round',
  'bound',
  'skip',
] as const
export type Kind = (typeof kinds)[number]
export const strictKinds: readonly Kind[] = ['authorization', 'conflict', 'lock', 'audit']

export const floors = { all: 0.85, strict: 0.95 }

type Fault = Pick<Proposal, 'operator' | 'about'> & { file: string }

/**
 * The rules that give a fault its kind, the first that holds. `about` is what was dropped or changed (for a guard that
 * answers null also what was read just before it). What none of them knows is a skipped step.
 */
const rules: [Kind, (fault: Fault) => boolean][] = [
  ['lock', ({ operator }) => operator.endsWith('lock dropped')],
  [
    'lock',
    ({ operator, about }) =>
      operator === 'step dropped' && /^await tx\b.*(\.for\('|pg_advisory)/s.test(about),
  ],
  [
    'audit',
    ({ operator, about }) =>
      leavesOut(operator) && /\brecord\w*\(/.test(about) && !/async \(tx\)/.test(about),
  ],
  [
    'conflict',
    ({ about }) => /\bbarred|\bisBarred|[cC]onflict(s|sOf|Rows)?\b(?!Do)|recus|same_?province/i.test(about),
  ],
  ['conflict', ({ operator, file }) => operator.startsWith('sql: ') && /conflicts?\.server\.ts$/.test(file)],
  ['skip', ({ operator }) => leavesOut(operator) && operator !== 'branch dropped'],
  ['round', ({ operator }) => operator.endsWith('rounding changed')],
  ['time', ({ operator }) => /time (stretched|shortened)$/.test(operator)],
  ['authorization', ({ about }) => whoMay.test(about)],
  ['authorization', ({ operator, file }) => file.endsWith('/signature.ts') && /^(guard|term)/.test(operator)],
  [
    'state',
    ({ about }) =>
      /\bstate\b|(locked|published|withdrawn|retracted|submitted|stopped|used|accepted)_?at\b/i.test(about),
  ],
  [
    'time',
    ({ about }) =>
      /\b(now|today)\b|\b(opens|closes|expires|due|until|deadline|ends|starts)|[a-z](At|_at)\b/.test(about),
  ],
  ['bound', ({ operator }) => /bound (moved|dropped)$/.test(operator)],
  ['bound', ({ about }) => /\.(length|size|count)\b|\b(max|min|most|least|limit|cap|quota)/i.test(about)],
]

/** Words of who asks, what a role may, whose something is and in which edition. */
const whoMay =
  /\b(organizes|administers|hasRole|may[A-Z]\w*|coordinat\w*|\w*[vV]isible\w*|seatIn|purpose|inProvince|worksHere|actor|role|password\w*|credentials|token\w*)\b|\b(owner_?id|judge_?id|user_?id|edition_?id|disabled_?at)\b/i

const leavesOut = (operator: string) => /^(step|message|change|branch) dropped$/.test(operator)

export const kindOf = (fault: Fault): Kind => rules.find(([, holds]) => holds(fault))?.[0] ?? 'skip'
