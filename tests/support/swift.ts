import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './portal.ts'
import { isHere } from './programs.ts'

/** OpenStack Swift from Debian's packages: one node, one device, its s3api in front, as a judge of our own bucket. */
export const swiftIsHere = () => ['swift-proxy-server', 'swift-ring-builder', 'memcached'].every(isHere)

export type Swift = {
  endpoint: string
  keys: { accessKeyId: string; secretAccessKey: string; region: string }
  stop: () => void
}

export async function startSwift(origin: string): Promise<Swift> {
  const folder = mkdtempSync(join(tmpdir(), 'swift-'))
  chmodSync(folder, 0o755)
  const [proxy, account, container, object, memcached] = await Promise.all(
    Array.from({ length: 5 }, freePort),
  )
  mkdirSync(join(folder, 'node/sda1'), { recursive: true })
  mkdirSync(join(folder, 'cache'))
  const ports = { account: account!, container: container!, object: object! }
  for (const [ring, port] of Object.entries(ports)) buildRing(folder, ring, port)
  writeFileSync(
    join(folder, 'swift.conf'),
    '[swift-hash]\nswift_hash_path_prefix = chungkhao\nswift_hash_path_suffix = tests\n[storage-policy:0]\nname = gold\ndefault = yes\n',
  )
  for (const [kind, port] of Object.entries(ports))
    writeFileSync(join(folder, `${kind}.conf`), storageConfig(folder, kind, port))
  writeFileSync(join(folder, 'proxy.conf'), proxyConfig(folder, proxy!, memcached!, origin))
  const user = process.getuid?.() === 0 ? ['-u', 'nobody'] : []
  const children: ChildProcess[] = [
    spawn('memcached', ['-l', '127.0.0.1', '-p', String(memcached), ...user], { stdio: 'ignore' }),
  ]
  for (const [kind, file] of [
    ['account', 'account'],
    ['container', 'container'],
    ['object', 'object'],
    ['proxy', 'proxy'],
  ] as const)
    children.push(
      spawn(`swift-${kind}-server`, [join(folder, `${file}.conf`)], {
        stdio: 'ignore',
        env: { ...process.env, SWIFT_TEST_IN_PROCESS: '' },
      }),
    )
  await Promise.all([proxy!, account!, container!, object!, memcached!].map(untilOpen))
  return {
    endpoint: `http://127.0.0.1:${proxy}`,
    keys: { accessKeyId: 'test:tester', secretAccessKey: 'testing', region: 'us-east-1' },
    stop: () => {
      for (const child of children) child.kill('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function buildRing(folder: string, ring: string, port: number) {
  const builder = join(folder, `${ring}.builder`)
  const run = (...args: string[]) =>
    execFileSync('swift-ring-builder', [builder, ...args], { stdio: 'ignore' })
  run('create', '4', '1', '0')
  run('add', `r1z1-127.0.0.1:${port}/sda1`, '1')
  run('rebalance')
}

const common = (folder: string, port: number) => `
bind_ip = 127.0.0.1
bind_port = ${port}
workers = 0
swift_dir = ${folder}
user = ${process.getuid?.() === 0 ? 'root' : (process.env.USER ?? 'nobody')}
log_level = ERROR
`

const storageConfig = (folder: string, kind: string, port: number) => `[DEFAULT]${common(folder, port)}
devices = ${folder}/node
mount_check = false
disable_fallocate = true
[pipeline:main]
pipeline = ${kind}-server
[app:${kind}-server]
use = egg:swift#${kind}
[${kind}-replicator]
[${kind}-updater]
[${kind}-auditor]
`

const proxyConfig = (
  folder: string,
  port: number,
  memcached: number,
  origin: string,
) => `[DEFAULT]${common(folder, port)}
cors_allow_origin = ${origin}
strict_cors_mode = true
[pipeline:main]
pipeline = catch_errors cache s3api tempauth bulk slo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
allow_account_management = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:${memcached}
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
s3_acl = false
cors_preflight_allow_origin = ${origin}
check_bucket_owner = false
[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = testing .admin
[filter:bulk]
use = egg:swift#bulk
[filter:slo]
use = egg:swift#slo
`

async function untilOpen(port: number) {
  for (let tries = 0; tries < 200; tries++) {
    const open = await new Promise<boolean>((answer) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy()
        answer(true)
      })
      socket.once('error', () => answer(false))
    })
    if (open) return
    await new Promise((done) => setTimeout(done, 100))
  }
  throw new Error(`Swift did not open port ${port}.`)
}
