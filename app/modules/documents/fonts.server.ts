import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const packages = createRequire(import.meta.url)
const fileOf = (path: string) => packages.resolve(`@expo-google-fonts/${path}.ttf`)

/** Tinos has the metrics of Times New Roman, which documents must be set in, and all of Vietnamese. */
const own = [
  'tinos/400Regular/Tinos_400Regular',
  'tinos/700Bold/Tinos_700Bold',
  'tinos/400Regular_Italic/Tinos_400Regular_Italic',
  'tinos/700Bold_Italic/Tinos_700Bold_Italic',
]

/**
 * The other scripts of the languages the award takes works in, a weight each: a server has no fonts of its own. Noto
 * Sans SC has kana and the characters of Japan and Taiwan too.
 */
const otherScripts = [
  'noto-sans-sc/400Regular/NotoSansSC_400Regular',
  'noto-sans-kr/400Regular/NotoSansKR_400Regular',
  'noto-sans-thai/400Regular/NotoSansThai_400Regular',
  'noto-sans-lao/400Regular/NotoSansLao_400Regular',
  'noto-sans-khmer/400Regular/NotoSansKhmer_400Regular',
  'noto-sans-arabic/400Regular/NotoSansArabic_400Regular',
]

/** In the order a document looks for a letter. */
export const documentFamilies = [
  'Tinos',
  'Noto Sans SC',
  'Noto Sans KR',
  'Noto Sans Thai',
  'Noto Sans Lao',
  'Noto Sans Khmer',
  'Noto Sans Arabic',
]

export const documentFonts = (): Buffer[] =>
  [...own, ...otherScripts].map((path) => readFileSync(fileOf(path)))

/** The portal's own type, for pictures. */
export const pictureFonts = (): string[] =>
  [
    'be-vietnam-pro/400Regular/BeVietnamPro_400Regular',
    'be-vietnam-pro/600SemiBold/BeVietnamPro_600SemiBold',
  ].map(fileOf)
