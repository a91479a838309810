export default {
  campaign: {
    title: 'Đợt nhắc đầu mối',
    about:
      'Gửi một thư đến đầu mối của các tỉnh, thành phố đang ở một tình trạng. Gửi lại cùng một đợt thì chỉ người chưa nhận mới nhận; không ai nhận hai lần.',
    make: 'Soạn đợt nhắc',
    condition: 'Gửi đến đầu mối của',
    conditions: {
      all: 'mọi tỉnh, thành phố',
      nothingSubmitted: 'nơi chưa nộp tác phẩm nào',
      belowTarget: 'nơi chưa đạt chỉ tiêu',
      openDrafts: 'nơi còn bản nháp chưa nộp',
    },
    daysLeft: 'Tự gửi khi còn (ngày)',
    daysLeftHint:
      'Để trống là chỉ gửi khi Ông/Bà bấm Gửi. Vào ngày đó chỉ gửi một lần, cho nơi còn ở tình trạng này.',
    due_other: 'tự gửi khi còn {{count}} ngày',
    subject: 'Tiêu đề',
    body: 'Nội dung',
    fillings: '{họ tên}, {tỉnh}, {kỳ giải}, {đã gửi}, {chỉ tiêu}, {số ngày}, {hạn}, {đường dẫn}',
    defaultSubject: 'Còn {số ngày} ngày nhận tác phẩm dự Giải thưởng lần thứ {kỳ giải}',
    defaultBody:
      'Kính gửi {họ tên},\n\nĐến nay {tỉnh} đã gửi {đã gửi} tác phẩm dự Giải thưởng toàn quốc về thông tin đối ngoại lần thứ {kỳ giải}; cổng nhận tác phẩm đến {hạn}. Kính đề nghị Ban Chỉ đạo tiếp tục đôn đốc phóng viên, cơ quan báo chí của địa phương tham gia.\n\nTình hình của tỉnh: {đường dẫn}',
    save: 'Lưu đợt nhắc',
    written: 'Đã gửi',
    none: 'Chưa có đợt nhắc nào.',
    waiting_other: 'Sẽ nhận khi gửi: {{count}} đầu mối',
    unheld_other:
      '{{count}} tỉnh, thành phố ở tình trạng này chưa có đầu mối trên cổng nên không ai nhận thư.',
    waitingNone: 'Không còn đầu mối nào ở tình trạng này mà chưa nhận.',
    send: 'Gửi',
    sendMeans_other: '{{count}} đầu mối nhận thư này ngay.',
    started: 'Đang gửi.',
    runs: 'Các lần gửi',
    run: 'Lúc',
    finished: 'Xong lúc',
    running: 'đang gửi',
    mails: 'Thư đã viết',
    mailState: 'Thư',
    dispatch: 'Danh sách gửi công văn',
    dispatchAbout:
      'Đầu mối, địa chỉ, số tác phẩm và chỉ tiêu của từng tỉnh, thành phố, để gửi công văn hoặc gọi điện.',
    noCoordinator: 'chưa có đầu mối',
  },
}
