import { finding, type Finding } from '../report.ts'

/** What was seen in one picture of a film, `at` seconds from its beginning, of pictures a fifth of a second apart. */
export type Look = { at: number; dark: number; change: number }
/** What was heard in one stretch: its mean and its two sides as root mean squares of full scale (0 to 1). */
export type Heard = { at: number; seconds: number; left: number; right: number; clipped: number }

/** From this share of a picture on it is black, as FFmpeg's own `blackdetect` has it. */
const darkShare = 0.98
/** Mean difference of two pictures (of 255) under which nothing moves. */
const still = 0.25
/** −60 dB of full scale. */
const silent = 0.001
const tooLongSeconds = 10

/** Black and frozen stretches of over ten seconds, or of a third of the film. */
export function signsOfPicture(looks: Look[], total: number): Finding[] {
  const step = 0.2
  const black = longest(looks.map(({ at, dark }) => ({ at, seconds: step, is: dark >= darkShare })))
  const frozen = longest(
    looks.map(({ at, dark, change }) => ({ at, seconds: step, is: dark < darkShare && change < still })),
  )
  return [
    ...(tooMuch(black, total) ? [finding('black', black.at)] : []),
    ...(tooMuch(frozen, total) ? [finding('frozen', frozen.at)] : []),
  ]
}

/** Silence likewise; one side only, clipping, and how loud the whole is (EBU R128, in LUFS). */
export function signsOfSound(
  heard: Heard[],
  total: number,
  channels: number,
  loudness: number | null,
): Finding[] {
  const quiet = longest(
    heard.map(({ at, seconds, left, right }) => ({ at, seconds, is: Math.max(left, right) < silent })),
  )
  const clipped = heard.filter((one) => one.clipped > 0)
  const audible = heard.filter(({ left, right }) => Math.max(left, right) >= silent)
  const oneSide =
    channels > 1 &&
    audible.length > 0 &&
    (audible.every(({ left }) => left < silent) || audible.every(({ right }) => right < silent))
  const allSilent = heard.length > 0 && audible.length === 0
  return [
    ...(tooMuch(quiet, total) || allSilent ? [finding('silence', quiet.at)] : []),
    ...(clipped.length > heard.length / 100 ? [finding('clipping', clipped[0]!.at)] : []),
    ...(oneSide ? [finding('oneChannel')] : []),
    ...(loudness !== null && !allSilent && loudness < -33 ? [finding('tooQuiet')] : []),
    ...(loudness !== null && loudness > -9 ? [finding('tooLoud')] : []),
  ]
}

type Stretch = { at: number; seconds: number; sum: number }

const tooMuch = ({ seconds, sum }: Stretch, total: number) =>
  seconds > tooLongSeconds || (sum > 0 && sum >= total / 3)

/** The longest stretch, with the sum of all. */
function longest(steps: { at: number; seconds: number; is: boolean }[]): Stretch {
  let [best, run]: [Stretch, Stretch] = [
    { at: 0, seconds: 0, sum: 0 },
    { at: 0, seconds: 0, sum: 0 },
  ]
  let sum = 0
  for (const step of steps) {
    if (!step.is) {
      run = { at: 0, seconds: 0, sum: 0 }
      continue
    }
    run =
      run.seconds === 0
        ? { at: step.at, seconds: step.seconds, sum: 0 }
        : { ...run, seconds: run.seconds + step.seconds }
    sum += step.seconds
    if (run.seconds > best.seconds) best = run
  }
  return { ...best, sum }
}
