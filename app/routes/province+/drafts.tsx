import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { FormError, PostForm, SubmitButton, TextArea, TextField } from '#app/components/ui/form.tsx'
import { Empty, Table } from '#app/components/ui/table.tsx'
import { readForm } from '#app/http/forms.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { provinceAddress, requireProvinceEdition } from '#app/http/province.server.ts'
import { formatMoment } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { draftRows } from '#app/modules/outreach/draft-list.server.ts'
import { remindAuthors } from '#app/modules/outreach/remind-authors.server.ts'
import { draftReminder } from '#app/modules/outreach/schema.ts'

export const handle = { title: 'follow.tabs.drafts' }

export async function loader({ request }: LoaderFunctionArgs) {
  const at = await requireProvinceEdition(request)
  return { rows: await draftRows(at.edition.id, at.province, at.actor.userId) }
}

export async function action({ request }: ActionFunctionArgs) {
  const at = await requireProvinceEdition(request)
  const form = await readForm(request, draftReminder)
  if (!form.ok) return form.failed
  const answer = await remindAuthors(at.actor, at.edition.id, at.province, form.value)
  if (!answer) notFound()
  const page = provinceAddress('/drafts', at)
  return answer.reminded === 0
    ? redirectWithNotice(page, 'follow.remind.none', {}, 'error')
    : redirectWithNotice(page, 'follow.remind.done', { count: answer.reminded })
}

export default function Drafts() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { rows } = useLoaderData<typeof loader>()
  if (rows.length === 0)
    return (
      <section className="stack">
        <h2>{t('follow.tabs.drafts')}</h2>
        <Empty>{t('follow.funnel.empty.draft')}</Empty>
      </section>
    )
  return (
    <PostForm className="stack">
      <h2>{t('follow.tabs.drafts')}</h2>
      <FormError />
      <Table label={t('follow.tabs.drafts')}>
        <thead>
          <tr>
            <th>
              <span className="visually-hidden">{t('follow.remind.title')}</span>
            </th>
            <th>{t('entry.title')}</th>
            <th>{t('follow.remind.owner')}</th>
            <th>{t('screening.agency')}</th>
            <th>{t('follow.remind.updated')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const may = !row.remindedToday && !row.stopped && !row.onBehalf
            return (
              <tr key={row.id}>
                <td>
                  <input
                    type="checkbox"
                    name="drafts[]"
                    value={row.id}
                    disabled={!may}
                    defaultChecked={may && row.idle}
                    aria-label={t('follow.remind.choose', { title: row.title || t('entry.untitled') })}
                  />
                </td>
                <th scope="row" className="title" dir="auto">
                  {row.mine ? (
                    <Link to={`/entries/${row.id}`}>{row.title || t('entry.untitled')}</Link>
                  ) : (
                    row.title || t('entry.untitled')
                  )}
                </th>
                <td>
                  {row.owner}
                  {row.onBehalf && <span className="chip">{t('follow.remind.onBehalf')}</span>}
                  {row.remindedToday && <span className="chip">{t('follow.remind.remindedToday')}</span>}
                  {row.stopped && <span className="chip">{t('follow.remind.stopped')}</span>}
                </td>
                <td>{row.agency}</td>
                <td className="nowrap">
                  {formatMoment(row.updatedAt, locale)}{' '}
                  {row.idle && (
                    <span className="chip" data-tone="attention">
                      {t('follow.idleMark')}
                    </span>
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </Table>
      <h2>{t('follow.remind.title')}</h2>
      <p className="quiet prose">{t('follow.remind.about')}</p>
      <TextField
        label={t('follow.remind.subject')}
        name="subject"
        defaultValue={t('follow.remind.defaultSubject')}
      />
      <TextArea
        label={t('follow.remind.body')}
        hint={t('filling.about', { list: t('follow.remind.fillings') })}
        name="body"
        rows={9}
        defaultValue={t('follow.remind.defaultBody')}
      />
      <div>
        <SubmitButton>{t('follow.remind.submit')}</SubmitButton>
      </div>
    </PostForm>
  )
}
