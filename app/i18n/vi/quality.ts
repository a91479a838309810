export default {
  quality: {
    title: 'Chất lượng chấm',
    open: 'Chất lượng chấm',
    none: 'Chưa có phiếu nào được gửi.',
    read: '{{sheets}} phiếu đã gửi cho {{entries}} tác phẩm.',
    agreement:
      'Mức thống nhất giữa các giám khảo (alpha Krippendorff): {{alpha}}, khoảng tin cậy 95 % từ {{low}} đến {{high}}.',
    noAgreement: 'Chưa tính được mức thống nhất giữa các giám khảo:',
    meaning: {
      reliable: 'Các giám khảo hiểu tiêu chí như nhau; thứ hạng đáng tin cậy.',
      tentative: 'Mức thống nhất vừa phải; nên xem lại các tác phẩm sát ngưỡng.',
      weak: 'Mức thống nhất thấp; nên thảo luận lại tiêu chí và chấm bổ sung các tác phẩm sát ngưỡng.',
    },
    icc: 'Tương quan nội lớp ICC(2,1): {{icc}} (95 %: {{low}} đến {{high}}).',
    kendall: 'Hệ số đồng thuận W của Kendall: {{w}} (p = {{p}}).',
    spreads:
      'Độ lệch chuẩn của điểm do tác phẩm là {{entry}}, do giám khảo là {{judge}}, phần còn lại là {{rest}}.',
    positionFound: 'Thứ tự chấm có ảnh hưởng: cứ sau mười tác phẩm, điểm thay đổi {{effect}}.',
    positionNone: 'Không thấy ảnh hưởng của thứ tự chấm ({{effect}} điểm cho mười tác phẩm).',
    severityPicture:
      'Mức chấm rộng (bên phải) và chấm chặt (bên trái) của từng giám khảo; vạch ngang là nửa độ lệch chuẩn mỗi bên.',
    judges: 'từng giám khảo',
    range: 'Khoảng điểm',
    severity: 'Mức chấm rộng',
    others: 'Tương quan với giám khảo khác',
    drift: 'Thay đổi theo thời gian',
    ownAgency: 'Cùng cơ quan',
    ownProvince: 'Cùng tỉnh, thành phố',
    legend:
      'Mức chấm rộng: số điểm cho cao hơn mức ước tính của tác phẩm theo mô hình; số âm là chấm chặt. Thay đổi theo thời gian: số điểm thay đổi sau mỗi phiếu. Cùng cơ quan, cùng tỉnh, thành phố: chênh lệch điểm so với các tác phẩm khác, khi có từ năm phiếu. Dấu *: có ý nghĩa thống kê (p < 0,05).',
    days: 'Phiếu gửi theo ngày',
    asTable: 'Xem dạng bảng',
    criteria: 'Phân bố điểm từng tiêu chí',
    criterion: 'Tiêu chí',
  },
}
