import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { environment, EnvironmentError } from '#app/env.server.ts'

/** Bytes made of the portal's secret for one purpose: whoever has the database alone has none of them. */
export function keyFor(purpose: string, bytes = 32): Buffer {
  const secret = environment().APP_SECRET
  if (!secret) throw new EnvironmentError('APP_SECRET thiếu / is missing.')
  return Buffer.from(hkdfSync('sha256', secret, 'chungkhao', purpose, bytes))
}

/** AES-256-GCM; `of` is whose it is, so that a sealed text moved to another row opens nothing. */
export function seal(plain: Buffer, of: string): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyFor('seal'), nonce).setAAD(Buffer.from(of))
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
}

/** Throws where it was sealed with another secret or for another. */
export function unseal(text: string, of: string): Buffer {
  const bytes = Buffer.from(text, 'base64url')
  const [nonce, tag, sealed] = [bytes.subarray(0, 12), bytes.subarray(12, 28), bytes.subarray(28)]
  const cipher = createDecipheriv('aes-256-gcm', keyFor('seal'), nonce).setAAD(Buffer.from(of))
  return Buffer.concat([cipher.setAuthTag(tag).update(sealed), cipher.final()])
}
