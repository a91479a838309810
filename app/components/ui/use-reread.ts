import { useLoaderData, useNavigation, useRevalidator } from '@remix-run/react'
import { useCallback, useEffect, useRef, useState } from 'react'

/**
 * Reads the page's data again, one reading at a time: what is asked for while the page is read or left follows when
 * that is over, since a second reading would only abort the first. The router's state reaches a component late, so the
 * data a reading began from tell whether it is still under way.
 */
export function useReread(): () => void {
  const data = useLoaderData()
  const { revalidate, state } = useRevalidator()
  const idle = useNavigation().state === 'idle' && state === 'idle'
  const wanted = useRef(false)
  const begunFrom = useRef<unknown>(undefined)
  const [, redraw] = useState(0)
  useEffect(() => {
    if (!wanted.current || !idle || begunFrom.current === data) return
    wanted.current = false
    begunFrom.current = data
    revalidate()
  })
  return useCallback(() => {
    wanted.current = true
    redraw((times) => times + 1)
  }, [])
}

/** While something is on its way on the server, the page is read again every second (or as said, in milliseconds). */
export function useWatch(busy: boolean, reread: () => void, every = 1000) {
  useEffect(() => {
    if (!busy) return
    const timer = setInterval(() => {
      if (navigator.onLine && document.visibilityState === 'visible') reread()
    }, every)
    return () => clearInterval(timer)
  }, [busy, reread, every])
}
