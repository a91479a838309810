/** Fields that are well-formed wherever they are read, so that it is the right that is asked for. */
export const wellFormed = {
  name: 'a.pdf',
  bytes: '10',
  fingerprint: 'x',
  parts: '1',
  reason: 'Lý do thử',
  version: '1',
  change: '',
  title: 'Chiếm',
  decision: 'eligible',
  email: 'moi@thu.vn',
  kind: 'entries',
}
