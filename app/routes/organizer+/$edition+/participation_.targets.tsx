import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import {
  CellField,
  FileField,
  FormError,
  PostForm,
  SubmitButton,
  TextArea,
  useFailedForm,
} from '#app/components/ui/form.tsx'
import { SheetNotes } from '#app/components/ui/sheet-notes.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { SubHead } from '#app/components/ui/sub-head.tsx'
import { TakenAt } from '#app/components/participation/taken-at.tsx'
import { asOf } from '#app/ground.server.ts'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { readForm, refusedForm } from '#app/http/forms.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { readFields } from '#app/http/read-fields.server.ts'
import { listOf } from '#app/http/small-file.server.ts'
import { worksheetEndings } from '#app/modules/documents/worksheet-endings.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { searchOf } from '#app/http/search.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { targetForm } from '#app/modules/participation/schema.ts'
import { proposeTargets, setTargets, targetBoard } from '#app/modules/participation/set-targets.server.ts'
import { unitsOf } from '#app/modules/provinces/history.server.ts'
import { provinceSheet, readProvinceLines } from '#app/modules/participation/province-lines.ts'
import { isRefusal, type Message } from '#app/modules/refusal/refusal.ts'

export const handle = { title: 'target.title' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { edition } = await requireOrganizer(request, params.edition)
  const proposing = searchOf(request).has('propose')
  const [takenAt, rows, proposed] = await asOf((at) =>
    Promise.all([
      at,
      targetBoard(edition.id),
      proposing ? proposeTargets(edition.id) : new Map<string, number>(),
    ]),
  )
  return {
    edition: edition.number,
    takenAt,
    proposing,
    rows: rows.map((row) => ({ ...row, proposed: proposed.get(row.code) ?? null })),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  if (searchOf(request).has('read')) return readTargets(request)
  const form = await readForm(request, targetForm)
  if (!form.ok) return form.failed
  const answer = await setTargets(actor, edition.id, form.value)
  if (!answer) notFound()
  if (isRefusal(answer)) return refusedForm(form.values, answer)
  return redirectWithNotice(`/organizer/${edition.number}/participation/targets`, 'target.saved', {
    count: answer.set,
  })
}

/** A pasted list or a worksheet becomes what stands in the fields, to be looked at and saved. */
async function readTargets(request: Request) {
  const form = await readFields(request)
  const read = await listOf(form, provinceSheet)
  if (isRefusal(read)) return refusedForm({ list: String(form.get('list') ?? '') }, read)
  const lines = readProvinceLines(read.list, await unitsOf())
  const right = lines.filter(
    (line, index) =>
      line.code !== null &&
      line.numbers.some((value) => value !== null) &&
      lines.findIndex((one) => one.code === line.code) === index,
  )
  const wrong = lines.filter((line) => !right.includes(line))
  const values = Object.fromEntries(
    right.map((line) => [`target.${line.code}`, String(line.numbers.find((value) => value !== null))]),
  )
  const errors: Record<string, Message> =
    wrong.length > 0 || right.length === 0
      ? {
          form: {
            key: 'target.wrongLines',
            values: { lines: wrong.map((line) => line.typed).join('; ') || '–' },
          },
        }
      : {}
  return data({ values, errors, notes: read.notes })
}

/** The board: how far each province is from what is hoped of it, the furthest first. */
export default function Targets() {
  const { t } = useTranslation()
  const { edition, takenAt, rows, proposing } = useLoaderData<typeof loader>()
  const read = useFailedForm()
  const notes = useActionData<{ notes?: Message[] }>()?.notes ?? []
  return (
    <div className="stack" data-gap="large">
      <SubHead
        to={`/organizer/${edition}/participation`}
        back={t('edition.tab.participation')}
        title={t('target.title')}
      />
      <TakenAt at={takenAt} />
      <p className="prose quiet">{t(proposing ? 'target.proposed' : 'target.about')}</p>
      {!proposing && (
        <p>
          <Link className="button" to="?propose">
            {t('target.propose')}
          </Link>
        </p>
      )}
      <details open={read?.errors.file ? true : undefined}>
        <summary className="button">{t('target.import')}</summary>
        <PostForm
          className="stack"
          action={`/organizer/${edition}/participation/targets?read`}
          encType="multipart/form-data"
        >
          <TextArea label={t('target.list')} hint={t('target.listHint')} name="list" rows={6} />
          <FileField label={t('worksheet.choose')} name="file" accept={worksheetEndings} />
          <div>
            <SubmitButton kind="plain">{t('target.read')}</SubmitButton>
          </div>
        </PostForm>
      </details>
      <PostForm className="stack" action={`/organizer/${edition}/participation/targets`}>
        <FormError />
        <SheetNotes notes={notes} />
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
                      key={`${name}${proposing}${read?.values[name] ?? ''}`}
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
