import { readFileSync } from 'node:fs'
import { readWorksheet } from '#tests/support/worksheet.ts'
import { renderXlsx } from '#app/modules/documents/xlsx.server.ts'
import { expect, mailedLink, registerReporter, test } from './support.ts'

/** A province urges, enters, ranks and reports; the organizers follow up; what is published is there for everybody. */
test('a province takes part, and nobody counts by hand', async ({ visitor, baseURL }) => {
  test.setTimeout(420_000)
  const [coordinator, organizer] = [await visitor('khanhhoa@demo.vn'), await visitor('bantochuc@demo.vn')]

  await test.step('people are invited from a list, after a preview', async () => {
    await coordinator.goto('/province?edition=13')
    await coordinator.getByRole('link', { name: 'Mời tham gia' }).click()
    await coordinator
      .getByLabel('Danh sách', { exact: true })
      .fill('Hồ Thị Mới; hothimoi@thu.vn; Báo Thử\nNguyễn Thị Bích Hằng; tacgia@demo.vn\nthiếu thư')
    await coordinator.getByRole('button', { name: 'Xem trước' }).click()
    await expect(
      coordinator.getByRole('heading', { name: 'Xem trước: 1 sẽ được mời trong 3 dòng' }),
    ).toBeVisible()
    await expect(coordinator.getByText('Đã mời rồi, bỏ qua')).toBeVisible()
    await expect(coordinator.getByText('Sai: không có địa chỉ thư, hãy bổ sung')).toBeVisible()
    await coordinator.getByRole('button', { name: 'Gửi 1 lời mời' }).click()
    await expect(coordinator.getByText('Đã mời 1 người, cơ quan.')).toBeVisible()
    await expect(coordinator.getByRole('row', { name: /Hồ Thị Mới/ })).toBeVisible()
  })

  await test.step('who was invited can stop such mail', async () => {
    const stop = await mailedLink('hothimoi@thu.vn', '/mail/')
    const anyone = await visitor()
    await anyone.goto(stop)
    await anyone.getByRole('button', { name: 'Dừng nhận thư mời, thư nhắc' }).click()
    await expect(anyone.getByText('Địa chỉ hothimoi@thu.vn đã dừng nhận thư mời, thư nhắc.')).toBeVisible()
    // The button of a mail program comes without an origin.
    const oneClick = await fetch(stop, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
      redirect: 'manual',
    })
    expect(oneClick.status).toBe(302)
  })

  await test.step('a work is entered for an author, who takes it over by the link', async () => {
    await coordinator.getByRole('link', { name: 'Nhập hộ' }).click()
    await coordinator.getByLabel('Tên tác phẩm').fill('Bài gửi qua bưu điện')
    await coordinator.getByLabel('Họ tên tác giả').fill('Lê Văn Thư')
    await coordinator.getByLabel('Thư điện tử của tác giả').fill('levanthu@thu.vn')
    await coordinator.getByRole('button', { name: 'Tạo hồ sơ và gửi thư cho tác giả' }).click()
    await expect(coordinator.getByRole('heading', { level: 1, name: 'Bài gửi qua bưu điện' })).toBeVisible()
    await expect(coordinator.getByText('Nhập hộ cho Lê Văn Thư; tác giả chưa xác nhận.')).toBeVisible()
    const link = await mailedLink('levanthu@thu.vn', '/behalf/')
    const author = await visitor()
    await author.goto(link, { waitUntil: 'networkidle' })
    await author.getByLabel('Mật khẩu').fill('mot cau de nho')
    await author.getByRole('checkbox').check()
    await author.getByRole('button', { name: 'Nhận hồ sơ này' }).click()
    await expect(author.getByText('Ông/Bà đã nhận hồ sơ. Hãy xem lại và hoàn thiện.')).toBeVisible()
    await expect(author.getByRole('button', { name: 'Đăng xuất' })).toBeVisible()
    expect((await coordinator.request.get(coordinator.url())).status()).toBe(404)
  })

  await test.step('a worksheet comes back with its errors, is mended and goes in whole', async () => {
    await coordinator.goto('/province/entering?edition=13')
    const download = coordinator.waitForEvent('download')
    await coordinator.getByRole('link', { name: 'Tải mẫu .xlsx' }).click()
    const [heads, example] = (await readWorksheet(readFileSync(await (await download).path())))!
    const line = (title: string, email: string) =>
      example!.map((cell, place) =>
        place === 0 ? title : place === 6 ? email : place === 9 ? '1/8/2026' : String(cell ?? ''),
      )
    const send = async (rows: string[][]) => {
      const buffer = await renderXlsx(
        'Tác phẩm',
        heads!.map((head) => ({ header: String(head), width: 20 })),
        rows,
      )
      await coordinator.goto('/province/entering?edition=13', { waitUntil: 'networkidle' })
      await coordinator
        .getByLabel('Bảng tính đã điền (.xlsx, .ods, .csv)')
        .setInputFiles({ name: 'tinh.xlsx', mimeType: 'application/octet-stream', buffer })
      await coordinator.getByRole('button', { name: 'Kiểm tra bảng tính' }).click()
      await expect(coordinator.getByRole('heading', { level: 2, name: 'tinh.xlsx' })).toBeVisible()
    }
    await send([line('Bài một', 'a1@thu.vn'), line('', 'a2@thu.vn')])
    await expect(coordinator.getByText('1 dòng đúng, 1 dòng sai trong 2 dòng.')).toBeVisible()
    await expect(coordinator.getByRole('button', { name: /^Nhập/ })).toHaveCount(0)
    await send([line('Bài một', 'a1@thu.vn'), line('Bài hai', 'a2@thu.vn')])
    await coordinator.getByRole('button', { name: 'Nhập 2 tác phẩm' }).click()
    await expect(coordinator.getByText('Đã nhập 2 tác phẩm', { exact: false })).toBeVisible()
    await expect(coordinator.getByRole('row', { name: /Bài hai/ })).toBeVisible()
  })

  await test.step('works are ranked, and the organizers see the board', async () => {
    await coordinator.goto('/province/endorsement?edition=13')
    const field = coordinator.getByRole('textbox', { name: /^Thứ tự của/ }).first()
    await field.fill('1')
    await coordinator.getByRole('button', { name: 'Lưu thứ tự' }).click()
    await expect(coordinator.getByText('Đã lưu thứ tự của 1 tác phẩm.')).toBeVisible()
    await expect(coordinator.getByRole('cell', { name: 'Được giới thiệu' })).toHaveCount(1)
    await organizer.goto('/organizer/13/participation/quotas')
    await expect(
      organizer
        .getByRole('row', { name: /^Khánh Hòa/ })
        .getByRole('cell')
        .nth(1),
    ).toHaveText('1')
  })

  await test.step('coordinators are reminded once', async () => {
    await organizer.goto('/organizer/13/participation/campaigns')
    await organizer.getByLabel('Gửi đến đầu mối của').selectOption('all')
    await organizer.getByRole('button', { name: 'Lưu đợt nhắc' }).click()
    await expect(organizer.getByRole('heading', { name: 'Sẽ nhận khi gửi: 1 đầu mối' })).toBeVisible()
    await organizer.locator('summary').filter({ hasText: 'Gửi đợt nhắc' }).click()
    await organizer.getByRole('button', { name: 'Gửi đợt nhắc', exact: true }).click()
    await expect(organizer.getByRole('row', { name: /khanhhoa@demo.vn/ })).toBeVisible({ timeout: 20_000 })
    await expect(
      organizer.getByRole('heading', { name: 'Không còn đầu mối nào thuộc nhóm này mà chưa nhận.' }),
    ).toBeVisible()
  })

  await test.step('a report is drawn up, reworded and taken out', async () => {
    await coordinator.goto('/province?edition=11', { waitUntil: 'networkidle' })
    await coordinator.getByRole('button', { name: 'Lập báo cáo' }).click()
    await expect(coordinator.getByText('Đã lập báo cáo.', { exact: false })).toBeVisible()
    await coordinator.getByLabel('Họ tên người ký').fill('Trần Văn Ký')
    await coordinator.getByRole('button', { name: 'Lưu lời văn' }).click()
    await expect(coordinator.getByText('Đã lưu lời văn.')).toBeVisible()
    for (const [link, head] of [
      ['Tải DOCX', 'PK'],
      ['Tải PDF', '%PDF'],
      ['Tải phụ lục XLSX', 'PK'],
    ] as const) {
      const download = coordinator.waitForEvent('download')
      await coordinator.getByRole('link', { name: link }).click()
      const bytes = readFileSync(await (await download).path())
      expect(bytes.subarray(0, head.length).toString()).toBe(head)
    }
    const other = await visitor('tacgia10@demo.vn')
    expect((await other.request.get(coordinator.url())).status()).toBe(404)
  })

  await test.step('what is published is there for everybody, as page, picture and numbers', async () => {
    const anyone = await visitor()
    await anyone.goto('/')
    await anyone.getByRole('link', { name: 'Mức độ tham gia của các tỉnh, thành phố' }).click()
    // Which edition was published last depends on what else has run on this portal.
    await expect(anyone.getByRole('heading', { level: 1 })).toHaveText(
      /^Mức độ tham gia Giải thưởng lần thứ [IVX]+$/,
    )
    const shown = await anyone.locator('p.lead').first().textContent()
    const number = new URL(anyone.url()).pathname.split('/').at(-1)!
    const figures = (await (await fetch(`${baseURL}/participation/${number}/figures/data.json`)).json()) as {
      participating: number
      of: number
    }
    expect(shown).toContain(`${figures.participating}/${figures.of}`)
    await anyone.goto('/participation/11')
    await expect(anyone.getByRole('heading', { level: 1 })).toHaveText(
      'Mức độ tham gia Giải thưởng lần thứ XI',
    )
    await anyone.getByLabel('Tô màu theo').selectOption('Số giải')
    await anyone.getByRole('button', { name: 'Xem' }).click()
    await expect(anyone).toHaveURL(/measure=prizes/)
    await expect(anyone.getByRole('img', { name: /^Hà Nội: \d+$/ })).toBeVisible()
    await expect(anyone.getByText('Đã mời', { exact: true })).toHaveCount(0)
    for (const file of ['map.svg', 'map.png', 'calendar.svg', 'funnel.svg', 'editions.png', 'slope.svg'])
      expect((await fetch(`${baseURL}/participation/11/pictures/${file}`)).status).toBe(200)
    // XII is being judged and nobody has opened it.
    for (const path of ['', '/figures/data.json', '/figures/data.csv', '/pictures/map.svg'])
      expect((await fetch(`${baseURL}/participation/12${path}`)).status).toBe(404)
    // XIII is open, without what its results would tell.
    const [plain, asked, funnel] = await Promise.all(
      ['map.svg', 'map.svg?measure=prizes', 'funnel.svg'].map(async (file) =>
        (await fetch(`${baseURL}/participation/13/pictures/${file}`)).text(),
      ),
    )
    expect(asked).toBe(plain)
    expect(funnel).toContain('Hợp lệ')
    expect(funnel).not.toContain('Đoạt giải')
    const open = (await (await fetch(`${baseURL}/participation/13/figures/data.json`)).json()) as {
      provinces: Record<string, unknown>[]
    }
    expect(Object.keys(open.provinces[0]!)).toEqual([
      'code',
      'name',
      'received',
      'eligible',
      'agencies',
      'authors',
    ])
  })
})

