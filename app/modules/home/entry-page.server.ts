import { dossierFor } from '../access/dossier.server.ts'
import type { Actor } from '../actor/actor.ts'
import { categoriesOf } from '../editions/categories.server.ts'
import { draftFields } from '../entries/draft-fields.ts'
import { forPolicy, type Dossier } from '../entries/load-entry.server.ts'
import { whyNotEdit, whyNotPutBack, whyNotSubmit, whyNotTakeBack, whyNotWithdraw } from '../entries/policy.ts'
import { removedRowsOf } from '../entries/removed-rows.server.ts'
import { standingOf } from '../entries/standing.server.ts'
import { hasScanner } from '../media/scan-media.server.ts'
import { removedFilesOf } from '../media/put-back-media.server.ts'
import { shownBehalf } from '../outreach/enter-on-behalf.server.ts'
import { toldPrizes } from '../results/told-prize.server.ts'
import { unitsOf } from '../provinces/history.server.ts'
import { isRefusal, type Refusal } from '../refusal/refusal.ts'

export type EntryPage = Exclude<Awaited<ReturnType<typeof entryPage>>, Refusal | null>

/** A dossier as its owner works on it, and as others read it; a refusal or null as `dossierFor` has it. */
export async function entryPage(actor: Actor, entryId: string) {
  const dossier = await dossierFor(actor, entryId)
  if (!dossier || isRefusal(dossier)) return dossier
  const { entry, edition, owned, now } = dossier
  const may = whatMayBeDone(dossier)
  const [standing, categories, provinces, behalf, prizes, rows, files] = await Promise.all([
    standingOf(dossier),
    categoriesOf(edition.id),
    unitsOf(),
    shownBehalf(entryId),
    toldPrizes([entryId]),
    may.edit ? removedRowsOf(entryId) : [],
    may.edit ? removedFilesOf(entryId) : [],
  ])
  const { searchKey: _key, ownerId: _owner, ...shown } = entry
  const { number, closesAt, maxParts } = edition
  return {
    entry: shown,
    prize: prizes.get(entryId) ?? null,
    edition: { number, closesAt, maxParts },
    category: dossier.category,
    agency: dossier.agency?.name ?? '',
    behalf: owned ? behalf : behalf && { ...behalf, email: '' },
    may,
    owned,
    now,
    standing: owned ? standing : { ...standing, asked: [] },
    categories,
    provinces,
    fields: may.edit ? draftFields(dossier) : {},
    parts: dossier.parts,
    authors: owned ? dossier.authors : dossier.authors.map(withoutContact),
    awards: dossier.awards,
    removed: { rows, files },
    scans: hasScanner(),
    files: dossier.files
      .filter((file) => owned || !file.misfit)
      .map(({ objectKey: _object, uploadId: _upload, fingerprint: _print, aside: _aside, ...file }) => file),
  }
}

function whatMayBeDone(dossier: Dossier) {
  const { edition, owned, now } = dossier
  const facts = forPolicy(dossier)
  return {
    edit: owned && whyNotEdit(facts, edition, now) === null,
    submit: owned && whyNotSubmit(facts, edition, now) === null,
    takeBack: owned && whyNotTakeBack(facts, edition, now) === null,
    putBack: owned && whyNotPutBack(facts, edition, now) === null,
    withdraw: owned && whyNotWithdraw(facts, edition, now) === null,
  }
}

/** A province's coordinator reads the work and who made it, not how to reach them. */
const withoutContact = <Author extends object>(author: Author) => ({
  ...author,
  phone: '',
  email: '',
  address: '',
})
