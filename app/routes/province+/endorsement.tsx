import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { CellField, FormError, PostForm, SubmitButton } from '#app/components/ui/form.tsx'
import { Empty, Table } from '#app/components/ui/table.tsx'
import { readForm, refusedForm } from '#app/http/forms.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { provinceAddress, requireProvinceEdition } from '#app/http/province.server.ts'
import { entryNumber } from '#app/i18n/format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { endorsementOf, rankWorks } from '#app/modules/outreach/endorse.server.ts'
import { rankingForm } from '#app/modules/outreach/schema.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export const handle = { title: 'follow.endorse.title' }

export async function loader({ request }: LoaderFunctionArgs) {
  const { edition, province } = await requireProvinceEdition(request)
  if (!edition.endorsement) notFound()
  return { edition: edition.number, ...(await endorsementOf(edition.id, province)) }
}

export async function action({ request }: ActionFunctionArgs) {
  const at = await requireProvinceEdition(request)
  const form = await readForm(request, rankingForm)
  if (!form.ok) return form.failed
  const answer = await rankWorks(at.actor, at.edition.id, at.province, form.value)
  if (!answer) notFound()
  if (isRefusal(answer)) return refusedForm(form.values, answer)
  return redirectWithNotice(provinceAddress('/endorsement', at), 'follow.endorse.saved', {
    count: answer.ranked,
  })
}

const tones = { endorsed: 'done', reserve: 'active', unranked: 'plain', out: 'stop' } as const

export default function Endorsement() {
  const { t } = useTranslation()
  const { edition, quota, works } = useLoaderData<typeof loader>()
  return (
    <PostForm className="stack">
      <h2>{t('follow.endorse.title')}</h2>
      <p className="prose quiet">{t('follow.endorse.about', { quota })}</p>
      <FormError />
      {works.length === 0 ? (
        <Empty>{t('follow.funnel.empty.submitted')}</Empty>
      ) : (
        <>
          <Table label={t('follow.endorse.title')}>
            <thead>
              <tr>
                <th className="num">{t('follow.endorse.position')}</th>
                <th>{t('entry.number')}</th>
                <th>{t('entry.title')}</th>
                <th>{t('entry.section.authors')}</th>
                <th>{t('screening.agency')}</th>
                <th>{t('follow.endorse.standing')}</th>
              </tr>
            </thead>
            <tbody>
              {works.map((work) => (
                <tr key={work.id}>
                  <td className="num">
                    {work.state === 'withdrawn' || work.state === 'ineligible' ? (
                      '–'
                    ) : (
                      <CellField
                        key={`${work.id}${work.position}`}
                        className="short"
                        name={`position.${work.id}`}
                        inputMode="numeric"
                        label={t('follow.endorse.positionOf', { title: work.title })}
                        defaultValue={work.position ?? ''}
                      />
                    )}
                  </td>
                  <td className="nowrap">{entryNumber(edition, work.number)}</td>
                  <th scope="row" className="title" dir="auto">
                    {work.title}
                  </th>
                  <td>{work.authors}</td>
                  <td>{work.agency ?? '–'}</td>
                  <td>
                    <span className="chip" data-tone={tones[work.standing]}>
                      {t(`follow.endorse.standings.${work.standing}`)}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </Table>
          <div>
            <SubmitButton>{t('follow.endorse.save')}</SubmitButton>
          </div>
        </>
      )}
    </PostForm>
  )
}
