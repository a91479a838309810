import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { CheckField, FormError, PostForm, SubmitButton } from '#app/components/ui/form.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { readForm, refusedForm } from '#app/http/forms.server.ts'
import { notFound, requireActor } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { requireRecentProof } from '#app/http/recent-proof.server.ts'
import { computed } from '#app/i18n/index.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { eraseByRequest } from '#app/modules/privacy/move-request.server.ts'
import { erasurePreview } from '#app/modules/privacy/plan-erasure.server.ts'
import { erasureConfirmed } from '#app/modules/privacy/schema.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export const handle = { title: 'personal.erasure.title' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request)
  return (await erasurePreview(actor, params.requestId!)) ?? notFound()
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request)
  if (!(await erasurePreview(actor, params.requestId!))) notFound()
  await requireRecentProof(request, actor)
  const form = await readForm(request, erasureConfirmed)
  if (!form.ok) return form.failed
  const answer = (await eraseByRequest(actor, params.requestId!)) ?? notFound()
  if (isRefusal(answer)) return refusedForm(form.values, answer)
  return redirectWithNotice(`/admin/requests/${params.requestId}`, 'personal.erasure.done')
}

/** What would go, what stays and why, in words; and only then the button. */
export default function Erasure() {
  const { t } = useTranslation()
  const { id, name, lines, obstacles } = useLoaderData<typeof loader>()
  const [table, column] = [
    (one: string) => t(computed(`personal.table.${one.split('.')[0]}`)),
    (one: string) => t(computed(`personal.column.${one.split('.')[1]}`)),
  ]
  return (
    <article className="stack">
      <h2>{t('personal.erasure.title')}</h2>
      <p>{name}</p>
      <p className="prose">{t('personal.erasure.about')}</p>
      {obstacles.length > 0 && (
        <div className="notice" data-kind="attention">
          <p>{t('personal.erasure.stands')}</p>
          <ul>
            {obstacles.map((one) => (
              <li key={one}>{t(`personal.obstacle.${one}`)}</li>
            ))}
          </ul>
        </div>
      )}
      <Table label={t('personal.erasure.title')}>
        <thead>
          <tr>
            <th>{t('personal.erasure.what')}</th>
            <th>{t('personal.erasure.goes')}</th>
            <th>{t('personal.erasure.stays')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.column}>
              <th scope="row">
                {table(line.column)}: {column(line.column)}
              </th>
              <td>
                {line.rows > line.kept &&
                  `${t('personal.rows', { count: line.rows - line.kept })}: ${t(`personal.fate.${line.fate}`)}`}
              </td>
              <td>
                {line.kept > 0 && t('personal.rows', { count: line.kept })}
                {line.why && `: ${t(`personal.why.${line.why}`)}`}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
      {obstacles.length === 0 && (
        <PostForm className="stack">
          <FormError />
          <p>{t('personal.erasure.consequence')}</p>
          <CheckField label={t('personal.erasure.confirm')} name="sure" />
          <div>
            <SubmitButton kind="danger">{t('personal.erasure.submit')}</SubmitButton>
          </div>
        </PostForm>
      )}
      <p>
        <Link to={`/admin/requests/${id}`}>{t('personal.register.title')}</Link>
      </p>
    </article>
  )
}
