import { describe, expect, it } from 'vitest'
import { WrongInput } from '#app/modules/refusal/wrong-input.ts'
import { readScores } from '#app/modules/statistics/read-scores.ts'

const head = 'judge,entry,score'
/** Judge, entry and score of each cell, as `judge entry score`. */
const read = (text: string) => {
  const { table, judges, entries } = readScores(text)
  return table!.cells.map((cell) => `${judges[cell.judge]} ${entries[cell.entry]} ${cell.score}`)
}
function wrong(text: string) {
  try {
    return { read: readScores(text) }
  } catch (error) {
    if (!(error instanceof WrongInput)) throw error
    return { at: [error.line, error.column], ...error.why }
  }
}

describe('a file of scores', () => {
  it('has its judges and entries in the order in which they come, one without a score too', () => {
    expect(readScores(`${head}\nx,b,2\ny,b,\nx,a,1.5\nz,c, \n`)).toEqual({
      judges: ['x', 'y', 'z'],
      entries: ['b', 'a', 'c'],
      scores: 2,
      missing: 2,
      units: [[2], [1.5], []],
      table: {
        judges: ['x', 'y', 'z'],
        entries: ['b', 'a', 'c'],
        cells: [
          { judge: 0, entry: 0, score: 2 },
          { judge: 0, entry: 1, score: 1.5 },
        ],
      },
    })
    expect(readScores(head)).toEqual({
      judges: [],
      entries: [],
      scores: 0,
      missing: 0,
      units: [],
      table: { judges: [], entries: [], cells: [] },
    })
  })

  it('is one of words where no score is a number; of signs only those that say nothing else are missing', () => {
    expect(readScores(`${head}\nx,a,+\ny,a,-\ny,b,\nx,b,N/A\nx,c,none\ny,c,vắng\n`)).toEqual({
      judges: ['x', 'y'],
      entries: ['a', 'b', 'c'],
      scores: 3,
      missing: 3,
      units: [['+', '-'], [], ['none']],
      table: null,
    })
  })

  it.each([
    ...['', ' ', '.', '-', '–', '—', '…', '...', '--', '?', '*', 'NA', 'n/a', '#N/A', 'NaN', 'None', 'null'],
    ...[
      '<NA>',
      'nil',
      'N.A.',
      'missing',
      'Absent',
      'vắng',
      'VẮNG MẶT',
      'va\u0306\u0301ng',
      'chưa chấm',
      'Bỏ trống',
    ],
    '\u200bNA\ufeff',
  ])('has no score where it says %j among numbers', (sign) => {
    const { scores, missing, units } = readScores(`${head}\nx,a,80\ny,a,"${sign}"\nx,b,70\n`)
    expect([scores, missing, units]).toEqual([2, 1, [[80], [70]]])
  })

  it('has no score at all where there are nothing but signs', () => {
    expect(readScores(`${head}\nx,a,-\ny,a,none\n`)).toMatchObject({ scores: 0, missing: 2, units: [[]] })
  })

  it('knows a judge and an entry by their letters, however composed, spaced and ended', () => {
    const nfd = 'Nguyễn Thị Hoà'.normalize('NFD')
    expect(
      readScores(
        `${head}\nNguyễn Thị Hoà,e1,80\n${nfd},"e\u00002",70\n\u200bNguyễn\u00a0 Thị Hoà\u200b,e3,60\n`,
      ),
    ).toMatchObject({ judges: ['Nguyễn Thị Hoà'], entries: ['e1', 'e2', 'e3'] })
  })

  it.each([
    ['columns in any order, others passed over', ' Score ,note,ENTRY,judge\n7,x,a,j\n', ['j a 7']],
    ['a byte order mark', `\uFEFF${head}\nj,a,7\n`, ['j a 7']],
    ['no line break at the end', `${head}\nj,a,7`, ['j a 7']],
    ['line breaks of every kind', `${head}\r\nj,a,7\rj,b,8\nj,c,9\r\n`, ['j a 7', 'j b 8', 'j c 9']],
    ['empty lines', `${head}\n\nj,a,7\n  \n\r\nj,b,8\n\n`, ['j a 7', 'j b 8']],
    ['an empty last column', `judge,entry,score,note\nj,a,7,\nj,b,8,\n`, ['j a 7', 'j b 8']],
    ['an empty last column, and no line break', `judge,entry,score,note\nj,a,7,`, ['j a 7']],
    [
      'an empty last column, and another line break',
      `judge,entry,score,note\r\nj,a,7,\r\nj,b,8,`,
      ['j a 7', 'j b 8'],
    ],
    ['a column with empty cells first', `note,judge,entry,score\n,j,a,7\n,j,b,8\n`, ['j a 7', 'j b 8']],
    ['quotes', `"judge","entry",score\n"j ""k"" l","a,\nb",7\n`, ['j "k" l a, b 7']],
    [
      'quotes before every kind of end',
      `${head}\n"j","a","7"\r\n"j","b","8"\n"j","c","9"`,
      ['j a 7', 'j b 8', 'j c 9'],
    ],
    ['a cell of nothing but quotes', `${head}\n"""",a,7\n`, ['" a 7']],
    ['spaces about', `${head}\n j , a , 7 \n`, ['j a 7']],
    [
      'a semicolon with decimal commas',
      'judge;entry;score\nj;a;7,5\nj;b;-0,25\nj;c;,5\nj;d;1,5e1\n',
      ['j a 7.5', 'j b -0.25', 'j c 0.5', 'j d 15'],
    ],
    ['decimal commas in quotes', `${head}\nj,a,"7,5"\nj,b,80\n`, ['j a 7.5', 'j b 80']],
    ['a line that names the separator', 'sep=;\njudge;entry;score\nj;a;7,5\n', ['j a 7.5']],
    ['a mark and such a line', `\uFEFFsep=|\r\njudge|entry|score\r\nj|a,b;c|7\r\n`, ['j a,b;c 7']],
    ['tabulators', 'judge\tentry\tscore\nj\ta, b\t7,5\n', ['j a, b 7.5']],
    ['a comma in a name of the head', 'judge;entry;score;note, two;"a,b,c,d,e"\nj;a;7;x;y\n', ['j a 7']],
    ['a comma where both are in the head', 'judge,entry,score,a;b\nj,a,7,x\n', ['j a 7']],
    [
      'numbers in every spelling',
      `${head}\nj,a,+7\nj,b,.5\nj,c,7.\nj,d,1e2\nj,e,-2.5E-1\nj,f,0\n`,
      ['j a 7', 'j b 0.5', 'j c 7', 'j d 100', 'j e -0.25', 'j f 0'],
    ],
    [
      'the largest and the least',
      `${head}\nj,a,1e15\nj,b,-1e15\nj,c,1e-15\n`,
      ['j a 1000000000000000', 'j b -1000000000000000', 'j c 1e-15'],
    ],
  ])('may have %s', (_what, text, cells) => expect(read(text)).toEqual(cells))

  it.each([
    ['judge;entry;score\nj;a;1,5x\n', ['1,5x']],
    [`${head}\nj,a,1e\n`, ['1e']],
    [`${head}\nj,a,0x10\n`, ['0x10']],
  ])('has no number in %j', (text, unit) => {
    const { table, units } = readScores(text)
    expect([table, units]).toEqual([null, [unit]])
  })
})

