export default {
  home: {
    editionLine: 'Lần thứ {{number}}, năm {{year}}.',
    sentence: {
      upcoming: 'Mở nhận tác phẩm từ {{opens}}.',
      open: 'Đang nhận tác phẩm, đến {{closes}}.',
      judging: 'Đã hết hạn nhận tác phẩm; Hội đồng đang chấm giải.',
      published: 'Kết quả đã được công bố.',
    },
    enter: 'Nộp tác phẩm',
    forMembers: 'Đăng nhập (giám khảo, địa phương, Ban Tổ chức)',
    rules: 'Thể lệ',
    timetable: 'Lịch trình',
    winners: 'Tác phẩm đoạt giải cao lần thứ {{number}}',
    allWinners: 'Xem toàn bộ kết quả',
  },
} as const
