import { useLoaderData, useNavigation, useRevalidator } from '@remix-run/react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { askServer, onReturn } from './ask-server.ts'

/**
 * Reads the page's data again, one reading at a time: what is asked for while the page is read or left follows when
 * that is over, since a second reading would only abort the first. The router's state reaches a component late, so the
 * data a reading began from tell whether it is still under way. A reading that finds no line, or nobody signed in, would
 * take the page away with what is typed on it: that is asked first, and the reading waits until its reader is back.
 */
export function useReread(): () => void {
  const data = useLoaderData()
  const { revalidate, state } = useRevalidator()
  const idle = useNavigation().state === 'idle' && state === 'idle'
  const wanted = useRef(false)
  /** asked for and not answered, or answered with no and not asked again yet */
  const held = useRef(false)
  const mayBegin = useRef(false)
  const begunFrom = useRef<unknown>(undefined)
  const [, redraw] = useState(0)
  const again = useCallback(() => redraw((times) => times + 1), [])
  const letGo = useCallback(() => {
    held.current = false
    again()
  }, [again])
  useEffect(() => {
    if (!wanted.current || held.current || !idle || begunFrom.current === data) return
    held.current = true
    void wouldFindSomebody().then((found) => {
      if (!found) return void setTimeout(letGo, patience)
      held.current = false
      // The page was left, or is being read, since this was asked.
      if (!mayBegin.current || begunFrom.current === data) return
      wanted.current = false
      begunFrom.current = data
      revalidate()
    })
  })
  useEffect(() => {
    mayBegin.current = idle
    return () => void (mayBegin.current = false)
  }, [idle])
  useEffect(() => onReturn(letGo), [letGo])
  return useCallback(() => {
    wanted.current = true
    again()
  }, [again])
}

/** After which it is asked again, in milliseconds, where its reader gives no sign before. */
const patience = 5000

const wouldFindSomebody = () =>
  askServer('/resources/session').then(
    ({ ok }) => ok,
    () => false,
  )

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
