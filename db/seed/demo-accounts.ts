/** Who may sign in to the demo; invented people. One password for all, printed at the start. */
export const demoPassword = 'thong-tin-doi-ngoai'

export const demoAccounts = [
  { role: 'admin', email: 'quantri@demo.vn', name: 'Vũ Quốc Khánh' },
  { role: 'organizer', email: 'bantochuc@demo.vn', name: 'Trần Thị Thu Hà' },
  { role: 'judge', email: 'giamkhao1@demo.vn', name: 'Phạm Đình Trọng' },
  { role: 'judge', email: 'giamkhao2@demo.vn', name: 'Lê Hoàng Bích Ngọc' },
  { role: 'reporter', email: 'tacgia@demo.vn', name: 'Nguyễn Thị Minh Châu' },
  { role: 'coordinator', email: 'khanhhoa@demo.vn', name: 'Đặng Văn Lâm' },
] as const

/** The addresses of all accounts the demo plants, those of the reporters and judges behind these among them. */
export const demoAddress = '^(quantri|bantochuc|khanhhoa|(giamkhao|tacgia)[0-9]{0,2})@demo\\.vn$'