test('a province spreads the word, and counts who comes by its link', async ({ visitor }) => {
  const coordinator = await visitor('khanhhoa@demo.vn')
  await coordinator.goto('/province/launch?edition=13')
  const link = coordinator.getByLabel('Đường dẫn đăng ký của tỉnh, thành phố')
  const [address, zalo] = [await link.inputValue(), coordinator.locator('#zalo')]
  await expect(zalo.getByLabel('Nội dung')).toHaveValue(new RegExp(`nộp tại: .*/register\\?by=2025-56`))
  await coordinator.getByRole('link', { name: 'Sửa lời văn: Tin nhắn Zalo' }).click()
  await expect(coordinator.getByRole('heading', { name: 'Sửa lời văn: Tin nhắn Zalo' })).toBeVisible()
  await coordinator.getByLabel('Nội dung').fill('Anh chị em nhớ nộp trước hạn!')
  await coordinator.getByRole('button', { name: 'Lưu lời văn' }).click()
  await expect(coordinator.getByText('Đã lưu lời văn.')).toBeVisible()
  await expect(zalo.getByLabel('Nội dung')).toHaveValue('Anh chị em nhớ nộp trước hạn!')

  await coordinator.getByRole('link', { name: 'Sửa lời văn: Tin nhắn Zalo' }).click()
  await coordinator.getByText('Bỏ mọi chỗ đã sửa').first().click()
  await coordinator.getByRole('button', { name: 'Bỏ mọi chỗ đã sửa' }).click()
  await expect(coordinator.getByText('Đã trở về lời văn viết sẵn.')).toBeVisible()
  await expect(zalo.getByLabel('Nội dung')).toHaveValue(new RegExp('^Mời anh chị em'))

  for (const name of ['Tải khổ A3', 'Tải DOCX: Kế hoạch, Thể thức văn bản hành chính']) {
    const file = coordinator.waitForEvent('download')
    await coordinator.getByRole('link', { name }).click()
    expect(readFileSync(await (await file).path()).length).toBeGreaterThan(5000)
  }

  const person = { name: 'Trần Đến Sau', email: 'trandensau@thu.vn', password: 'mot cau de nho' }
  await registerReporter(await visitor(), person, address)
  await coordinator.reload()
  await expect(coordinator.getByText('Đã có 1 người đăng ký qua đường dẫn này')).toBeVisible()
})

