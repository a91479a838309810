import { asOf } from '#app/ground.server.ts'
import type { ProvinceView } from '../editions/edition.ts'
import type { BucketRow, ProvinceRow } from './measures.ts'
import { median } from './funnel.ts'
import { toldOf, type OwnProvince } from './own-province.server.ts'
import { participationOfProvince } from './province-participation.server.ts'

type Edition = { id: string; provincesSee: ProvinceView }
export type HiddenMeasure = 'inFinal' | 'prizes'

/**
 * The figures of a coordinator's province: what is not told yet is hidden (0 and named in `hidden`), and of the others
 * only what the organizers allow.
 */
export function provinceFigures(edition: Edition, { frame, code }: OwnProvince) {
  return asOf(async () => {
    const [own, told] = await Promise.all([
      participationOfProvince(edition.id, frame, code),
      toldOf(edition.id),
    ])
    return allowedOf(edition, own, told)
  })
}

type Own = Awaited<ReturnType<typeof participationOfProvince>>

function allowedOf(edition: Edition, own: Own, told: Awaited<ReturnType<typeof toldOf>>) {
  const whole = edition.provincesSee === 'own' ? null : own.whole
  const hidden: HiddenMeasure[] = [
    ...(told.final ? [] : ['inFinal' as const]),
    ...(told.prizes ? [] : ['prizes' as const]),
  ]
  return {
    row: without(own.row!, hidden),
    of: own.of,
    rank: whole ? own.rank : null,
    median: whole ? median(whole.rows.map((row) => row.received)) : null,
    categories: own.categories.map((row) => without(row, hidden)),
    agencies: own.agencies,
    days: own.days,
    hidden,
    others:
      edition.provincesSee === 'all' && whole
        ? {
            rows: whole.rows.map((row) => without(row, ['inFinal', 'prizes', 'agencies', 'authors'])),
            tiles: whole.tiles,
            statement: whole.statement,
          }
        : null,
  }
}

/** The row with zeros for what is not to be told. */
function without<Row extends Omit<ProvinceRow, 'code' | 'name' | 'isCity'> | BucketRow>(
  row: Row,
  hidden: readonly (HiddenMeasure | 'agencies' | 'authors')[],
): Row {
  return { ...row, ...Object.fromEntries(hidden.map((name) => [name, 0])) }
}
