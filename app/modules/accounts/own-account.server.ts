import { eq } from 'drizzle-orm'
import { database } from '#app/ground.server.ts'
import { users } from '#db/schema/accounts.ts'
import { agencies } from '#db/schema/provinces.ts'

export async function accountOf(userId: string) {
  const [row] = await database()
    .select({
      name: users.name,
      email: users.email,
      phone: users.phone,
      locale: users.locale,
      agency: agencies.name,
    })
    .from(users)
    .leftJoin(agencies, eq(agencies.id, users.agencyId))
    .where(eq(users.id, userId))
  return row!
}
