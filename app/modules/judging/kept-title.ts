/**
 * The same works, without the titles of those that the reader must keep away from: they stand in a list as works that are
 * there, so that its count and order are true, and tell nothing of themselves.
 */
export const withoutTitlesOf = <Work extends { id: string; title: string }>(
  works: readonly Work[],
  barred: ReadonlySet<string>,
): Work[] => works.map((work) => (barred.has(work.id) ? { ...work, title: '' } : work))
