/**
 * What may enter and be stored. Every mouth asks here: forms and addresses (`http/`), worksheets (`documents/`),
 * commands (`app/cli.ts`).
 */

/** Line breaks of other systems: CR LF, CR, vertical tab, form feed, next line, line and paragraph separator. */
const breaks = /\r\n|[\r\v\f\u0085\u2028\u2029]/g

/**
 * Controls of C0 and C1 but tab and line feed, and those that turn the direction of writing for all that follows: they
 * show nothing and make a name or a file look like another.
 */
const controls = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g

/**
 * What shows nothing at the end of a text: blanks, soft hyphen, joiners, marks of direction, byte order mark, fillers of
 * Hangul and the empty Braille pattern. Tags (U+E0001 and on) end the flags of regions and stay.
 */
const hidden =
  /[\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2060-\u2064\u206a-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb]/

/** Letter by letter: a pattern for the end would begin anew at every blank of a long run. */
function withoutHiddenEnds(text: string): string {
  let [from, to] = [0, text.length]
  while (from < to && hidden.test(text[from]!)) from++
  while (to > from && hidden.test(text[to - 1]!)) to--
  return text.slice(from, to)
}

/** A text of several lines in NFC: breaks are line feeds, nothing invisible at its ends, no other control character. */
export const cleanText = (typed: string): string =>
  withoutHiddenEnds(typed.replace(breaks, '\n').replace(controls, '').normalize('NFC'))

/** The same for what stands on one line: breaks and runs of blanks are one space. */
export const cleanLine = (typed: string): string => cleanText(typed).replace(/\s+/g, ' ')

/**
 * Whether letters were lost before the text came here: U+FFFD stands where a program could not read a letter, and half
 * of a surrogate pair becomes one on its way to the database.
 */
export const isDamaged = (text: string): boolean => text.includes('\ufffd') || !text.isWellFormed()
