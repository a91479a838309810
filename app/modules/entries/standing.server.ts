import type { Connection } from '#db/client.ts'
import { missingFrom, type Missing } from './completeness.ts'
import { eligibilityOf, type Finding } from './eligibility.ts'
import { factsOf } from './entry-facts.server.ts'
import type { Dossier } from './load-entry.server.ts'

/** Where a dossier stands: what is missing, what each rule says, and where it will count. */
export type Standing = {
  missing: Missing[]
  findings: Finding[]
  place: { province: string | null; bucket: 'central' | 'overseas' | 'foreign' | null }
}

export async function standingOf(dossier: Dossier, connection?: Connection): Promise<Standing> {
  const facts = await factsOf(dossier, connection)
  return {
    missing: missingFrom(facts),
    findings: eligibilityOf(facts, dossier.edition),
    place: { province: dossier.provinceName, bucket: dossier.entry.bucket },
  }
}
