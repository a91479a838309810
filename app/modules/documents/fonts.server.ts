import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const packages = createRequire(import.meta.url)
const fileOf = (path: string) => packages.resolve(`@expo-google-fonts/${path}.ttf`)

/** Tinos has the metrics of Times New Roman, which documents must be set in, and all of Vietnamese. */
export const documentFonts = (): Buffer[] =>
  [
    'tinos/400Regular/Tinos_400Regular',
    'tinos/700Bold/Tinos_700Bold',
    'tinos/400Regular_Italic/Tinos_400Regular_Italic',
    'tinos/700Bold_Italic/Tinos_700Bold_Italic',
  ].map((path) => readFileSync(fileOf(path)))

/** The portal's own type, for pictures. */
export const pictureFonts = (): string[] =>
  [
    'be-vietnam-pro/400Regular/BeVietnamPro_400Regular',
    'be-vietnam-pro/600SemiBold/BeVietnamPro_600SemiBold',
  ].map(fileOf)
