import { peopleRows } from '#tests/matrix/people.ts'
import { testMatrix } from '#tests/matrix/test-matrix.ts'

testMatrix(peopleRows)
