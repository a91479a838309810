import type { Unstored } from './dossier-saving.ts'
import { browserStorage, isLetGo, unsentPrefix } from '../ui/unsent.ts'

/**
 * What was typed into a dossier and the server may not have, kept in the browser under the account's id, each page under
 * a name of its own: a page that is open has a lock on what it keeps, and what no page holds is taken up by the next one.
 */
export function keeperOf(accountId: string, entryId: string) {
  const prefix = `${unsentPrefix('dossier', accountId)}${entryId}:`
  const own = prefix + Math.random().toString(36).slice(2)
  const kept = browserStorage()
  return {
    keep(draft: Unstored) {
      if (!isLetGo(accountId)) kept?.setItem(own, JSON.stringify(draft))
    },
    forget: () => kept?.removeItem(own),
    isLetGo: () => isLetGo(accountId),
    hold: () => holdLock(own),
    /** Each that no open page holds, once; it is this page's from then on. */
    async takeUp(use: (draft: Unstored) => void) {
      const others = Object.keys(kept ?? {}).filter((key) => key.startsWith(prefix) && key !== own)
      for (const key of others)
        await whileFree(key, () => {
          const text = kept!.getItem(key)
          if (text === null) return
          use(JSON.parse(text) as Unstored)
          kept!.removeItem(key)
        })
    },
  }
}

/** The dossiers of which the browser keeps something for this account. */
export function keptDossiers(accountId: string): Set<string> {
  const prefix = unsentPrefix('dossier', accountId)
  const own = Object.keys(browserStorage() ?? {}).filter((key) => key.startsWith(prefix))
  return new Set(own.map((key) => key.slice(prefix.length).split(':')[0]!))
}

/** Missing where a page is not served safely: then what is kept is anybody's. */
const locks = (): LockManager | undefined => navigator.locks

function holdLock(name: string): () => void {
  let letGo = () => {}
  const gone = new Promise<void>((done) => (letGo = done))
  void locks()?.request(name, () => gone)
  return letGo
}

async function whileFree(name: string, work: () => void) {
  const lock = locks()
  if (!lock) return work()
  await lock.request(name, { ifAvailable: true }, (given) => {
    if (given) work()
  })
}
