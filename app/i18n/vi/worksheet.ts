export default {
  worksheet: {
    choose: 'Hoặc chọn bảng tính (.xlsx, .ods, .csv)',
    hiddenRows:
      'Bảng tính có hàng đang ẩn hoặc bị bộ lọc che: {{rows}}. Các hàng này cũng được đọc; nếu không cần, hãy xóa trong tệp rồi tải lên lại.',
    hiddenColumns:
      'Bảng tính có cột đang ẩn: {{columns}}. Các cột này cũng được đọc; nếu không cần, hãy xóa trong tệp rồi tải lên lại.',
    hiddenSheets:
      'Trang tính đang ẩn không được đọc: {{sheets}}. Nếu cần, hãy cho hiện (Unhide) rồi tải lên lại.',
    otherSheets:
      'Chỉ trang tính “{{sheet}}” được đọc; chưa đọc: {{sheets}}. Nếu cần, hãy gộp vào một trang tính rồi tải lên lại.',
    hiddenRefused:
      'Bảng tính có hàng hoặc cột đang ẩn ({{places}}). Chưa lưu gì; hãy cho hiện (Unhide), bỏ bộ lọc hoặc xóa các hàng, cột ấy rồi gửi lại.',
    error: {
      none: 'Chưa chọn tệp nào. Hãy chọn một bảng tính rồi gửi lại.',
      unknown:
        'Tệp này không phải bảng tính .xlsx, .ods hoặc .csv mã UTF-8, hay tệp bị hỏng. Hãy mở bằng Excel hoặc LibreOffice, chọn Lưu thành (Save As), kiểu .xlsx, rồi gửi lại.',
      old: 'Tệp này là bảng tính Excel kiểu cũ (.xls) hoặc có mật khẩu mở. Hãy mở bằng Excel hoặc LibreOffice, chọn Lưu thành (Save As), kiểu .xlsx, không đặt mật khẩu, rồi gửi lại.',
      tooLarge:
        'Bảng tính quá lớn: nhiều nhất 10 MB, và 30 MB khi giải nén. Hãy bỏ hình ảnh, hàng và cột không dùng, hoặc chia thành nhiều tệp, rồi gửi lại.',
    },
  },
}
