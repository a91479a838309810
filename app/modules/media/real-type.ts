import { fileKindOf } from '../editions/file-kinds.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'
import { containerOf } from '../editions/containers.ts'

export { headBytes } from '../editions/containers.ts'

/**
 * Why a file whose first `headBytes` are these is not what its name says; null where it is. Asked in the browser before
 * anything is sent, and by the server of what arrived.
 */
export function whyNotItsName(name: string, head: Uint8Array): Refusal | null {
  const claimed = fileKindOf(name)
  const real = containerOf(head)
  if (claimed && real && claimed.containers.includes(real)) return null
  return refuse('media.refused.lies', { name, ending: name.split('.').at(-1)! })
}
