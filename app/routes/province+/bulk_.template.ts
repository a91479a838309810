import type { LoaderFunctionArgs } from '@remix-run/node'
import { fileAnswer } from '#app/http/file-answer.server.ts'
import { requireProvinceEdition } from '#app/http/province.server.ts'
import { contentTypes } from '#app/modules/documents/content-types.ts'
import { categoriesOf } from '#app/modules/editions/categories.server.ts'
import { bulkTemplate } from '#app/modules/outreach/bulk-sheets.server.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  const { actor, edition } = await requireProvinceEdition(request)
  const [first] = await categoriesOf(edition.id)
  const category = (actor.locale === 'vi' ? first?.nameVi : first?.nameEn) ?? ''
  return fileAnswer({
    name: 'mau-nhap-tac-pham.xlsx',
    type: contentTypes.xlsx,
    body: await bulkTemplate(actor.locale, category),
  })
}
