import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { TakenAt } from '#app/components/participation/taken-at.tsx'
import { CellField, FormError, PostForm, SubmitButton } from '#app/components/ui/form.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { useReread, useWatch } from '#app/components/ui/use-reread.ts'
import { SubHead } from '#app/components/ui/sub-head.tsx'
import { asOf } from '#app/ground.server.ts'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { readForm, refusedForm } from '#app/http/forms.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { quotaBoard, setQuotas, unplacedWorks } from '#app/modules/outreach/endorse.server.ts'
import { quotaForm } from '#app/modules/outreach/schema.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export const handle = { title: 'follow.endorse.board' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { edition } = await requireOrganizer(request, params.edition)
  const [takenAt, rows, unplaced] = await asOf((at) =>
    Promise.all([at, quotaBoard(edition), unplacedWorks(edition.id)]),
  )
  return { edition: edition.number, takenAt, quota: edition.endorsementQuota, rows, unplaced }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  const form = await readForm(request, quotaForm)
  if (!form.ok) return form.failed
  const answer = await setQuotas(actor, edition.id, form.value)
  if (!answer) notFound()
  if (isRefusal(answer)) return refusedForm(form.values, answer)
  return redirectWithNotice(`/organizer/${edition.number}/participation/quotas`, 'follow.endorse.quotasSaved')
}

/** How far each province has filled its quota, as it happens. */
export default function Quotas() {
  const { t } = useTranslation()
  const { edition, takenAt, quota, rows, unplaced } = useLoaderData<typeof loader>()
  useWatch(true, useReread(), 5000)
  return (
    <div className="stack" data-gap="large">
      <SubHead
        to={`/organizer/${edition}/participation`}
        back={t('edition.tab.participation')}
        title={t('follow.endorse.board')}
      />
      <p className="prose quiet">{t('follow.endorse.boardAbout', { quota })}</p>
      <TakenAt at={takenAt} />
      {unplaced > 0 && (
        <p className="notice" data-kind="attention">
          {t('province.unplaced', { count: unplaced })}
        </p>
      )}
      <PostForm className="stack">
        <FormError />
        <Table label={t('follow.endorse.board')}>
          <thead>
            <tr>
              <th>{t('province.column.province')}</th>
              <th className="num">{t('follow.endorse.quota')}</th>
              <th className="num">{t('follow.endorse.standings.endorsed')}</th>
              <th className="num">{t('follow.endorse.left')}</th>
              <th className="num">{t('follow.endorse.standings.reserve')}</th>
              <th className="num">{t('follow.endorse.standings.unranked')}</th>
              <th className="num">{t('province.measure.received')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.code}>
                <th scope="row">{row.name}</th>
                <td className="num">
                  <CellField
                    className="short"
                    name={`quota.${row.code}`}
                    inputMode="numeric"
                    placeholder={String(quota)}
                    label={t('follow.endorse.quotaOf', { name: row.name })}
                    defaultValue={row.own ? row.quota : ''}
                  />
                </td>
                <td className="num">{row.endorsed}</td>
                <td className="num">{Math.max(0, row.quota - row.endorsed)}</td>
                <td className="num">{row.reserve}</td>
                <td className="num">{row.unranked}</td>
                <td className="num">{row.received}</td>
              </tr>
            ))}
          </tbody>
        </Table>
        <div>
          <SubmitButton>{t('follow.endorse.saveQuotas')}</SubmitButton>
        </div>
      </PostForm>
    </div>
  )
}
