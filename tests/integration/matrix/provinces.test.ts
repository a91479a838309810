import { provinceRows } from '#tests/matrix/provinces.ts'
import { testMatrix } from '#tests/matrix/test-matrix.ts'

testMatrix(provinceRows)
