import type { z } from 'zod'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import {
  CheckList,
  FormError,
  PostForm,
  SelectField,
  SubmitButton,
  TextField,
} from '#app/components/ui/form.tsx'
import { Table } from '#app/components/ui/table.tsx'
import { readForm, refusedForm } from '#app/http/forms.server.ts'
import { notFound, requireActorWho } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { searchOf } from '#app/http/search.ts'
import { formatDate } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { administers } from '#app/modules/actor/policy.ts'
import {
  changeProvince,
  mergeProvinces,
  splitProvince,
} from '#app/modules/provinces/change-provinces.server.ts'
import { provinceTables } from '#app/modules/participation/province-tables.server.ts'
import { provinceChange, provinceMerger, provinceSplit } from '#app/modules/provinces/schema.ts'
import { isRefusal, type Refusal } from '#app/modules/refusal/refusal.ts'

export const handle = { title: 'provinces.title' }

export async function loader({ request }: LoaderFunctionArgs) {
  await requireActorWho(request, administers)
  return { frames: await provinceTables() }
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActorWho(request, administers)
  const change = searchOf(request)
  const answer = await (change.has('merge')
    ? record(request, provinceMerger, (ask) => mergeProvinces(actor, ask))
    : change.has('split')
      ? record(request, provinceSplit, (ask) => splitProvince(actor, ask))
      : record(request, provinceChange, (ask) => changeProvince(actor, ask)))
  if (answer) return answer
  return redirectWithNotice('/admin/provinces', 'provinces.saved')
}

/** Reads the form and does it; answers what to send back where that was refused. */
async function record<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
  change: (ask: z.infer<Schema>) => Promise<Refusal | { done: true } | null>,
) {
  const form = await readForm(request, schema)
  if (!form.ok) return form.failed
  const answer = await change(form.value)
  if (!answer) notFound()
  return isRefusal(answer) ? refusedForm(form.values, answer) : null
}

export default function Provinces() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { frames } = useLoaderData<typeof loader>()
  const newest = frames[0]!
  return (
    <div className="stack" data-gap="large">
      <p className="prose quiet">{t('provinces.about')}</p>
      <Change />
      <Merge />
      <Split />
      {frames.map((one) => (
        <details key={one.frame} open={one.frame === newest.frame}>
          <summary>
            <b>
              {one.validTo
                ? t('provinces.frameUntil', {
                    from: formatDate(one.validFrom, locale),
                    to: formatDate(one.validTo, locale),
                    count: one.units.length,
                  })
                : t('provinces.frame', { from: formatDate(one.validFrom, locale), count: one.units.length })}
            </b>{' '}
            <span className="quiet">{one.decision}</span>
          </summary>
          <Table label={t('provinces.title')}>
            <thead>
              <tr>
                <th>{t('provinces.code')}</th>
                <th>{t('provinces.name')}</th>
                <th>{t('provinces.kind')}</th>
                <th>{t('provinces.since')}</th>
                <th>{t('provinces.decision')}</th>
                <th>{t('provinces.predecessors')}</th>
              </tr>
            </thead>
            <tbody>
              {one.units.flatMap((unit) =>
                unit.states.map((state, index) => (
                  <tr key={`${unit.code}${state.since}`}>
                    <td className="num">{unit.code}</td>
                    <th scope="row">{state.name}</th>
                    <td>{t(`provinces.kinds.${state.isCity ? 'city' : 'province'}`)}</td>
                    <td className="nowrap">
                      {unit.goesOn && index === 0 ? t('provinces.goesOn') : formatDate(state.since, locale)}
                    </td>
                    <td>{unit.goesOn && index === 0 ? '' : state.decision}</td>
                    <td>{index === 0 ? unit.predecessors.join(', ') : ''}</td>
                  </tr>
                )),
              )}
            </tbody>
          </Table>
        </details>
      ))}
    </div>
  )
}

function Change() {
  const { t } = useTranslation()
  const { frames } = useLoaderData<typeof loader>()
  return (
    <details>
      <summary className="button">{t('provinces.change')}</summary>
      <PostForm className="stack" named="change" action="/admin/provinces">
        <FormError />
        <div className="columns">
          <SelectField label={t('provinces.unit')} name="code" options={options(frames[0]!.units)} />
          <TextField label={t('provinces.newName')} name="name" required />
          <Decision />
        </div>
        <div>
          <SubmitButton>{t('provinces.changeSubmit')}</SubmitButton>
        </div>
      </PostForm>
    </details>
  )
}

function Merge() {
  const { t } = useTranslation()
  const { frames } = useLoaderData<typeof loader>()
  const units = options(frames[0]!.units)
  return (
    <details>
      <summary className="button">{t('provinces.merge')}</summary>
      <PostForm className="stack" named="merge" action="/admin/provinces?merge">
        <p className="quiet prose">{t('provinces.mergeAbout')}</p>
        <FormError />
        <CheckList legend={t('provinces.mergeUnits')} name="units[]" options={units} />
        <div className="columns">
          <SelectField label={t('provinces.mergeCode')} name="code" options={units} />
          <TextField label={t('provinces.mergeName')} name="name" required />
          <Decision />
        </div>
        <div>
          <SubmitButton>{t('provinces.mergeSubmit')}</SubmitButton>
        </div>
      </PostForm>
    </details>
  )
}

function Split() {
  const { t } = useTranslation()
  const { frames } = useLoaderData<typeof loader>()
  return (
    <details>
      <summary className="button">{t('provinces.split')}</summary>
      <PostForm className="stack" named="split" action="/admin/provinces?split">
        <p className="quiet prose">{t('provinces.splitAbout')}</p>
        <FormError />
        <div className="columns">
          <SelectField label={t('provinces.splitUnit')} name="code" options={options(frames[0]!.units)} />
          <TextField label={t('provinces.splitCode')} name="newCode" inputMode="numeric" required />
          <TextField label={t('provinces.mergeName')} name="name" required />
          <Decision />
        </div>
        <div>
          <SubmitButton>{t('provinces.splitSubmit')}</SubmitButton>
        </div>
      </PostForm>
    </details>
  )
}

const options = (units: { code: string; name: string }[]) =>
  units.map(({ code, name }) => ({ value: code, label: `${code} · ${name}` }))

/** What it becomes, from when, on what ground: asked of every change. */
function Decision() {
  const { t } = useTranslation()
  return (
    <>
      <SelectField
        label={t('provinces.kind')}
        name="kind"
        options={(['province', 'city'] as const).map((kind) => ({
          value: kind,
          label: t(`provinces.kinds.${kind}`),
        }))}
      />
      <TextField label={t('provinces.since')} name="since" type="date" required />
      <TextField label={t('provinces.decision')} name="decision" required />
    </>
  )
}
