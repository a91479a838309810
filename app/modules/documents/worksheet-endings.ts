/** The endings of worksheets that are read, as a field for files takes them. */
export const worksheetEndings = '.xlsx,.ods,.csv'
