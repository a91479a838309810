import { Form } from '@remix-run/react'
import { formatNumber, roman } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import type { EditionRow } from '#app/modules/participation/across-editions.server.ts'
import { Table } from '../ui/table.tsx'
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

function Totals({ rows }: Pick<Props, 'rows'>) {
  const { t } = useTranslation()
  const locale = useLocale()
  const said = (value: number | null) => (value === null ? '–' : formatNumber(value, locale))
  return (
    <Table label={t('measures.across.title')}>
      <thead>
        <tr>
          <th>{t('measures.across.edition')}</th>
          <th className="num">{t('measures.across.year')}</th>
          {(['received', 'eligible', 'inFinal', 'prizes'] as const).map((measure) => (
            <th key={measure} className="num">
              {t(`province.measure.${measure}`)}
            </th>
          ))}
          <th className="num">{t('measures.across.participating')}</th>
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

function ByProvince({ rows, units }: Pick<Props, 'rows' | 'units'>) {
  const { t } = useTranslation()
  const locale = useLocale()
  return (
    <details>
      <summary className="button">{t('measures.across.province')}</summary>
      <Table label={t('measures.across.province')}>
        <thead>
          <tr>
            <th>{t('province.column.province')}</th>
            {rows.map((row) => (
              <th key={row.number} className="num">
                {roman(row.number)}
              </th>
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
