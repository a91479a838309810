import type { Connection } from '#db/client.ts'
import { saidIn } from './asked.ts'
import { missingFrom, unanswered, type Missing } from './completeness.ts'
import { eligibilityOf, type Finding } from './eligibility.ts'
import { factsOf } from './entry-facts.server.ts'
import type { Dossier } from './load-entry.server.ts'
import { asksOf, shownAsk, type ShownAsk } from './return-asks.server.ts'

/** Where a dossier stands: what is missing, what each rule says, what it was returned for, and where it will count. */
export type Standing = {
  missing: Missing[]
  findings: Finding[]
  asked: ShownAsk[]
  place: { province: string | null; bucket: 'central' | 'overseas' | 'foreign' | null }
}

export async function standingOf(dossier: Dossier, connection?: Connection): Promise<Standing> {
  const facts = await factsOf(dossier, connection)
  const said = saidIn(dossier)
  const asks = dossier.entry.state === 'returned' ? await asksOf(dossier.entry.id, connection) : []
  const asked = asks.map((ask) => shownAsk(ask, said))
  return {
    missing: [...missingFrom(facts), ...unanswered(asked)],
    asked,
    findings: eligibilityOf(facts, dossier.edition),
    place: { province: dossier.provinceName, bucket: dossier.entry.bucket },
  }
}
