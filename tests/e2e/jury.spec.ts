import type { Page, Response } from '@playwright/test'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, parse } from 'node:path'
import { runningEmbeddedDatabase } from '#db/embedded.ts'
import { startPortal } from '../support/portal.ts'
import { converted, printed } from '../support/programs.ts'
import { expect, test as base } from './support.ts'

/** A portal of its own: an edition that is open now would be the one every other journey meets. */
const test = base.extend<{ folder: string }>({
  folder: async ({}, run) => {
    const folder = mkdtempSync(join(tmpdir(), 'chungkhao-jury-'))
    await run(folder)
    rmSync(folder, { recursive: true, force: true })
  },
  baseURL: async ({ folder }, run) => {
    const portal = await startPortal({ folder })
    await run(portal.origin)
    await portal.stop()
  },
})

const number = 31
const at = (hours: number) => new Date(Date.now() + (hours + 7) * 3600_000).toISOString().slice(0, 16)

/** Runs a process on the portal's own database. */
function onDatabase(folder: string, file: string, ...args: string[]) {
  const url = runningEmbeddedDatabase(join(folder, 'postgres'))!
  // The commands of the portal find its database themselves.
  const env = { ...process.env, DATA_DIR: folder, ...(file !== cli && { DATABASE_URL: url }) }
  const { stdout, stderr, status } = spawnSync(process.execPath, [file, ...args], { encoding: 'utf8', env })
  if (status !== 0) throw new Error(`${file} ${args.join(' ')}: ${stderr}`)
  return JSON.parse(stdout)
}
const plantRound = 'tests/support/plant-round.ts'
const cli = 'app/cli.ts'

/** Everything a blind judge is answered, searched for what must not be in it. */
function watchForCanaries(page: Page): { found: string[]; seen: () => number } {
  const canaries = /hoàng yến|hoang-yen|hoang yen|hoangyen/i
  const found: string[] = []
  let seen = 0
  const read = async (response: Response) => {
    if (!/html|json|script|text/.test(response.headers()['content-type'] ?? '')) return
    const body = await response.text().catch(() => '')
    seen++
    if (canaries.test(body) || canaries.test(JSON.stringify(response.headers()))) found.push(response.url())
  }
  page.on('response', (response) => void read(response))
  return { found, seen: () => seen }
}

