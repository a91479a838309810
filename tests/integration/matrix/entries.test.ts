import { entryRows } from '#tests/matrix/entries.ts'
import { testMatrix } from '#tests/matrix/test-matrix.ts'

testMatrix(entryRows)
