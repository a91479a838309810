import { vitePlugin as remix } from '@remix-run/dev'
import { defineConfig } from 'vite'
import { denyImports } from 'vite-env-only'
import remixConfig from './remix.config.js'

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true
  }
}

export default defineConfig({
  plugins: [
    denyImports({
      client: {
        specifiers: ['drizzle-orm', 'postgres', 'zod', /^@aws-sdk\//, /^node:/],
        files: ['db/**', 'storage/**', '**/*.server.ts'],
      },
    }),
    remix(remixConfig),
  ],
  build: { target: 'es2022', chunkSizeWarningLimit: 800 },
  ssr: { external: ['@node-rs/argon2', '@myriaddreamin/typst-ts-node-compiler'] },
  server: { host: '127.0.0.1' },
})
