import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { FormError, PostForm, SubmitButton, TextArea, TextField } from '#app/components/ui/form.tsx'
import { readForm, refusedForm } from '#app/http/forms.server.ts'
import { notFound, requireActor } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { formatMoment, roman } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { editedLines } from '#app/modules/reports/report-document.server.ts'
import { wordingForm } from '#app/modules/reports/schema.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'
import { reportOf } from '#app/modules/reports/report-list.server.ts'
import { wordReport } from '#app/modules/reports/word-report.server.ts'

export const handle = { title: 'report.make' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const found = await reportOf(await requireActor(request), params.reportId!)
  if (!found) notFound()
  const { report, number, by, written, shown, command } = found
  const said = (name: string, text: string) => report.wording[name] ?? text
  return {
    id: report.id,
    edition: number,
    version: report.version,
    kind: shown.kind,
    province: shown.province?.name ?? null,
    takenAt: report.takenAt,
    by,
    command,
    lines: editedLines.map((name) => ({ name, text: said(name, written[name] ?? '') })),
    blocks: (['block', 'annex'] as const).flatMap((under) =>
      ((under === 'annex' ? written.annex : written.blocks) ?? []).map((block, index) => ({
        kind: block.kind,
        name: `${under}.${index}`,
        text: block.kind === 'table' ? '' : said(`${under}.${index}`, block.text),
      })),
    ),
    signer: said('signer', written.signatures[1]!.office),
    signerName: said('signerName', ''),
    recipients: said('recipients', (written.recipients ?? []).join('\n')),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request)
  const form = await readForm(request, wordingForm)
  if (!form.ok) return form.failed
  const answer = await wordReport(actor, params.reportId!, form.value)
  if (!answer) notFound()
  if (isRefusal(answer)) return refusedForm(form.values, answer)
  return redirectWithNotice(`/reports/${params.reportId}`, 'report.saved')
}

export default function Report() {
  const { t } = useTranslation()
  const locale = useLocale()
  const page = useLoaderData<typeof loader>()
  return (
    <main id="main" className="stack" data-gap="large">
      <div className="page-head">
        <div>
          <p className="quiet small">
            {t('follow.at', { edition: roman(page.edition) })} · {page.province ?? t('report.country')}
          </p>
          <h1>{t(`report.kinds.${page.kind}`)}</h1>
          <p className="quiet">
            {t('report.takenAt', { at: formatMoment(page.takenAt, locale), by: page.by })}
          </p>
          <p className="quiet small">
            {t('report.again')} <code>{page.command}</code>
          </p>
        </div>
        <div className="row">
          {(['docx', 'pdf'] as const).map((format) => (
            <a key={format} className="button" href={`/reports/${page.id}/${format}`}>
              {t('report.download', { format: format.toUpperCase() })}
            </a>
          ))}
          <a className="button" href={`/reports/${page.id}/xlsx`}>
            {t('report.downloadAnnex')}
          </a>
        </div>
      </div>
      <PostForm className="stack" key={page.version}>
        <h2>{t('report.edit')}</h2>
        <p className="quiet prose">{t('report.editAbout')}</p>
        <FormError />
        <input type="hidden" name="version" value={page.version} />
        <div className="columns">
          {page.lines.map(({ name, text }) => (
            <TextField key={name} label={t(`report.field.${name}`)} name={`w.${name}`} defaultValue={text} />
          ))}
        </div>
        {page.blocks.map(({ kind, name, text }) =>
          kind === 'heading' ? (
            <TextField key={name} label={t('report.field.heading')} name={`w.${name}`} defaultValue={text} />
          ) : kind === 'paragraph' ? (
            <TextArea
              key={name}
              label={t('report.field.paragraph')}
              name={`w.${name}`}
              rows={3}
              defaultValue={text}
            />
          ) : (
            <p key={name} className="notice" data-kind="plain">
              {t('report.fixed')} {text}
            </p>
          ),
        )}
        <div className="columns">
          <TextField label={t('report.field.signer')} name="w.signer" defaultValue={page.signer} />
          <TextField
            label={t('report.field.signerName')}
            name="w.signerName"
            defaultValue={page.signerName}
          />
        </div>
        <TextArea
          label={t('report.field.recipients')}
          name="w.recipients"
          rows={5}
          defaultValue={page.recipients}
        />
        <div>
          <SubmitButton>{t('report.save')}</SubmitButton>
        </div>
      </PostForm>
    </main>
  )
}
