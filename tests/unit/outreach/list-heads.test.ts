import { describe, expect, it } from 'vitest'
import type { SheetCell } from '#app/modules/documents/worksheet-cell.ts'
import { inviteeHeadOf, inviteeRowsOf, readInvitees } from '#app/modules/outreach/invitation-list.ts'
import {
  provinceHeadOf,
  provinceRowsOf,
  readProvinceLines,
} from '#app/modules/participation/province-lines.ts'

const joined = (rows: string[][]) => rows.map((row) => row.join('\t')).join('\n')

describe('a worksheet of people to invite', () => {
  const invitees = (cells: SheetCell[][]) => {
    const list = joined(inviteeRowsOf(cells, inviteeHeadOf(cells), 'Cơ quan:'))
    return readInvitees(list, 'Cơ quan:').map(({ line, kind, name, email, agency, wrong }) =>
      [line, kind, name, email, agency, wrong].join('|'),
    )
  }
  const guide = [['Danh sách mời'], [null], ['Gửi về trước 15/3; hỏi tinh@b.vn']]
  it.each([
    ['STT', 'Họ và tên', 'Chức vụ', 'Cơ quan công tác', 'Điện thoại', 'Địa chỉ thư điện tử'],
    ['No.', 'Full name', 'Position', 'Agency', 'Phone', 'E-mail'],
    ['TT', 'Phóng viên', 'Chức danh', 'Tên cơ quan', 'SĐT', 'Email liên hệ'],
  ])('is read by its head, whatever else stands there: %s, %s', (...head) =>
    expect(
      invitees([
        ...guide,
        head,
        [1, 'Nguyễn Thị Hoa', 'Phó phòng; kiêm nhiệm', 'Báo A; Ban B', 912345678, 'hoa@bao.vn'],
        [2, '', '', 'Báo Khánh Hòa', '', 'toasoan@bao.vn'],
        [3, 'Trần Bình', 'PV', '', '', ''],
        [4, '', '', '', '', 'ai@bao.vn'],
      ]),
    ).toEqual([
      '5|person|Nguyễn Thị Hoa|hoa@bao.vn|Báo A, Ban B|',
      '6|agency|Báo Khánh Hòa|toasoan@bao.vn|Báo Khánh Hòa|',
      '7|person|Trần Bình|||noEmail',
      '8|person||ai@bao.vn||noName',
    ]),
  )
  it('is read as it stands without a head', () =>
    expect(invitees([['Nguyễn Thị Hoa; hoa@bao.vn'], ['An', 'an@bao.vn', 'Báo A']])).toEqual([
      '1|person|Nguyễn Thị Hoa|hoa@bao.vn||',
      '2|person|An|an@bao.vn|Báo A|',
    ]))
})

describe('a worksheet of figures by province', () => {
  const units = [
    { code: '01', name: 'Hà Nội' },
    { code: '56', name: 'Khánh Hòa' },
    { code: '91', name: 'An Giang' },
  ]
  const lines = (cells: SheetCell[][]) =>
    readProvinceLines(joined(provinceRowsOf(cells, provinceHeadOf(cells))), units).map(
      ({ line, code, numbers }) => [line, code, ...numbers],
    )
  it.each([
    ['STT', 'Tỉnh, thành phố', 'Mã', 'Chỉ tiêu', 'Hợp lệ'],
    ['No.', 'Province', 'Code', 'Target', 'Eligible'],
    ['TT', 'Tên tỉnh/thành phố', 'Mã số', 'Số tác phẩm', 'Đạt'],
  ])('takes no number of a row and no code for a figure: %s, %s', (...head) =>
    expect(
      lines([
        ['Chỉ tiêu năm 2027'],
        ['(kèm theo Công văn 12)'],
        head,
        [1, 'An Giang', 91, 20, 18],
        [56, 'tỉnh Khánh Hoà', 56, '1.040', null],
        [3, 'Ở đâu', 1, 7, 5],
      ]),
    ).toEqual([
      [4, '91', 20, 18],
      [5, '56', 1040],
      [6, null, 7, 5],
    ]),
  )
  it('goes by codes where there are no names', () =>
    expect(
      lines([
        ['STT', 'Mã tỉnh', 'Số'],
        [1, 1, 30],
        [2, '56', 40],
      ]),
    ).toEqual([
      [2, '01', 30],
      [3, '56', 40],
    ]))
  it('prefers a name to a code where there is no head', () =>
    expect(
      lines([
        [1, 'An Giang', 20],
        ['Hà Nội', 30, null],
        ['56', 40, null],
      ]),
    ).toEqual([
      [1, '91', 20],
      [2, '01', 30],
      [3, '56', 40],
    ]))
})
