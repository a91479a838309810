import { useEffect, useId, useState, type ReactNode } from 'react'

/**
 * What stands beside the page on a wide screen and becomes a bar at the bottom of a narrow one, which opens it. Until
 * script runs, if it ever does, it stays open below the page and covers nothing.
 */
export function Drawer({
  bar,
  action,
  children,
}: {
  bar: ReactNode
  action?: ReactNode
  children: ReactNode
}) {
  const [open, setOpen] = useState(false)
  const [live, setLive] = useState(false)
  useEffect(() => setLive(true), [])
  const body = useId()
  return (
    <div className="drawer" data-live={live || undefined} data-open={open || undefined}>
      <div className="drawer-bar">
        <button type="button" aria-expanded={open} aria-controls={body} onClick={() => setOpen(!open)}>
          {bar}
        </button>
        {action}
      </div>
      <div className="drawer-body stack" id={body}>
        {children}
      </div>
    </div>
  )
}
