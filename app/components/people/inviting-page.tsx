import { useActionData } from '@remix-run/react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import type { ListedPerson } from '#app/modules/outreach/invite-to-role.server.ts'
import { FormError, PostForm, SubmitButton, TextArea } from '../ui/form.tsx'
import { Table } from '../ui/table.tsx'
import { RoleFields, type RoleChoices } from './role-fields.tsx'

type Asked = { role: string; editionId: string; province: string; until: string; list: string }
export type Previewed = { asked: Asked; rows: ListedPerson[] }

/** A list to invite to a role: first a preview of every line, then those chosen of it. */
export function InvitingPage({ choices }: { choices: RoleChoices }) {
  const { t } = useTranslation()
  const answer = useActionData<Previewed | { errors: unknown }>()
  const preview = answer && 'rows' in answer ? (answer as Previewed) : null
  return (
    <div className="stack" data-gap="large">
      <section className="stack">
        <h2>{t('people.inviting')}</h2>
        <p className="prose quiet">{t('people.invitingAbout')}</p>
        <PostForm className="stack" encType="multipart/form-data">
          <FormError />
          <RoleFields choices={choices} />
          <TextArea
            key={preview?.asked.list}
            label={t('people.list')}
            hint={t('people.listExample')}
            name="list"
            rows={8}
            defaultValue={preview?.asked.list ?? ''}
          />
          <label className="field">
            {t('people.file')}
            <input type="file" name="file" accept=".xlsx" />
          </label>
          <div>
            <SubmitButton kind={preview ? 'plain' : 'primary'}>{t('people.preview')}</SubmitButton>
          </div>
        </PostForm>
      </section>
      {preview && <Preview {...preview} />}
    </div>
  )
}

function Preview({ asked, rows }: Previewed) {
  const { t } = useTranslation()
  const invitable = rows.filter((row) => row.state === 'new').length
  return (
    <section className="stack" aria-live="polite">
      <h2>{t('people.previewTitle', { invitable, all: rows.length })}</h2>
      <PostForm className="stack">
        {Object.entries(asked).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Table label={t('people.preview')}>
          <thead>
            <tr>
              <th>{t('people.chooseHead')}</th>
              <th className="num">{t('people.line')}</th>
              <th>{t('admin.name')}</th>
              <th>{t('admin.email')}</th>
              <th>{t('people.what')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.line}>
                <td>
                  {row.state === 'new' && (
                    <input
                      type="checkbox"
                      name="chosen[]"
                      value={row.email}
                      defaultChecked
                      aria-label={t('people.choose', { email: row.email })}
                    />
                  )}
                </td>
                <td className="num">{row.line}</td>
                <th scope="row">{row.name}</th>
                <td>{row.email}</td>
                <td>
                  <span className="chip" data-tone={toneOf(row.state)}>
                    {t(`people.lineState.${row.state}`)}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
        {invitable > 0 && (
          <div>
            <SubmitButton name="confirm" value="1">
              {t('people.sendChosen')}
            </SubmitButton>
          </div>
        )}
      </PostForm>
    </section>
  )
}

function toneOf(state: ListedPerson['state']) {
  if (state === 'new') return 'done'
  return state === 'invited' || state === 'holds' || state === 'twice' ? 'plain' : 'stop'
}
