import { useRef, useState } from 'react'
import { useTranslation } from '#app/i18n/use-translation.ts'

const speeds = [1, 1.25, 1.5, 1.75, 2]

/**
 * Sound or picture at once to twice its speed; it goes on where it was left, in this browser. The link behind it lives
 * for minutes: where it ended meanwhile (a film paused for an hour) another is asked for, and it goes on from there.
 */
export function Player({
  kind,
  id,
  source,
  name,
}: {
  kind: 'audio' | 'video'
  id: string
  source: string
  name: string
}) {
  const { t } = useTranslation()
  const media = useRef<HTMLVideoElement & HTMLAudioElement>(null)
  const [asked, setAsked] = useState(0)
  const broken = useRef<{ at: number; rate: number; playing: boolean } | null>(null)
  const loaded = useRef(false)
  const key = `chungkhao:position:${id}`
  const shared = {
    ref: media,
    controls: true,
    preload: 'metadata' as const,
    src: asked ? `${source}${source.includes('?') ? '&' : '?'}asked=${asked}` : source,
    'aria-label': name,
    onError: () => {
      if (!loaded.current || !media.current) return
      const { currentTime, playbackRate, paused } = media.current
      loaded.current = false
      broken.current = { at: currentTime, rate: playbackRate, playing: !paused }
      setAsked((times) => times + 1)
    },
    onLoadedMetadata: () => {
      loaded.current = true
      if (broken.current) return goOn()
      const left = Number(read(key))
      if (left > 5 && media.current && left < media.current.duration - 5) media.current.currentTime = left
    },
    onPause: () => write(key, media.current?.currentTime ?? 0),
    onEnded: () => write(key, 0),
  }
  function goOn() {
    const { at, rate, playing } = broken.current!
    broken.current = null
    Object.assign(media.current!, { currentTime: at, playbackRate: rate })
    if (playing) void media.current!.play().catch(() => {})
  }
  return (
    <>
      {kind === 'video' ? <video {...shared} /> : <audio {...shared} />}
      <p className="row small">
        <label htmlFor={`speed-${id}`}>{t('media.speed')}</label>
        <select
          id={`speed-${id}`}
          className="short"
          defaultValue={1}
          onChange={(event) => {
            if (media.current) media.current.playbackRate = Number(event.target.value)
          }}
        >
          {speeds.map((speed) => (
            <option key={speed} value={speed}>
              {String(speed).replace('.', ',')}×
            </option>
          ))}
        </select>
      </p>
    </>
  )
}

function read(key: string): string | null {
  try {
    return window.localStorage.getItem(key)
  } catch {
    return null
  }
}

function write(key: string, seconds: number) {
  try {
    if (seconds > 5) window.localStorage.setItem(key, String(Math.floor(seconds)))
    else window.localStorage.removeItem(key)
  } catch {
    return
  }
}
