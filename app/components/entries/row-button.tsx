import type { ReactNode } from 'react'

/** Without script it submits the whole form; with it, it saves and changes the rows in place. */
export function RowButton({
  change,
  onChange,
  children,
}: {
  change: string
  onChange: (change: string) => void
  children: ReactNode
}) {
  return (
    <button
      className="button"
      name="change"
      value={change}
      onClick={(event) => {
        event.preventDefault()
        onChange(change)
      }}
    >
      {children}
    </button>
  )
}
