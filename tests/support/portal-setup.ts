import { startPortal } from './portal.ts'

/** One portal with the demo for all journeys; each makes what it needs under names of its own. */
export default async function setup() {
  const portal = await startPortal()
  process.env.PORTAL_ORIGIN = portal.origin
  process.env.PORTAL_FOLDER = portal.folder
  return () => portal.stop()
}
