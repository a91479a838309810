import { Form, useSearchParams } from '@remix-run/react'
import { formatNumber, roman } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import type { EditionRow } from '#app/modules/participation/across-editions.server.ts'
import { SortHead, Table } from '../ui/table.tsx'
import { useSorted } from '../ui/use-sorted.ts'
import { Picture } from './picture.tsx'

type Props = {
  rows: EditionRow[]
  units: { code: string; name: string }[]
  edition: number
  frame: string
  from: number | null
  /** the address of the pictures */
  pictures: string
}

/** Every edition known, as maps, as a slope from one to another, and as tables. */
export function AcrossEditions({ rows, units, edition, frame, from, pictures }: Props) {
  const { t } = useTranslation()
  const known = rows.filter((row) => row.byUnit !== null)
  const earlier = known.filter((row) => row.number < edition)
  const chosen = earlier.find((row) => row.number === from) ?? earlier.at(-1)
  return (
    <>
      <Totals rows={rows} />
      <Picture base={pictures} name="editions" query={`?frame=${frame}`} alt={t('measures.editionsTitle')} />
      {chosen && (
        <section className="stack">
          <h2>{t('measures.slopeTitle', { before: roman(chosen.number), after: roman(edition) })}</h2>
          {earlier.length > 1 && (
            <Form className="filters">
              <input type="hidden" name="frame" value={frame} />
              <label className="field">
                {t('measures.across.edition')}
                <select name="from" key={chosen.number} defaultValue={chosen.number}>
                  {earlier.map((row) => (
                    <option key={row.number} value={row.number}>
                      {roman(row.number)}
                    </option>
                  ))}
                </select>
              </label>
              <button className="button">{t('measures.show')}</button>
            </Form>
          )}
          <Picture
            base={pictures}
            name="slope"
            query={`?frame=${frame}&from=${chosen.number}`}
            alt={t('measures.slopeTitle', { before: roman(chosen.number), after: roman(edition) })}
          />
        </section>
      )}
      {known.length > 0 && <ByProvince rows={known} units={units} />}
    </>
  )
}

const figures = ['received', 'eligible', 'inFinal', 'prizes'] as const

function Totals({ rows: found }: Pick<Props, 'rows'>) {
  const { t } = useTranslation()
  const locale = useLocale()
  const rows = useSorted(found, ['number', 'year', ...figures, 'participating'], { param: 'editions' })
  const said = (value: number | null) => (value === null ? '–' : formatNumber(value, locale))
  return (
    <Table label={t('measures.across.title')}>
      <thead>
        <tr>
          <SortHead param="editions" column="number" label={t('measures.across.edition')} />
          <SortHead param="editions" column="year" label={t('measures.across.year')} number />
          {figures.map((measure) => (
            <SortHead
              param="editions"
              key={measure}
              column={measure}
              label={t(`province.measure.${measure}`)}
              number
            />
          ))}
          <SortHead
            param="editions"
            column="participating"
            label={t('measures.across.participating')}
            number
          />
          <th>{t('measures.across.absent')}</th>
          <th>{t('measures.across.source')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.number}>
            <th scope="row">{roman(row.number)}</th>
            <td className="num">{row.year}</td>
            <td className="num">
              {row.rough ? t('measures.across.rough', { value: said(row.received) }) : said(row.received)}
            </td>
            <td className="num">{said(row.eligible)}</td>
            <td className="num">{said(row.inFinal)}</td>
            <td className="num">{said(row.prizes)}</td>
            <td className="num nowrap">
              {row.participating === null ? '–' : `${row.participating}/${row.of}`}
            </td>
            <td>{row.absent.join(', ')}</td>
            <td>{row.source ?? t('measures.across.ofPortal')}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

function ByProvince({ rows, units: found }: Pick<Props, 'rows' | 'units'>) {
  const { t } = useTranslation()
  const locale = useLocale()
  const made = Object.fromEntries(
    rows.map((row) => [`e${row.number}`, (unit: { code: string }) => row.byUnit![unit.code] ?? 0]),
  )
  const [search] = useSearchParams()
  const units = useSorted(found, ['name'], { param: 'units', made })
  return (
    <details open={search.has('units')}>
      <summary className="button">{t('measures.across.province')}</summary>
      <Table label={t('measures.across.province')}>
        <thead>
          <tr>
            <SortHead column="name" label={t('province.column.province')} param="units" />
            {rows.map((row) => (
              <SortHead
                key={row.number}
                column={`e${row.number}`}
                label={roman(row.number)}
                param="units"
                number
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {units.map((unit) => (
            <tr key={unit.code}>
              <th scope="row">{unit.name}</th>
              {rows.map((row) => (
                <td key={row.number} className="num">
                  {formatNumber(row.byUnit![unit.code] ?? 0, locale)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
    </details>
  )
}
