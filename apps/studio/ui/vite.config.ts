import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { notices } from './notices.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  cacheDir: here('../../../node_modules/.cache/vite-studio'),
  plugins: [notices()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: here('../dist/ui'),
    emptyOutDir: true,
    target: 'es2022',
    // styles of one page, needed before its first paint
    cssCodeSplit: false,
    // a strict content security policy has no place for what is written into the page
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
});
