import { randomBytes } from 'node:crypto'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

export const idPrefixes = {
  user: 'usr',
  userAgency: 'uag',
  role: 'rol',
  invitation: 'inv',
  token: 'tok',
  consent: 'con',
  agency: 'agc',
  edition: 'edn',
  category: 'cat',
  criterion: 'cri',
  entry: 'ent',
  author: 'aut',
  part: 'prt',
  priorAward: 'pri',
  media: 'med',
  round: 'rnd',
  panel: 'pan',
  seat: 'sea',
  assignment: 'asg',
  plan: 'pln',
  conflict: 'cfl',
  look: 'lok',
  ballot: 'bal',
  minutes: 'min',
  sheet: 'sht',
  screening: 'scr',
  ask: 'ask',
  recheck: 'rck',
  award: 'awd',
  publication: 'pub',
  export: 'exp',
  mail: 'mai',
  reminder: 'rem',
  session: 'ses',
  passkey: 'pky',
  invitee: 'ive',
  bulk: 'blk',
  campaign: 'cmp',
  campaignRun: 'run',
  report: 'rep',
  preset: 'pst',
  request: 'req',
  addressChange: 'adr',
} as const

/** 20 random symbols of Crockford's base 32 (100 bits) behind a prefix that tells the kind: `ent_…`. */
export function newId(kind: keyof typeof idPrefixes): string {
  return `${idPrefixes[kind]}_${randomSymbols(20)}`
}

export function randomSymbols(count: number): string {
  return Array.from(randomBytes(count), (byte) => alphabet[byte & 31]).join('')
}
