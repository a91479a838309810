import type { ActionFunctionArgs } from '@remix-run/node'
import { notFound, requireActor } from '#app/http/guard.server.ts'
import { readSheet } from '#app/http/read-sheet.server.ts'
import { shortAnswer } from '#app/http/short-answer.ts'
import { saveSheet, submitSheet } from '#app/modules/judging/score-sheet.server.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

/** The sheet saving or handing in itself: JSON back, so that a cut line never takes the page with what was given. */
export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request)
  const ask = await readSheet(request)
  if (isRefusal(ask)) return shortAnswer(ask, { status: 409 })
  const answer = await (ask.submit ? submitSheet : saveSheet)(actor, params.assignmentId!, ask)
  if (!answer) notFound()
  return shortAnswer(answer, { status: isRefusal(answer) ? 409 : 200 })
}
