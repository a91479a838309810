export default {
  auth: {
    signIn: {
      title: 'Đăng nhập',
      email: 'Địa chỉ thư điện tử',
      password: 'Mật khẩu',
      submit: 'Đăng nhập',
      forgot: 'Quên mật khẩu?',
      noAccount: 'Chưa có tài khoản? Đăng ký tài khoản tác giả',
    },
    register: {
      title: 'Đăng ký tài khoản tác giả',
      intro:
        'Tài khoản dùng để nộp tác phẩm và theo dõi hồ sơ. Giám khảo, đầu mối của tỉnh và Ban Tổ chức được mời qua thư điện tử, không đăng ký ở đây.',
      name: 'Họ và tên',
      nameHint: 'Ghi đầy đủ họ tên như trên giấy tờ, ví dụ: Nguyễn Thị Minh Châu.',
      passwordHint: 'Ít nhất 10 ký tự. Nên dùng một câu ngắn, dễ nhớ.',
      submit: 'Đăng ký',
      sentTitle: 'Hãy mở thư điện tử của Ông/Bà',
      sent: 'Chúng tôi đã gửi thư đến {{email}}. Mở thư và bấm vào đường dẫn để xác nhận địa chỉ; đường dẫn có hiệu lực trong 72 giờ.',
      haveAccount: 'Đã có tài khoản? Đăng nhập',
    },
    confirm: {
      title: 'Xác nhận địa chỉ thư',
      text: 'Bấm nút dưới đây để xác nhận địa chỉ thư điện tử và bắt đầu sử dụng.',
      submit: 'Xác nhận địa chỉ',
      elsewhere:
        'Địa chỉ {{email}} được đăng ký trên thiết bị hoặc trình duyệt khác. Để xác nhận, Ông/Bà nhập mật khẩu đã đặt khi đăng ký.',
      registered: 'Mật khẩu đã đặt khi đăng ký',
      chosenTitle: 'Không nhớ mật khẩu, hoặc không phải Ông/Bà đăng ký?',
      chosenText: 'Ông/Bà đặt một mật khẩu mới; mật khẩu cũ không còn dùng được.',
      chosenSubmit: 'Đặt mật khẩu và xác nhận',
      done: 'Địa chỉ đã được xác nhận. Ông/Bà đã đăng nhập.',
    },
    forgot: {
      title: 'Đặt lại mật khẩu',
      intro:
        'Nhập địa chỉ thư điện tử của tài khoản. Nếu có tài khoản, chúng tôi gửi đường dẫn đặt lại mật khẩu, dùng được một lần trong 2 giờ.',
      submit: 'Gửi đường dẫn',
      sent: 'Nếu địa chỉ này có tài khoản, thư đã được gửi. Hãy mở hộp thư.',
    },
    reset: {
      title: 'Mật khẩu mới',
      password: 'Mật khẩu mới',
      submit: 'Đặt mật khẩu',
      done: 'Mật khẩu đã được đổi và mọi phiên đăng nhập cũ đã kết thúc. Mời Ông/Bà đăng nhập.',
    },
    invitation: {
      title: 'Lời mời tham gia',
      text: 'Ông/Bà được mời với vai trò: {{role}}. Địa chỉ thư: {{email}}.',
      existing: 'Địa chỉ này đã có tài khoản. Hãy bấm “Chấp nhận lời mời”, sau đó đăng nhập như thường lệ.',
      submit: 'Chấp nhận lời mời',
      done: 'Đã chấp nhận lời mời. Mời Ông/Bà đăng nhập.',
      doneNew: 'Đã chấp nhận lời mời. Ông/Bà đã đăng nhập.',
      doneHere: 'Đã nhận lời mời. Ông/Bà vẫn đang đăng nhập; các thiết bị khác cần đăng nhập lại.',
    },
    second: {
      title: 'Bước xác minh thứ hai',
      intro: 'Mật khẩu đúng. Hãy mở ứng dụng xác thực trên điện thoại và nhập mã 6 số đang hiện.',
      code: 'Mã 6 số',
      lost: 'Không có điện thoại bên mình?',
      lostText: 'Hãy dùng một trong mười mã khôi phục Ông/Bà đã in hoặc chép lại. Mỗi mã dùng một lần.',
      recovery: 'Mã khôi phục',
      useRecovery: 'Dùng mã khôi phục',
      again: 'Đăng nhập lại từ đầu',
    },
    recover: {
      title: 'Gỡ bước xác minh thứ hai',
      text: 'Người vận hành cổng đã tạo đường dẫn này. Khi bấm nút, ứng dụng xác thực và mã khôi phục cũ của Ông/Bà không còn dùng được và mọi phiên đăng nhập kết thúc; mật khẩu giữ nguyên. Sau đó Ông/Bà đăng nhập và cài đặt lại.',
      submit: 'Xác nhận gỡ bỏ',
      done: 'Đã gỡ bước xác minh thứ hai. Mời Ông/Bà đăng nhập và cài đặt lại.',
    },
    dead: {
      title: 'Đường dẫn không còn dùng được',
      text: 'Mỗi đường dẫn chỉ dùng được một lần và có thời hạn. Để nhận đường dẫn xác nhận mới, hãy đăng nhập; để đặt lại mật khẩu, hãy yêu cầu lại; lời mời do Ban Thư ký gửi lại.',
    },
    error: {
      wrong: 'Địa chỉ thư hoặc mật khẩu không đúng. Hãy nhập lại, hoặc bấm “Quên mật khẩu?”.',
      tooMany: 'Ông/Bà đã thử nhiều lần. Hãy đợi {{seconds}} giây rồi thử lại.',
      unconfirmed: 'Địa chỉ thư chưa được xác nhận. Chúng tôi vừa gửi lại thư xác nhận; hãy mở hộp thư.',
      unconfirmedSent:
        'Địa chỉ thư chưa được xác nhận. Thư xác nhận đã được gửi trong vòng một giờ qua; xin Ông/Bà tìm cả trong hộp thư rác.',
      email: 'Hãy nhập một địa chỉ thư điện tử, ví dụ: ten@coquan.vn.',
      shortPassword: 'Mật khẩu cần ít nhất 10 ký tự. Hãy nhập mật khẩu dài hơn.',
      password: {
        common:
          'Mật khẩu này nằm trong số những mật khẩu hay bị đoán nhất. Hãy chọn một câu ngắn của riêng Ông/Bà.',
        own: 'Mật khẩu không được là họ tên hoặc địa chỉ thư của Ông/Bà. Hãy chọn một câu ngắn khác.',
      },
      longPassword: 'Mật khẩu dài nhất 200 ký tự. Hãy nhập mật khẩu ngắn hơn.',
      stepOver: 'Đã quá 10 phút hoặc bước này đã dùng. Hãy đăng nhập lại từ đầu.',
      passkey: {
        unknown: 'Không đăng nhập được bằng khóa truy cập. Hãy thử lại, hoặc nhập địa chỉ thư và mật khẩu.',
        notMade: 'Chưa thêm được khóa truy cập. Hãy thử lại và làm theo hướng dẫn của máy.',
      },
      setUpFirst: 'Hãy cài đặt bước xác minh thứ hai tại trang Tài khoản trước khi làm việc khác.',
      second: {
        code: 'Mã không đúng hoặc đã dùng. Hãy đợi mã mới hiện trên điện thoại rồi nhập lại.',
        recovery: 'Mã khôi phục không đúng hoặc đã dùng. Hãy kiểm tra và nhập một mã khác.',
        setUp: 'Mã không đúng. Hãy kiểm tra giờ trên điện thoại, rồi nhập mã đang hiện.',
      },
      consent: 'Cần sự đồng ý của Ông/Bà để chúng tôi được xử lý dữ liệu cá nhân. Hãy đánh dấu vào ô đồng ý.',
      notRegistered:
        'Mật khẩu không đúng với mật khẩu đã đặt khi đăng ký. Hãy nhập lại, hoặc đặt mật khẩu mới ở bên dưới.',
      deadLink: 'Đường dẫn đã dùng hoặc quá hạn. Hãy yêu cầu đường dẫn mới.',
      wrongCurrent: 'Mật khẩu hiện nay không đúng. Hãy nhập lại.',
      mayNotInvite: 'Ông/Bà không có quyền mời vai trò này. Hãy chọn vai trò khác.',
      editionForRole: 'Hãy chọn kỳ giải mà vai trò này có hiệu lực.',
      provinceForCoordinator:
        'Hãy chọn tỉnh, thành phố cho đầu mối của tỉnh; với vai trò khác, hãy để trống.',
    },
  },
  contact: {
    of: 'Ban Thư ký Giải thưởng',
    address: 'Địa chỉ: {{address}}',
    phone: 'Điện thoại: {{phone}}',
    email: 'Thư điện tử: {{email}}',
  },
  privacy: {
    title: 'Dữ liệu cá nhân',
    consent: {
      label: 'Tôi đồng ý cho Ban Tổ chức Giải xử lý dữ liệu cá nhân của tôi theo thông báo dưới đây.',
      text: 'Ban Tổ chức Giải thưởng toàn quốc về thông tin đối ngoại xử lý họ tên, bút danh, chức danh, đơn vị, điện thoại, thư điện tử và địa chỉ của Ông/Bà để tiếp nhận, sơ loại, chấm và công bố Giải thưởng, theo Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15. Dữ liệu được lưu trong hồ sơ của Giải; họ tên tác giả đoạt giải được công bố. Ông/Bà có quyền xem, sửa, xóa và rút lại sự đồng ý; yêu cầu được tiếp nhận trong 2 ngày làm việc và thực hiện trong 10 đến 20 ngày. Giải không thu thập ảnh chụp giấy tờ tùy thân.',
    },
    rights:
      'Để thực hiện quyền của mình, Ông/Bà gửi thư cho Ban Thư ký từ địa chỉ thư của tài khoản. Phiên bản thông báo: {{version}}.',
  },
  account: {
    title: 'Tài khoản',
    details: 'Thông tin của Ông/Bà',
    name: 'Họ và tên',
    email: 'Thư điện tử',
    phone: 'Điện thoại',
    agency: 'Cơ quan công tác',
    agencyHint:
      'Tên như trong danh mục cơ quan. Giám khảo không được giao tác phẩm của cơ quan mình, kể cả cơ quan đã rời đi kể từ ngày bắt đầu thời gian đăng, phát của kỳ giải.',
    language: 'Ngôn ngữ của thư và trang',
    saved: 'Đã lưu thông tin tài khoản.',
    sessions: 'Phiên đăng nhập',
    sessionsIntro: 'Nếu thấy phiên không phải của Ông/Bà, hãy kết thúc phiên đó và đổi mật khẩu.',
    device: 'Thiết bị',
    started: 'Bắt đầu',
    current: 'Phiên này',
    end: 'Kết thúc phiên này',
    ended: 'Đã kết thúc phiên đăng nhập.',
    endAll: 'Kết thúc mọi phiên khác',
    endedAll_other: 'Số phiên đăng nhập khác đã kết thúc: {{count}}.',
    changePassword: 'Đổi mật khẩu',
    passwordChanged: 'Đã đổi mật khẩu; các phiên khác đã kết thúc.',
    currentPassword: 'Mật khẩu hiện nay',
    passwordMeans: 'Sau khi đổi, mọi phiên đăng nhập khác của Ông/Bà kết thúc.',
    roles: 'Vai trò',
  },
  admin: {
    title: 'Quản trị',
    users: 'Người dùng',
    outbox: 'Thư đã gửi và chờ gửi',
    audit: 'Nhật ký',
    invitations: 'Lời mời đang chờ',
    invite: 'Mời tham gia',
    inviteSubmit: 'Gửi lời mời',
    invited: 'Đã gửi lời mời đến {{email}}.',
    roleField: 'Vai trò',
    provinceField: 'Tỉnh, thành phố (cho đầu mối)',
    editionField: 'Kỳ giải (cho giám khảo, người của Ban Tổ chức)',
    noProvince: 'Không',
    anyEdition: 'Mọi kỳ giải',
    chooseEdition: 'Chọn kỳ giải',
    name: 'Họ tên',
    email: 'Thư điện tử',
    roles: 'Vai trò',
    confirmed: 'Đã xác nhận',
    expires: 'Hết hạn',
    searchUsers: 'Tìm theo tên hoặc thư',
    outboxIntro: 'Máy chủ thư chưa được cấu hình nên thư được giữ tại đây để xem.',
    outboxSends: 'Thư được gửi qua máy chủ SMTP đã cấu hình.',
    outboxCleared:
      'Nội dung đã được xóa: thư có đường dẫn riêng của người nhận được xóa ngay sau khi gửi, thư khác 90 ngày sau khi gửi.',
    outboxRead: 'Việc mở thư được ghi vào nhật ký. Phần bí mật của đường dẫn được che.',
    outboxEmpty: 'Chưa có thư nào.',
    to: 'Đến',
    subject: 'Tiêu đề',
    sentAt: 'Thời điểm',
    state: 'Trạng thái',
    mailState: {
      queued: 'Đang chờ gửi',
      kept: 'Giữ lại',
      sending: 'Đang gửi',
      sent: 'Đã gửi',
      waiting: 'Đang chờ gửi lại',
      failed: 'Không gửi được',
      uncertain: 'Không rõ đã gửi hay chưa',
      stopped: 'Người nhận đã dừng nhận thư',
    },
    troubles: {
      server:
        'Máy chủ thư không nhận thư từ {{since}}; mọi thư đang chờ và sẽ được gửi lại. Lần thử tiếp theo: {{next}}.',
      failed: 'Số thư không gửi được: {{count}}',
      uncertain: 'Số thư không rõ đã gửi chưa: {{count}}',
      jobs: 'Số việc nền đã dừng vì lỗi: {{count}}. Xem tại Hộp thư đi.',
    },
    resend: {
      allStates: 'Mọi thư',
      one: 'Gửi lại thư này',
      all: 'Gửi lại mọi thư chưa gửi được',
      allMeans: 'Số thư sẽ được gửi lại ngay: {{count}}. Thư không rõ đã gửi chưa thì phải gửi lại từng thư.',
      next: 'Lần gửi tiếp theo: {{at}}.',
      means: {
        resent: 'Thư sẽ được gửi ngay đến {{email}}.',
        risked: 'Thư có thể đã đến {{email}} rồi; gửi lại thì người nhận có thể nhận hai lần.',
      },
      done: 'Thư gửi đến {{email}} đã được đưa vào hàng chờ.',
      doneAll: 'Số thư đã được đưa vào hàng chờ: {{count}}.',
      jobs: 'Chạy lại các việc nền đã dừng',
      jobsMean: 'Các việc sau đã dừng vì lỗi và sẽ được chạy lại: {{list}}.',
      jobsDone: 'Số việc nền được chạy lại: {{count}}.',
      refused: {
        moved: 'Thư này đã đổi trạng thái nên không gửi lại được nữa. Hãy xem trạng thái mới bên dưới.',
        stopped: 'Người nhận đã dừng nhận thư mời, thư nhắc nên thư này không được gửi lại.',
        noServer:
          'Máy chủ thư chưa được cấu hình nên chưa gửi được thư nào. Hãy cấu hình máy chủ thư rồi gửi lại.',
      },
    },
    auditIntro:
      'Mọi thay đổi trạng thái, mới nhất đứng trước. Địa chỉ mạng và thiết bị được xóa sau 90 ngày.',
    event: 'Sự kiện',
    actor: 'Người thực hiện',
    subject_id: 'Đối tượng',
    system: 'Hệ thống',
  },
  mail: {
    undelivered: {
      title: 'Số thư Ông/Bà gửi nhưng không đến được: {{count}}',
      about:
        'Hãy kiểm tra địa chỉ thư hoặc liên hệ với người nhận bằng cách khác; quản trị viên có thể gửi lại thư.',
      fault: 'Máy chủ thư trả lời:',
    },
    stop: 'Nếu không muốn nhận thư mời, thư nhắc nữa, mời Ông/Bà mở: {{link}}',
    behalf: {
      subject: 'Xác nhận tác phẩm được nhập hộ',
      body: 'Kính gửi Ông/Bà {{name}},\n\n{{by}}, đầu mối của {{province}}, đã nhập hộ tác phẩm “{{title}}” của Ông/Bà dự Giải thưởng toàn quốc về thông tin đối ngoại lần thứ {{edition}}. Kính mong Ông/Bà xác nhận và hoàn thiện hồ sơ, chậm nhất {{closes}}:\n{{link}}\n\nNếu đây không phải tác phẩm của Ông/Bà, xin Ông/Bà bỏ qua thư này.',
    },
    exportReady: {
      subject: 'Tệp đã sẵn sàng: {{what}}',
      body: 'Kính gửi Ông/Bà {{name}},\n\nTệp “{{what}}” đã được tạo xong. Ông/Bà tải tệp trong 7 ngày tại:\n{{link}}',
    },
    signature: 'Trân trọng.\n\nBan Thư ký Giải thưởng toàn quốc về thông tin đối ngoại',
    personalRequest: {
      subject: 'Yêu cầu về dữ liệu cá nhân: {{state}}',
      body: 'Kính gửi Ông/Bà {{name}},\n\nYêu cầu của Ông/Bà về dữ liệu cá nhân: {{kind}}\nTrạng thái: {{state}}\nHạn thực hiện: {{due}}\n{{answer}}\n\nThông báo về dữ liệu cá nhân: {{link}}',
    },
    addressOld: {
      subject: 'Xác nhận đổi địa chỉ thư (địa chỉ cũ)',
      body: 'Kính gửi Ông/Bà {{name}},\n\nCó yêu cầu đổi địa chỉ thư của tài khoản Giải thưởng từ địa chỉ này sang {{email}}. Nếu đúng là Ông/Bà yêu cầu, mời Ông/Bà xác nhận trong 3 ngày tại:\n{{link}}\n\nNếu không phải, xin Ông/Bà không mở đường dẫn và đổi mật khẩu ngay; địa chỉ chỉ đổi khi cả hai địa chỉ đã xác nhận.',
    },
    addressNew: {
      subject: 'Xác nhận đổi địa chỉ thư (địa chỉ mới)',
      body: 'Kính gửi Ông/Bà,\n\nMột tài khoản của Giải thưởng toàn quốc về thông tin đối ngoại muốn dùng địa chỉ này. Nếu đúng là Ông/Bà yêu cầu, mời Ông/Bà xác nhận trong 3 ngày tại:\n{{link}}\n\nNếu không phải, xin Ông/Bà bỏ qua thư này.',
    },
    addressChanged: {
      subject: 'Địa chỉ thư của tài khoản đã đổi',
      body: 'Kính gửi Ông/Bà {{name}},\n\nLúc {{time}}, địa chỉ thư của tài khoản Giải thưởng đã đổi từ địa chỉ này sang {{email}}. Nếu không phải Ông/Bà đổi, xin báo ngay cho Ban Thư ký.',
    },
    heldData: {
      subject: 'Cổng Giải thưởng đang giữ dữ liệu về Ông/Bà',
      body: 'Kính gửi Ông/Bà,\n\nTheo Luật Bảo vệ dữ liệu cá nhân, chúng tôi xin báo: cổng Giải thưởng toàn quốc về thông tin đối ngoại đang giữ dữ liệu về Ông/Bà do người khác cung cấp để dự giải hoặc mời dự giải.\n\nMời Ông/Bà xem đó là dữ liệu gì, do ai cung cấp, và phản đối nếu không đồng ý, tại:\n{{link}}\n\nThư này chỉ gửi một lần. Thời hạn lưu và các quyền của Ông/Bà: {{privacy}}',
    },
    confirmEmail: {
      subject: 'Xác nhận địa chỉ thư điện tử',
      body: 'Kính gửi Ông/Bà,\n\nMời Ông/Bà mở đường dẫn sau để xác nhận địa chỉ thư và bắt đầu nộp tác phẩm:\n{{link}}\n\nĐường dẫn có hiệu lực trong 72 giờ. Nếu Ông/Bà không đăng ký, xin Ông/Bà bỏ qua thư này.',
    },
    alreadyRegistered: {
      subject: 'Địa chỉ này đã có tài khoản',
      body: 'Kính gửi Ông/Bà {{name}},\n\nCó người vừa đăng ký bằng địa chỉ thư này, nhưng Ông/Bà đã có tài khoản. Mời Ông/Bà đăng nhập tại:\n{{link}}\n\nNếu không phải Ông/Bà đăng ký, xin Ông/Bà bỏ qua thư này.',
    },
    newDevice: {
      subject: 'Tài khoản của Ông/Bà vừa được đăng nhập trên thiết bị mới',
      body: 'Kính gửi Ông/Bà {{name}},\n\nLúc {{time}}, tài khoản của Ông/Bà được đăng nhập trên một thiết bị hoặc trình duyệt chưa dùng trước đây:\n{{agent}} ({{address}})\n\nNếu là Ông/Bà, không cần làm gì thêm. Nếu không phải, hãy đặt lại mật khẩu ngay tại:\n{{link}}',
    },
    passwordChanged: {
      subject: 'Mật khẩu của Ông/Bà đã được đổi',
      body: 'Kính gửi Ông/Bà {{name}},\n\nMật khẩu tài khoản của Ông/Bà đã được đổi lúc {{time}}. Nếu không phải Ông/Bà đổi, hãy đặt lại mật khẩu ngay tại:\n{{link}}',
    },
    secondFactorSet: {
      subject: 'Tài khoản của Ông/Bà đã có bước xác minh thứ hai',
      body: 'Kính gửi Ông/Bà {{name}},\n\nLúc {{time}}, bước xác minh thứ hai (ứng dụng xác thực trên điện thoại) đã được cài đặt cho tài khoản của Ông/Bà. Nếu không phải Ông/Bà cài đặt, hãy đặt lại mật khẩu ngay tại:\n{{link}}',
    },
    secondFactorRemoved: {
      subject: 'Bước xác minh thứ hai đã được gỡ',
      body: 'Kính gửi Ông/Bà {{name}},\n\nLúc {{time}}, bước xác minh thứ hai của tài khoản Ông/Bà đã được gỡ. Nếu không phải Ông/Bà gỡ, hãy đặt lại mật khẩu ngay tại:\n{{link}}',
    },
    passkeyAdded: {
      subject: 'Tài khoản của Ông/Bà có thêm một khóa truy cập (passkey)',
      body: 'Kính gửi Ông/Bà {{name}},\n\nLúc {{time}}, một khóa truy cập (passkey) đã được thêm vào tài khoản của Ông/Bà. Nếu không phải Ông/Bà thêm, hãy đặt lại mật khẩu ngay tại:\n{{link}}',
    },
    passkeyRemoved: {
      subject: 'Một khóa truy cập (passkey) đã được xóa',
      body: 'Kính gửi Ông/Bà {{name}},\n\nLúc {{time}}, một khóa truy cập (passkey) của tài khoản Ông/Bà đã được xóa. Nếu không phải Ông/Bà xóa, hãy đặt lại mật khẩu ngay tại:\n{{link}}',
    },
    recoveryUsed: {
      subject: 'Một mã khôi phục của Ông/Bà vừa được dùng',
      body: 'Kính gửi Ông/Bà {{name}},\n\nLúc {{time}}, có người đăng nhập tài khoản của Ông/Bà bằng một mã khôi phục. Số mã còn lại: {{left}}. Ông/Bà có thể tạo mười mã mới ở trang Tài khoản. Nếu không phải Ông/Bà đăng nhập, hãy đặt lại mật khẩu ngay tại:\n{{link}}',
    },
    resetPassword: {
      subject: 'Đặt lại mật khẩu',
      body: 'Kính gửi Ông/Bà,\n\nMời Ông/Bà mở đường dẫn sau để đặt mật khẩu mới (dùng được một lần, trong 2 giờ):\n{{link}}\n\nNếu Ông/Bà không yêu cầu, xin Ông/Bà bỏ qua thư này.',
    },
    invitation: {
      subject: 'Lời mời tham gia {{award}}',
      body: 'Kính gửi Ông/Bà,\n\nTrân trọng mời Ông/Bà{{whom}} tham gia {{award}} với vai trò: {{role}}.\n{{dates}}\n\nMời Ông/Bà mở đường dẫn sau để chấp nhận lời mời (dùng được một lần, trong {{days}} ngày, đến {{expires}}):\n{{link}}\n\nNgười gửi lời mời: {{by}} ({{address}}).',
      edition: 'Giải thưởng toàn quốc về thông tin đối ngoại lần thứ {{number}}',
      award: 'Giải thưởng toàn quốc về thông tin đối ngoại',
      receiving: 'Nhận tác phẩm: từ {{from}} đến {{to}}',
      round: {
        preliminary: 'Vòng sơ khảo: từ {{from}} đến {{to}}',
        final: 'Vòng chung khảo: từ {{from}} đến {{to}}',
      },
    },
    receipt: {
      subject: 'Đã nhận tác phẩm {{number}}',
      body: 'Kính gửi Ông/Bà {{name}},\n\nBan Thư ký đã nhận tác phẩm “{{title}}”.\nSố hồ sơ: {{number}}\nThời điểm nộp: {{time}}\nKiểm tra biên nhận tại: {{link}}',
    },
    supplement: {
      subject: 'Đã nhận hồ sơ bổ sung {{number}}',
      body: 'Kính gửi Ông/Bà {{name}},\n\nBan Thư ký đã nhận hồ sơ bổ sung của tác phẩm “{{title}}”.\nSố hồ sơ: {{number}}\nThời điểm nộp bổ sung: {{time}}\n\n{{done}}\n\nThời điểm nộp lần đầu không thay đổi và vẫn là căn cứ tính hạn nộp: {{first}}\nKiểm tra biên nhận: {{link}}',
      changed: '– {{asked}}: đã bổ sung ({{what}})',
      kept: '– {{asked}}: giữ nguyên ({{why}})',
      section: '– {{asked}}',
    },
    eligible: {
      subject: 'Tác phẩm {{number}} hợp lệ',
      body: 'Kính gửi Ông/Bà {{name}},\n\nTác phẩm “{{title}}” (số {{number}}) đã được sơ loại: hợp lệ và được chuyển đến Hội đồng Giám khảo.',
    },
    ineligible: {
      subject: 'Tác phẩm {{number}} không hợp lệ',
      body: 'Kính gửi Ông/Bà {{name}},\n\nTác phẩm “{{title}}” (số {{number}}) đã được sơ loại: không hợp lệ. Lý do: {{reason}}.\n{{note}}',
    },
    returned: {
      subject: 'Cần bổ sung hồ sơ {{number}}',
      body: 'Kính gửi Ông/Bà {{name}},\n\nHồ sơ tác phẩm “{{title}}” (số {{number}}) cần được bổ sung, chậm nhất {{until}}: {{fields}}.\n{{note}}\n\nMời Ông/Bà bổ sung tại: {{link}}',
    },
    returnExtended: {
      subject: 'Gia hạn bổ sung hồ sơ {{number}}',
      body: 'Kính gửi Ông/Bà {{name}},\n\nHạn bổ sung hồ sơ tác phẩm “{{title}}” (số {{number}}) được gia hạn đến {{until}}.\n{{note}}\n\nMời Ông/Bà bổ sung tại: {{link}}',
    },
    disqualified: {
      subject: 'Tác phẩm {{number}} bị loại khỏi giải',
      body: 'Kính gửi Ông/Bà {{name}},\n\nBan Tổ chức đã loại tác phẩm “{{title}}” (số {{number}}) khỏi Giải thưởng. Lý do: {{reason}}',
    },
    reinstated: {
      subject: 'Tác phẩm {{number}} tiếp tục dự giải',
      body: 'Kính gửi Ông/Bà {{name}},\n\nBan Tổ chức đã hủy quyết định loại tác phẩm “{{title}}” (số {{number}}); tác phẩm tiếp tục dự giải. Lý do: {{reason}}',
    },
    roundClosed: {
      subject: '{{stage}} đã kết thúc: mã chuỗi phiếu chấm',
      body: 'Kính gửi Ông/Bà {{name}},\n\n{{stage}} đã kết thúc. Chuỗi nhật ký phiếu chấm gồm {{rows}} dòng, mã cuối (SHA-256):\n{{head}}\n\nMời Ông/Bà giữ thư này: mã trên chứng minh phiếu chấm không bị sửa về sau. Kiểm tra bằng lệnh: npx chungkhao audit verify',
    },
    secondLook: {
      subject: 'Đề nghị xem lại một phiếu chấm',
      body: 'Kính gửi Ông/Bà {{name}},\n\nTrưởng tiểu ban đề nghị Ông/Bà xem lại phiếu chấm của tác phẩm “{{title}}”:\n{{note}}\n\nSửa hay giữ nguyên điểm là quyền của Ông/Bà. Mời Ông/Bà xem tại: {{link}}',
    },
    judgeReminder: {
      subject_other: 'Nhắc chấm giải: còn {{left}} tác phẩm',
      body_other:
        'Kính gửi Ông/Bà {{name}},\n\nÔng/Bà còn {{left}} tác phẩm chưa gửi phiếu chấm; vòng chấm kết thúc lúc {{closes}}.\nMời Ông/Bà vào chấm tại: {{link}}',
    },
    infectedFile: {
      subject: 'Tệp có mã độc: {{file}}',
      body: 'Kính gửi Ông/Bà {{name}},\n\nPhần quét mã độc của cổng phát hiện mã độc ({{found}}) trong tệp “{{file}}”. Không ai mở được tệp này và tệp không được tính vào hồ sơ.\nMời Ông/Bà kiểm tra máy của mình, xóa tệp rồi tải lên bản sạch tại: {{link}}',
    },
    infectedFileTold: {
      subject: 'Tệp có mã độc trong hồ sơ đã nộp: {{file}}',
      body: 'Kính gửi Ông/Bà {{name}},\n\nPhần quét mã độc của cổng phát hiện mã độc ({{found}}) trong tệp “{{file}}” của một hồ sơ đã nộp. Không ai mở được tệp này và tệp không được tính vào hồ sơ. Tác giả đã được báo; nếu cần bản sạch, mời Ông/Bà yêu cầu bổ sung tại: {{link}}',
    },
    rechecked: {
      subject: 'Thể lệ thay đổi: hồ sơ {{number}}',
      body: 'Kính gửi Ông/Bà {{name}},\n\nThể lệ của kỳ giải vừa thay đổi và tác phẩm “{{title}}” (số {{number}}) đã được kiểm tra lại:\n{{findings}}\n\nBan Thư ký sẽ xem xét hồ sơ theo thể lệ mới; Ông/Bà chưa cần làm gì thêm. Mời Ông/Bà xem hồ sơ tại: {{link}}',
      holds: '– {{rule}}: nay đạt.',
      broken: '– {{rule}}: nay không đạt.',
    },
  },
} as const
