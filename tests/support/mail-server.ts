import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

type Answer = number | 'hangs up' | 'hangs'
type Stage = 'connect' | 'auth' | 'mail' | 'rcpt' | 'data'

/** A real SMTP server that can be told how to answer at each stage; whatever is not told is taken. */
export async function startMailServer() {
  const received: { to: string[]; raw: string }[] = []
  const sockets = new Set<Socket>()
  const told = {
    answers: {} as Partial<Record<Stage, Answer>>,
    /** what happens while a message is being taken, before the server says yes */
    meanwhile: undefined as (() => Promise<unknown>) | undefined,
  }
  const answer = (stage: Stage, done: (error?: Error | null) => void) => {
    const said = told.answers[stage]
    if (said === undefined) return done()
    if (said === 'hangs up') return sockets.forEach((socket) => socket.destroy())
    if (said !== 'hangs') done(Object.assign(new Error(`no ${stage}`), { responseCode: said }))
  }
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onConnect: (_session, done) => answer('connect', done),
    onAuth: (auth, _session, done) =>
      answer('auth', (error) => (error ? done(error) : done(null, { user: auth.username ?? '' }))),
    onMailFrom: (_address, _session, done) => answer('mail', done),
    onRcptTo: (_address, _session, done) => answer('rcpt', done),
    onData(stream, session, done) {
      let raw = ''
      stream.on('data', (chunk: Buffer) => (raw += chunk))
      stream.on('end', async () => {
        if (told.answers.data !== undefined) return answer('data', done)
        received.push({ to: session.envelope.rcptTo.map((one) => one.address), raw })
        await told.meanwhile?.()
        done()
      })
    },
  })
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  server.on('error', () => {})
  const listen = async (at: number) => {
    server.server.listen(at, '127.0.0.1')
    await once(server.server, 'listening')
    return (server.server.address() as AddressInfo).port
  }
  const port = await listen(0)
  return {
    told,
    received,
    url: `smtp://portal:mat-khau@127.0.0.1:${port}`,
    parsed: () => Promise.all(received.map(({ raw }) => simpleParser(raw))),
    reset() {
      received.length = 0
      told.answers = {}
      told.meanwhile = undefined
    },
    /** Takes no connection until it is opened again. */
    shut: () => server.server.close(),
    open: () => listen(port),
    async stop() {
      sockets.forEach((socket) => socket.destroy())
      await new Promise<void>((done) => server.close(() => done()))
    },
  }
}
