import { judgingRows } from '#tests/matrix/judging.ts'
import { testMatrix } from '#tests/matrix/test-matrix.ts'

testMatrix(judgingRows)
