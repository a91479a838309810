import type { Locale } from '../text/locale.ts'

/** Somebody who asks for something, with all that the rules need to know about them. */
export type Actor = {
  userId: string
  sessionId: string
  name: string
  email: string
  locale: Locale
  roles: Role[]
}

export const roleNames = ['reporter', 'coordinator', 'judge', 'organizer', 'admin'] as const
export type RoleName = (typeof roleNames)[number]
export type Role = {
  role: RoleName
  editionId: string | null
  provinceFrame: string | null
  provinceCode: string | null
}
