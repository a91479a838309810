export default {
  passkey: {
    title: 'Khóa truy cập (passkey)',
    intro:
      'Đăng nhập bằng vân tay, khuôn mặt hoặc mã PIN của máy, không cần mật khẩu và mã 6 số. Có thể thêm nhiều khóa, ví dụ một cho máy tính cơ quan, một cho điện thoại.',
    signIn: 'Đăng nhập bằng khóa truy cập (passkey)',
    name: 'Tên khóa',
    nameHint: 'Để Ông/Bà nhận ra về sau, ví dụ: Máy tính cơ quan.',
    add: 'Thêm khóa truy cập',
    added: 'Đã thêm khóa truy cập. Các phiên đăng nhập khác đã kết thúc.',
    rename: 'Đổi tên khóa',
    named: 'Đã đổi tên khóa.',
    remove: 'Xóa khóa này',
    removeMeans:
      'Khóa này không đăng nhập được nữa. Nếu khóa còn lưu trên máy, Ông/Bà có thể xóa ở phần cài đặt của máy.',
    removed: 'Đã xóa khóa truy cập.',
    used: 'dùng lần cuối {{at}}',
    made: 'tạo lúc {{at}}, chưa dùng',
  },
  secondFactor: {
    title: 'Bước xác minh thứ hai',
    required:
      'Vai trò của Ông/Bà cần thêm một bước khi đăng nhập: ngoài mật khẩu, nhập mã 6 số do điện thoại của Ông/Bà tạo ra. Cài đặt một lần, mất khoảng hai phút.',
    offered:
      'Ông/Bà có thể bảo vệ tài khoản thêm một bước: ngoài mật khẩu, nhập mã 6 số do điện thoại của Ông/Bà tạo ra. Việc này không bắt buộc.',
    setUp: 'Cài đặt',
    app: 'Cài một ứng dụng xác thực trên điện thoại, ví dụ Google Authenticator hoặc Microsoft Authenticator.',
    scan: 'Trong ứng dụng, chọn thêm tài khoản và đưa máy ảnh vào hình dưới đây.',
    type: 'Nhập mã 6 số mà ứng dụng hiện ra vào ô bên dưới.',
    picture: 'Mã QR để thêm tài khoản vào ứng dụng xác thực',
    byHand: 'Không quét được hình? Hãy nhập khóa này vào ứng dụng:',
    submit: 'Xác nhận và bật',
    isThere: 'Bước xác minh thứ hai đang bật',
    codesLeft_other: 'Số mã khôi phục còn dùng được: {{count}}.',
    newCodes: 'Tạo mười mã khôi phục mới',
    newCodesMean: 'Các mã khôi phục cũ không còn dùng được.',
    remove: 'Xóa ứng dụng xác thực này',
    removeMeans: 'Từ lần sau, đăng nhập chỉ cần mật khẩu. Mã khôi phục cũng không còn dùng được.',
    removeRequiredMeans:
      'Dùng khi đổi điện thoại: ngay sau đó Ông/Bà cài đặt lại trên điện thoại mới, vì vai trò của Ông/Bà bắt buộc có bước này. Mã khôi phục cũ không còn dùng được.',
    removed: 'Đã xóa ứng dụng xác thực.',
    codes: 'Mã khôi phục',
    codesTitle: 'Mười mã khôi phục',
    codesOnce:
      'Các mã này chỉ hiện một lần. Hãy in trang này (phím Ctrl và P) hoặc chép ra giấy, cất ở nơi chỉ Ông/Bà lấy được.',
    codesMean: 'Khi không có điện thoại, mỗi mã thay được mã 6 số một lần.',
    codesGone: 'Mã khôi phục chỉ hiện một lần, ngay khi được tạo. Nếu đã mất, hãy tạo mười mã mới.',
    ofJudges: 'Giám khảo của kỳ giải này phải có bước xác minh thứ hai khi đăng nhập',
    ofJudgesMeans:
      'Giám khảo chưa có bước này sẽ được hướng dẫn cài đặt ngay sau khi đăng nhập lần tới, mất khoảng hai phút.',
    goOn: 'Tôi đã cất mã, tiếp tục',
    back: 'Về trang bước xác minh thứ hai',
  },
  strength: {
    fair: 'Dùng được. Thêm một, hai từ nữa thì khó đoán hơn.',
    good: 'Khá khó đoán.',
    strong: 'Rất khó đoán.',
  },
  proof: {
    title: 'Xin xác minh lại',
    asked:
      'Việc này không thể hoàn tác, nên chúng tôi cần biết chắc là Ông/Bà. Nội dung Ông/Bà vừa gửi còn nguyên ở đây và chưa được thực hiện.',
    notKept:
      'Việc này không thể hoàn tác, nên cần xác minh lại. Nội dung vừa gửi không giữ được; hãy quay lại trang trước và gửi lại.',
    password: 'Mật khẩu của Ông/Bà',
    submit: 'Xác nhận và tiếp tục',
    lasts: 'Sau khi xác minh, trong 10 phút Ông/Bà không bị hỏi lại.',
    wrong: 'Mật khẩu không đúng. Việc chưa được thực hiện; hãy nhập lại.',
    none: 'Hãy nhập mật khẩu để tiếp tục.',
  },
} as const
