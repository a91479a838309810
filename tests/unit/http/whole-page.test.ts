import fc from 'fast-check'
import { createElement, Fragment } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { wholePage } from '#app/http/whole-page.ts'

const page = (texts: string[]) =>
  createElement(
    Fragment,
    null,
    texts.map((text, key) => createElement('p', { key, title: text }, text)),
  )

async function render(texts: string[]) {
  const failures: unknown[] = []
  const bytes = await wholePage(page(texts), { onError: (error) => failures.push(error) })
  return { text: bytes.toString('utf8'), failures }
}

/** Letters of one to four bytes, as titles and summaries have them. */
const letter = fc.constantFrom(...'aeđệữ–ấằôđĐ “”…한字ภ😀')
const text = fc.string({ unit: letter, maxLength: 60 })

it('writes Vietnamese text of every length around the edge of a buffer as it is', async () => {
  for (let ahead = 0; ahead < 200; ahead++) {
    const texts = ['b'.repeat(ahead), ...Array.from({ length: 40 }, () => 'xuất bản hoặc được ứng dụng')]
    const { text, failures } = await render(texts)
    expect({ text, failures }).toEqual({ text: renderToStaticMarkup(page(texts)), failures: [] })
  }
})

it('writes any text at any length as it is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 20, maxLength: 120 }), async (texts) => {
      const { text, failures } = await render(texts)
      expect({ text, failures }).toEqual({ text: renderToStaticMarkup(page(texts)), failures: [] })
    }),
    { numRuns: 60 },
  )
})
