import { hasDemoAccounts } from '#app/modules/accounts/demo-accounts.server.ts'

/** How long, in milliseconds, an answer stands: it is asked for with every page. */
const lasts = 30_000
let known: { until: number; answer: Promise<boolean> } | undefined

/**
 * Whether pages say that the demo's accounts exist. They are planted before the first page is served, so that once there
 * are none there never will be.
 */
export function tellsOfDemo(now = Date.now()): Promise<boolean> {
  if (known && now < known.until) return known.answer
  const answer = hasDemoAccounts().then(
    (there) => {
      if (!there) known = { until: Infinity, answer }
      return there
    },
    () => {
      known = undefined
      return false
    },
  )
  known = { until: now + lasts, answer }
  return answer
}
