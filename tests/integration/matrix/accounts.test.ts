import { accountRows } from '#tests/matrix/accounts.ts'
import { testMatrix } from '#tests/matrix/test-matrix.ts'

testMatrix(accountRows)
