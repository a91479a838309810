import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { relative } from 'node:path'
import { chromiumPath } from './support/chromium.ts'
import { isHere } from './support/programs.ts'

/**
 * `npm run check` (format to integration), `npm test` (all of it) and `npm run test:long` (all of it, what is large in its
 * whole size). Says what it ran, skipped and installed, and at its end again which tests failed, and why.
 */
const checkOnly = process.argv.includes('--check')
if (process.argv.includes('--long')) process.env.TEST_LONG = '1'
const inCi = process.env.CI === 'true'
const reports = '.cache/reports'
const counts = { passed: 0, failed: 0, skipped: 0 }
const failedSteps: string[] = []
const failedTests: string[] = []

rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })

await step('format', 'prettier', ['--check', '--log-level', 'warn', '.'])
await step('lint', 'eslint', ['--max-warnings', '0', '.'])
await step('types', 'tsc', ['--noEmit'])
await step('modules', 'node', ['tests/modules.ts', '--check'])
await step('states', 'node', ['tests/states.ts', '--check'])
await suite('unit')
await suite('integration')
if (!checkOnly) {
  announceMissing()
  await suite('conformance')
  await faults()
  await step('build', 'remix', ['vite:build', '--logLevel', 'error'])
  if (await findBrowser()) await journeys()
  else missing('browser journeys', 'chromium')
}

for (const failed of failedTests) console.log(`\nFAILED TEST ${failed}`)
console.log(failedSteps.length ? `\nFailed: ${failedSteps.join(', ')}` : '\nAll steps passed')
console.log(
  `Tests: ${counts.passed} passed, ${counts.failed + failedSteps.filter(isNoSuite).length} failed, ${counts.skipped} skipped`,
)
process.exit(failedSteps.length ? 1 : 0)

async function step(name: string, command: string, args: string[]): Promise<boolean> {
  const began = performance.now()
  console.log(`\n── ${name}`)
  const code = await new Promise<number>((done) => {
    const child = spawn(`node_modules/.bin/${command}`, args, { stdio: 'inherit' })
    child.once('exit', (status) => done(status ?? 1))
  })
  console.log(
    `── ${name}: ${code === 0 ? 'passed' : 'FAILED'} (${((performance.now() - began) / 1000).toFixed(1)} s)`,
  )
  if (code !== 0) failedSteps.push(name)
  return code === 0
}

async function suite(name: string) {
  const report = `${reports}/${name}.json`
  await step(name, 'vitest', [
    'run',
    '--project',
    name,
    '--reporter',
    'dot',
    '--reporter',
    'json',
    `--outputFile.json=${report}`,
  ])
  if (!existsSync(report)) return
  const read = JSON.parse(readFileSync(report, 'utf8')) as {
    numPassedTests: number
    numFailedTests: number
    numPendingTests: number
    testResults: {
      name: string
      status: string
      message: string
      assertionResults: { status: string; fullName: string; failureMessages: string[] }[]
    }[]
  }
  for (const { name, status, message, assertionResults } of read.testResults) {
    const failed = assertionResults.filter((one) => one.status === 'failed')
    for (const { fullName, failureMessages } of failed)
      failedTests.push(`${relative('.', name)}: ${fullName}\n${failureMessages.join('\n')}`)
    if (status === 'failed' && failed.length === 0) failedTests.push(`${relative('.', name)}\n${message}`)
  }
  counts.passed += read.numPassedTests
  counts.failed += read.numFailedTests
  counts.skipped += read.numPendingTests
}

/** Whether the suites notice small faults: a sample, or every one and then the list kept by hand. */
async function faults() {
  if (!process.argv.includes('--long'))
    return step('mutants', 'node', ['tests/mutants/run.ts', '--sample', '60', '--minutes', '6'])
  await step('mutants', 'node', ['tests/mutants/run.ts'])
  await step('mutants of the list', 'node', ['tests/mutants/run.ts', '--known'])
}

async function journeys() {
  await step('journeys', 'playwright', ['test'])
  const report = `${reports}/journeys.json`
  if (!existsSync(report)) return
  const { stats } = JSON.parse(readFileSync(report, 'utf8')) as {
    stats: { expected: number; unexpected: number; skipped: number; flaky: number }
  }
  counts.passed += stats.expected + stats.flaky
  counts.failed += stats.unexpected
  counts.skipped += stats.skipped
}

/** Finds a browser, or installs one: Playwright's own download first, then Debian's package. */
async function findBrowser(): Promise<boolean> {
  const found = chromiumPath()
  if (found) {
    console.log(`\nBrowser: ${found}`)
    return true
  }
  console.log('\nNo browser found; trying Playwright’s own download.')
  spawnSync('node_modules/.bin/playwright', ['install', 'chromium'], { stdio: 'inherit', timeout: 180_000 })
  if (chromiumPath()) return true
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('It did not work; installing Debian’s chromium.')
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit' })
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
      stdio: 'inherit',
    })
  }
  return chromiumPath() !== null
}

function announceMissing() {
  const needs: [string, string, string][] = [
    [
      'S3 conformance against OpenStack Swift',
      'swift-proxy-server',
      'swift-proxy swift-account swift-container swift-object memcached',
    ],
    ['real media', 'ffmpeg', 'ffmpeg espeak-ng'],
    ['documents read by poppler', 'pdftotext', 'poppler-utils'],
    ['worksheets read by LibreOffice', 'soffice', 'libreoffice-calc'],
  ]
  for (const [what, command, packages] of needs) if (!isHere(command)) missing(what, packages)
}

/** A suite that cannot run is skipped with what to install; in CI that is a failure. */
function missing(what: string, packages: string) {
  console.log(`\nSKIPPED: ${what}. To run it: apt-get install ${packages}`)
  if (inCi) failedSteps.push(`${what} (skipped)`)
}

function isNoSuite(name: string): boolean {
  return !['unit', 'integration', 'conformance', 'journeys'].includes(name)
}