describe('what is wrong is named with its place', () => {
  it.each([
    ['', [1, 1], 'command.error.empty', undefined],
    ['\n  \n', [1, 1], 'command.error.empty', undefined],
    ['entry,score\n', [1, 1], 'command.error.column', { name: 'judge' }],
    ['\n\njudge,score\n', [3, 1], 'command.error.column', { name: 'entry' }],
    ['judge,entry\n', [1, 1], 'command.error.column', { name: 'score' }],
    ['judge,entry,score,Judge\n', [1, 19], 'command.error.columnTwice', { name: 'judge' }],
    ['score,judge,entry,score\n', [1, 19], 'command.error.columnTwice', { name: 'score' }],
    [`${head}\nj,a\n`, [2, 3], 'command.error.cells', { found: 2, wanted: 3 }],
    [`${head}\nj,a,7\nj,b,8,9\n`, [3, 7], 'command.error.cells', { found: 4, wanted: 3 }],
    [`${head}\nj,a,\n,,`, [3, 1], 'command.error.blank', { name: 'judge' }],
    [`${head}\n ,a,7\n`, [2, 1], 'command.error.blank', { name: 'judge' }],
    [`${head}\nj,,7\n`, [2, 3], 'command.error.blank', { name: 'entry' }],
    [
      `${head}\nj,a,7\nj,b,8\n"j", a,9\n`,
      [4, 1],
      'command.error.twice',
      { judge: 'j', entry: 'a', before: 2 },
    ],
    [`${head}\nj,a,\nj,a,\n`, [3, 1], 'command.error.twice', { judge: 'j', entry: 'a', before: 2 }],
    [`${head}\nj,a,1.1e15\n`, [2, 5], 'command.error.size', { value: '1.1e15' }],
    [`${head}\nj,a,7\nj,b,9e-16\n`, [3, 5], 'command.error.size', { value: '9e-16' }],
    [`${head}\nj,b,1e16\nj,a,good\n`, [2, 5], 'command.error.size', { value: '1e16' }],
    [`${head}\nj,a,good\nj,b,7\n`, [2, 5], 'command.error.score', { value: 'good' }],
    [`${head}\nj,a,7\n"Hoa\u0300",b,8 points\n`, [3, 9], 'command.error.score', { value: '8 points' }],
    [`${head}\nj,a,7.5\nj,b,80\nj,c,"7,5"\n`, [4, 5], 'command.error.marks', { value: '7,5', before: 2 }],
    ['judge;entry;score\nj;a;7,5\nj;b;1.5\n', [3, 5], 'command.error.marks', { value: '1.5', before: 2 }],
    ['judge;entry;score\nj;a;1.234,5\n', [2, 5], 'command.error.grouped', { value: '1.234,5' }],
    ['judge;entry;score\nj;a;1,2,3\nj;b;good', [2, 5], 'command.error.grouped', { value: '1,2,3' }],
    ['sep=;\njudge;entry;score\nj;a;x\nj;b;1\n', [3, 5], 'command.error.score', { value: 'x' }],
    [`sep=;\njudge;score\n`, [2, 1], 'command.error.column', { name: 'entry' }],
    [`${head}\nj,"a`, [2, 3], 'command.error.quote', undefined],
    [`${head}\nj,"`, [2, 3], 'command.error.quote', undefined],
    [`${head}\n"j\nk","a"x,7\n`, [3, 7], 'command.error.afterQuote', undefined],
    [`${head}\n"j"" k",a,7\n"j"l,a,7\n`, [3, 4], 'command.error.afterQuote', undefined],
  ])('%j', (text, at, key, values) => expect(wrong(text)).toEqual({ at, key, values }))
})
