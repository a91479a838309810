import { computed, type Translate } from '#app/i18n/index.ts'
import type { Asked } from './asked.ts'

/** `name`: of what was asked for, where it is a row or a file. */
type Named = Asked & { name: string }

/** What an ask is about, in words: "Tệp: bài.pdf", "Bản giới thiệu tác phẩm", "Các kỳ". */
export function sayAsked(ask: Named, t: Translate): string {
  const section = t(computed(`entry.section.${ask.section}`))
  if (ask.target === '') return section
  if (!ask.target.includes('.')) return sayField(ask.target, t)
  return t('entry.asked.of', { section, name: ask.name || t('entry.untitled') })
}

const ofWork: Record<string, string> = { categoryId: 'category', agencyText: 'agency', agencyId: 'agency' }
const ofRows: Record<string, string> = {
  'parts.title': 'partTitle',
  'authors.kind': 'authorKind',
  'awards.name': 'awardName',
  'awards.level': 'awardLevel',
}

/** The same with why it is asked for, where that is said. */
export function sayAskedFor(ask: Named & { reason: string }, t: Translate): string {
  const what = sayAsked(ask, t)
  return ask.reason ? t('entry.asked.because', { what, reason: ask.reason }) : what
}

/** The label of a field by its name on the form: `title`, `parts.prt_….outlet`; of a file, that it is one. */
export function sayField(name: string, t: Translate): string {
  const [head, , field] = name.split('.') as [string, string?, string?]
  if (head === 'media') return t('receipt.file')
  const key = field ? (ofRows[`${head}.${field}`] ?? field) : (ofWork[head] ?? head)
  return t(computed(`entry.field.${key}`))
}
