import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'chungkhao-commands-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
function run(args: string[], input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['app/cli.ts', ...args], {
    encoding: 'utf8',
    input,
  })
  return { status, stdout, stderr }
}
const answer = (args: string[], input?: string) => {
  const { status, stdout, stderr } = run(args, input)
  expect([status, stderr]).toEqual([0, ''])
  expect(stdout.trim().split('\n').length).toBe(1)
  return JSON.parse(stdout)
}

const shroutFleiss = `score;entry;judge;note
9;A;J1;"một; hai"
2;A;J2;
5,5;A;J3;
8;A;J4;
6;B;J1;

1;B;J2;
3;B;J3;
2;B;J4;
;C;J1;
`

it('prints the statistics of a file as one object, and a reason for each figure there is not', () => {
  const report = answer(['stats', '-', '--trim', '1', '--decimals', '1'], `\uFEFF${shroutFleiss}`)
  expect(report).toMatchObject({
    judges: 4,
    entries: 3,
    scores: 8,
    components: [['A', 'B']],
    perEntry: {
      A: { n: 4, mean: 6.1, median: 6.8, trimmed: 6.8, sd: 3.1 },
      C: { n: 0, mean: null, median: null, trimmed: null, sd: null },
    },
    icc: null,
    model: { adjustedWithin: 'all' },
  })
  expect(report.missing).toBe(1)
  expect(report.iccFromComponents.agreement).toBeCloseTo(
    report.model.sdEntry ** 2 /
      (report.model.sdEntry ** 2 + report.model.sdJudge ** 2 + report.model.sdResidual ** 2),
    1,
  )
  expect(report.reasons.icc).toBe(
    'không phải mọi giám khảo đều chấm mọi tác phẩm / not every judge scored every entry',
  )
  const nulls = Object.entries(report.leaveOneOut).filter(([, value]) => value === null)
  expect(nulls.every(([judge]) => report.reasons[`leaveOneOut.${judge}`])).toBe(true)
})

it('takes scores that are words for nominal alpha only', () => {
  const report = answer([
    'stats',
    file('words.csv', 'judge,entry,score\na,1,good\nb,1,good\na,2,bad\nb,2,good\n'),
  ])
  expect(report.alpha).toEqual({ nominal: 0, ordinal: null, interval: null, ratio: null })
  expect([report.icc, report.kendallW, report.model]).toEqual([null, null, null])
})

it.each([
  ['', 1, 1],
  ['judge,entry\na,b\n', 1, 1],
  ['judge,entry,score\na,b\n', 2, 3],
  ['judge,entry,score\na,b,1\n\n,c,2\n', 4, 1],
  ['judge,entry,score\na,b,1\n"a",b,2\n', 3, 1],
  ['judge,entry,score\na,"b,1\n', 2, 3],
  ['judge,entry,score\na,"b"x,1\n', 2, 6],
  ['judge,entry,score\na,b,1\nc,b,1e309\n', 3, 5],
  ['judge,entry,score\na,b,1e-200\n', 2, 5],
])('names line and column of what is wrong in %j', (text, line, column) => {
  const { status, stdout, stderr } = run(['stats', '-'], text)
  expect([status, stdout]).toEqual([2, ''])
  expect(stderr).toContain(`Dòng ${line}, cột ${column}: `)
  expect(stderr).toContain(`line ${line}, column ${column}: `)
  expect(stderr.trim().split('\n').length).toBe(1)
})

/** Files as people send them. */
const sent = (name: string) => `tests/files/commands/${name}`

it('reads files of scores as they are sent: UTF-16, a line that names the separator, signs of missing scores', () => {
  expect(answer(['stats', sent('utf16.csv')])).toMatchObject({ judges: 2, entries: 1, scores: 2 })
  expect(answer(['stats', sent('sep-line.csv')]).perEntry.e1).toMatchObject({ n: 2, mean: 81.5 })
  expect(answer(['stats', sent('name-two-forms.csv')])).toMatchObject({ judges: 2, entries: 3, scores: 6 })
  const report = answer(['stats', sent('missing-na.csv')])
  expect(report).toMatchObject({ scores: 7, missing: 1, perEntry: { e2: { n: 1, mean: 70 } } })
  expect(report.alpha.interval).toBeGreaterThan(0.8)
})

it('says that the letters of a file cannot be read, and guesses none', () => {
  const path = join(folder, 'old.csv')
  writeFileSync(path, Buffer.from('judge,entry,score\nHo\u00e0,a,1\n', 'latin1'))
  const { status, stdout, stderr } = run(['stats', path])
  expect([status, stdout]).toEqual([2, ''])
  expect(stderr).toContain('UTF-8')
  expect(stderr.trim().split('\n').length).toBe(1)
})

const problem = `{
  "entries": [{"id": "a", "readings": 1}, {"id": "b", "readings": 1}],
  "judges": [{"id": "x", "maxEntries": 1}, {"id": "y"}],
  "conflicts": [["a", "x"]]
}`

