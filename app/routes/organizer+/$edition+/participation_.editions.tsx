import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { AcrossEditions } from '#app/components/participation/across-editions.tsx'
import { TakenAt } from '#app/components/participation/taken-at.tsx'
import { FrameSwitch, useFrameName } from '#app/components/participation/participation-page.tsx'
import {
  CheckField,
  FileField,
  FormError,
  PostForm,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '#app/components/ui/form.tsx'
import { SubHead } from '#app/components/ui/sub-head.tsx'
import { asOf } from '#app/ground.server.ts'
import { requireOrganizer } from '#app/http/edition.server.ts'
import { readForm, refusedForm } from '#app/http/forms.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { readFields } from '#app/http/read-fields.server.ts'
import { seenListOf } from '#app/http/small-file.server.ts'
import { worksheetEndings } from '#app/modules/documents/worksheet-endings.ts'
import { searchOf } from '#app/http/search.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { acrossEditions } from '#app/modules/participation/across-editions.server.ts'
import { askedFrame, frameChoices, unitsOf } from '#app/modules/provinces/history.server.ts'
import {
  importPastEdition,
  importPopulations,
  mayImportFigures,
} from '#app/modules/participation/import-figures.server.ts'
import { provinceSheet } from '#app/modules/participation/province-lines.ts'
import { pastEditionForm, populationForm } from '#app/modules/participation/schema.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export const handle = { title: 'measures.across.title' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  const search = searchOf(request)
  const frame = await askedFrame(search.get('frame'), edition)
  const [takenAt, rows, frames, units] = await asOf((at) =>
    Promise.all([at, acrossEditions(frame), frameChoices(), unitsOf(frame)]),
  )
  return {
    edition: edition.number,
    takenAt,
    frame,
    frames,
    rows,
    units: units.map(({ code, name }) => ({ code, name })),
    from: Number(search.get('from')) || null,
    mayImport: mayImportFigures(actor),
  }
}

/** Figures of an earlier edition, or with `?population` of how many people live where. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { actor, edition } = await requireOrganizer(request, params.edition)
  const read = await seenListOf(await readFields(request.clone()), provinceSheet)
  const page = `/organizer/${edition.number}/participation/editions`
  if (searchOf(request).has('population')) {
    const form = await readForm(request, populationForm)
    if (!form.ok) return form.failed
    if (isRefusal(read)) return refusedForm(form.values, read)
    const answer = await importPopulations(actor, form.value, read.list)
    if (!answer) notFound()
    if (isRefusal(answer)) return refusedForm(form.values, answer)
    return redirectWithNotice(page, 'measures.import.populationSaved', { count: answer.provinces })
  }
  const form = await readForm(request, pastEditionForm)
  if (!form.ok) return form.failed
  if (isRefusal(read)) return refusedForm(form.values, read)
  const answer = await importPastEdition(actor, form.value, read.list)
  if (!answer) notFound()
  if (isRefusal(answer)) return refusedForm(form.values, answer)
  return redirectWithNotice(page, 'measures.import.saved', { count: answer.provinces })
}

export default function Editions() {
  const { t } = useTranslation()
  const { edition, takenAt, frame, frames, rows, units, from, mayImport } = useLoaderData<typeof loader>()
  return (
    <div className="stack" data-gap="large">
      <div className="page-head">
        <SubHead
          to={`/organizer/${edition}/participation`}
          back={t('edition.tab.participation')}
          title={t('measures.across.title')}
        />
        <FrameSwitch frame={frame} frames={frames} />
      </div>
      <TakenAt at={takenAt} />
      <AcrossEditions
        rows={rows}
        units={units}
        edition={edition}
        frame={frame}
        from={from}
        pictures={`/organizer/${edition}/participation/pictures`}
      />
      {mayImport && <Import />}
    </div>
  )
}

function Import() {
  const { t } = useTranslation()
  const { edition, frames } = useLoaderData<typeof loader>()
  const frameName = useFrameName()
  const here = `/organizer/${edition}/participation/editions`
  const frameField = (
    <SelectField
      label={t('measures.import.frame')}
      name="frame"
      options={frames.map((one) => ({ value: one.frame, label: frameName(one) }))}
    />
  )
  return (
    <section className="stack">
      <h2>{t('measures.import.title')}</h2>
      <p className="quiet prose">{t('measures.import.about')}</p>
      <FormError />
      <details>
        <summary className="button">{t('measures.import.edition')}</summary>
        <PostForm className="stack" action={here} encType="multipart/form-data">
          <div className="columns">
            <TextField label={t('measures.import.number')} name="number" inputMode="numeric" required />
            <TextField label={t('edition.year')} name="year" inputMode="numeric" required />
            <TextField label={t('province.measure.received')} name="received" inputMode="numeric" optional />
            <TextField label={t('province.measure.eligible')} name="eligible" inputMode="numeric" optional />
            <TextField label={t('province.measure.inFinal')} name="inFinal" inputMode="numeric" optional />
            <TextField label={t('measures.import.prizes')} name="prizes" inputMode="numeric" optional />
          </div>
          <CheckField label={t('measures.import.rough')} name="rough" />
          <TextField label={t('measures.import.sourceField')} name="source" required />
          {frameField}
          <TextArea
            label={t('measures.import.list')}
            hint={t('measures.import.listHint')}
            name="list"
            rows={6}
            optional
          />
          <FileField label={t('worksheet.choose')} name="file" accept={worksheetEndings} />
          <div>
            <SubmitButton>{t('measures.import.save')}</SubmitButton>
          </div>
        </PostForm>
      </details>
      <details>
        <summary className="button">{t('measures.import.population')}</summary>
        <PostForm className="stack" action={`${here}?population`} encType="multipart/form-data">
          <div className="columns">
            <TextField label={t('edition.year')} name="year" inputMode="numeric" required />
            {frameField}
          </div>
          <TextField label={t('measures.import.sourceField')} name="source" required />
          <TextArea
            label={t('measures.import.population')}
            hint={t('measures.import.populationHint')}
            name="list"
            rows={8}
          />
          <FileField label={t('worksheet.choose')} name="file" accept={worksheetEndings} />
          <div>
            <SubmitButton>{t('measures.import.savePopulation')}</SubmitButton>
          </div>
        </PostForm>
      </details>
    </section>
  )
}
