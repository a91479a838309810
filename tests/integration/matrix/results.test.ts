import { resultRows } from '#tests/matrix/results.ts'
import { testMatrix } from '#tests/matrix/test-matrix.ts'

testMatrix(resultRows)