test('a coordinator finds nothing of another province, wherever they look', async ({ visitor }) => {
  const [organizer, coordinator] = [await visitor('bantochuc@demo.vn'), await visitor('khanhhoa@demo.vn')]
  const canaries = new Set<string>()
  const own = new Set<string>()
  for (const edition of [11, 12, 13])
    for (const place of ['2025:01', '2025:56', '2025:40', '2025:79', 'central']) {
      const list = await (await organizer.request.get(`/organizer/${edition}/entries?place=${place}`)).text()
      for (const [, id] of list.matchAll(/entries\/(ent_\w+)/g))
        (place === '2025:56' ? own : canaries).add(id!)
    }
  expect(Math.min(canaries.size, own.size)).toBeGreaterThan(0)
  const pages = [
    '',
    '/steps/invited',
    '/steps/registered',
    '/steps/submitted',
    '/steps/eligible',
    '/steps/final',
    '/steps/prizes',
    '/drafts',
    '/entering',
    '/endorsement',
    '/invitations',
    '/launch',
  ]
  let seen = ''
  for (const edition of [11, 12, 13])
    for (const page of pages) {
      const answer = await coordinator.request.get(`/province${page}?edition=${edition}`)
      expect([200, 404]).toContain(answer.status())
      seen += await answer.text()
    }
  expect([...own].some((id) => seen.includes(id))).toBe(true)
  expect([...canaries].filter((id) => seen.includes(id))).toEqual([])
  for (const id of canaries) {
    const answer = await coordinator.request.get(`/entries/${id}`)
    expect(answer.status()).toBe(404)
  }
  for (const address of [
    '/province/launch?province=01',
    '/province/launch/files/letter-party.pdf?province=01',
    '/province?province=01',
    '/province/steps/submitted?province=01',
    '/province/bulk/template?province=01',
    '/organizer/11/participation',
    '/organizer/11/participation/pictures/map.svg',
  ])
    expect((await coordinator.request.get(address)).status(), address).toBe(404)
})
