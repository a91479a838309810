/**
 * What takes long because it is large has a small form in `npm test` and its whole form in `npm run test:long`. Both ask
 * the same of the code; bounds go with the size.
 */
export const sized = (small: number, whole: number) => (process.env.TEST_LONG === '1' ? whole : small)
