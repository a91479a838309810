/**
 * Every column of text that says something about a person: whose rows they are, what it says, what becomes of it when that
 * person is erased and how long it is kept. Pages, the file a person takes away, the dry run of an erasure and the erasure
 * itself read this list; a test holds it and `impersonal` against the tables, so that a new column belongs into one.
 *
 * A person is a row of `persons`; accounts, authors, invited people and authors entered for point to it, and so do the ids
 * beside names in published results, minutes and annexes. The account of an erased person keeps its row: works are its own.
 */
export const groups = [
  'account',
  'roles',
  'sessions',
  'consents',
  'works',
  'files',
  'onBehalf',
  'conflicts',
  'judging',
  'letters',
  'requests',
  'documents',
  'events',
] as const
export type Group = (typeof groups)[number]

/**
 * What an erasure does with a column: `empty` leaves nothing, `dash` a stroke where lists show a name, `address` one that
 * reaches nobody, `kind` the kind of a file, `words` strikes the person's names, addresses and numbers out of what others
 * wrote, `row` takes the row out, `object` lets the job remove the file; `kept` for the reason beside it.
 */
export const fates = ['empty', 'dash', 'address', 'kind', 'words', 'row', 'object', 'kept'] as const
export type Fate = (typeof fates)[number]

/** Why something stays: in a whole column, or in the rows of which it is so. */
export const keepReasons = [
  'published',
  'shared',
  'chain',
  'official',
  'archive',
  'record',
  'proof',
  'stopped',
  'secret',
  'nobody',
] as const
export type KeepReason = (typeof keepReasons)[number]

/** Whose rows they are; the server knows each as a clause (`rows-of.server.ts`). */
export type Whose =
  | 'account'
  | 'user'
  | 'author'
  | 'work'
  | 'ofWork'
  | 'invitee'
  | 'behalf'
  | 'invited'
  | 'recipient'
  | 'mail'
  | 'judge'
  | 'ofSheet'
  | 'asked'
  | 'entered'
  | 'taken'
  | 'wrote'
  | 'request'
  | 'told'
  | 'named'
  | 'acted'
  | 'origin'
  | 'nobody'

/** How long it is kept, where nothing is asked: a line of the public table of retention, or as long as the dossier. */
export type Kept =
  | 'account'
  | 'dossier'
  | 'sessions'
  | 'tokens'
  | 'letters'
  | 'invitees'
  | 'worksheets'
  | 'exports'
  | 'origins'
  | 'removed'
  | 'record'
  | 'requests'

export type PersonalColumn = {
  column: `${string}.${string}`
  group: Group
  whose: Whose
  fate: Fate
  /** the reason where it is kept; with another fate, the rows of which it is so keep it */
  keeps?: KeepReason
  kept: Kept
}

const of =
  (table: string, group: Group, whose: Whose, kept: Kept) =>
  (columns: string, fate: Fate, keeps?: KeepReason): PersonalColumn[] =>
    columns.split(' ').map((column) => ({ column: `${table}.${column}`, group, whose, fate, keeps, kept }))

const users = of('users', 'account', 'account', 'account')
const userNames = of('user_names', 'account', 'user', 'account')
const sessions = of('sessions', 'sessions', 'user', 'sessions')
const authors = of('entry_authors', 'works', 'author', 'dossier')
const works = of('entries', 'works', 'work', 'dossier')
const parts = of('entry_parts', 'works', 'ofWork', 'dossier')
const priorAwards = of('prior_awards', 'works', 'ofWork', 'dossier')
const asks = of('return_asks', 'works', 'ofWork', 'dossier')
const behalf = of('behalf_entries', 'onBehalf', 'behalf', 'dossier')
const invitees = of('invitees', 'onBehalf', 'invitee', 'invitees')
const worksheets = of('bulk_entries', 'onBehalf', 'entered', 'worksheets')
const letters = of('mail_messages', 'letters', 'mail', 'letters')
const exports = of('exports', 'documents', 'taken', 'exports')
const sheets = of('score_sheets', 'judging', 'judge', 'dossier')
const chain = of('score_events', 'judging', 'ofSheet', 'record')
const requests = of('person_requests', 'requests', 'request', 'requests')
const moves = of('address_changes', 'account', 'user', 'tokens')

