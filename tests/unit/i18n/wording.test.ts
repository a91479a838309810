import { describe, expect, it } from 'vitest'
import en from '#app/i18n/en/index.ts'
import vi from '#app/i18n/vi/index.ts'
import { forbidden, forbiddenEnglish } from './glossary.ts'
import { flat } from './flat.ts'

const texts = { vi: flat(vi), en: flat(en) }
const stem = (key: string) => key.replace(/_(one|other)$/, '')

describe('the glossary', () => {
  it.each(forbidden)('says $say, not $word: $why', ({ word, but = [] }) => {
    const wrong = [...texts.vi].filter(([key, text]) => word.test(text) && !but.includes(key))
    expect(wrong).toEqual([])
  })
  it.each(forbiddenEnglish)('says $say, not $word', ({ word }) => {
    expect([...texts.en].filter(([, text]) => word.test(text))).toEqual([])
  })
  it('has no exception that nothing needs', () => {
    const idle = forbidden.flatMap(({ word, but = [] }) =>
      but.filter((key) => !word.test(texts.vi.get(key) ?? texts.vi.get(`${key}_other`) ?? '')),
    )
    expect(idle).toEqual([])
  })
})

/** Counts beside no word, or beside one that is never alone; each with the reason. */
const withoutSingular = new Map([
  ['ballot.voted', 'a number before a stroke'],
  ['quality.read', 'a number behind a colon'],
  ['admin.troubles.failed', 'a number behind a colon'],
  ['admin.troubles.uncertain', 'a number behind a colon'],
  ['admin.troubles.jobs', 'a number behind a colon'],
  ['admin.resend.allMeans', 'a number behind a colon'],
  ['admin.resend.doneAll', 'a number behind a colon'],
  ['admin.resend.jobsDone', 'a number behind a colon'],
  ['mail.undelivered.title', 'a number behind a colon'],
  ['follow.invite.tooMany', 'more than a limit'],
  ['follow.bulk.error.tooMany', 'more than a limit'],
])

/** Nouns that follow a number in English; what stands between may be an adjective or two. */
const plural =
  /\{\{(\w+)(?:, number)?\}\} (?:(?!without|has)[a-z-]+ ){0,2}?(works|entries|files|rows|sheets|reviews|reminders|judges|drafts|provinces|units|prizes|parts|lines|days|hours|minutes|seconds|coordinators|groups|panels|people|scores|cells|characters|invitations|places)\b/g
/** Numbers that are never one: limits of the portal and of formulas, and wholes of which some are told. */
const neverOne = new Set(['max', 'min', 'least', 'of', 'assigned', 'electorate', 'parts', 'wanted', 'all'])
/** Set by the portal itself, above one, or more than a limit. */
const setHere = new Set([
  'mail.invitation.body',
  'results.parts_other',
  'follow.invite.tooMany',
  'follow.bulk.error.tooMany',
])

describe('counts', () => {
  it('have a singular in English and one form in Vietnamese', () => {
    const counted = [...texts.en].filter(([, text]) => text.includes('{{count}}')).map(([key]) => stem(key))
    const lacking = [...new Set(counted)].filter(
      (key) => !withoutSingular.has(key) && !(texts.en.has(`${key}_one`) && texts.en.has(`${key}_other`)),
    )
    expect(lacking).toEqual([])
    expect([...texts.vi.keys()].filter((key) => key.endsWith('_one'))).toEqual([])
    const halves = [...texts.en.keys()].filter((key) => /_(one|other)$/.test(key)).map(stem)
    expect(halves.filter((key) => !texts.en.has(`${key}_one`) || !texts.vi.has(`${key}_other`))).toEqual([])
  })
  it('under other names have one too', () => {
    const wrong = [...texts.en].flatMap(([key, text]) =>
      [...text.matchAll(plural)]
        .filter(([, name]) => !neverOne.has(name!) && !key.endsWith('_other') && !setHere.has(key))
        .map(([found]) => `${key}: ${found}`),
    )
    expect(wrong).toEqual([])
  })
})

