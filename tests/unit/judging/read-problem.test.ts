import { describe, expect, it } from 'vitest'
import { readProblem } from '#app/modules/judging/assignment/read-problem.ts'
import { WrongInput } from '#app/modules/refusal/wrong-input.ts'

/** Two entries and two judges, a line each; what follows stands on line 6 and on. */
const with_ = (rest: string) => `{
"entries": [{"id": "a", "readings": 1},
 {"id": "b", "readings": 0}],
"judges": [{"id": "x"},
 {"id": 7, "maxEntries": 2, "maxMinutes": 1.5, "minEntries": 0, "languages": ["vi"]}]${rest}}`

function wrongIn(text: string) {
  try {
    readProblem(text)
  } catch (error) {
    if (!(error instanceof WrongInput)) throw error
    return [error.line, error.column, error.why.key, error.why.values]
  }
  return null
}

it('reads a problem whole, numbers as ids too, behind a byte order mark', () => {
  const rest = `,
"conflicts": [["a", "x"]], "fixed": [["b", 7]], "objective": "sum", "affinity": {"a": {"x": 2, "7": 1}}`
  expect(readProblem('\uFEFF' + with_(rest))).toEqual({
    entries: [
      { id: 'a', readings: 1 },
      { id: 'b', readings: 0 },
    ],
    judges: [{ id: 'x' }, { id: '7', maxEntries: 2, maxMinutes: 1.5, minEntries: 0, languages: ['vi'] }],
    conflicts: [['a', 'x']],
    fixed: [['b', '7']],
    objective: 'sum',
    affinity: { a: { x: 2, 7: 1 } },
  })
  expect(readProblem(with_('')).conflicts).toEqual([])
})

describe('names what is wrong by line and column', () => {
  it.each([
    ['', [1, 1, 'command.error.json', { what: 'ValueExpected' }]],
    ['{"entries": [}', [1, 14, 'command.error.json', { what: 'ValueExpected' }]],
    [with_(' // why'), [5, 87, 'command.error.json', { what: 'InvalidCommentToken' }]],
    ['[]', [1, 1, 'command.error.shape', { path: '{}' }]],
    ['{"entries": []}', [1, 1, 'command.error.shape', { path: 'judges' }]],
    [
      with_('').replace('"readings": 0', '"readings": 0.5'),
      [3, 26, 'command.error.shape', { path: 'entries.1.readings' }],
    ],
    [
      with_('').replace('"readings": 0', '"readings": -1'),
      [3, 26, 'command.error.shape', { path: 'entries.1.readings' }],
    ],
    [with_('').replace('"x"', '""'), [4, 19, 'command.error.shape', { path: 'judges.0.id' }]],
    [with_('').replace('"b"', '"a"'), [3, 9, 'command.error.idTwice', { id: 'a' }]],
    [with_('').replace('"x"', '"7"'), [5, 9, 'command.error.idTwice', { id: '7' }]],
    [with_(',\n"conflicts": [["a", "x"], ["c", "x"]]'), [6, 28, 'command.error.unknownEntry', { id: 'c' }]],
    [with_(',\n"conflicts": [["a", "y"]]'), [6, 21, 'command.error.unknownJudge', { id: 'y' }]],
    [with_(',\n"fixed": [["c", "x"]]'), [6, 12, 'command.error.unknownEntry', { id: 'c' }]],
    [with_(',\n"fixed": [["a", "y"]]'), [6, 17, 'command.error.unknownJudge', { id: 'y' }]],
    [
      with_(',\n"conflicts": [["b", "x"]],\n"fixed": [["a", "x"], ["b", "x"]]'),
      [7, 23, 'command.error.fixedConflict', { entry: 'b', judge: 'x' }],
    ],
    [
      with_(',\n"fixed": [["a", "x"],\n["a", "x"]]'),
      [7, 1, 'command.error.fixedTwice', { entry: 'a', judge: 'x' }],
    ],
    [
      with_('').replace('"maxEntries"', '"max_entries"'),
      [
        5,
        12,
        'command.error.unknownKey',
        { name: 'max_entries', known: 'id, maxEntries, maxMinutes, minEntries, languages' },
      ],
    ],
    [
      with_('').replace('"readings": 0', '"reading": 0'),
      [3, 14, 'command.error.unknownKey', { name: 'reading', known: 'id, readings, minutes, language' }],
    ],
    [
      with_(',\n"conflict": []'),
      [
        6,
        1,
        'command.error.unknownKey',
        { name: 'conflict', known: 'entries, judges, conflicts, affinity, objective, fixed' },
      ],
    ],
    [
      with_('').replace('"minEntries": 0', '"maxEntries": 3'),
      [5, 48, 'command.error.keyTwice', { name: 'maxEntries' }],
    ],
    [with_(',\n"affinity": {"a": {"x": 1, "x\u200b": 2}}'), [6, 28, 'command.error.keyTwice', { name: 'x' }]],
    [with_(',\n"affinity": {"c": {"x": 1}}'), [6, 19, 'command.error.unknownEntry', { id: 'c' }]],
    [with_(',\n"affinity": {"a": {"x": 1, "y": 1}}'), [6, 33, 'command.error.unknownJudge', { id: 'y' }]],
  ])('%#', (text, [line, column, key, values]) => {
    const [toldLine, toldColumn, toldKey, toldValues] = wrongIn(text)!
    expect([toldLine, toldColumn, toldKey]).toEqual([line, column, key])
    expect(toldValues).toMatchObject(values as object)
  })
})

it('knows a judge by the letters of the name, however composed and ended', () => {
  const problem = readProblem(
    `{"entries": [{"id": "a", "readings": 1, "language": "ti\u1ebfng"}],
      "judges": [{"id": "Hoa\u0300", "languages": ["tie\u0302\u0301ng"]}],
      "conflicts": [["a\\u0000", "Ho\u00e0\u200b"]], "affinity": {" a": {"Ho\u00e0 ": 1}}}`,
  )
  expect(problem).toMatchObject({
    entries: [{ language: 'tiếng' }],
    judges: [{ id: 'Hoà', languages: ['tiếng'] }],
    conflicts: [['a', 'Hoà']],
    affinity: { a: { Hoà: 1 } },
  })
})
