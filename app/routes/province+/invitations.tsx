import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData } from '@remix-run/react'
import { FileField, FormError, PostForm, SubmitButton, TextArea } from '#app/components/ui/form.tsx'
import { SheetNotes } from '#app/components/ui/sheet-notes.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { failedForm, refusedForm } from '#app/http/forms.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { provinceAddress, requireProvinceEdition } from '#app/http/province.server.ts'
import { readFields } from '#app/http/read-fields.server.ts'
import { listOf } from '#app/http/small-file.server.ts'
import { worksheetEndings } from '#app/modules/documents/worksheet-endings.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { isRefusal, type Message } from '#app/modules/refusal/refusal.ts'
import {
  invitePeople,
  inviteeSheet,
  previewInvitees,
  whyNotList,
  type PreviewedInvitee,
} from '#app/modules/outreach/invite-people.server.ts'

export const handle = { title: 'follow.invite.title' }

export async function loader({ request }: LoaderFunctionArgs) {
  await requireProvinceEdition(request)
  return null
}

/** First a preview of what each line would do; the same list comes back with `confirm`. */
export async function action({ request }: ActionFunctionArgs) {
  const at = await requireProvinceEdition(request)
  const form = await readFields(request)
  const read = await listOf(form, inviteeSheet)
  if (isRefusal(read)) return refusedForm({ list: String(form.get('list') ?? '') }, read)
  const { list, notes } = read
  if (list === '') return failedForm({ list }, { list: { key: 'follow.invite.noList' } })
  const tooLong = whyNotList(list)
  if (tooLong) return refusedForm({ list }, tooLong)
  if (form.get('confirm') === null)
    return data({ list, notes, rows: await previewInvitees(at.edition.id, at.province, list) })
  const answer = await invitePeople(at.actor, at.edition.id, at.province, list)
  if (!answer) notFound()
  if (isRefusal(answer)) return refusedForm({ list }, answer)
  return redirectWithNotice(provinceAddress('/steps/invited', at), 'follow.invite.done', {
    count: answer.invited,
  })
}

export default function Invitations() {
  const { t } = useTranslation()
  const answer = useActionData<typeof action>()
  const preview = answer && 'rows' in answer ? answer : null
  return (
    <div className="stack" data-gap="large">
      <section className="stack">
        <h2>{t('follow.invite.title')}</h2>
        <p className="prose quiet">{t('follow.invite.about')}</p>
        <PostForm className="stack" encType="multipart/form-data">
          <FormError />
          <TextArea
            key={preview?.list}
            label={t('follow.invite.list')}
            hint={t('follow.invite.example')}
            name="list"
            rows={8}
            defaultValue={preview?.list ?? ''}
          />
          <FileField label={t('worksheet.choose')} name="file" accept={worksheetEndings} />
          <div>
            <SubmitButton kind={preview ? 'plain' : 'primary'}>{t('follow.invite.preview')}</SubmitButton>
          </div>
        </PostForm>
      </section>
      {preview && <Preview list={preview.list} notes={preview.notes} rows={preview.rows} />}
    </div>
  )
}

type Rows = PreviewedInvitee[]

function Preview({ list, notes, rows }: { list: string; notes: Message[]; rows: Rows }) {
  const { t } = useTranslation()
  const invitable = rows.filter((row) => row.state === 'new').length
  return (
    <section className="stack" aria-live="polite">
      <h2>{t('follow.invite.previewTitle', { invitable, all: rows.length })}</h2>
      <SheetNotes notes={notes} />
      <Table label={t('follow.invite.preview')}>
        <thead>
          <tr>
            <th className="num">{t('follow.invite.line')}</th>
            <th>{t('follow.invite.name')}</th>
            <th>{t('follow.invite.email')}</th>
            <th>{t('follow.invite.agency')}</th>
            <th>{t('follow.invite.what')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.line}>
              <td className="num">{row.line}</td>
              <th scope="row">{row.name}</th>
              <td>{row.email}</td>
              <td>{row.agency}</td>
              <td>
                <span className="chip" data-tone={toneOf(row.state)}>
                  {t(`follow.invite.state.${row.state}`)}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
      {invitable === 0 ? (
        <p className="notice" data-kind="attention">
          {t('follow.invite.nobody')}
        </p>
      ) : (
        <PostForm>
          <input type="hidden" name="list" value={list} />
          <SubmitButton name="confirm" value="1">
            {t('follow.invite.confirm', { count: invitable })}
          </SubmitButton>
        </PostForm>
      )}
    </section>
  )
}

function toneOf(state: Rows[number]['state']) {
  if (state === 'new') return 'done'
  return state === 'known' || state === 'stopped' || state === 'twice' ? 'plain' : 'stop'
}
