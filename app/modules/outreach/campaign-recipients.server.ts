import { sql } from 'drizzle-orm'
import { asOf, database } from '#app/ground.server.ts'
import { heldRoles, users } from '#db/schema/accounts.ts'
import { entries } from '#db/schema/entries.ts'
import { participationOf } from '../participation/participation-of.server.ts'
import { targetsOf } from '../participation/set-targets.server.ts'
import { provinceHistory, today } from '../provinces/history.server.ts'
import { carry, frameOn, unitsOn } from '../provinces/history.ts'
import { type CampaignCondition, meets, type ProvinceState } from './campaign.ts'
import type { Locale } from '../text/locale.ts'

export type Recipient = ProvinceState & {
  userId: string
  name: string
  email: string
  phone: string
  locale: Locale
  frame: string
  code: string
  province: string
}

type Standing = {
  /** every coordinator with the province held (as it is today) and what it has sent, by province */
  people: Recipient[]
  /** every province, held or not */
  provinces: { code: string; name: string; received: number }[]
  targets: Map<string, number>
}

/** Where every province and its coordinators stand, as of one moment. */
export const standingOf = (editionId: string): Promise<Standing> => asOf(() => standingNow(editionId))

async function standingNow(editionId: string): Promise<Standing> {
  const history = await provinceHistory()
  const frame = frameOn(history, today())
  const units = new Map(unitsOn(history, frame, today()).map((unit) => [unit.code, unit.name]))
  const [rows, whole, targets, drafts] = await Promise.all([
    database().execute<Omit<Recipient, keyof ProvinceState | 'province'>>(sql`
      select
        u.id as "userId",
        u.name,
        u.email,
        coalesce(u.phone, '') as phone,
        u.locale,
        r.province_frame as frame,
        r.province_code as code
      from ${heldRoles} r
      join ${users} u on u.id = r.user_id
      where r.role = 'coordinator' and u.disabled_at is null
      order by r.province_code, u.name, u.id`),
    participationOf(editionId, frame),
    targetsOf(editionId),
    draftsByUnit(editionId),
  ])
  const received = new Map(whole.rows.map((row) => [row.code, row.received]))
  const people = rows.flatMap((row) => {
    const code = carry(history, row, frame)
    if (code === null) return []
    return [
      {
        ...row,
        frame,
        code,
        province: units.get(code)!,
        received: received.get(code) ?? 0,
        drafts: drafts
          .filter((one) => carry(history, one, frame) === code)
          .reduce((sum, one) => sum + one.count, 0),
        target: targets.get(code) ?? null,
      },
    ]
  })
  return { people, provinces: whole.rows, targets }
}

async function draftsByUnit(editionId: string) {
  return [
    ...(await database().execute<{ frame: string; code: string; count: number }>(sql`
      select province_frame as frame, province_code as code, count(*)::int as count
      from ${entries}
      where edition_id = ${editionId} and state = 'draft' and province_code is not null
      group by 1, 2`)),
  ]
}

export async function campaignRecipients(
  editionId: string,
  condition: CampaignCondition,
): Promise<Recipient[]> {
  return recipientsOf(await standingOf(editionId), condition)
}

/** Whoever holds a province in that state, each once. */
export function recipientsOf({ people }: Standing, condition: CampaignCondition): Recipient[] {
  const seen = new Set<string>()
  return people.filter((row) => {
    if (!meets(condition, row) || seen.has(row.userId)) return false
    seen.add(row.userId)
    return true
  })
}

/** Provinces in a state with whoever coordinates them; one without a coordinator still stands there. */
export async function dispatchRows(editionId: string, condition: CampaignCondition) {
  return dispatchOf(await standingOf(editionId), condition)
}

export function dispatchOf({ people, provinces, targets }: Standing, condition: CampaignCondition) {
  return provinces.flatMap(({ code, name: province, received }) => {
    const own = people.filter((one) => one.code === code)
    const target = targets.get(code) ?? null
    const none = { code, province, received, target, drafts: 0, name: null, email: '', phone: '' }
    return (own.length > 0 ? own : [none]).filter((one) => meets(condition, one))
  })
}
