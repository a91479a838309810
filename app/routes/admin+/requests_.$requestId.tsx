import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { LightChip } from '#app/components/privacy/light.tsx'
import { FormError, PostForm, SubmitButton, TextArea } from '#app/components/ui/form.tsx'
import { readForm, refusedForm } from '#app/http/forms.server.ts'
import { notFound, requireActor } from '#app/http/guard.server.ts'
import { redirectWithNotice } from '#app/http/notice.server.ts'
import { formatMoment } from '#app/i18n/format.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { moveRequest } from '#app/modules/privacy/move-request.server.ts'
import { requestPage } from '#app/modules/privacy/register.server.ts'
import { requestMove } from '#app/modules/privacy/schema.ts'
import { isRefusal } from '#app/modules/refusal/refusal.ts'

export const handle = { title: 'personal.register.title' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request)
  return (await requestPage(actor, params.requestId!)) ?? notFound()
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request)
  const form = await readForm(request, requestMove)
  if (!form.ok) return form.failed
  const answer = (await moveRequest(actor, params.requestId!, form.value)) ?? notFound()
  if (isRefusal(answer)) return refusedForm(form.values, answer)
  const key = answer.told ? 'personal.register.moved' : 'personal.register.movedQuietly'
  return redirectWithNotice(`/admin/requests/${params.requestId}`, key)
}

export default function One() {
  const { t } = useTranslation()
  const locale = useLocale()
  const one = useLoaderData<typeof loader>()
  const facts: [string, string | null][] = [
    [t('personal.register.who'), [one.name, one.email].filter(Boolean).join(' · ')],
    [t('personal.register.channelField'), t(`personal.register.channel.${one.channel}`)],
    [t('personal.register.received'), formatMoment(one.receivedAt, locale)],
    [t('personal.register.acknowledgeBy'), formatMoment(one.acknowledgeBy, locale)],
    [t('personal.register.dueBy'), formatMoment(one.dueBy, locale)],
    [t('personal.register.said'), one.text],
    [t('personal.register.handledBy'), one.handledBy],
    [t('personal.register.answer'), one.answer],
  ]
  return (
    <article className="stack">
      <h2>
        {t(`personal.kind.${one.kind}`)} <LightChip light={one.light} />
      </h2>
      <p>{t(`personal.state.${one.state}`)}</p>
      <dl className="facts">
        {facts
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <Fact key={name} name={name} value={value!} />
          ))}
      </dl>
      {one.moves.length > 0 && (
        <PostForm className="stack narrow">
          <FormError />
          <TextArea
            label={t('personal.register.answerField')}
            name="answer"
            rows={4}
            maxLength={4000}
            optional
          />
          <div className="row">
            {one.moves
              .filter((move) => move !== 'takenBack' && !(move === 'done' && one.kind === 'erase'))
              .map((move) => (
                <SubmitButton
                  key={move}
                  name="move"
                  value={move}
                  kind={move === 'refused' ? 'danger' : move === one.moves[0] ? 'primary' : 'plain'}
                >
                  {t(`personal.register.move.${move as 'begun'}`)}
                </SubmitButton>
              ))}
          </div>
        </PostForm>
      )}
      {one.kind === 'erase' && one.mayErase && one.moves.includes('done') && (
        <p>
          <Link className="button" to={`/admin/requests/${one.id}/erasure`}>
            {t('personal.erasure.title')}
          </Link>
        </p>
      )}
      <p>
        <Link to="/admin/requests">{t('personal.register.title')}</Link>
      </p>
    </article>
  )
}

const Fact = ({ name, value }: { name: string; value: string }) => (
  <>
    <dt>{name}</dt>
    <dd className="pre" dir="auto">
      {value}
    </dd>
  </>
)
