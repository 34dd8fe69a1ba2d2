import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { ironRdpApart } from './ironRdpApart';

// Relative addresses: the server may serve the page below any path. Nothing is inlined: the page's content security
// policy allows scripts and styles from its own files only.
export default defineConfig({
  base: './',
  plugins: [ironRdpApart(), svelte()],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 7000,
  },
});
