import { useTranslation } from '#app/i18n/use-translation.ts'
import type { RoleName } from '#app/modules/actor/actor.ts'
import { SelectField, TextField } from '../ui/form.tsx'

export type RoleChoices = {
  roles: RoleName[]
  provinces: { code: string; name: string }[]
  editions: { id: string; name: string }[]
  everyEdition: boolean
}

/** Which role, where it holds and while. */
export function RoleFields({ choices, since }: { choices: RoleChoices; since?: boolean }) {
  const { t } = useTranslation()
  const one = choices.editions.length === 1 && !choices.everyEdition
  return (
    <div className="columns">
      <SelectField
        label={t('admin.roleField')}
        name="role"
        options={choices.roles.map((role) => ({ value: role, label: t(`role.${role}`) }))}
      />
      {one ? (
        <input type="hidden" name="editionId" value={choices.editions[0]!.id} />
      ) : (
        <SelectField
          label={t('admin.editionField')}
          name="editionId"
          empty={t('admin.chooseEdition')}
          options={[
            ...choices.editions.map(({ id, name }) => ({ value: id, label: name })),
            ...(choices.everyEdition ? [{ value: 'all', label: t('admin.anyEdition') }] : []),
          ]}
        />
      )}
      <SelectField
        label={t('admin.provinceField')}
        name="province"
        empty={t('admin.noProvince')}
        options={choices.provinces.map(({ code, name }) => ({ value: code, label: name }))}
      />
      {since && <TextField label={t('people.sinceField')} name="since" type="date" optional />}
      <TextField
        label={t('people.untilField')}
        name="until"
        type="date"
        hint={t('people.untilHint')}
        optional
      />
    </div>
  )
}
