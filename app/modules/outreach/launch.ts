/** What a province spreads the word with ("phổ biến, phát động"). */
export const launchKinds = ['letter', 'plan', 'poster', 'email', 'zalo'] as const
export type LaunchKind = (typeof launchKinds)[number]

/** The pieces that are official documents. */
export const launchLetters = ['letter', 'plan'] as const
export type LaunchLetter = (typeof launchLetters)[number]
export const isLaunchLetter = (kind: LaunchKind): kind is LaunchLetter =>
  (launchLetters as readonly string[]).includes(kind)

const head = { number: 'line', placeAndDate: 'line' } as const
const foot = { signer: 'line', signerName: 'line', recipients: 'text' } as const

/** The parts of each piece, in the order they stand in: of one line, or of paragraphs. */
export const launchParts = {
  letter: { ...head, about: 'line', to: 'text', body: 'text', ...foot },
  plan: {
    ...head,
    about: 'line',
    purpose: 'text',
    content: 'text',
    schedule: 'text',
    organisation: 'text',
    ...foot,
  },
  poster: { call: 'line', body: 'text', deadline: 'line', scan: 'line' },
  email: { subject: 'line', body: 'text' },
  zalo: { body: 'text' },
} as const satisfies Record<LaunchKind, Record<string, 'line' | 'text'>>

export type LaunchPart = { [Kind in LaunchKind]: keyof (typeof launchParts)[Kind] }[LaunchKind]

/** Part by part, as it was written by rule or changed since. */
export type LaunchText = Partial<Record<LaunchPart, string>>

export const partsOf = (kind: LaunchKind) =>
  Object.entries(launchParts[kind]) as [LaunchPart, 'line' | 'text'][]

/** Only what differs from what the rules of the edition say: the rest goes on following them. */
export function changedParts(kind: LaunchKind, drawn: LaunchText, given: LaunchText): LaunchText {
  return Object.fromEntries(
    partsOf(kind).flatMap(([part]) => {
      const words = given[part]
      return words === undefined || words === (drawn[part] ?? '') ? [] : [[part, words]]
    }),
  )
}

/** What the texts tell of the edition and what may change while it runs; days and moments as they are written. */
export type LaunchFacts = {
  windowStart: string
  windowEnd: string
  closesAt: string
  cap: string
  maxParts: string
  categories: string
  link: string
}

/** The facts that have changed since a piece was worded by hand; of nothing worded, none. */
export function changedFacts(now: LaunchFacts, then: Partial<LaunchFacts> | null): (keyof LaunchFacts)[] {
  if (!then) return []
  return (Object.keys(now) as (keyof LaunchFacts)[]).filter((fact) => (then[fact] ?? now[fact]) !== now[fact])
}

/**
 * The days of a plan within the time an edition takes works: spread by the tenth, tenth, half, eight tenths and the end,
 * and the report ten days after it. Moments in, moments out.
 */
export function launchDays(opensAt: Date, closesAt: Date) {
  const at = (share: number) => new Date(opensAt.getTime() + share * (closesAt.getTime() - opensAt.getTime()))
  const day = 86_400_000
  return {
    spread: at(0.1),
    launch: at(0.25),
    review: at(0.6),
    chase: at(0.85),
    closes: closesAt,
    report: new Date(closesAt.getTime() + 10 * day),
  }
}
