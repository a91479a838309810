import { json } from '@remix-run/node'
import { isDamaged } from '#app/modules/text/clean-text.ts'
import { fieldsIn } from './fields-in.server.ts'
import { currentActor } from './guard.server.ts'
import { ofAnother } from './kept-form.server.ts'
import { sentAgainAs, signedInAs } from './kept-form.ts'

/** The fields of a form, from nobody but the account it was filled in by where it is sent once more. */
export async function readFields(request: Request): Promise<FormData> {
  const form = await fieldsIn(request)
  const by = form.get(sentAgainAs)
  if (by !== null && by !== (await currentActor(request)).actor?.userId)
    throw json(ofAnother(form, request), { status: 403 })
  form.delete(sentAgainAs)
  form.delete(signedInAs)
  return form
}

/** The names of fields in which letters were lost on the way: nothing of them may be stored. */
export const damagedIn = (form: FormData): string[] =>
  [...form].flatMap(([name, value]) => (typeof value === 'string' && isDamaged(value) ? [name] : []))
