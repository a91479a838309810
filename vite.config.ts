import { vitePlugin as remix } from '@remix-run/dev'
import { defineConfig } from 'vite'
import { denyImports } from 'vite-env-only'
import remixConfig from './remix.config.js'

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true
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
      'react-i18next',
      'react-i18next/initReactI18next',
      'downshift',
    ],
  },
  resolve: { dedupe: ['react', 'react-dom', '@remix-run/react'] },
}))