export const personal: readonly PersonalColumn[] = [
  ...users('name name_key phone password_hash', 'empty'),
  ...users('email', 'address'),
  ...userNames('name name_key', 'row'),
  ...of('user_agencies', 'account', 'user', 'account')('text', 'empty'),
  ...moves('new_email old_email', 'row'),
  ...of('invitations', 'roles', 'invited', 'tokens')('email name', 'row'),
  ...sessions('agent address', 'row'),
  ...of('passkeys', 'sessions', 'user', 'account')('name', 'row'),
  ...of('consents', 'consents', 'user', 'record')('text_version text_sha256', 'kept', 'proof'),

  ...authors('name pen_name', 'dash', 'published'),
  ...authors('name_key', 'empty', 'published'),
  ...authors('job_title unit phone email address', 'empty'),
  ...works('title', 'dash', 'published'),
  ...works('original_title summary search_key screening_note', 'empty', 'shared'),
  ...parts('title outlet url', 'empty', 'shared'),
  ...priorAwards('name level organiser awarded_on', 'empty', 'shared'),
  ...asks('reason kept_why was became', 'empty', 'shared'),
  ...of('removed_rows', 'works', 'ofWork', 'removed')('row', 'row', 'shared'),
  ...of('screenings', 'works', 'ofWork', 'record')('note', 'empty', 'shared'),
  ...of('media', 'files', 'ofWork', 'dossier')('name', 'kind', 'shared'),
  ...of('media', 'files', 'ofWork', 'dossier')('object_key', 'object', 'shared'),

  ...behalf('author_name', 'dash'),
  ...behalf('author_email', 'address'),
  ...invitees('name', 'dash'),
  ...invitees('agency', 'empty'),
  ...invitees('email', 'address'),
  ...worksheets('rows', 'words'),
  ...worksheets('annotated_key', 'object'),
  ...worksheets('file_name', 'kept', 'nobody'),
  ...of('told_people', 'onBehalf', 'told', 'invitees')('email reason', 'row'),

  ...of('conflicts', 'conflicts', 'judge', 'dossier')('reason', 'empty'),
  ...of('conflicts', 'conflicts', 'named', 'dossier')('author_key', 'address'),
  ...of('assignments', 'conflicts', 'judge', 'dossier')('ended_note recusal_reason', 'empty'),

  ...sheets('private_note', 'empty'),
  ...sheets('note struck_why', 'kept', 'official'),
  ...chain('note private_note reason', 'kept', 'chain'),
  ...of('second_looks', 'judging', 'asked', 'dossier')('note', 'empty'),
  ...of('ballots', 'judging', 'nobody', 'record')('papers', 'kept', 'secret'),
  ...of('assignment_plans', 'judging', 'nobody', 'dossier')('outcome', 'kept', 'nobody'),

  ...letters('recipient', 'address'),
  ...letters('subject body fault stop_link', 'empty'),
  ...of('mail_preferences', 'letters', 'recipient', 'account')('token email', 'kept', 'stopped'),

  ...requests('name text answer', 'empty'),
  ...requests('email', 'address'),

  ...exports('object_key', 'object'),
  ...exports('failures', 'empty'),
  ...exports('parameters', 'kept', 'nobody'),
  ...of('export_presets', 'documents', 'wrote', 'dossier')('parameters', 'kept', 'nobody'),
  ...of('publications', 'documents', 'named', 'record')('results', 'kept', 'published'),
  ...of('publications', 'documents', 'nobody', 'record')('retraction_reason', 'kept', 'official'),
  ...of('minutes', 'documents', 'named', 'record')('content', 'kept', 'archive'),
  ...of('reports', 'documents', 'named', 'record')('figures wording', 'kept', 'archive'),
  ...of('launch_wordings', 'documents', 'nobody', 'dossier')('wording', 'kept', 'official'),
  ...of('outcomes', 'documents', 'nobody', 'record')('reason', 'kept', 'official'),
  ...of('round_moves', 'documents', 'nobody', 'record')('reason', 'kept', 'official'),
  ...of('campaigns', 'documents', 'wrote', 'dossier')('subject body', 'kept', 'official'),
  ...of('audit_events', 'events', 'acted', 'record')('details', 'kept', 'record'),
  ...of('audit_origins', 'events', 'origin', 'origins')('name address device', 'kept', 'record'),
]

/** Words of lists, keys, codes and hashes; names of units, agencies and categories; texts of the award itself. */
export const impersonal: readonly string[] = `
  agencies: name name_key governing_body proposed_by refusal_reason
  agency_names: name name_key
  bulk_entries: notes
  assignment_plans: basis
  audit_events: kind origin_hash
  audit_links: hash
  audit_origins: salt
  ballots: candidates count
  address_changes: old_token_hash new_token_hash
  behalf_entries: token_hash
  campaigns: condition
  categories: name_vi name_en languages requirements quota
  category_files: types
  certificates: code
  consent_texts: version text sha256
  criteria: name_vi name_en guidance_vi guidance_en
  editions: name_vi name_en rules_vi rules_en contact_address contact_phone contact_email
  entries: language genre agency_text own_place receipt_code screening_reason return_fields
  entry_agencies: text
  export_presets: name kind
  invitations: token_hash
  known_devices: device_hash
  launch_wordings: facts
  link_tokens: browser_hash
  mail_server: fault
  media: mime fingerprint sha256 infection
  minutes: data_hash
  outcomes: ties
  panel_seats: languages
  panels: name signed_off_hash
  passkey_challenges: browser_hash
  passkeys: public_key
  past_editions: source
  populations: source
  province_changes: name decision recorded_by
  province_frames: decision
  provinces: code name name_key
  public_holidays: name
  recovery_codes: code_hash
  reminders: day
  reports: ask
  return_asks: target
  rounds: name_vi name_en tie_rule
  score_chains: head
  score_events: points flags hash
  score_sheets: flags
  screenings: return_fields
  sessions: id
  told_people: token_hash
  totp_secrets: sealed_secret`
  .trim()
  .split('\n')
  .flatMap((line) => {
    const [table, columns] = line.trim().split(': ') as [string, string]
    return columns.split(' ').map((column) => `${table}.${column}`)
  })

export const tableOf = ({ column }: PersonalColumn) => column.split('.')[0]!
export const nameOf = ({ column }: PersonalColumn) => column.split('.')[1]!
