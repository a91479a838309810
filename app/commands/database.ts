import { randomBytes } from 'node:crypto'
import { isRoleName, makeRoles, NotSuperuser } from '#db/roles.ts'
import { inBoth, WrongCommand } from './input.ts'

/** The two roles of a Postgres of one's own; answers the lines of the environment that name them. */
export async function databaseRoles(
  url: string,
  typed: { owner?: unknown; web?: unknown },
): Promise<string[]> {
  const owner = nameOf('owner', typed.owner ?? 'chungkhao_owner')
  const web = nameOf('web', typed.web ?? 'chungkhao_web')
  if (owner === web) throw wrong('web', web)
  try {
    const made = await makeRoles(url, {
      owner: { name: owner, password: newPassword() },
      web: { name: web, password: newPassword() },
    })
    return [`DATABASE_OWNER_URL=${made.ownerUrl}`, `DATABASE_URL=${made.webUrl}`]
  } catch (error) {
    if (error instanceof NotSuperuser) throw new WrongCommand(inBoth({ key: 'command.superuser' }))
    throw error
  }
}

const newPassword = () => randomBytes(24).toString('base64url')

function nameOf(option: string, typed: unknown): string {
  const name = String(typed)
  if (!isRoleName(name)) throw wrong(option, name)
  return name
}

const wrong = (name: string, value: string) =>
  new WrongCommand(inBoth({ key: 'command.option', values: { name, value: value || '–' } }))
