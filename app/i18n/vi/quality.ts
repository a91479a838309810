export default {
  quality: {
    title: 'Chất lượng chấm',
    open: 'Chất lượng chấm',
    none: 'Chưa có phiếu nào được gửi.',
    read: '{{sheets}} phiếu đã gửi cho {{entries}} tác phẩm.',
    agreement:
      'Mức thống nhất giữa các giám khảo (alpha Krippendorff): {{alpha}}, khoảng tin cậy 95 % từ {{low}} đến {{high}}.',
    noAgreement: 'Chưa tính được mức thống nhất:',
    meaning: {
      reliable: 'Các giám khảo hiểu tiêu chí như nhau; thứ hạng đáng tin cậy.',
      tentative: 'Mức thống nhất vừa phải; nên xem lại các tác phẩm gần ngưỡng.',
      weak: 'Mức thống nhất thấp; nên thảo luận lại tiêu chí và chấm thêm các tác phẩm gần ngưỡng.',
    },
    icc: 'Tương quan nội lớp ICC(2,1): {{icc}} (95 %: {{low}} đến {{high}}).',
    kendall: 'Hệ số đồng thuận W của Kendall: {{w}} (p = {{p}}).',
    spreads: 'Độ lệch chuẩn do tác phẩm {{entry}}, do giám khảo {{judge}}, còn lại {{rest}} điểm.',
    positionFound: 'Thứ tự chấm có ảnh hưởng: cứ mười tác phẩm sau, điểm thay đổi {{effect}}.',
    positionNone: 'Không thấy ảnh hưởng của thứ tự chấm ({{effect}} điểm cho mười tác phẩm).',
    severityPicture:
      'Mức rộng tay (bên phải) và chặt tay (bên trái) của từng giám khảo; vạch ngang là nửa độ lệch chuẩn mỗi bên.',
    judges: 'từng giám khảo',
    range: 'Khoảng điểm',
    severity: 'Rộng tay',
    others: 'Tương quan với người khác',
    drift: 'Thay đổi theo thời gian',
    ownAgency: 'Cùng cơ quan',
    ownProvince: 'Cùng tỉnh',
    legend:
      'Rộng tay: số điểm cao hơn mức tác phẩm đáng được theo mô hình. Thay đổi theo thời gian: điểm mỗi phiếu. Cùng cơ quan, cùng tỉnh: phần điểm chênh, khi có từ năm phiếu. Dấu *: khó là ngẫu nhiên (p < 0,05).',
    days: 'Phiếu gửi theo ngày',
    asTable: 'Xem dạng bảng',
    criteria: 'Phân bố điểm từng tiêu chí',
    criterion: 'Tiêu chí',
  },
}
