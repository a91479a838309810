export function escapeXml(text: string): string {
  return text.replace(/[<>&"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

/** `<name>` with one child a field, then the given children as they are. */
export function element(
  name: string,
  fields: Record<string, string | number | boolean>,
  children: string[] = [],
): string {
  const inner = Object.entries(fields).map(
    ([field, value]) => `<${field}>${escapeXml(String(value))}</${field}>`,
  )
  return `<${name}>${inner.join('')}${children.join('')}</${name}>`
}

/** The leaf fields of every `<name>` in a small, flat document such as S3 requests are. */
export function fieldsOf(document: string, name: string): Record<string, string>[] {
  const blocks = document.matchAll(new RegExp(`<${name}>(.*?)</${name}>`, 'gs'))
  return [...blocks].map(([, block]) =>
    Object.fromEntries(
      [...block!.matchAll(/<(\w+)>([^<]*)<\/\1>/g)].map(([, field, value]) => [field, unescapeXml(value!)]),
    ),
  )
}

function unescapeXml(text: string): string {
  const named: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }
  return text.replace(/&(#x?[0-9a-f]+|\w+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return named[name] ?? whole
    return String.fromCodePoint(name[1] === 'x' ? parseInt(name.slice(2), 16) : Number(name.slice(1)))
  })
}
