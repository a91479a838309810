/** The key a list goes on after (`?after=`): an id and what it is sorted by. */
export function afterName(text: string | null): { id: string; name: string } | null {
  const [, id, name] = /^(\w{1,40})\|(.{0,300})$/.exec(text ?? '') ?? []
  return id && name !== undefined ? { id, name } : null
}

/** The same of a list by moments, the newest first. */
export function afterMoment(text: string | null): { at: Date; id: string } | null {
  const [, at, id] = /^(20\d\d-[\dT:.-]{10,25}Z)\|(\w{1,40})$/.exec(text ?? '') ?? []
  return at && id && !Number.isNaN(Date.parse(at)) ? { at: new Date(at), id } : null
}
