import { useEffect, useState } from 'react'
import { keptDossiers } from './kept-draft.ts'

const none: ReadonlySet<string> = new Set()

/** The dossiers with text that this browser keeps and the server may not have; looked at again as other pages store it. */
export function useKeptDossiers(accountId: string): ReadonlySet<string> {
  const [kept, show] = useState(none)
  useEffect(() => {
    const look = () => show(keptDossiers(accountId))
    look()
    window.addEventListener('storage', look)
    return () => window.removeEventListener('storage', look)
  }, [accountId])
  return kept
}
