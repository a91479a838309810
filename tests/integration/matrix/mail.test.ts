import { mailRows } from '#tests/matrix/mail.ts'
import { testMatrix } from '#tests/matrix/test-matrix.ts'

testMatrix(mailRows)