it('assigns a problem, and names the value that is wrong in another', () => {
  expect(answer(['assign', '-'], problem)).toMatchObject({
    status: 'optimal',
    assignment: { a: ['y'], b: ['x'] },
    loads: { x: 1, y: 1 },
    minutes: { x: 1, y: 1 },
  })
  const wrong = run(['assign', '-'], problem.replace('["a", "x"]', '["a", "z"]'))
  expect([wrong.status, wrong.stdout]).toEqual([2, ''])
  expect(wrong.stderr).toContain('Dòng 4, cột 23: ')
  expect(run(['assign', '-'], problem.replace('"readings": 1', '"readings": "1"')).stderr).toContain(
    'Dòng 2, cột 39: ',
  )
  expect(run(['assign', '-'], problem.replace('],\n  "judges"', ']\n  "judges"')).stderr).toContain(
    'Dòng 3, cột 3: ',
  )
  expect(run(['assign', join(folder, 'none.json')]).status).toBe(2)
})

it('refuses a key it does not know rather than to leave a cap out', () => {
  const { status, stdout, stderr } = run(['assign', sent('assign-typo-key.json')])
  expect([status, stdout]).toEqual([2, ''])
  expect(stderr).toContain('“max_entries”')
  expect(stderr).toContain('maxEntries')
})

it('has no answer where fixed readings go beyond caps, minutes or languages, and names judge and limit', () => {
  const { seconds: _seconds, ...over } = answer(['assign', sent('assign-fixed-over-cap.json')])
  expect(over).toEqual({
    status: 'infeasible',
    shortfalls: [],
    idle: [],
    fixed: [{ judge: 'a', limit: 'maxEntries', allowed: 2, fixed: 3 }],
    loosening: { room: [{ judge: 'a', entries: 1 }], readers: [] },
  })
  const others = {
    entries: [
      { id: 'p', readings: 1, minutes: 20, language: 'lo' },
      { id: 'q', readings: 1, minutes: 11 },
    ],
    judges: [{ id: 'a', maxMinutes: 30, languages: ['vi'] }, { id: 'b' }],
    fixed: [
      ['p', 'a'],
      ['q', 'a'],
    ],
  }
  expect(answer(['assign', '-'], JSON.stringify(others)).fixed).toEqual([
    { judge: 'a', limit: 'maxMinutes', allowed: 30, fixed: 31 },
    { judge: 'a', limit: 'languages', entry: 'p', language: 'lo' },
  ])
  others.judges = [{ id: 'a', maxMinutes: 31, languages: ['lo'] }, { id: 'b' } as never]
  expect(answer(['assign', '-'], JSON.stringify(others)).status).toBe('optimal')
})

it('answers the same whatever the unit of affinity is', () => {
  const small = answer(['assign', sent('scale-1e-06.json')])
  expect(small).toMatchObject({ status: 'optimal', proven: true })
  expect(small.worst / 1e-6).toBeCloseTo(0.59, 9)
  expect(small.total / 1e-6).toBeCloseTo(15.77, 9)
})

it('plans the next readings within a problem, and gives the chances of the cut', () => {
  const scores = file(
    'scores.csv',
    'judge,entry,score\nx,a,9\ny,a,8\nx,b,5\ny,b,6\nx,c,6\ny,c,5\nx,d,1\ny,d,2\n',
  )
  const within = file(
    'problem.json',
    JSON.stringify({
      entries: ['a', 'b', 'c', 'd'].map((id) => ({ id, readings: 3 })),
      judges: [{ id: 'x' }, { id: 'y' }, { id: 'z', maxEntries: 1 }],
      conflicts: [['b', 'z']],
    }),
  )
  const plan = answer(['next-readings', scores, '--top', '2', '--budget', '3', '--problem', within])
  expect(plan.readings).toEqual([{ entry: 'c', judge: 'z' }])
  expect(Object.keys(plan.certainty)).toEqual(['a', 'b', 'c', 'd'])
  expect(
    answer(['next-readings', scores, '--top', '2', '--budget', '0', '--problem', within]).certainty,
  ).toEqual(plan.certainty)
  const one = answer(
    ['next-readings', '-', '--top', '1', '--budget', '1'],
    'judge,entry,score\nx,a,9\nx,b,3\n',
  )
  expect([one.certainty, one.reasons.certainty]).toEqual([
    null,
    'cần ít nhất 2 giám khảo / at least 2 judges are needed',
  ])
  expect(run(['next-readings', scores, '--top', '0', '--budget', '3']).status).toBe(2)
  expect(run(['next-readings', scores, '--top', '1']).status).toBe(2)
})

it('refuses what it does not know with exit code 2', () => {
  expect(run(['stats']).status).toBe(2)
  expect(run(['stats', '-', '--nothing', '1']).status).toBe(2)
  expect(run(['simulate', '--readings', '9', '--judges', '3']).status).toBe(2)
  expect(Object.keys(answer(['simulate', '--reps', '1', '--entries', '20', '--judges', '4']).recall)).toEqual(
    ['raw', 'zScore', 'adjusted', 'adaptive'],
  )
})
