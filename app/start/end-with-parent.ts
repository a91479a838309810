/**
 * Loaded before anything else of a process that the supervisor starts: whatever that is doing, it ends when the
 * supervisor has gone, killed perhaps. Who ends in an orderly way at `disconnect` has this long for it.
 */
const patience = 8_000

if (process.channel) {
  process.once('disconnect', () => void setTimeout(() => process.exit(1), patience).unref())
  // Waiting for the end of the supervisor keeps nobody from ending first.
  process.channel.unref()
}
