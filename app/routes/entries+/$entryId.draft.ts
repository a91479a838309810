import type { ActionFunctionArgs } from '@remix-run/node'
import { notFound, requireActor } from '#app/http/guard.server.ts'
import { readDraft } from '#app/http/read-draft.server.ts'
import { draftFields } from '#app/modules/entries/draft-fields.ts'
import { loadDossier } from '#app/modules/entries/load-entry.server.ts'
import { saveDraft } from '#app/modules/entries/save-draft.server.ts'
import { standingOf } from '#app/modules/entries/standing.server.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

/** The draft saving itself: JSON back, so that a cut line never takes the page with what was typed. */
export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request)
  const saved = await saveDraft(actor, params.entryId!, await readDraft(request))
  if (!saved) notFound()
  if (isRefusal(saved)) return Response.json(saved, { status: 409 })
  const dossier = await loadDossier(actor, params.entryId!)
  return Response.json({
    ...saved,
    savedAt: dossier!.now.toISOString(),
    categoryId: dossier!.entry.categoryId,
    fields: draftFields(dossier!),
    standing: await standingOf(dossier!),
  })
}
