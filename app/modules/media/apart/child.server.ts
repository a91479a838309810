import { look } from './look.server.ts'
import type { FromChild, Task, ToChild } from './messages.ts'
import { prepare } from './prepare.server.ts'
import { inBlocks, type Source } from './source.server.ts'

/**
 * The process apart: it decodes what strangers sent, with no address of database or bucket in its environment. What it
 * reads it asks its parent for, range by range; whoever brings it down has cost one job.
 */
const waiting = new Map<number, { resolve: (body: Buffer) => void; reject: (error: Error) => void }>()
let asked = 0

const send = (message: FromChild) => process.send!(message)

process.on('disconnect', () => process.exit(1))
process.on('message', (message: ToChild) => {
  if ('task' in message) return void work(message.task)
  const piece = waiting.get(message.piece)
  waiting.delete(message.piece)
  if ('away' in message) return piece?.reject(new Error(message.away))
  const { buffer, byteOffset, byteLength } = message.body
  piece?.resolve(Buffer.from(buffer, byteOffset, byteLength))
})

async function work(task: Task) {
  try {
    send({ done: await answerTo(task, inBlocks(sourceOf(task))) })
  } catch (error) {
    send({ failed: error instanceof Error ? error.message : String(error) })
  }
}

function answerTo(task: Task, source: Source): Promise<unknown> {
  const progress = atMostEach(500, (share) => send({ progress: share }))
  if (task.kind === 'prepare') return prepare(source, task.folder, progress)
  return look(source, task.asked, progress)
}

const sourceOf = ({ name, bytes }: Task): Source => ({
  name,
  bytes,
  read: (from, wanted) =>
    new Promise((resolve, reject) => {
      asked += 1
      waiting.set(asked, { resolve, reject })
      send({ wants: asked, from, bytes: wanted })
    }),
})

function atMostEach(milliseconds: number, tell: (share: number) => void) {
  let last = 0
  return (share: number) => {
    if (Date.now() - last < milliseconds) return
    last = Date.now()
    tell(Math.min(share, 1))
  }
}
