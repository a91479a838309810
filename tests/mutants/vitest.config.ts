import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'
import base from '../../vitest.config.ts'

const { projects, ...test } = base.test!
const limit = ['tests/mutants/in-test/time-limit.ts']

/** The suites as `npm test` has them, one file at a time, up to the first failure, and no file longer than its limit. */
export default defineConfig({
  test: {
    ...test,
    root: new URL('../..', import.meta.url).pathname,
    maxWorkers: 1,
    bail: 1,
    watch: false,
    // None would mean the default one.
    reporters: [{}],
    // The other engine of the conformance suite has none of our code in it; the list of faults names places of the code
    // as it is written, without marks.
    testNamePattern: /^(?!.*(?:OpenStack Swift|in the code of today))/,
    projects: (projects as TestProjectInlineConfiguration[]).map((project) => ({
      ...project,
      test: { ...project.test, setupFiles: [...limit, ...[project.test?.setupFiles ?? []].flat()] },
    })),
  },
})
