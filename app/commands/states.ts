import { accountTable } from '#app/modules/accounts/account-moves.ts'
import { editionTable } from '#app/modules/editions/edition-moves.ts'
import { entryTable } from '#app/modules/entries/entry-moves.ts'
import { ballotTable } from '#app/modules/judging/ballot-moves.ts'
import { roundTable } from '#app/modules/judging/round-moves.ts'
import { sheetTable } from '#app/modules/judging/sheet-moves.ts'
import { letterTable } from '#app/modules/mail/letter-moves.ts'
import type { StateTable } from '#app/modules/moves/table.ts'
import { awardTable } from '#app/modules/results/award-moves.ts'

/** `chungkhao states`: every matter's states and moves, as the actions and buttons ask them. */
export const states = {
  entry: entryTable,
  round: roundTable,
  ballot: ballotTable,
  sheet: sheetTable,
  award: awardTable,
  edition: editionTable,
  account: accountTable,
  mail: letterTable,
} satisfies Record<string, StateTable>
