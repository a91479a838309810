import { defineConfig } from 'vitest/config'

const ground = { globalSetup: ['tests/support/ground.ts'], setupFiles: ['tests/support/own-database.ts'] }

/** No test lives on another: those of a file run in another order every day, or in the order of TEST_SEED. */
const today = Math.floor(Date.now() / 86_400_000)
if (!process.env.TEST_SEED) console.log(`Tests of a file in the order of TEST_SEED=${today}`)
const seed = Number((process.env.TEST_SEED ||= String(today)))

export default defineConfig({
  test: {
    sequence: { shuffle: { tests: true, files: false }, seed },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    minWorkers: 1,
    projects: [
      { extends: true, test: { name: 'unit', include: ['tests/unit/**/*.test.ts'] } },
      {
        extends: true,
        test: { name: 'integration', include: ['tests/integration/**/*.test.ts'], ...ground },
      },
      { extends: true, test: { name: 'conformance', include: ['tests/conformance/**/*.test.ts'] } },
    ],
  },
})
