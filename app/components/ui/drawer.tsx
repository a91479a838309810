import { useId, useState, type ReactNode } from 'react'

/**
 * What stands beside the page on a wide screen and becomes a bar at the bottom of a narrow one, which opens it. Without
 * script it stays open below the page.
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
  const body = useId()
  return (
    <div className="drawer" data-open={open || undefined}>
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
