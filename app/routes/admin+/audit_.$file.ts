import type { LoaderFunctionArgs } from '@remix-run/node'
import { fileAnswer } from '#app/http/file-answer.server.ts'
import { notFound, requireActorWho } from '#app/http/guard.server.ts'
import { recordFilterIn } from '#app/http/record-filter.ts'
import { searchOf } from '#app/http/search.ts'
import { administers } from '#app/modules/actor/policy.ts'
import { contentTypes } from '#app/modules/documents/content-types.ts'
import { recordFile } from '#app/modules/home/record-file.server.ts'

const formats = { 'nhat-ky.csv': 'csv', 'nhat-ky.xlsx': 'xlsx' } as const

/** The record as a file, by the filters of its page. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActorWho(request, administers)
  if (!Object.hasOwn(formats, params.file!)) notFound()
  const format = formats[params.file as keyof typeof formats]
  const file = await recordFile(actor, recordFilterIn(searchOf(request)), format)
  return fileAnswer(file && { ...file, type: contentTypes[format] })
}
