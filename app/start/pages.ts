import { fork, type ChildProcess } from 'node:child_process'
import { accessSync, constants, existsSync, globSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { endWithParent } from './children.ts'
import { StartRefused } from './refused.ts'
import { greatestOf } from '#app/modules/statistics/describe.ts'

const sources = [
  'app/**/*.*',
  'db/schema/*.ts',
  'storage/*.ts',
  'vite.config.ts',
  'remix.config.js',
  'package.json',
]

/**
 * The pages, built unless what was built is newer than every source. `mayBuild: false` takes them as they are; so does a
 * folder of code that nobody may write into, where a copy may have left any times on the files. Answers the process that
 * builds, where there is one.
 */
export function buildPages(
  project: string,
  mayBuild: boolean,
  warn: (sentence: string) => void,
): { builder?: ChildProcess; built: Promise<void> } {
  const stamp = join(project, 'build/server/index.js')
  const isBuilt = existsSync(stamp)
  if (!mayBuild && !isBuilt)
    throw new StartRefused(
      'Chưa có bản dựng trong build/; chạy npm run build hoặc bỏ --no-build. / Nothing is built in build/; run npm run build or leave out --no-build.',
    )
  if (isBuilt && (!mayBuild || isNewest(project, stamp))) return { built: Promise.resolve() }
  if (!isWritable(isBuilt ? join(project, 'build') : project)) {
    if (!isBuilt)
      throw new StartRefused(
        `Thư mục mã ${project} chỉ đọc và chưa có bản dựng; chạy npm run build ở nơi ghi được rồi chép build/ sang. / The code folder is read-only and nothing is built; run npm run build where it can be written and copy build/.`,
      )
    warn(
      `Thư mục mã chỉ đọc: dùng bản đã dựng trong build/, có thể cũ hơn mã. / The code folder is read-only: the pages in build/ are used, which may be older than the code.`,
    )
    return { built: Promise.resolve() }
  }
  const remix = join(project, 'node_modules/@remix-run/dev/dist/cli.js')
  const builder = fork(remix, ['vite:build', '--logLevel', 'error'], {
    cwd: project,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [endWithParent],
  })
  const built = new Promise<void>((done, failed) =>
    builder.once('exit', (code) => {
      if (code === 0) return done()
      failed(
        new StartRefused(
          'Không dựng được các trang; lý do ghi ở trên. / The pages could not be built; the reason stands above.',
        ),
      )
    }),
  )
  return { builder, built }
}

function isNewest(project: string, stamp: string): boolean {
  const newest = greatestOf(
    globSync(sources, { cwd: project }).map((file) => statSync(join(project, file)).mtimeMs),
  )
  return statSync(stamp).mtimeMs > newest
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}
