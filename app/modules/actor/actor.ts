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
/** What is held now. A judge or an organizer without an edition holds all: the tables know that it was given so. */
export type Role = {
  role: RoleName
  editionId: string | null
  provinceFrame: string | null
  provinceCode: string | null
}