describe('letters', () => {
  const bodies = [...texts.vi].filter(([key]) =>
    /^mail\..+\.body(_other)?$|\.mail\.body\w*$|\.defaultBody$/.test(key),
  )
  it('are all there', () => expect(bodies.length).toBe(36))
  it.each(bodies)('%s greets once, and leaves its end to the signature', (key, text) => {
    expect(text.match(/Kính gửi/g)).toHaveLength(1)
    expect(text).toMatch(
      key === 'follow.invite.mail.bodyAgency'
        ? /^Kính gửi \{\{name\}\},\n\n/
        : /^Kính gửi Ông\/Bà(?: (\{\{name\}\}|\{họ tên\}))?,\n\n/,
    )
    expect(text).not.toMatch(/Trân trọng\.|Ban Thư ký Giải thưởng|\nBan Chỉ đạo[^.]*$/)
    expect(texts.en.get(key)).toMatch(/^Dear (\{\{name\}\}|\{name\}|Sir or Madam),\n\n/)
    expect(texts.en.get(key)).not.toMatch(/sincerely|Secretariat of/)
  })
  it.each(['mail.signature', 'follow.signature'])('%s is one closing and one body', (key) => {
    expect(texts.vi.get(key)).toMatch(/^Trân trọng\.\n\nBan [^\n]+$/)
    expect(texts.en.get(key)).toMatch(/^Yours sincerely,\n\nS[^\n]+$/)
  })
})

/** Under these a refusal stands; a sentence there says what to do. */
const refusals = /(?:^|\.)(?:error|refused)\./
/** Pieces of a command's answer, which names the place; titles; and what explains itself on the page it opens. */
const toldElsewhere =
  /^(command|statistics)\.|^error\.(notFound|gone|refused|broken|toHome|sessionEnded|sendAgain|keptText|signInBeside)$/

describe('errors', () => {
  const doing =
    /\b(Hãy|hãy|xin|Mời|mời|Vui lòng|vui lòng|Nhập|Bấm|bấm|Xem|tự lưu|Sửa|Lập|Chỉ|Nếu|phải|cần)(?!\p{L})/u
  const errors = [...texts.vi].filter(([key]) => refusals.test(key) && !toldElsewhere.test(key))
  it('are many', () => expect(errors.length).toBeGreaterThan(120))
  it('say what to do', () => expect(errors.filter(([, text]) => !doing.test(text))).toEqual([]))
  it('do not use the screening’s word for what was typed', () =>
    expect(errors.filter(([, text]) => /hợp lệ/.test(text))).toEqual([]))
})

describe('buttons', () => {
  /** First words of what buttons do. */
  const verbs =
    /^(Lưu|Gửi|Xóa|Hủy|Thêm|Tạo|Tải|Lập|Mở|Kết thúc|Khóa|Công bố|Thu hồi|Nộp|Rút|Nhận|Chấp nhận|Xác nhận|Đăng|Đặt|Đổi|Ghi|Mời|Nhập|Nhắc|Dừng|Chọn|Xem|Tìm|Lọc|Áp dụng|Kiểm tra|Sáp nhập|Bỏ phiếu|Từ chối|Loại|Thay|Gia hạn|Xuất|Đưa|Đề xuất|Quay lại|Tạm dừng|Tiếp tục|Thử lại|Bỏ qua|Dùng|Giữ|Chấm|Đề nghị|Khai|Tô|Chấp)(?!\p{L})/u
  const buttons = [...texts.vi].filter(
    ([key]) =>
      /\.(submit|save|send|create|createSubmit|remove|discard|check|confirm|confirm_other|publish|lock|unlock|retract|retry|cancel|resume|castButton|askSubmit|\w+Submit|save[A-Z]\w*|remove[A-Z](?!.*Means)\w*|add[A-Z]\w*)$/.test(
        key,
      ) &&
      !/Means|removed$|measures\.save$|certificate\.check$|receipt\.check$|judging\.save$/.test(key) &&
      !/[:.]$/.test(texts.vi.get(key)!),
  )
  it('are many', () => expect(buttons.length).toBeGreaterThan(50))
  it('are verbs', () => expect(buttons.filter(([, text]) => !verbs.test(text))).toEqual([]))
  it('say of what', () =>
    expect(buttons.filter(([, text]) => /^(Lưu|Gửi|Tạo|Xóa|Mở|Nhập)$/.test(text))).toEqual([]))
})
