import { createServer, type AddressInfo, type Socket } from 'node:net'

/** The harmless text by which scanners are tried; in two pieces, so that no scanner of the sources finds it here. */
export const eicar = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$' + 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'

/** A daemon that speaks as clamd does: one command a line, pieces after their lengths, an answer that ends with a zero. */
export async function startClamd(options: { path?: string; most?: number; mute?: boolean } = {}) {
  const { path, most = 25_000_000, mute = false } = options
  const sockets = new Set<Socket>()
  let scanned = 0
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    if (!mute) void answer(socket)
  })
  async function answer(socket: Socket) {
    let held = Buffer.alloc(0)
    let command: string | null = null
    const body: Buffer[] = []
    let bytes = 0
    const say = (text: string) => void socket.end(`${text}\0`)
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      held = Buffer.concat([held, chunk])
      if (command === null) {
        const end = held.indexOf(0)
        if (end < 0) continue
        command = held.subarray(0, end).toString()
        held = held.subarray(end + 1)
        if (command === 'zPING') return say('PONG')
        if (command !== 'zINSTREAM') return say('UNKNOWN COMMAND')
      }
      while (held.length >= 4 && held.length >= 4 + held.readUInt32BE()) {
        const length = held.readUInt32BE()
        if (length === 0) {
          scanned++
          const found = Buffer.concat(body).includes(eicar)
          return say(`stream: ${found ? 'Win.Test.EICAR_HDB-1 FOUND' : 'OK'}`)
        }
        body.push(held.subarray(4, 4 + length))
        held = held.subarray(4 + length)
        if ((bytes += length) > most) return say('INSTREAM size limit exceeded. ERROR')
      }
    }
  }
  await new Promise<void>((ready) =>
    path ? server.listen(path, ready) : server.listen(0, '127.0.0.1', ready),
  )
  return {
    socket: path ?? `127.0.0.1:${(server.address() as AddressInfo).port}`,
    scanned: () => scanned,
    stop: () =>
      new Promise<void>((stopped) => {
        server.close(() => stopped())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
