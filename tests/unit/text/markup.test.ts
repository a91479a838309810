import { expect, it } from 'vitest'
import { rankingRows, scaleOf } from '#app/components/organizer/ranking-rows.ts'
import { markup } from '#app/modules/text/markup.ts'

it('escapes every value for text and quoted attributes, and leaves markup made by itself alone', () => {
  const title = `<script>alert("1")</script> & 'x'`
  const safe = '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;'
  expect(markup`<a title="${title}">${title}</a>`.text).toBe(`<a title="${safe}">${safe}</a>`)
  expect(markup`<ul>${['a', '<b>'].map((one) => markup`<li>${one}</li>`)}</ul>`.text).toBe(
    '<ul><li>a</li><li>&lt;b&gt;</li></ul>',
  )
  expect(markup`${null}${false}${0}`.text).toBe('0')
})

it('writes a ranking without letting a title or an agency become markup', () => {
  const row = {
    id: 'ent_1',
    number: 7,
    title: '"><img src=x onerror=alert(1)>',
    agency: '<b>Báo</b>',
    totals: [7000, 9000],
    mean: 8000,
    sd: 1414.2,
    readings: 2,
    prize: null,
    inFinal: true,
    rank: 1,
    tied: false,
    estimate: 80.25,
    se: 1.5,
    chance: 0.875,
    toldBy: null,
    above: true,
    turned: true,
  }
  const t = ((key: string, values?: { title?: string }) => `${key} ${values?.title ?? ''}`) as never
  for (const mode of ['choosing', 'awarding', 'reading'] as const) {
    const text = rankingRows([row], { edition: 13, mode, deciding: true, locale: 'vi', t })
    expect(text).not.toMatch(/<img|<b>Báo/)
    expect(text).toContain('&quot;&gt;&lt;img src=x onerror=alert(1)&gt;')
    expect(text).toContain('<b>80,00</b>')
    expect(text).toContain('80,25 <span class="quiet">± 1,50</span>')
    expect(text).toContain('results.turned')
    expect(text).toContain('88 %')
    expect(text).toContain('d="M6 8H114"')
  }
  expect(rankingRows([row], { edition: 13, mode: 'choosing', deciding: false, locale: 'vi', t })).toMatch(
    /^<tr data-marked="">.*value="ent_1" checked>/,
  )
})

it('draws the spread on a scale of its own, and tells a tie under the title', () => {
  const row = {
    id: 'ent_1',
    number: 7,
    title: 'Bài',
    agency: 'Báo',
    totals: [7000, 9000],
    mean: 9000,
    sd: 1414.2,
    readings: 2,
    prize: null,
    inFinal: false,
    rank: 1,
    tied: true,
    estimate: null,
    se: null,
    chance: null,
    toldBy: 'median',
    above: true,
    turned: false,
  } as const
  const rows = [{ ...row, totals: [...row.totals] }]
  const t = ((key: string) => key) as never
  const text = rankingRows(rows, { edition: 13, mode: 'reading', deciding: false, locale: 'vi', t })
  expect(text).toContain('<svg class="spread" width="120" height="16" viewBox="0 0 120 16"')
  expect(text).toContain('<circle cx="114"')
  expect(text).toContain('<td class="num nowrap">1 =</td>')
  expect(text).toMatch(
    /Bài<\/a><br><span class="quiet">Báo<\/span><br>.*round\.tieShort\.median<\/span><\/th>/,
  )
  expect([scaleOf(rows), scaleOf([])]).toEqual([
    { low: 7000, high: 9000 },
    { low: Infinity, high: 0 },
  ])
})