test('a jury judges sixty works: plan, conflict, a cut line, a wave, sign-off, ballot, minutes', async ({
  visitor,
  folder,
  baseURL,
}) => {
  test.setTimeout(420_000)
  expect(baseURL).toBeTruthy()
  const { judges, categories } = onDatabase(folder, plantRound, 'plant', String(number)) as {
    judges: { name: string; email: string }[]
    categories: string[]
  }
  expect(judges.length).toBe(8)
  const organizer = await visitor('bantochuc@demo.vn')
  const round =
    await test.step('the organizer forms two panels, looks at the plan and applies it', async () => {
      await formRound(organizer, 'preliminary', 2)
      for (const [index, category] of categories.entries())
        await addPanel(
          organizer,
          `Tiểu ban ${index + 1}`,
          [category],
          judges.filter((_, seat) => seat % 2 === index),
        )
      await organizer.getByRole('button', { name: 'Lập phương án giao tác phẩm' }).click()
      await expect(organizer.getByText('Phương án giao thêm 120 lượt chấm.')).toBeVisible()
      const loads = organizer.getByRole('region', { name: 'Khối lượng của từng giám khảo' })
      await expect(loads.getByRole('row')).toHaveCount(9)
      await applyPlan(organizer, 'Đã giao 120 lượt chấm; 0 tác phẩm còn thiếu giám khảo.')
      await organizer.getByRole('button', { name: 'Mở vòng chấm' }).click()
      await expect(organizer.getByText('Vòng chấm đã mở.')).toBeVisible()
      return organizer.url().split(/[?#]/)[0]!
    })

  const first = await visitor(judges[0]!.email)
  const watch = watchForCanaries(first)
  await test.step('a judge scores five works without a line; they are sent when it is back', async () => {
    await first.goto('/judging')
    await first.getByRole('link', { name: /XXXI Vòng sơ khảo/ }).click()
    const ahead = first.waitForResponse((response) => response.url().endsWith('/ahead'))
    await first.getByRole('link', { name: 'Chấm tác phẩm tiếp theo' }).click()
    await expect(first.locator('#c0')).toBeFocused()
    await (await ahead).finished()
    await first.context().setOffline(true)
    const waits: number[] = []
    for (let sheet = 0; sheet < 5; sheet++) waits.push(await scoreByKeyboard(first))
    await expect(first.getByText('Mất kết nối: 5 phiếu đang chờ và sẽ tự gửi khi có mạng.')).toBeVisible()
    console.log(`next entry shown after ${waits.map(Math.round).join(', ')} ms`)
    // 40 ms on a quiet machine; a busy one is given time, a line there is none.
    expect(waits.toSorted((a, b) => a - b)[2]).toBeLessThan(400)
    await first.context().setOffline(false)
    await expect(first.getByText('Đã gửi phiếu chấm.')).toBeVisible()
    await first.goto('/judging')
    await first.getByRole('link', { name: /XXXI Vòng sơ khảo/ }).click()
    await expect(first.getByRole('link', { name: 'Đã gửi 5' })).toBeVisible()
  })
  await test.step('recuses from the next, and never met a name', async () => {
    await first.getByRole('link', { name: 'Chấm tác phẩm tiếp theo' }).click()
    await first.getByText('Từ chối chấm do xung đột lợi ích').click()
    await first.getByLabel('Lý do').fill('Tác giả là người thân')
    await first.getByRole('button', { name: 'Từ chối chấm tác phẩm này' }).click()
    await expect(first.getByText('Đã ghi nhận từ chối chấm')).toBeVisible()
    expect(watch.seen()).toBeGreaterThan(10)
    expect(watch.found).toEqual([])
  })
  await test.step('a late conflict is imposed; two readings move', async () => {
    const second = await visitor(judges[1]!.email)
    await second.goto('/judging')
    await second.getByRole('link', { name: /XXXI Vòng sơ khảo/ }).click()
    const entry = (await second.locator('tbody tr td').first().textContent())!
    await organizer.goto(round)
    const conflicts = organizer.locator('#conflicts')
    await conflicts.getByLabel('Giám khảo').selectOption({ label: judges[1]!.name })
    await conflicts.getByLabel('Số', { exact: true }).fill(entry)
    await conflicts.getByLabel('Lý do').fill('Đã góp ý bản thảo')
    await conflicts.getByRole('button', { name: 'Ghi xung đột và thu lại lượt chấm' }).click()
    await expect(
      organizer.getByText('Đã ghi xung đột lợi ích. 1 lượt chấm đã giao được thu lại.'),
    ).toBeVisible()
    await second.goto('/judging')
    await second.getByRole('link', { name: /XXXI Vòng sơ khảo/ }).click()
    await expect(second.getByText(entry, { exact: true })).toHaveCount(0)
    await organizer.getByRole('button', { name: 'Lập phương án giao tác phẩm' }).click()
    await expect(organizer.getByText('Phương án giao thêm 2 lượt chấm.')).toBeVisible()
    await applyPlan(organizer, 'Đã giao 2 lượt chấm; 0 tác phẩm còn thiếu giám khảo.')
  })
  await test.step('a wave of readings goes where it helps most', async () => {
    expect(onDatabase(folder, plantRound, 'score')).toEqual({ sheets: 115 })
    await organizer.goto(round)
    await organizer.getByText('Chấm bổ sung tác phẩm sát ngưỡng').click()
    await organizer.getByLabel('Số lượt chấm bổ sung').fill('6')
    await organizer.getByRole('button', { name: 'Lập phương án chấm bổ sung' }).click()
    await expect(organizer.getByText('Phương án giao thêm 6 lượt chấm.')).toBeVisible()
    await applyPlan(organizer, 'Đã giao 6 lượt chấm; 0 tác phẩm còn thiếu giám khảo.')
    expect(onDatabase(folder, plantRound, 'score')).toEqual({ sheets: 6 })
  })
  await test.step('the round is looked at, closed, and signed off by the chair', async () => {
    await organizer.goto(round)
    await organizer.getByRole('link', { name: 'Chất lượng chấm' }).click()
    await expect(organizer.getByText(/Mức thống nhất giữa các giám khảo/).first()).toBeVisible()
    await expect(organizer.locator('svg.chart').first()).toBeVisible()
    await organizer.goto(round)
    await confirmed(organizer, 'Kết thúc vòng chấm')
    await expect(organizer.getByText('Vòng chấm đã kết thúc')).toBeVisible()
    await first.goto('/judging')
    await first.getByRole('link', { name: /XXXI Vòng sơ khảo/ }).click()
    await first.getByRole('link', { name: 'Việc của Trưởng tiểu ban (Tiểu ban 1)' }).click()
    // A head and thirty works, but for the one the chair recused from.
    await expect(
      first.getByRole('region', { name: 'Tác phẩm có điểm chênh lệch nhiều nhất' }).getByRole('row'),
    ).toHaveCount(30)
    await confirmed(first, 'Xác nhận danh sách của tiểu ban')
    await expect(first.getByText(/Đã xác nhận lúc .*, mã [0-9a-f]{64}\./)).toBeVisible()
  })
  const final = await test.step('three works go to a final of ballots', async () => {
    await formRound(organizer, 'final', 2, async (page) => {
      await page.getByText('Hình thức xét').first().click()
      await page.getByLabel('Hình thức xét').selectOption('ballot')
    })
    await addPanel(organizer, 'Hội đồng chung khảo', categories, judges)
    const page = organizer.url().split(/[?#]/)[0]!
    await organizer.goto(`/organizer/${number}/results?round=${round.split('/').at(-1)}`)
    for (const row of await organizer
      .locator('tbody input[type=checkbox]')
      .all()
      .then((all) => all.slice(0, 3)))
      await row.check()
    await organizer.getByRole('button', { name: 'Lưu danh sách vào chung khảo' }).click()
    await expect(organizer.getByText('Đã chọn 3 tác phẩm vào chung khảo.')).toBeVisible()
    await organizer.goto(page)
    await organizer.getByRole('button', { name: 'Mở vòng chấm' }).click()
    await expect(organizer.getByText('Vòng chấm đã mở.')).toBeVisible()
    return page
  })
  await test.step('the council votes in secret and the votes are counted', async () => {
    await organizer.getByRole('link', { name: 'Xem các cuộc bỏ phiếu kín' }).click()
    await organizer.getByLabel('Hạng mục').selectOption({ label: categories[0] })
    const candidates = organizer
      .getByRole('group', { name: 'Tác phẩm đưa ra bỏ phiếu' })
      .getByRole('checkbox')
    for (const box of await candidates.all()) await box.check()
    await organizer.getByRole('button', { name: 'Mở cuộc bỏ phiếu' }).click()
    await expect(organizer.getByText('Đã mở cuộc bỏ phiếu.')).toBeVisible()
    await first.goto('/judging')
    await first.getByRole('link', { name: /XXXI Vòng chung khảo/ }).click()
    await first.getByRole('link', { name: `${categories[0]} · Giải Nhất` }).click()
    await first.getByRole('checkbox').first().check()
    await first.getByRole('button', { name: 'Bỏ phiếu' }).click()
    await expect(first.getByText('Đã bỏ phiếu.').first()).toBeVisible()
    await expect(first.getByRole('checkbox')).toHaveCount(0)
    expect(onDatabase(folder, plantRound, 'vote', '6')).toEqual({ voted: 6 })
    await organizer.reload()
    await expect(organizer.getByText(new RegExp(`Đã bỏ phiếu \\(7/8\\): .*${judges[0]!.name}`))).toBeVisible()
    await confirmed(organizer, 'Kết thúc và kiểm phiếu')
    await expect(organizer.getByText('Đã kiểm phiếu.').first()).toBeVisible()
    await expect(organizer.getByRole('row').filter({ hasText: 'được chọn' })).toHaveCount(1)
  })
  await test.step('minutes of the council are drawn up, downloaded and opened', async () => {
    await organizer.goto(final)
    await confirmed(organizer, 'Kết thúc vòng chấm')
    await organizer.getByRole('link', { name: 'Biên bản' }).click()
    await organizer.getByRole('button', { name: 'Lập biên bản' }).click()
    await expect(organizer.getByText('Đã lập biên bản.')).toBeVisible()
    for (const format of ['DOCX', 'PDF']) {
      const waiting = organizer.waitForEvent('download')
      await organizer.getByRole('link', { name: new RegExp(`^Tải ${format}`) }).click()
      const text = await textOf(folder, await (await waiting).path(), format)
      expect(text).toContain('BIÊN BẢN')
      expect(text).toContain('ĐẢNG CỘNG SẢN VIỆT NAM')
      expect(text).toContain('7/8 giám khảo đã bỏ phiếu.')
      for (const judge of judges) expect(text).toContain(judge.name)
      expect(text).toMatch(/Được chọn: XXXI-00\d\d\./)
    }
  })
  await test.step('and the chain of score events holds', () => {
    expect(onDatabase(folder, cli, 'audit', 'verify')).toMatchObject({
      ok: true,
      broken: null,
      astray: [],
    })
  })
})

async function formRound(page: Page, stage: string, readings: number, more?: (page: Page) => Promise<void>) {
  await page.goto(`/organizer/${number}/rounds`)
  await page.getByLabel('Vòng', { exact: true }).selectOption(stage)
  await page.getByLabel('Bắt đầu').fill(at(-1))
  await page.getByLabel('Kết thúc').fill(at(24))
  await page.getByLabel('Số lượt chấm').fill(String(readings))
  await more?.(page)
  await page.getByRole('button', { name: 'Lưu vòng chấm' }).click()
  await expect(page.getByText('Đã lập vòng chấm.')).toBeVisible()
}

async function addPanel(page: Page, name: string, categories: string[], members: { name: string }[]) {
  const form = page.locator('details').filter({ hasText: 'Thêm tiểu ban' }).last()
  if ((await form.getAttribute('open')) === null) await form.locator('summary').first().click()
  await form.getByLabel('Tên tiểu ban').fill(name)
  for (const category of categories) await form.getByLabel(category, { exact: true }).check()
  for (const judge of members) await form.getByRole('checkbox', { name: judge.name, exact: true }).check()
  await form.getByLabel('Trưởng tiểu ban').selectOption({ label: members[0]!.name })
  await form.getByRole('button', { name: 'Lưu tiểu ban' }).click()
  await expect(page.getByText(name, { exact: true }).first()).toBeVisible()
}

async function applyPlan(page: Page, notice: string) {
  await page.getByRole('button', { name: 'Áp dụng phương án' }).click()
  await expect(page.getByText(notice)).toBeVisible()
}

async function confirmed(page: Page, label: string) {
  await page.locator('summary').filter({ hasText: label }).click()
  await page.getByRole('button', { name: label }).click()
}

/** Five keys a sheet beside the digits; answers after how many milliseconds the next work stood there. */
async function scoreByKeyboard(page: Page): Promise<number> {
  await expect(page.locator('#c0')).toBeFocused()
  for (const [index, points] of ['25', '20', '20', '15'].entries()) {
    await expect(page.locator(`#c${index}`)).toBeFocused()
    await page.keyboard.type(points)
    if (index < 3) await page.keyboard.press('Enter')
  }
  await page.evaluate(() => {
    const before = document.querySelector('article h1')!.textContent
    const marks = window as unknown as { shown: Promise<number> }
    marks.shown = new Promise((done) => {
      let start = 0
      window.addEventListener('keydown', () => (start = performance.now()), { once: true, capture: true })
      const look = () => {
        const now = document.querySelector('article h1')?.textContent
        if (start && now && now !== before) done(performance.now() - start)
        else requestAnimationFrame(look)
      }
      look()
    })
  })
  await page.keyboard.press('Enter')
  return page.evaluate(() => (window as unknown as { shown: Promise<number> }).shown)
}

async function textOf(folder: string, file: string, format: string): Promise<string> {
  const opened = join(folder, 'opened')
  if (format === 'DOCX') await converted(opened, file, 'pdf')
  const pdf = format === 'DOCX' ? join(opened, `${parse(file).name}.pdf`) : file
  const text = await printed('pdftotext', '-layout', pdf, '-')
  return text.normalize('NFC').replace(/\s+/g, ' ')
}
