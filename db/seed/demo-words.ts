/** Invented people, agencies and works for the demo. Nobody and nothing here exists. */
export const familyNames = [
  'Nguyễn',
  'Trần',
  'Lê',
  'Phạm',
  'Hoàng',
  'Vũ',
  'Đặng',
  'Bùi',
  'Đỗ',
  'Hồ',
  'Ngô',
  'Dương',
  'Lý',
  'Đinh',
  'Trịnh',
]
export const middleNames = [
  'Thị Minh',
  'Văn',
  'Quốc',
  'Thị Thu',
  'Đình',
  'Hoàng Bích',
  'Anh',
  'Thanh',
  'Xuân',
  'Thị Ngọc',
  'Đức',
  'Khánh',
]
export const givenNames = [
  'Châu',
  'Lâm',
  'Hà',
  'Trọng',
  'Ngọc',
  'Dũng',
  'Hương',
  'Phong',
  'Yến',
  'Sơn',
  'Thảo',
  'Việt',
  'Đạt',
  'Ánh',
  'Uyên',
  'Giang',
]

export const centralAgencies = [
  'Báo Nhịp cầu Bốn phương',
  'Đài Phát thanh Đối ngoại Sao Mai',
  'Tạp chí Việt Nam Hội nhập',
  'Kênh Truyền hình Quốc tế Sen Hồng',
  'Nhà xuất bản Trùng Dương',
]
export const foreignAgency = 'Mekong Friendship Weekly'

const subjects = [
  'Biển đảo quê hương',
  'Chè xanh vùng cao',
  'Làng nghề trăm năm',
  'Cây cầu hữu nghị',
  'Người giữ lửa di sản',
  'Hạt gạo đi xa',
  'Thành phố bên sông',
  'Những lớp học biên giới',
  'Rừng ngập mặn hồi sinh',
  'Kiều bào hướng về nguồn cội',
  'Phở và những chuyến bay',
  'Năng lượng từ gió biển',
  'Nghĩa tình Việt – Lào',
  'Áo dài trên phố lạ',
  'Bác sĩ mũ nồi xanh',
  'Hành trình của hạt cà phê',
  'Đường sắt nối những bờ vui',
  'Tiếng Việt ở xứ người',
  'Vịnh xanh trong mắt bạn bè',
  'Đô thị thông minh',
]
const angles = [
  'ký sự ba miền',
  'những điều ít biết',
  'nhìn từ bạn bè quốc tế',
  'chuyện kể bằng hình',
  'một góc nhìn mới',
  'hai mươi năm sau',
  'từ lời hứa đến việc làm',
  'đối thoại cuối tuần',
  'nhật ký hành trình',
  'sức sống mới',
]

export const titleAt = (index: number) =>
  `${subjects[index % subjects.length]}: ${angles[Math.floor(index / subjects.length) % angles.length]}`

export const originalTitles: Record<string, string> = {
  en: 'Islands of home and friends abroad',
  fr: 'Les îles du pays natal',
  zh: '故乡的海岛',
  ru: 'Острова родины',
  es: 'Las islas de la patria',
  ja: '故郷の島々',
  ko: '고향의 섬',
  lo: 'ເກາະບ້ານເກີດ',
  ar: 'جزر الوطن والأصدقاء',
}

export const summary =
  'Tác phẩm giới thiệu với bạn bè quốc tế hình ảnh đất nước và con người Việt Nam qua câu chuyện của những người bình dị. Nhóm tác giả đã đi thực tế, phỏng vấn nhiều nhân vật trong và ngoài nước, đối chiếu tư liệu và thể hiện bằng ngôn ngữ giản dị. Sau khi đăng, phát, tác phẩm nhận được phản hồi tích cực từ công chúng, được nhiều cơ quan báo chí nước ngoài dẫn lại.'
