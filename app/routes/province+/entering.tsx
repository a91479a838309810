import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { FileField, FormError, PostForm, SubmitButton, TextField } from '#app/components/ui/form.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { readForm, refusedForm } from '#app/http/forms.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { provinceAddress, requireProvinceEdition } from '#app/http/province.server.ts'
import { formatMoment } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { worksheetEndings } from '#app/modules/documents/worksheet-endings.ts'
import { bulksOf } from '#app/modules/outreach/bulk-entries.server.ts'
import { enterOnBehalf } from '#app/modules/outreach/enter-on-behalf.server.ts'
import { behalfForm } from '#app/modules/outreach/schema.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export const handle = { title: 'follow.tabs.entering' }

export async function loader({ request }: LoaderFunctionArgs) {
  const at = await requireProvinceEdition(request)
  return {
    bulks: await bulksOf(at.edition.id, at.province),
    template: provinceAddress('/bulk/template', at),
    check: provinceAddress('/bulk', at),
  }
}

export async function action({ request }: ActionFunctionArgs) {
  const at = await requireProvinceEdition(request)
  const form = await readForm(request, behalfForm)
  if (!form.ok) return form.failed
  const answer = await enterOnBehalf(at.actor, at.edition.id, at.province, form.value)
  if (!answer) notFound()
  if (isRefusal(answer)) return refusedForm(form.values, answer)
  return redirectWithNotice(`/entries/${answer.entryId}`, 'follow.behalf.done')
}

export default function Entering() {
  const { t } = useTranslation()
  const { template, check, bulks } = useLoaderData<typeof loader>()
  return (
    <div className="stack" data-gap="large">
      <PostForm className="stack">
        <h2>{t('follow.behalf.title')}</h2>
        <p className="prose quiet">{t('follow.behalf.about')}</p>
        <FormError />
        <TextField label={t('follow.behalf.work')} name="title" required />
        <div className="columns">
          <TextField label={t('follow.behalf.authorName')} name="authorName" required />
          <TextField label={t('follow.behalf.authorEmail')} name="authorEmail" type="email" required />
          <TextField
            label={t('follow.behalf.postmarkedOn')}
            hint={t('follow.behalf.daysHint')}
            name="postmarkedOn"
            type="date"
            optional
          />
          <TextField
            label={t('follow.behalf.receivedOn')}
            hint={t('follow.behalf.daysHint')}
            name="receivedOn"
            type="date"
            optional
          />
        </div>
        <div>
          <SubmitButton>{t('follow.behalf.submit')}</SubmitButton>
        </div>
      </PostForm>
      <section className="stack">
        <h2>{t('follow.bulk.title')}</h2>
        <p className="prose quiet">{t('follow.bulk.about')}</p>
        <p>
          <a className="button" href={template}>
            {t('follow.bulk.template')}
          </a>
        </p>
        <PostForm className="stack" action={check} encType="multipart/form-data">
          <FileField label={t('follow.bulk.file')} name="file" accept={worksheetEndings} required />
          <div>
            <SubmitButton kind="plain">{t('follow.bulk.check')}</SubmitButton>
          </div>
        </PostForm>
        {bulks.length > 0 && <Earlier />}
      </section>
    </div>
  )
}

function Earlier() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { bulks } = useLoaderData<typeof loader>()
  return (
    <Table label={t('follow.bulk.earlier')}>
      <thead>
        <tr>
          <th>{t('follow.bulk.earlier')}</th>
          <th>{t('follow.bulk.sentAt')}</th>
          <th className="num">{t('export.rows')}</th>
          <th className="num">{t('follow.bulk.wrongRows')}</th>
          <th>{t('entry.stateColumn')}</th>
        </tr>
      </thead>
      <tbody>
        {bulks.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              <Link to={`/province/bulk/${row.id}`}>{row.fileName}</Link>
            </th>
            <td className="nowrap">{formatMoment(row.createdAt, locale)}</td>
            <td className="num">{row.rows}</td>
            <td className="num">{row.wrong}</td>
            <td>{t(`follow.bulk.state.${row.state}`)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
