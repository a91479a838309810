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
