import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ActionButton } from '#app/components/ui/form.tsx'
import { SheetNotes } from '#app/components/ui/sheet-notes.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { notFound, requireActorWho } from '#app/http/guard.server.ts'
import { computed } from '#app/i18n/index.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { hasRole } from '#app/modules/actor/policy.ts'
import { bulkOf } from '#app/modules/outreach/bulk-entries.server.ts'

export const handle = { title: 'follow.bulk.title' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActorWho(request, (who) => hasRole(who, 'coordinator'))
  const found = await bulkOf(actor, params.bulkId!)
  if (!found) notFound()
  const { id, fileName, state, wrong, rows, notes } = found.bulk
  return {
    id,
    fileName,
    notes,
    state,
    wrong,
    all: rows.length,
    rows: rows.filter((row) => row.wrong.length > 0).slice(0, 500),
  }
}

/** What the check found; nothing is entered before the button. */
export default function Bulk() {
  const { t } = useTranslation()
  const { id, fileName, notes, state, wrong, all, rows } = useLoaderData<typeof loader>()
  const here = `/province/bulk/${id}`
  return (
    <div className="stack" data-gap="large">
      <h2>{fileName}</h2>
      <p className="lead">
        {wrong === 0
          ? t('follow.bulk.allRight', { all })
          : t('follow.bulk.checked', { right: all - wrong, wrong, all })}
      </p>
      <SheetNotes notes={notes} />
      {state !== 'checked' && <p>{t(`follow.bulk.state.${state}`)}</p>}
      {wrong > 0 && (
        <>
          <p>{t('follow.bulk.mend')}</p>
          <Table label={t('follow.bulk.wrong')}>
            <thead>
              <tr>
                <th className="num">{t('follow.bulk.row')}</th>
                <th>{t('entry.title')}</th>
                <th>{t('follow.bulk.wrong')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.row}>
                  <td className="num">{row.row}</td>
                  <th scope="row" dir="auto">
                    {row.title}
                  </th>
                  <td>
                    <ul>
                      {row.wrong.map((one, index) => (
                        <li key={index}>
                          {t(`follow.bulk.column.${one.column}`)}:{' '}
                          {t(computed(one.why.key), one.why.values ?? {})}
                        </li>
                      ))}
                    </ul>
                  </td>
                </tr>
              ))}
            </tbody>
          </Table>
        </>
      )}
      <div className="row">
        {wrong > 0 && (
          <a className="button" data-kind="primary" href={`${here}/annotated`}>
            {t('follow.bulk.annotated')}
          </a>
        )}
        {state === 'checked' && wrong === 0 && (
          <ActionButton action={`${here}/confirmation`} kind="primary">
            {t('follow.bulk.confirm', { count: all })}
          </ActionButton>
        )}
        {state === 'checked' && (
          <ActionButton action={`${here}/discarding`}>{t('follow.bulk.discard')}</ActionButton>
        )}
      </div>
    </div>
  )
}
