export default {
  target: {
    title: 'Chỉ tiêu tham gia',
    link: 'Chỉ tiêu và tiến độ của các tỉnh, thành phố',
    about: 'Tỉnh, thành phố còn xa chỉ tiêu nhất đứng đầu. Để trống nếu không đặt chỉ tiêu.',
    propose: 'Đề xuất từ ba kỳ giải gần nhất',
    proposed:
      'Số đề xuất là trung bình số tác phẩm của ba kỳ giải gần nhất, làm tròn lên, ít nhất là 1. Hãy xem, sửa rồi lưu.',
    import: 'Nhập từ danh sách',
    list: 'Danh sách chỉ tiêu',
    listHint: 'Mỗi dòng: tên hoặc mã tỉnh, thành phố; số. Ví dụ: Khánh Hòa; 40',
    read: 'Đưa vào bảng để xem lại',
    wrongLines:
      'Không đọc được hoặc trùng: {{lines}}. Hãy sửa các dòng này; các dòng khác đã ở trong bảng, chưa lưu.',
    target: 'Chỉ tiêu',
    of: 'Chỉ tiêu của {{name}}',
    left: 'Còn thiếu',
    met: 'đạt',
    save: 'Lưu chỉ tiêu',
    saved_other: 'Đã lưu chỉ tiêu của {{count}} tỉnh, thành phố.',
    own_other: 'Chỉ tiêu: {{target}} tác phẩm; còn thiếu {{left}}.',
    ownMet_other: 'Chỉ tiêu: {{target}} tác phẩm, đã đạt.',
  },
}
