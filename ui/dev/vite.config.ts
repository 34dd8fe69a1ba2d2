import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';
import { Fixture } from './fixture.ts';

/**
 * For working on the page only: a made-up cluster answers in the place of a server (FIXTURE_VMS=3000 for a large one), or a
 * real one does (GODWIT_SERVER=http://127.0.0.1:8080).
 */
const server = process.env.GODWIT_SERVER;

function fixture(): Plugin {
  const cluster = new Fixture(Number(process.env.FIXTURE_VMS ?? 6));
  return {
    name: 'dev-fixture',
    configureServer(vite) {
      vite.middlewares.use('/api/v1', (request, response) => void cluster.answer(request, response));
    },
    configurePreviewServer(vite) {
      vite.middlewares.use('/api/v1', (request, response) => void cluster.answer(request, response));
    },
  };
}

export default defineConfig({
  base: './',
  plugins: server ? [svelte()] : [svelte(), fixture()],
  server: { host: '127.0.0.1', proxy: server ? { '/api': { target: server, changeOrigin: true, ws: true, headers: { Origin: server } } } : undefined },
});
