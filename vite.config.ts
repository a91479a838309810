import { vitePlugin as remix } from '@remix-run/dev'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { defineConfig, type Plugin } from 'vite'
import { denyImports } from 'vite-env-only'
import remixConfig from './remix.config.js'

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true
  }
}

/** What every visitor loads is compressed once, after the last of the two builds, instead of at each request. */
function compressedAssets(): Plugin {
  let last = false
  return {
    name: 'compressed-assets',
    apply: 'build',
    enforce: 'post',
    configResolved: ({ build }) => void (last = Boolean(build.ssr)),
    closeBundle() {
      if (!last) return
      for (const file of globSync('build/client/**/*.{js,css,svg}')) {
        const body = readFileSync(file)
        if (body.length < 1400) continue
        writeFileSync(
          `${file}.br`,
          brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }),
        )
        writeFileSync(`${file}.gz`, gzipSync(body, { level: 9 }))
      }
    },
  }
}

export default defineConfig(({ command }) => ({
  plugins: [
    // In a build only: the dev server asks the client's graph for every module when it looks for styles.
    command === 'build' &&
      denyImports({
        client: {
          specifiers: ['drizzle-orm', 'postgres', 'zod', /^@aws-sdk\//, /^node:/],
          files: ['db/**', 'storage/**', '**/*.server.ts'],
        },
      }),
    remix(remixConfig),
    compressedAssets(),
  ],
  build: { target: 'es2022', chunkSizeWarningLimit: 800 },
  ssr: { external: ['@node-rs/argon2', '@myriaddreamin/typst-ts-node-compiler'] },
  server: { host: '127.0.0.1' },
  // Named, or the dev server finds them one by one and React ends up there twice.
  optimizeDeps: {
    include: [
      'react',
      'react/jsx-dev-runtime',
      'react-dom/client',
      '@remix-run/react',
      'i18next',
      'downshift',
    ],
  },
  resolve: { dedupe: ['react', 'react-dom', '@remix-run/react'] },
}))
