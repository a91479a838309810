#!/usr/bin/env node
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'

/** `npx chungkhao …`: the commands an operator needs. Reads the same environment as the portal. */
const usage = `chungkhao admin create --email ten@coquan.vn --name "Họ và tên"
    Tạo quản trị viên và in đường dẫn đặt mật khẩu. / Makes an administrator and prints a link to set the password.
chungkhao migrate
    Cập nhật bảng của cơ sở dữ liệu. / Brings the tables of the database up to date.`

if (existsSync('.env')) process.loadEnvFile('.env')
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { email: { type: 'string' }, name: { type: 'string' } },
})

try {
  process.exitCode = await run(positionals.join(' '))
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
} finally {
  const { closeGround } = await import('./ground.server.ts')
  await closeGround()
}

async function run(command: string): Promise<number> {
  if (command === 'admin create') return createAdmin()
  if (command === 'migrate') return migrate()
  console.error(usage)
  return 2
}

async function migrate(): Promise<number> {
  const { environment } = await import('./env.server.ts')
  const { migrateDatabase } = await import('#db/migrate.ts')
  await migrateDatabase(environment().DATABASE_URL)
  return 0
}

async function createAdmin(): Promise<number> {
  if (!values.email || !values.name) {
    console.error(usage)
    return 2
  }
  await migrate()
  const { createAdmin: create } = await import('./modules/accounts/create-admin.server.ts')
  console.log(await create(values.email, values.name))
  return 0
}
