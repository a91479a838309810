import type { ActionFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { readForm } from '#app/http/forms.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { requestPlan } from '#app/modules/judging/request-plan.server.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

/** Asks for a plan; `relaxed` lets entries that fall short have as many readers as they can. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  const form = await readForm(request, z.object({ relaxed: z.literal('on').optional() }))
  const relaxed = form.ok && form.value.relaxed === 'on'
  const answer = await requestPlan(actor, params.roundId!, relaxed)
  if (!answer) notFound()
  const page = `/organizer/${edition.number}/rounds/${params.roundId}`
  if (isRefusal(answer)) return redirectWithNotice(page, answer.refused.key, answer.refused.values, 'error')
  return redirectWithNotice(`${page}#plan`, 'round.planAsked')
}
