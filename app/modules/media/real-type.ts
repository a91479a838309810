import { fileTypeFromBuffer } from 'file-type'
import { fileKindOf } from '../editions/file-kinds.ts'
import { refuse, type Refusal } from '../refusal/refusal.ts'

/** So many bytes of the beginning of a file tell its type. */
export const headBytes = 64 * 1024

/**
 * Why a file whose first `headBytes` are these is not what its name says; null where it is. Asked in the browser before
 * anything is sent, and by the server of what arrived.
 */
export async function whyNotItsName(name: string, head: Uint8Array): Promise<Refusal | null> {
  const claimed = fileKindOf(name)
  const real = await fileTypeFromBuffer(head)
  if (claimed && real && claimed.real.includes(real.mime)) return null
  return refuse('media.refused.lies', { name, ending: name.split('.').at(-1)! })
}
