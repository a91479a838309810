import { useLocation } from '@remix-run/react'
import { useEffect, useRef, type ReactNode } from 'react'

/** Tabs in one line, which on a narrow screen begin at the one where the reader is. */
export function Tabs({ label, children }: { label: string; children: ReactNode }) {
  const line = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  useEffect(() => {
    const nav = line.current
    const here = nav?.querySelector<HTMLElement>('[aria-current]')
    if (nav && here)
      nav.scrollLeft = here.offsetLeft - nav.offsetLeft - (nav.clientWidth - here.clientWidth) / 2
  }, [pathname])
  return (
    <nav ref={line} className="tabs" aria-label={label}>
      {children}
    </nav>
  )
}
