import { useTranslation } from '#app/i18n/use-translation.ts'
import type { RoleName } from '#app/modules/actor/actor.ts'
import { FormError, PostForm, SelectField, SubmitButton, TextField } from '../ui/form.tsx'

/** Invites one address to a role. The answer comes back to the page it stands on (`next`). */
export function InvitationForm(props: {
  roles: Exclude<RoleName, 'reporter'>[]
  provinces: { code: string; name: string }[]
  editions: { id: string; name: string }[]
  /** whether the role may be given for every edition */
  everyEdition: boolean
}) {
  const { t } = useTranslation()
  return (
    <PostForm className="stack" action="/resources/invitations">
      <FormError />
      <div className="columns">
        <TextField label={t('admin.email')} name="email" type="email" required />
        <SelectField
          label={t('admin.roleField')}
          name="role"
          options={props.roles.map((role) => ({ value: role, label: t(`role.${role}`) }))}
        />
        {props.roles.includes('coordinator') && (
          <SelectField
            label={t('admin.provinceField')}
            name="province"
            empty={t('admin.noProvince')}
            options={props.provinces.map(({ code, name }) => ({ value: code, label: name }))}
          />
        )}
        <SelectField
          label={t('admin.editionField')}
          name="editionId"
          empty={t('admin.chooseEdition')}
          options={[
            ...props.editions.map(({ id, name }) => ({ value: id, label: name })),
            ...(props.everyEdition ? [{ value: 'all', label: t('admin.anyEdition') }] : []),
          ]}
        />
      </div>
      <div>
        <SubmitButton>{t('admin.inviteSubmit')}</SubmitButton>
      </div>
    </PostForm>
  )
}
