/** Somebody who asks for something, with all that the rules need to know about them. */
export type Actor = {
  userId: string
  sessionId: string
  name: string
  email: string
  locale: 'vi' | 'en'
  roles: Role[]
}

export type RoleName = 'reporter' | 'coordinator' | 'judge' | 'organizer' | 'admin'
export type Role = {
  role: RoleName
  editionId: string | null
  provinceFrame: string | null
  provinceCode: string | null
}
