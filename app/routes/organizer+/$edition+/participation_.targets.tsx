import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { CellField, FormError, PostForm, SubmitButton } from '#app/components/ui/form.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { readForm, refusedForm } from '#app/http/forms.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { targetForm } from '#app/modules/participation/schema.ts'
import { proposeTargets, setTargets, targetBoard } from '#app/modules/participation/set-targets.server.ts'
import { isRefusal } from '#app/modules/refusal.ts'

export const handle = { title: 'target.title' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { edition } = await requireOrganizer(request, params.edition)
  const proposing = new URL(request.url).searchParams.has('propose')
  const [rows, proposed] = await Promise.all([
    targetBoard(edition.id),
    proposing ? proposeTargets(edition.id) : new Map<string, number>(),
  ])
  return {
    edition: edition.number,
    proposing,
    rows: rows.map((row) => ({ ...row, proposed: proposed.get(row.code) ?? null })),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  const form = await readForm(request, targetForm)
  if (!form.ok) return form.failed
  const answer = await setTargets(actor, edition.id, form.value)
  if (!answer) notFound()
  if (isRefusal(answer)) return refusedForm(form.values, answer)
  return redirectWithNotice(`/organizer/${edition.number}/participation/targets`, 'target.saved', {
    count: answer.set,
  })
}

/** The board: how far each province is from what is hoped of it, the furthest first. */
export default function Targets() {
  const { t } = useTranslation()
  const { edition, rows, proposing } = useLoaderData<typeof loader>()
  return (
    <div className="stack" data-gap="large">
      <div>
        <p className="quiet small">
          <Link to={`/organizer/${edition}/participation`}>{t('edition.tab.participation')}</Link>
        </p>
        <h1>{t('target.title')}</h1>
      </div>
      <p className="prose quiet">{t(proposing ? 'target.proposed' : 'target.about')}</p>
      {!proposing && (
        <p>
          <Link className="button" to="?propose">
            {t('target.propose')}
          </Link>
        </p>
      )}
      <PostForm className="stack">
        <FormError />
        <Table label={t('target.title')}>
          <thead>
            <tr>
              <th>{t('province.column.province')}</th>
              <th className="num">{t('province.measure.received')}</th>
              <th className="num">{t('target.target')}</th>
              <th className="num">{t('target.left')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const name = `target.${row.code}`
              return (
                <tr key={row.code}>
                  <th scope="row">{row.name}</th>
                  <td className="num">{row.received}</td>
                  <td className="num">
                    <CellField
                      key={`${name}${proposing}`}
                      className="short"
                      name={name}
                      inputMode="numeric"
                      label={t('target.of', { name: row.name })}
                      defaultValue={row.target ?? row.proposed ?? ''}
                    />
                  </td>
                  <td className="num">
                    {row.left === null ? '–' : row.left === 0 ? t('target.met') : row.left}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </Table>
        <div>
          <SubmitButton>{t('target.save')}</SubmitButton>
        </div>
      </PostForm>
    </div>
  )
}
