import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { ironRdpApart } from '../../ironRdpApart';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  plugins: [ironRdpApart(), svelte()],
  build: { outDir: '../../out/desktop', emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0 },
});
