import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { printed } from './programs.ts'

type Word = { text: string; left: number; top: number; right: number; bottom: number }
export type PrintedPage = { width: number; height: number; words: Word[] }

/** A PDF as a file of its own. */
export function pdfFile(body: Uint8Array): string {
  const file = join(mkdtempSync(join(tmpdir(), 'chungkhao-pages-')), 'pages.pdf')
  writeFileSync(file, body)
  return file
}

/** Where every word stands on every page, in points from the upper left. */
export async function pagesOf(file: string): Promise<PrintedPage[]> {
  const written = await printed('pdftotext', '-bbox', file, '-')
  return written
    .split('<page ')
    .slice(1)
    .map((page) => {
      const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/.exec(page)!
      const words = [
        ...page.matchAll(
          /<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)<\/word>/g,
        ),
      ].map(([, left, top, right, bottom, text]) => ({
        text: text!.normalize('NFC'),
        left: Number(left),
        top: Number(top),
        right: Number(right),
        bottom: Number(bottom),
      }))
      return { width: Number(width), height: Number(height), words }
    })
}

/** Words that reach over the margins of their page, in points. */
export const outside = ({ width, height, words }: PrintedPage, margin: number) =>
  words.filter(
    ({ left, top, right, bottom }) =>
      left < margin || top < margin || right > width - margin || bottom > height - margin,
  )

/** Pairs of words whose boxes lie over each other by more than half the lower one's height: lines that run together. */
export function overprinted({ words }: PrintedPage): [string, string][] {
  return words.flatMap((one, index) =>
    words.slice(index + 1).flatMap((other): [string, string][] => {
      const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left)
      const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top)
      const low = Math.min(one.bottom - one.top, other.bottom - other.top)
      return wide > 1 && high > low / 2 ? [[one.text, other.text]] : []
    }),
  )
}

/** The fonts of a PDF without the mark of their part. */
export const fontsOf = async (file: string) =>
  (await printed('pdffonts', file))
    .split('\n')
    .slice(2)
    .filter(Boolean)
    .map((row) => row.split(' ')[0]!.replace(/^[A-Z]{6}\+/, ''))
