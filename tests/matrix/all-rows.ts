import { accountRows } from './accounts.ts'
import { entryRows } from './entries.ts'
import { judgingRows } from './judging.ts'
import { mailRows } from './mail.ts'
import { privacyRows } from './privacy.ts'
import { peopleRows } from './people.ts'
import { provinceRows } from './provinces.ts'
import { resultRows } from './results.ts'
import type { Row } from './rows.ts'

export const allRows: Row[] = [
  ...accountRows,
  ...entryRows,
  ...judgingRows,
  ...resultRows,
  ...provinceRows,
  ...mailRows,
  ...privacyRows,
  ...peopleRows,
]
