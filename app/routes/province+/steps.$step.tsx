import type { LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { TakenAt } from '#app/components/participation/taken-at.tsx'
import { EntryStateChip } from '#app/components/ui/state.tsx'
import { Empty, Table } from '#app/components/ui/table.tsx'
import { asOf } from '#app/ground.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { provinceAddress, requireProvinceEdition } from '#app/http/province.server.ts'
import { redirect } from '@remix-run/node'
import { entryNumber, formatMoment } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { inviteeRows } from '#app/modules/outreach/invitee-list.server.ts'
import { workRows } from '#app/modules/outreach/work-list.server.ts'
import { funnelSteps, type FunnelStep } from '#app/modules/participation/funnel.ts'

export const handle = { title: 'follow.funnel.title' }

/** The list behind one number of the funnel. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const at = await requireProvinceEdition(request)
  const step = funnelSteps.find((one) => one === params.step) ?? notFound()
  if (step === 'draft') throw redirect(provinceAddress('/drafts', at))
  const people = step === 'invited' || step === 'registered'
  const [takenAt, invited, works] = await asOf((moment) =>
    Promise.all([
      moment,
      people ? inviteeRows(at.edition.id, at.province) : [],
      people ? [] : workRows(at.edition.id, at.province, step as 'submitted'),
    ]),
  )
  return {
    takenAt,
    step: step as FunnelStep,
    edition: at.edition.number,
    people: step === 'registered' ? invited.filter((row) => row.registered) : invited,
    works,
  }
}

export default function Step() {
  const { t } = useTranslation()
  const { takenAt, step, people, works } = useLoaderData<typeof loader>()
  return (
    <section className="stack">
      <h2>{t(`follow.funnel.step.${step}`)}</h2>
      <TakenAt at={takenAt} />
      {people.length + works.length === 0 ? (
        <Empty>{t(`follow.funnel.empty.${step}`)}</Empty>
      ) : people.length > 0 ? (
        <People />
      ) : (
        <Works />
      )}
    </section>
  )
}

function People() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { people, step } = useLoaderData<typeof loader>()
  return (
    <Table label={t(`follow.funnel.step.${step}`)}>
      <thead>
        <tr>
          <th>{t('follow.invite.name')}</th>
          <th>{t('follow.invite.email')}</th>
          <th>{t('follow.invite.agency')}</th>
          <th>{t('follow.invite.invitedAt')}</th>
          <th>{t('follow.invite.registered')}</th>
          <th className="num">{t('follow.invite.works')}</th>
        </tr>
      </thead>
      <tbody>
        {people.map((row) => (
          <tr key={row.id}>
            <th scope="row">{row.name}</th>
            <td>{row.email}</td>
            <td>{row.agency}</td>
            <td className="nowrap">{formatMoment(row.invitedAt, locale)}</td>
            <td>{row.registered ? t('form.yes') : t('form.no')}</td>
            <td className="num">{row.works}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

function Works() {
  const { t } = useTranslation()
  const { works, step, edition } = useLoaderData<typeof loader>()
  return (
    <Table label={t(`follow.funnel.step.${step}`)}>
      <thead>
        <tr>
          <th>{t('entry.number')}</th>
          <th>{t('entry.title')}</th>
          <th>{t('entry.stateColumn')}</th>
          <th>{t('entry.section.authors')}</th>
          <th>{t('entry.category')}</th>
          <th>{t('screening.agency')}</th>
        </tr>
      </thead>
      <tbody>
        {works.map((row) => (
          <tr key={row.id}>
            <td className="nowrap">{entryNumber(edition, row.number)}</td>
            <th scope="row" className="title">
              <Link to={`/entries/${row.id}`} dir="auto">
                {row.title}
              </Link>
              {row.unconfirmed && <span className="chip">{t('follow.unconfirmed')}</span>}
            </th>
            <td className="nowrap">
              <EntryStateChip state={row.state} prize={row.prize} />
            </td>
            <td>{row.authors}</td>
            <td>{row.category}</td>
            <td>{row.agency ?? '–'}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
