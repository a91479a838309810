import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import {
  ConfirmedAction,
  FormError,
  PostForm,
  SubmitButton,
  TextArea,
  TextField,
} from '#app/components/ui/form.tsx'
import { readForm, refusedForm } from '#app/http/forms.server.ts'
import { notFound } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { provinceAddress, requireProvinceEdition } from '#app/http/province.server.ts'
import { formatMoment } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { launchOf } from '#app/modules/outreach/launch-of.server.ts'
import { launchKinds, partsOf, type LaunchKind } from '#app/modules/outreach/launch.ts'
import { launchForm } from '#app/modules/outreach/schema.ts'
import { wordLaunch } from '#app/modules/outreach/word-launch.server.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export const handle = { title: 'launch.edit' }

const kindIn = (params: { kind?: string }): LaunchKind =>
  launchKinds.find((kind) => kind === params.kind) ?? notFound()

export async function loader({ request, params }: LoaderFunctionArgs) {
  const at = await requireProvinceEdition(request)
  const kind = kindIn(params)
  const launch = await launchOf(at.edition.id, at.province)
  const piece = launch?.pieces.find((one) => one.kind === kind) ?? notFound()
  return {
    piece,
    open: at.edition.phase === 'open',
    back: provinceAddress(`/launch/${kind}/rules`, at),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const at = await requireProvinceEdition(request)
  const kind = kindIn(params)
  const form = await readForm(request, launchForm(kind))
  if (!form.ok) return form.failed
  const { version, ...parts } = form.value
  const answer = await wordLaunch(at.actor, at.edition.id, at.province, { kind, version, parts })
  if (!answer) notFound()
  if (isRefusal(answer)) return refusedForm(form.values, answer)
  return redirectWithNotice(provinceAddress('/launch', at), 'launch.saved')
}

export default function LaunchWording() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { piece, open, back } = useLoaderData<typeof loader>()
  const { kind, text, version, by, at } = piece
  return (
    <div className="stack" data-gap="large">
      <PostForm className="stack" key={version}>
        <h2>{t('launch.editTitle', { kind: t(`launch.kind.${kind}`) })}</h2>
        <p className="prose quiet">{open ? t('launch.editAbout') : t('launch.over')}</p>
        {at && (
          <p className="quiet">{t('launch.byHandBy', { by: by ?? '', at: formatMoment(at, locale) })}</p>
        )}
        <FormError />
        <input type="hidden" name="version" value={version} />
        {partsOf(kind).map(([part, size]) => {
          const common = { label: t(`launch.part.${part}`), name: part, defaultValue: text[part] ?? '' }
          const hint = part === 'number' || part === 'placeAndDate' ? t(`launch.partHint.${part}`) : undefined
          return size === 'line' ? (
            <TextField key={part} {...common} hint={hint} disabled={!open} />
          ) : (
            <TextArea key={part} {...common} rows={rowsOf(text[part] ?? '')} disabled={!open} />
          )
        })}
        {open && (
          <div>
            <SubmitButton>{t('launch.save')}</SubmitButton>
          </div>
        )}
      </PostForm>
      {open && at && (
        <ConfirmedAction action={back} label={t('launch.back')} consequence={t('launch.backAbout')}>
          <input type="hidden" name="version" value={version} />
        </ConfirmedAction>
      )}
    </div>
  )
}

const rowsOf = (text: string) =>
  Math.min(
    16,
    text.split('\n').reduce((sum, line) => sum + Math.ceil((line.length + 1) / 90), 2),
  )
