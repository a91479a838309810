import type { TableKind } from './kinds.ts'
import type { ExportTable, TableAsk } from './table.server.ts'
import { auditTable } from './tables/audit-table.server.ts'
import { authorsTable } from './tables/authors-table.server.ts'
import { dispatchTable } from './tables/dispatch-table.server.ts'
import { entriesTable } from './tables/entries-table.server.ts'
import { mediaTable } from './tables/media-table.server.ts'
import { participationTable } from './tables/participation-table.server.ts'
import { prizesTable } from './tables/prizes-table.server.ts'
import { rankingTable } from './tables/ranking-table.server.ts'
import { scoresTable } from './tables/scores-table.server.ts'
import { sheetsTable } from './tables/sheets-table.server.ts'

/** The tables an organizer may take out, each with the columns and typed cells of its worksheet. */
export const exportTables: Record<TableKind, (ask: TableAsk) => Promise<ExportTable>> = {
  entries: entriesTable,
  sheets: sheetsTable,
  scoresPreliminary: (ask) => scoresTable(ask, 'preliminary'),
  scoresFinal: (ask) => scoresTable(ask, 'final'),
  ranking: rankingTable,
  participation: participationTable,
  dispatch: dispatchTable,
  authors: authorsTable,
  media: mediaTable,
  prizes: prizesTable,
  audit: auditTable,
}
