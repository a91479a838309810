import { beforeAll, describe, expect, it } from 'vitest'
import { database } from '#app/ground.server.ts'
import type { Actor } from '#app/modules/actor/actor.ts'
import {
  certificateBehind,
  certificateFile,
  certificatesOf,
  certificatesPdf,
} from '#app/modules/results/certificates.server.ts'
import { makeMissingCertificates } from '#app/modules/results/make-certificates.server.ts'
import { retractResults } from '#app/modules/results/publish-results.server.ts'
import { certificates, publications } from '#db/schema/index.ts'
import { outside, overprinted, pagesOf, pdfFile } from '#tests/support/printed-pages.ts'
import { isHere } from '#tests/support/programs.ts'
import { makeActor, makeEdition, makePublished, makeSubmitted } from '#tests/factories/index.ts'

let organizer: Actor
beforeAll(async () => {
  organizer = await makeActor('organizer')
})

describe('certificates', () => {
  it('are made for a list an earlier release published, by no read, each to be checked until it is retracted', async () => {
    const own = await makeEdition({ number: 23 })
    const work = await makeSubmitted(await makeActor(), own, 1, { title: 'Những người giữ biển' })
    expect(await certificatesOf(23)).toEqual([])
    const result = {
      prize: 'first' as const,
      categoryVi: 'Ảnh',
      categoryEn: 'Photo',
      number: 1,
      title: work.title,
      language: 'vi',
      authors: ['Đỗ Văn Ước'],
      agency: 'Báo Thử',
    }
    await makePublished(own.id, organizer, [result])
    const [published] = await database().select().from(publications)
    expect([await certificatesOf(23), await database().select().from(certificates)]).toEqual([[], []])
    await makeMissingCertificates()
    await makeMissingCertificates()
    const [one] = await certificatesOf(23)
    expect(await database().select().from(certificates)).toMatchObject([
      { entryId: work.id, code: one!.code, publicationId: published!.id },
    ])
    expect(await certificateBehind(one!.code)).toMatchObject({
      prize: 'first',
      title: work.title,
      edition: 23,
    })
    expect(await certificateBehind('khong-co')).toBeNull()
    expect(await certificateFile(await makeActor('judge'), 23, one!.code)).toBeNull()
    const file = (await certificateFile(organizer, 23, one!.code))!
    expect([file.name, file.body.subarray(0, 4).toString()]).toEqual([
      'giay-chung-nhan-XXIII-0001.pdf',
      '%PDF',
    ])
    expect(await retractResults(organizer, own.id, 'Có khiếu nại')).toEqual({ done: true })
    expect(await certificateBehind(one!.code)).toBeNull()
  })

  it.skipIf(!isHere('pdftotext')).each([
    ['one author', 'Biển', 1, 'Đỗ Văn Ước'],
    ['twelve authors', 'Biển', 12, 'Nguyễn Thị Minh Khai'],
    [
      'forty authors and a title of 500 letters',
      'Biển đảo quê hương '.repeat(27).slice(0, 500),
      40,
      'Nguyễn Thị Minh Khai',
    ],
    [
      'forty names of 200 letters',
      'Những người giữ biển '.repeat(25).slice(0, 500),
      40,
      'Nguyễn Hoàng '.repeat(16).slice(0, 200).trim(),
    ],
    ['words of 120 letters', 'Ư'.repeat(120), 3, 'M'.repeat(120)],
    ['a title of 500 letters in Chinese', '中国与越南的友好关系'.repeat(50), 40, '阮氏明开'],
    ['a title of 500 letters in Khmer', 'មិត្តភាពវៀតណាមកម្ពុជា'.repeat(23), 12, 'មិត្តភាព'],
    ['a title of 500 letters in Arabic', 'فيتنام والعالم العربي '.repeat(22), 12, 'العربي'],
  ])('keep each in its frame, in its order and on its page: %s', async (_, title, count, name) => {
    const row = {
      entryId: 'ent_1',
      code: 'abcdefghijkl',
      prize: 'first' as const,
      categoryVi: 'Báo, tạp chí tiếng Việt',
      categoryEn: '',
      number: 7,
      title,
      language: 'vi',
      authors: Array.from({ length: count }, () => name),
      agency: 'Báo và phát thanh, truyền hình Khánh Hòa',
    }
    const pages = await pagesOf(pdfFile(await certificatesPdf({ number: 11, year: 2025 }, [row, row])))
    expect(pages).toHaveLength(2)
    for (const page of pages) {
      // The frame is 18 mm from the edge; the text stays 8 mm away from it at least.
      expect(outside(page, 26 * 2.83)).toEqual([])
      const tops = ['CHỨNG', 'lần', 'Nhất', 'Tác', 'XI-0007'].map(
        (said) => page.words.find(({ text }) => text.toLowerCase() === said.toLowerCase())?.top,
      )
      expect(tops).toEqual([...tops].sort((one, other) => one! - other!))
      expect(overprinted(page)).toEqual([])
    }
  })

  it('come to 2,500 in one PDF in under a minute', { timeout: 120_000 }, async () => {
    const rows = Array.from({ length: 2500 }, (_, index) => ({
      entryId: `ent_${index}`,
      code: `ma${index}`.padEnd(12, 'x'),
      prize: 'consolation' as const,
      categoryVi: 'Báo, tạp chí tiếng Việt',
      categoryEn: '',
      number: index + 1,
      title: `Tác phẩm thứ ${index + 1} về biển đảo quê hương`,
      language: 'vi',
      authors: ['Nguyễn Thị Hoa', 'Trần Văn Bình'],
      agency: 'Báo và phát thanh, truyền hình Khánh Hòa',
    }))
    const began = Date.now()
    const pdf = await certificatesPdf({ number: 11, year: 2025 }, rows)
    const seconds = (Date.now() - began) / 1000
    console.log(`2,500 certificates: ${seconds.toFixed(1)} s, ${(pdf.length / 1e6).toFixed(1)} MB`)
    expect(seconds).toBeLessThan(60)
  })
})
