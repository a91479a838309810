import { sayMessage } from '#app/i18n/say-message.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import type { Message } from '#app/modules/refusal/refusal.ts'

/** What whoever sent a worksheet may not know of it, before anything is stored. */
export function SheetNotes({ notes }: { notes: Message[] }) {
  const texts = useTranslation()
  if (notes.length === 0) return null
  return (
    <ul className="notice stack" data-gap="small" data-kind="attention">
      {notes.map((note) => (
        <li key={note.key}>{sayMessage(note, texts)}</li>
      ))}
    </ul>
  )
}
