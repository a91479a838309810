import type { LoaderFunctionArgs } from '@remix-run/node'
import { fileAnswer } from '#app/http/file-answer.server.ts'
import { requireActorWho } from '#app/http/guard.server.ts'
import { hasRole } from '#app/modules/actor/policy.ts'
import { annotatedFile } from '#app/modules/outreach/bulk-entries.server.ts'

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActorWho(request, (who) => hasRole(who, 'coordinator'))
  return fileAnswer(await annotatedFile(actor, params.bulkId!))
}
