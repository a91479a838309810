import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto'

/**
 * A key as a browser and its device make it (WebAuthn, ES256, attestation "none"), with every part that a thief could
 * bend: origin, challenge, whether its owner was verified, the count.
 */
export function makeAuthenticator(origin: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const credentialId = randomBytes(16)
  const id = credentialId.toString('base64url')
  const party = new URL(origin).hostname
  let counter = 0

  function authenticatorData(flags: number, attested = Buffer.alloc(0)) {
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    return Buffer.concat([sha256(party), Buffer.from([flags]), count, attested])
  }
  const clientData = (type: string, challenge: string, from: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin: from, crossOrigin: false }))

  function register(challenge: string, bent: { origin?: string } = {}) {
    const { x, y } = publicKey.export({ format: 'jwk' }) as { x: string; y: string }
    const [left, right] = [Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]
    // COSE: kty EC2, alg ES256, crv P-256, x, y.
    const key = Buffer.concat([hex('a5010203262001215820'), left, hex('225820'), right])
    const attested = Buffer.concat([Buffer.alloc(16), hex('0010'), credentialId, key])
    const data = authenticatorData(0x45, attested)
    const size = Buffer.from([0x58, data.length])
    // { fmt: "none", attStmt: {}, authData: bytes }
    const object = Buffer.concat([
      hex('a363666d74646e6f6e656761747453746d74a0686175746844617461'),
      size,
      data,
    ])
    const made = clientData('webauthn.create', challenge, bent.origin ?? origin)
    return JSON.stringify({
      id,
      rawId: id,
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: made.toString('base64url'),
        attestationObject: object.toString('base64url'),
      },
    })
  }

  type Bent = { origin?: string; counter?: number; unverified?: boolean; userHandle?: string; id?: string }
  function sign(challenge: string, bent: Bent = {}) {
    counter = bent.counter ?? counter + 1
    const data = authenticatorData(bent.unverified ? 0x01 : 0x05)
    const client = clientData('webauthn.get', challenge, bent.origin ?? origin)
    const signature = createSign('sha256')
      .update(Buffer.concat([data, sha256(client)]))
      .sign(privateKey)
    const shown = bent.id ?? id
    return JSON.stringify({
      id: shown,
      rawId: shown,
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: signature.toString('base64url'),
        userHandle: bent.userHandle && Buffer.from(bent.userHandle).toString('base64url'),
      },
    })
  }
  return { id, register, sign }
}

const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest()
const hex = (digits: string) => Buffer.from(digits, 'hex')
