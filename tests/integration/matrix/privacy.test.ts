import { privacyRows } from '#tests/matrix/privacy.ts'
import { testMatrix } from '#tests/matrix/test-matrix.ts'

testMatrix(privacyRows)
