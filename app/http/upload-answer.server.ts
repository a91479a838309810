import { isWait, type Wait } from '#app/modules/media/wait.ts'
import { isRefusal, type Refusal } from '#app/modules/refusal/refusal.ts'
import { notFound } from './guard.server.ts'
import { shortAnswer } from './short-answer.ts'

/** What a script that uploads is told: done, refused for a reason (409), or to ask again in a while (429, 503). */
export function answerUpload(answer: object | Refusal | Wait | null): Response {
  if (answer === null) notFound()
  if (!isWait(answer)) return shortAnswer(answer, { status: isRefusal(answer) ? 409 : 200 })
  const headers = { 'Retry-After': String(answer.wait) }
  return shortAnswer({}, { status: answer.for === 'rate' ? 429 : 503, headers })
}
