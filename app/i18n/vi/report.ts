export default {
  report: {
    title: 'BÁO CÁO',
    make: 'Báo cáo',
    about:
      'Báo cáo được viết từ số liệu theo thể thức văn bản. Ông/Bà sửa lời văn ngay trên cổng rồi tải về.',
    kind: 'Loại báo cáo',
    kinds: { participation: 'Báo cáo tham gia Giải thưởng', halfYear: 'Báo cáo sơ kết 6 tháng' },
    from: 'Từ ngày',
    to: 'Đến hết ngày',
    download: 'Tải {{format}}',
    capital: 'Hà Nội',
    superior: {
      party: { province: 'TỈNH ỦY {{place}}', city: 'THÀNH ỦY {{place}}' },
      state: { province: 'ỦY BAN NHÂN DÂN TỈNH {{place}}', city: 'ỦY BAN NHÂN DÂN THÀNH PHỐ {{place}}' },
    },
    number: {
      province: { party: 'Số      -BC/BCĐ', state: 'Số:      /BC-BCĐ' },
      country: { party: 'Số      -BC/BTC', state: 'Số:      /BC-BTC' },
    },
    provinceBody: 'BAN CHỈ ĐẠO CÔNG TÁC THÔNG TIN ĐỐI NGOẠI',
    placeAndDate: '{{place}}, ngày {{day}} tháng {{month}} năm {{year}}',
    abstract: {
      participation:
        'về việc tham gia Giải thưởng toàn quốc về thông tin đối ngoại lần thứ {{edition}} {{period}}',
      halfYear:
        'sơ kết 6 tháng công tác vận động tham gia Giải thưởng toàn quốc về thông tin đối ngoại lần thứ {{edition}} {{period}}',
    },
    period: '(từ ngày {{from}} đến hết ngày {{to}})',
    periodTo: '(đến hết ngày {{to}})',
    periodFrom: '(từ ngày {{from}})',
    section: {
      overview: 'Tình hình chung',
      provinces: 'Theo tỉnh, thành phố',
      categories: 'Theo hạng mục',
      languages: 'Theo ngôn ngữ',
      grounds: 'Căn cứ số liệu',
    },
    sentence: '{{received}}, trong đó {{screened}}; {{outcome}}.',
    received_other: 'Ban Tổ chức đã nhận {{received}} tác phẩm, sản phẩm',
    receivedNone: 'Tính đến thời điểm báo cáo, chưa có tác phẩm, sản phẩm nào được gửi.',
    eligible: '{{eligible}} hợp lệ',
    eligibleNone: 'chưa có tác phẩm được xác nhận hợp lệ',
    inFinal: '{{inFinal}} vào vòng chung khảo',
    inFinalNone: 'chưa có tác phẩm vào vòng chung khảo',
    prizes: '{{prizes}} đoạt giải',
    prizesNone: 'chưa có tác phẩm đoạt giải',
    allTookPart: '{{participating}}/{{of}} tỉnh, thành phố tham gia.',
    nobodyTookPart: 'Chưa có tỉnh, thành phố nào trong {{of}} tỉnh, thành phố tham gia.',
    tookPart_other:
      '{{participating}}/{{of}} tỉnh, thành phố tham gia; {{count}} tỉnh, thành phố chưa có tác phẩm là: {{absent}}.',
    outside: 'Ngoài các tỉnh, thành phố: {{list}}.',
    ofProvince_other:
      'Tính đến thời điểm báo cáo, Ban Tổ chức đã nhận {{received}} tác phẩm, sản phẩm của {{name}}',
    tookPartUntold:
      'Xác định được {{participating}}/{{of}} tỉnh, thành phố tham gia; chưa ghi nhận: {{absent}}.',
    inLanguage: '{{number}} bằng {{language}}',
    urged:
      'Trong kỳ báo cáo đã gửi lời mời tham gia đến {{invited}} cá nhân, cơ quan; {{registered}} trong số đó đã đăng ký tham gia trên cổng.',
    urgedNone: 'Trong kỳ báo cáo chưa có lời mời tham gia nào được gửi qua cổng.',
    ownNone: 'Tính đến thời điểm báo cáo, {{name}} chưa có tác phẩm, sản phẩm nào được gửi.',
    ownUntold:
      'Theo địa giới này chưa xác định được số tác phẩm, sản phẩm của {{name}}, vì tác phẩm mang tên đơn vị đã sáp nhập hoặc chia tách.',
    ownAtLeast:
      'Số thực tế có thể lớn hơn: một số tác phẩm mang tên đơn vị đã sáp nhập hoặc chia tách, chưa xác định được có thuộc {{name}} hay không.',
    inPeriod: {
      received_other: 'Trong kỳ báo cáo, Ban Tổ chức đã nhận {{received}} tác phẩm, sản phẩm',
      receivedNone: 'Trong kỳ báo cáo không có tác phẩm, sản phẩm nào được gửi.',
      ofProvince_other: 'Trong kỳ báo cáo, Ban Tổ chức đã nhận {{received}} tác phẩm, sản phẩm của {{name}}',
      ownNone: 'Trong kỳ báo cáo, {{name}} không có tác phẩm, sản phẩm nào được gửi.',
      allTookPart: 'Trong kỳ báo cáo, {{participating}}/{{of}} tỉnh, thành phố tham gia.',
      nobodyTookPart: 'Trong kỳ báo cáo, không có tỉnh, thành phố nào trong {{of}} tỉnh, thành phố tham gia.',
      tookPart_other:
        'Trong kỳ báo cáo, {{participating}}/{{of}} tỉnh, thành phố tham gia; {{count}} tỉnh, thành phố không có tác phẩm là: {{absent}}.',
      tookPartUntold:
        'Trong kỳ báo cáo, xác định được {{participating}}/{{of}} tỉnh, thành phố tham gia; không ghi nhận: {{absent}}.',
    },
    bucket: {
      central_other: 'cơ quan Trung ương gửi {{number}} tác phẩm',
      overseas_other: 'người Việt Nam ở nước ngoài gửi {{number}} tác phẩm',
      foreign_other: 'người nước ngoài gửi {{number}} tác phẩm',
    },
    city: 'thành phố {{name}}',
    provinceName: 'tỉnh {{name}}',
    foreign_other: '{{foreign}} tác phẩm bằng tiếng nước ngoài ({{share}} %): {{list}}.',
    foreignFew_other: '{{foreign}} trong {{all}} tác phẩm bằng tiếng nước ngoài: {{list}}.',
    foreignNone: 'Tất cả tác phẩm đều bằng tiếng Việt.',
    grounds: 'Số liệu do Cổng Giải thưởng tổng hợp lúc {{at}}.',
    again: 'Người vận hành hệ thống in lại đúng các con số này bằng lệnh:',
    recipientsHead: 'Nơi nhận:',
    signer: { province: 'TM. BAN CHỈ ĐẠO', country: 'TM. BAN TỔ CHỨC' },
    recipients: {
      province: {
        party:
          'Ban Chỉ đạo công tác thông tin đối ngoại Trung ương (để báo cáo),\nThường trực cấp ủy (để báo cáo),\nThành viên Ban Chỉ đạo,\nLưu Văn phòng.',
        state:
          'Ban Chỉ đạo công tác thông tin đối ngoại Trung ương (để báo cáo);\nỦy ban nhân dân (để báo cáo);\nThành viên Ban Chỉ đạo;\nLưu: VT.',
      },
      country: {
        party:
          'Ban Chỉ đạo công tác thông tin đối ngoại (để báo cáo),\nBan Chỉ đạo các tỉnh, thành phố,\nThành viên Ban Tổ chức,\nLưu Văn phòng.',
        state:
          'Ban Chỉ đạo công tác thông tin đối ngoại (để báo cáo);\nBan Chỉ đạo các tỉnh, thành phố;\nThành viên Ban Tổ chức;\nLưu: VT.',
      },
    },
    ineligible: '{{ineligible}} không hợp lệ',
    untold: 'kết quả chung khảo chưa công bố',
    standings: 'Tác giả gồm: {{list}}.',
    standing: {
      press_other: '{{number}} hội viên Hội Nhà báo, người có thẻ nhà báo',
      other_other: '{{number}} người thuộc đối tượng khác',
      overseas_other: '{{number}} người Việt Nam ở nước ngoài',
      foreign_other: '{{number}} người nước ngoài',
      untold_other: '{{number}} người chưa khai',
    },
    round: '{{stage}}: {{panels}} tiểu ban, từ ngày {{from}} đến ngày {{to}}.',
    annex: 'Phụ lục',
    annexTitle: 'Phụ lục: Danh sách tác phẩm, sản phẩm',
    annexOf: '(Kèm theo Báo cáo số {{number}} {{day}})',
    annexAfter_other: 'Danh sách {{works}} tác phẩm, sản phẩm ở phụ lục kèm theo.',
    annexBeside_other: 'Danh sách {{works}} tác phẩm, sản phẩm ở phụ lục kèm theo (tệp bảng tính).',
    error: {
      order: 'Ngày cuối của báo cáo không thể trước ngày đầu. Hãy chọn lại.',
      halfYear: 'Báo cáo sơ kết 6 tháng cần có ngày đầu và ngày cuối của kỳ báo cáo. Hãy chọn hai ngày đó.',
    },
    drawn: 'Các báo cáo đã lập',
    draw: 'Lập báo cáo',
    done: 'Đã lập báo cáo. Xem và sửa lời văn trước khi tải.',
    saved: 'Đã lưu lời văn.',
    edit: 'Lời văn',
    editAbout:
      'Mọi lời văn đều sửa được; các bảng giữ nguyên số liệu lúc lập. Để trống một đoạn nếu không dùng đoạn ấy.',
    takenAt: 'Số liệu lấy lúc {{at}}; người lập: {{by}}.',
    save: 'Lưu lời văn',
    field: {
      superior: 'Cơ quan cấp trên',
      body: 'Cơ quan ban hành',
      number: 'Số, ký hiệu',
      placeAndDate: 'Nơi và ngày',
      title: 'Tên loại văn bản',
      abstract: 'Trích yếu',
      heading: 'Đề mục',
      paragraph: 'Đoạn văn',
      signer: 'Quyền hạn, chức vụ người ký',
      signerName: 'Họ tên người ký',
      recipients: 'Nơi nhận (mỗi dòng một nơi)',
    },
    fixed: 'Bảng hoặc hình ở đây, giữ nguyên.',
    downloadAnnex: 'Tải phụ lục XLSX',
    province: 'Tỉnh, thành phố',
    country: 'Cả nước',
  },
}
