/** Words that are not to stand in the Vietnamese texts, each with what to say and why (`domain.md`, part "Words"). */
export const forbidden: { word: RegExp; say: string; why: string; but?: string[] }[] = [
  { word: /(chặt|rộng) tay/i, say: 'chấm chặt, chấm rộng', why: 'chặt tay is to cut off a hand' },
  { word: /người (được chấm|chấm|đọc)/i, say: 'giám khảo', why: 'người được chấm is the person judged' },
  { word: /chữ ký điện tử/i, say: 'xác nhận', why: 'a term of the law, not a click' },
  { word: /nhận lời(?! mời)/i, say: 'chấp nhận lời mời', why: 'one thing, one name' },
  { word: /danh bạ/i, say: 'danh mục', why: 'agencies stand in one register under one name' },
  { word: /nhận bài|gửi bài/i, say: 'nhận tác phẩm, nộp tác phẩm', why: 'what is entered is a work' },
  {
    word: /(?<!đường bưu điện|thưởng |đã )gửi tác phẩm/i,
    say: 'nộp tác phẩm',
    why: 'an author hands a work in (nộp), the organizers receive it (nhận)',
    but: ['follow.behalf.about'],
  },
  { word: /đã bỏ (tệp|hạng mục|tiểu ban|bảng)/i, say: 'đã xóa', why: 'the buttons say Xóa' },
  { word: /lấy (phiếu|tác phẩm|hồ sơ) về/i, say: 'thu hồi', why: 'one thing, one name' },
  { word: /trúng/i, say: 'được chọn', why: 'trúng is of elections and lotteries' },
  { word: /để trống là/i, say: 'để trống nếu', why: 'the sentence is a condition' },
  { word: /\bKỳ (thứ|\{\{edition)/i, say: 'kỳ giải lần thứ', why: 'kỳ alone is a part or a period' },
  { word: /(trong|của|qua các|các|mỗi|ba|hai) kỳ (này|trước|gần|$)/i, say: 'kỳ giải', why: 'as above' },
  { word: /khó là ngẫu nhiên/i, say: 'có ý nghĩa thống kê', why: 'the term of statistics' },
  { word: /xa nhau nhất/i, say: 'chênh nhau nhiều nhất', why: 'scores differ, they are at no distance' },
  { word: /hết chỗ|còn chỗ/i, say: 'đủ số tác phẩm, nhận thêm được', why: 'judges are no seats' },
  {
    word: /người làm báo/i,
    say: 'hội viên Hội Nhà báo, người có thẻ nhà báo',
    why: 'the words of the rules',
  },
  {
    word: /npx |judge, entry, score/i,
    say: 'plain words',
    why: 'readers are no programmers',
    but: ['mail.roundClosed.body'],
  },
  { word: /thứ cần/i, say: 'nội dung cần', why: 'official register' },
]

/** The same for English: translated word by word, or two names of one thing. */
export const forbiddenEnglish: { word: RegExp; say: string }[] = [
  { word: /passed over/i, say: 'skipped' },
  { word: /(?<!there )is no (?!longer|result)/i, say: 'is not a' },
  { word: /\bmend(s|ed)?\b/i, say: 'correct' },
  { word: /parted by/i, say: 'separated by' },
  { word: /(?<!are )not told|cannot be told(?! from)/i, say: 'not stated, unknown' },
  { word: /could not be had|cannot be had/i, say: 'unavailable' },
  { word: /\bsendings\b/i, say: 'send history' },
  {
    word: /\b(a|an) (line|row|page|work|entry|sheet) (each|a|by)\b|\bone a (line|row|page)\b|^a \w+ an? /i,
    say: 'one per …',
  },
  { word: /\breadings?\b/i, say: 'review' },
  { word: /organising committee/i, say: 'Organizing Committee' },
  { word: /signatures? (fall|is bound)/i, say: 'confirmation' },
  { word: /\b\d* d \d* ?h\b|\}\} d \{\{|\}\} h \{\{/, say: 'days, hours' },
]
