import type { MediaRequirement, Medium, PrizeQuota } from './edition.ts'

/**
 * The award's preset: the eight categories of edition XI and the default rubric. This award's own limits on files are
 * not published; those here follow comparable awards and stay editable.
 */
const MB = 1_000_000

const pdf = (required: boolean): MediaRequirement => ({
  kind: 'pdf',
  required,
  maxCount: 10,
  maxBytes: 100 * MB,
})
const image = (required: boolean, minPixels?: number): MediaRequirement => ({
  kind: 'image',
  required,
  maxCount: 20,
  maxBytes: 40 * MB,
  minPixels,
})
const audio = (required: boolean): MediaRequirement => ({
  kind: 'audio',
  required,
  maxCount: 5,
  maxBytes: 500 * MB,
  maxMinutes: 60,
})
const video = (required: boolean, maxMinutes: number): MediaRequirement => ({
  kind: 'video',
  required,
  maxCount: 5,
  maxBytes: 5000 * MB,
  maxMinutes,
})

type PresetCategory = {
  nameVi: string
  nameEn: string
  medium: Medium
  languages: string[] | null
  requirements: MediaRequirement[]
  quota: PrizeQuota
}

const quota: PrizeQuota = { first: 1, second: 2, third: 3, consolation: 5 }
const foreign = ['en', 'fr', 'zh', 'ru', 'es', 'ja', 'ko', 'lo', 'km', 'de', 'ar', 'th', 'id', 'pt']

export const presetCategories: PresetCategory[] = [
  {
    nameVi: 'Báo, tạp chí tiếng Việt',
    nameEn: 'Vietnamese-language press',
    medium: 'print',
    languages: ['vi'],
    requirements: [pdf(true), image(false)],
    quota,
  },
  {
    nameVi: 'Báo, tạp chí tiếng nước ngoài',
    nameEn: 'Foreign-language press',
    medium: 'print',
    languages: foreign,
    requirements: [pdf(true), image(false)],
    quota,
  },
  {
    nameVi: 'Phát thanh',
    nameEn: 'Radio',
    medium: 'radio',
    languages: null,
    requirements: [audio(true), pdf(false)],
    quota,
  },
  {
    nameVi: 'Truyền hình',
    nameEn: 'Television',
    medium: 'television',
    languages: null,
    requirements: [video(true, 120), pdf(false)],
    quota,
  },
  {
    nameVi: 'Sách',
    nameEn: 'Books',
    medium: 'book',
    languages: null,
    requirements: [pdf(true), image(false)],
    quota,
  },
  {
    nameVi: 'Ảnh',
    nameEn: 'Photography',
    medium: 'photo',
    languages: null,
    requirements: [image(true, 3000), pdf(false)],
    quota,
  },
  {
    nameVi: 'Sản phẩm số, đa phương tiện',
    nameEn: 'Digital and multimedia products',
    medium: 'digital',
    languages: null,
    requirements: [pdf(false), image(false), audio(false), video(false, 30)],
    quota,
  },
  {
    nameVi: 'Sáng kiến, sản phẩm có giá trị thông tin đối ngoại',
    nameEn: 'Initiatives and products of external-information value',
    medium: 'initiative',
    languages: null,
    requirements: [pdf(true), image(false), video(false, 30)],
    quota,
  },
]

/** Out of 100, in hundredths of a point; from the aims the rules name. */
export const presetCriteria = [
  {
    nameVi: 'Đúng định hướng, chính xác, kịp thời',
    nameEn: 'On message, accurate, timely',
    guidanceVi: 'Bám sát chủ trương, sự kiện; thông tin kiểm chứng được; đưa đúng lúc.',
    guidanceEn: 'True to policy and events; verifiable; at the right time.',
    maxPoints: 3000,
  },
  {
    nameVi: 'Tính phát hiện, chiều sâu',
    nameEn: 'Discovery and depth',
    guidanceVi: 'Đề tài mới, góc nhìn riêng, phân tích có căn cứ.',
    guidanceEn: 'A new subject, a view of its own, reasoned analysis.',
    maxPoints: 2500,
  },
  {
    nameVi: 'Hình thức, nghiệp vụ thể hiện',
    nameEn: 'Form and craft',
    guidanceVi: 'Bố cục, ngôn ngữ, hình ảnh, âm thanh; phù hợp với công chúng nước ngoài.',
    guidanceEn: 'Structure, language, picture and sound; fit for audiences abroad.',
    maxPoints: 2500,
  },
  {
    nameVi: 'Sức lan tỏa, hiệu quả đối ngoại',
    nameEn: 'Reach and external effect',
    guidanceVi: 'Được trích dẫn, phản hồi; góp phần quảng bá Việt Nam.',
    guidanceEn: 'Quoted and answered; helps to make Viet Nam known.',
    maxPoints: 2000,
  },
]

/** Seven works an author as in editions III–VIII, five parts a series. */
const [maxParts, capPerAuthor] = [5, 7]

/** The default rules, and the same as entrants read them. */
export const presetRules = {
  maxParts,
  capPerAuthor,
  rulesVi: `Tác phẩm được đăng, phát, xuất bản hoặc ứng dụng trong thời gian quy định, ở trong nước hoặc nước ngoài. Tác phẩm nằm vắt qua ranh giới thời gian phải có ít nhất hai phần ba số kỳ hoặc thời lượng ở trong.\nMỗi tác phẩm là một bài hoặc một loạt bài không quá ${maxParts} kỳ, cùng tác giả và cùng chủ đề; không nhận các bài chỉ ghép lại với nhau.\nMỗi tác giả, nhóm tác giả nộp không quá ${capPerAuthor} tác phẩm.\nTác phẩm đã đoạt giải khác phải khai rõ cấp giải, đơn vị tổ chức và thời gian. Tác phẩm không có tranh chấp bản quyền.\nMỗi hồ sơ có bản giới thiệu bằng tiếng Việt. Người Việt Nam ở nước ngoài và người nước ngoài đều được dự giải.`,
  rulesEn: `A work must have been published, broadcast, issued or applied inside the window, in Viet Nam or abroad. Where it straddles the edge, at least two thirds of its parts or duration must fall inside.\nA work is one item, or a series of at most ${maxParts} parts by the same authors on the same subject; items merely stitched together are not accepted.\nAn author or author group submits at most ${capPerAuthor} works.\nEarlier prizes must be declared with level, organiser and date. There must be no copyright dispute.\nEvery dossier has a summary in Vietnamese. Vietnamese abroad and foreigners may enter.`,
}
