import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ActionButton, FormError, PostForm, SubmitButton, TextField } from '#app/components/ui/form.tsx'
import { Empty, Table } from '#app/components/ui/table.tsx'
import { readForm } from '#app/http/forms.server.ts'
import { notFound, requireActor } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { searchOf } from '#app/http/search.ts'
import { formatDate } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { addHoliday, holidays, removeHoliday } from '#app/modules/privacy/holidays.server.ts'
import { holiday, holidayRemoval } from '#app/modules/privacy/schema.ts'

export const handle = { title: 'personal.holiday.title' }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request)
  return { days: (await holidays(actor)) ?? notFound() }
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request)
  if (searchOf(request).has('remove')) {
    const form = await readForm(request, holidayRemoval)
    if (!form.ok) return form.failed
    if (!(await removeHoliday(actor, form.value.remove))) notFound()
  } else {
    const form = await readForm(request, holiday)
    if (!form.ok) return form.failed
    if (!(await addHoliday(actor, form.value))) notFound()
  }
  return redirectWithNotice('/admin/holidays', 'personal.holiday.saved')
}

export default function Holidays() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { days } = useLoaderData<typeof loader>()
  return (
    <div className="stack">
      <h2>{t('personal.holiday.title')}</h2>
      <p className="prose quiet">{t('personal.holiday.about')}</p>
      <PostForm className="stack narrow" action="/admin/holidays">
        <FormError />
        <TextField label={t('personal.holiday.day')} name="day" type="date" required />
        <TextField label={t('personal.holiday.name')} name="name" required />
        <div>
          <SubmitButton>{t('personal.holiday.addSubmit')}</SubmitButton>
        </div>
      </PostForm>
      {days.length === 0 ? (
        <Empty>{t('personal.holiday.empty')}</Empty>
      ) : (
        <Table label={t('personal.holiday.title')}>
          <thead>
            <tr>
              <th>{t('personal.holiday.day')}</th>
              <th>{t('personal.holiday.name')}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {days.map(({ day, name }) => (
              <tr key={day}>
                <td className="nowrap">{formatDate(day, locale)}</td>
                <th scope="row">{name}</th>
                <td className="num">
                  <ActionButton
                    action="/admin/holidays?remove"
                    fields={{ remove: day }}
                    label={`${t('personal.holiday.remove')}: ${name} ${formatDate(day, locale)}`}
                  >
                    {t('personal.holiday.remove')}
                  </ActionButton>
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </div>
  )
}
