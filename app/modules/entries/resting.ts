/** How long what was deleted from a dossier rests, in days, unless the dossier is handed in before. */
export const restingDays = 7
